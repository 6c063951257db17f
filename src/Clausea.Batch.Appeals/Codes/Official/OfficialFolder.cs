using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clausea.Batch.Appeals;

/// <summary>The folder of imported lists: one JSON file for each kind of code.</summary>
public sealed class OfficialFolder(string path)
{
    // Larger than any list that an import writes.
    private const long LargestFile = 128 << 20;

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public string Path { get; } = path;

    public static string FileName(CodeKind kind) => $"{kind.ToString().ToLowerInvariant()}-codes.json";

    /// <summary>What a later reading compares to see whether anything was imported or forgotten.</summary>
    public string Stamp() => string.Join('|', OfficialText.Kinds.Select(FileOf).Select(file =>
        file.Exists ? $"{file.LastWriteTimeUtc.Ticks}:{file.Length}" : "none"));

    /// <summary>All lists of the folder. One that is damaged is left out and told.</summary>
    public OfficialTexts Load(out IReadOnlyList<string> problems)
    {
        var (lists, told) = (new List<OfficialList>(), new List<string>());
        foreach (var kind in OfficialText.Kinds.Where(kind => FileOf(kind).Exists))
        {
            try
            {
                lists.Add(Read(kind));
            }
            catch (Exception e) when (e is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                told.Add($"The imported list {FileOf(kind).FullName} cannot be used and is left aside; import it again, or remove it with \"codes forget\". {Reason(e)}");
            }
        }

        problems = told;
        return new OfficialTexts(lists);
    }

    /// <summary>Takes a list in the place of the one of its kind.</summary>
    public void Save(OfficialList list)
    {
        Directory.CreateDirectory(Path);
        var file = FileOf(list.Kind).FullName;
        var beside = $"{file}.{Guid.NewGuid():N}.new";
        using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, StoredList.Of(list), s_json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: true);
    }

    /// <summary>Removes a list; whether there was one.</summary>
    public bool Forget(CodeKind kind)
    {
        var file = FileOf(kind);
        var existed = file.Exists;
        file.Delete();
        return existed;
    }

    private FileInfo FileOf(CodeKind kind) => new(System.IO.Path.Combine(Path, FileName(kind)));

    private OfficialList Read(CodeKind kind)
    {
        using var stream = new FileStream(FileOf(kind).FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length > LargestFile)
        {
            throw new InvalidDataException("It is too large.");
        }

        var stored = JsonSerializer.Deserialize<StoredList>(stream, s_json);
        return stored?.Kind == kind ? stored.ToList() : throw new InvalidDataException("It holds another kind of codes.");
    }

    // Of JSON the place is enough: its messages can hold pieces of the file.
    private static string Reason(Exception e) => e is JsonException json ? $"It is not well-formed at line {json.LineNumber + 1}." : e.Message;

    private sealed record StoredList(CodeKind Kind, DateTimeOffset ImportedAt, IReadOnlyList<OfficialSource> Files, IReadOnlyList<StoredCode> Codes)
    {
        public static StoredList Of(OfficialList list) => new(list.Kind, list.ImportedAt, list.Sources, [.. list.Texts.Select(StoredCode.Of)]);

        public OfficialList ToList() => Codes.Any(code => code is null) || Files.Any(file => file is null)
            ? throw new InvalidDataException("An entry is empty.")
            : new(Kind, Files, ImportedAt, [.. Codes.Select(code => code.ToText(Kind))]);
    }

    private sealed record StoredCode(string Code, string Text)
    {
        public DateOnly? Start { get; init; }

        public DateOnly? Stop { get; init; }

        public DateOnly? Modified { get; init; }

        public string? Notes { get; init; }

        public static StoredCode Of(OfficialText text) =>
            new(text.Code, text.Text) { Start = text.Start, Stop = text.Stop, Modified = text.Modified, Notes = text.Notes };

        public OfficialText ToText(CodeKind kind) => string.IsNullOrWhiteSpace(Code) || string.IsNullOrWhiteSpace(Text)
            ? throw new InvalidDataException("A code or its text is missing.")
            : new() { Kind = kind, Code = Code, Text = Text, Start = Start, Stop = Stop, Modified = Modified, Notes = Notes };
    }
}
