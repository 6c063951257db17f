using System.IO.Compression;
using System.Xml;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>The parts of a Word document that a letter is read from.</summary>
/// <param name="Body">The text.</param>
/// <param name="Styles">The styles, when there are any.</param>
/// <param name="Numbering">The definitions of lists, when there are any.</param>
internal sealed record LetterPackage(WordElement Body, WordElement? Styles, WordElement? Numbering)
{
    private const int LargestFile = 20_000_000;
    private const int LargestPart = 5_000_000;
    private const int MostParts = 1_000;

    private const string UsualDocument = "word/document.xml";

    /// <exception cref="NotALetterException">It is something else, damaged, or too large.</exception>
    public static LetterPackage Read(Stream stream)
    {
        using var file = Buffered(stream, LargestFile);
        var refusal = file.Length > LargestFile
            ? Refusals.TooLarge()
            : OtherFile.Of(file.GetBuffer().AsSpan(0, (int)file.Length));
        if (refusal is not null)
        {
            throw refusal;
        }

        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            return Read(zip);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            // Its message may hold pieces of the file.
            throw Refusals.Damaged();
        }
    }

    // Whatever length a file declares, a little more than the largest is enough to know.
    private static MemoryStream Buffered(Stream stream, int largest)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; bytes.Length <= largest && (read = stream.Read(buffer)) > 0;)
        {
            bytes.Write(buffer.AsSpan(0, read));
        }

        bytes.Position = 0;
        return bytes;
    }

    private static LetterPackage Read(ZipArchive zip)
    {
        if (zip.Entries.Count > MostParts || zip.Entries.Sum(entry => (decimal)entry.Length) > LargestFile)
        {
            throw Refusals.TooLarge();
        }

        var main = Related(zip, string.Empty, "officeDocument") is { } named && Find(zip, named) is not null
            ? named
            : UsualDocument;
        var document = Part(zip, main) ?? throw OtherFile.OfZip(zip.Entries.Select(entry => entry.FullName));
        return new LetterPackage(
            document.Child("body") ?? throw OtherFile.OfZip([]),
            Part(zip, Related(zip, main, "styles") ?? "word/styles.xml"),
            Part(zip, Related(zip, main, "numbering") ?? "word/numbering.xml"));
    }

    private static WordElement? Part(ZipArchive zip, string name)
    {
        if (Find(zip, name) is not { } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        using var part = Buffered(stream, LargestPart);
        return part.Length > LargestPart ? throw Refusals.TooLarge() : WordXml.Read(part);
    }

    private static ZipArchiveEntry? Find(ZipArchive zip, string name) =>
        zip.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, name, StringComparison.OrdinalIgnoreCase));

    // Some word processors number the main part: word/document2.xml.
    private static string? Related(ZipArchive zip, string source, string type)
    {
        var cut = source.LastIndexOf('/') + 1;
        var target = Part(zip, $"{source[..cut]}_rels/{source[cut..]}.rels")?.Children.FirstOrDefault(link =>
            link["Type"]?.EndsWith("/" + type, StringComparison.Ordinal) == true && link["TargetMode"] != "External")?["Target"];
        return target?.StartsWith('/') == true ? target[1..] : target is null ? null : source[..cut] + target;
    }
}
