namespace Clausea.Batch.Appeals;

/// <summary>The codes that a file holds, and the rows that were left out.</summary>
public sealed record CodeListReading(IReadOnlyList<OfficialText> Texts, IReadOnlyList<CodeListProblem> Problems);

/// <summary>Reads official code lists as they are published or kept: delimited, plain text or XML.</summary>
public static class CodeListReader
{
    /// <summary>Bytes of a file that are read at most; real lists have less than one million.</summary>
    public const int LargestFile = 8 << 20;

    /// <summary>Reads a file. With <paramref name="told"/> codes of unusual shape count as that kind.</summary>
    /// <exception cref="NotACodeListException">No code list can be recognized in it.</exception>
    public static CodeListReading Read(ReadOnlySpan<byte> bytes, CodeKind? told = null)
    {
        if (bytes.Length > LargestFile)
        {
            throw new NotACodeListException($"It is larger than {LargestFile >> 20} MB, which no code list is.");
        }

        var sheet = Sheet(ListDecoding.Decode(bytes));
        if (sheet.Codes.Count == 0 || !sheet.HasNames && sheet.Score < 0)
        {
            throw new NotACodeListException("No code list can be recognized in it: there must be rows of a code and its text.");
        }

        return new CodeListSorter(told, sheet).Sort();
    }

    private static CodeSheet Sheet(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("<"))
        {
            return XmlSheet.Read(text.TrimStart());
        }

        var tables = DelimitedSheet.Delimiters.Select(delimiter => DelimitedSheet.Read(text, delimiter)).Where(table => table.Codes.Count > 0).ToList();
        return tables.Where(table => table.HasNames).MaxBy(table => table.Codes.Count) ??
            tables.Append(PlainCodeText.Read(text)).MaxBy(sheet => sheet.Score)!;
    }
}
