namespace Clausea.Batch.Era.Reading;

/// <summary>Tells what a file is that is no 835, without repeating anything of it.</summary>
internal static class FileStart
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static void Check(SegmentScanner scanner)
    {
        if (scanner.Peek(3).SequenceEqual(ByteOrderMark))
        {
            scanner.Skip(3);
        }

        var start = scanner.Peek(512);
        if (start.IsEmpty)
        {
            throw new NotAnEraException("The file is empty.");
        }

        var text = start.TrimStart(" \t\r\n"u8);
        if (!text.StartsWith("ISA"u8) && !text.StartsWith("ST"u8))
        {
            throw new NotAnEraException($"The file is not an 835: {Guess(text)}. An 835 begins with ISA.");
        }
    }

    public static NotAnEraException NoRemittance(IReadOnlyCollection<string> otherSets) => new(otherSets.Count == 0
        ? "The file is an X12 interchange, but there is no transaction set in it."
        : $"The file is an X12 interchange, but no 835: it holds {string.Join(", ", otherSets.Order())}.");

    private static string Guess(ReadOnlySpan<byte> text) => text switch
    {
        [] => "it holds nothing but blanks",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "it is a PDF",
        [(byte)'P', (byte)'K', 3, 4, ..] => "it is a zip archive",
        [0x1F, 0x8B, ..] => "it is compressed with gzip",
        [(byte)'<', ..] => "it looks like XML or HTML",
        [(byte)'{' or (byte)'[', ..] => "it looks like JSON",
        _ when text.Contains((byte)0) => "it is not text",
        _ => "it is some other text",
    };
}
