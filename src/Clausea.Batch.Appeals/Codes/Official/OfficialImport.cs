using System.Security.Cryptography;

namespace Clausea.Batch.Appeals;

/// <summary>One import: files are read first, all of them, and lists are saved only when each could be read.</summary>
public sealed class OfficialImport(CodeKind? told = null)
{
    private readonly List<(OfficialSource Source, CodeListReading Reading)> _read = [];

    /// <summary>Reads one file.</summary>
    /// <exception cref="NotACodeListException">No code list can be recognized in it.</exception>
    public CodeListReading Read(string name, ReadOnlySpan<byte> bytes)
    {
        var reading = CodeListReader.Read(bytes, told);
        _read.Add((new OfficialSource(name, Convert.ToHexStringLower(SHA256.HashData(bytes))), reading));
        return reading;
    }

    /// <summary>One list for each kind of codes that the files hold. Where two files have a code, the text in force is
    /// taken.</summary>
    public IReadOnlyList<OfficialList> Lists(DateTimeOffset now) =>
    [
        .. _read.SelectMany(file => file.Reading.Texts.Select(text => (file.Source, Text: text)))
            .GroupBy(found => found.Text.Kind)
            .OrderBy(kind => kind.Key)
            .Select(kind => new OfficialList(kind.Key, [.. kind.Select(found => found.Source).Distinct()], now,
            [
                .. kind.GroupBy(found => found.Text.Code)
                    .Select(code => code.Select(found => found.Text).Aggregate(CodeListSorter.Later))
                    .OrderBy(text => text.Code, CodeOrder.Natural),
            ])),
    ];
}
