namespace Clausea.Batch.Era.Reading;

/// <summary>Finds where a file begins, past what stands before it, or tells what it is that is no 835, without repeating
/// anything of it.</summary>
internal static class FileStart
{
    private const int LooksAt = 4096;

    // A mail header, a cover note.
    private const int ProseLimit = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static void Check(SegmentScanner scanner, FindingList findings, bool isTranscoded)
    {
        var start = scanner.Peek(LooksAt);
        if (start.IsEmpty)
        {
            throw new NotAnEraException("The file is empty.");
        }

        if (isTranscoded || start.StartsWith(ByteOrderMark))
        {
            findings.Add(FindingKinds.EncodingUnusual, new Position(1, 0),
                isTranscoded ? "the file is UTF-16; offsets count its UTF-8 form" : "the file begins with a byte order mark");
        }

        var text = start.TrimStart(ByteOrderMark).TrimStart(" \t\r\n"u8);
        var isInterchange = HeaderShape.LooksLikeInterchange(text);
        var elements = HeaderShape.CountElements(text);
        var guess = Guess(text);
        if (!scanner.SeekHeader(ProseLimit))
        {
            throw new NotAnEraException(isInterchange
                ? $"The file begins with ISA, but the ISA segment is incomplete: it has {elements} of 16 elements that can be told apart, so the separators of the interchange cannot be known."
                : $"The file is not an 835: {guess}. An 835 begins with ISA.");
        }

        // Without an ISA, what stands there tells the separators.
        if (!HeaderShape.LooksLikeInterchange(scanner.Peek(LooksAt)) && HeaderShape.TryRead(scanner.Peek(LooksAt), out var shape))
        {
            scanner.Use(shape);
        }
    }

    public static NotAnEraException NoRemittance(IReadOnlyCollection<string> otherSets) => new(otherSets.Count == 0
        ? "The file is an X12 interchange, but there is no transaction set in it."
        : $"The file is an X12 interchange, but no 835: it holds {string.Join(", ", otherSets.Order())}.");

    private static string Guess(ReadOnlySpan<byte> text) => text switch
    {
        [] => "it holds nothing but blanks",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "it is a PDF",
        [(byte)'P', (byte)'K', 3, 4, ..] => "it is a zip archive inside of too many others",
        [0x1F, 0x8B, ..] => "it is compressed with gzip too many times",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "it is a 7-Zip archive; unpack it first",
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => "it is a RAR archive; unpack it first",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "it is an old Office document",
        [(byte)'<', ..] => "it looks like XML or HTML",
        [(byte)'{' or (byte)'[', ..] => "it looks like JSON",
        _ when text.Contains((byte)0) => "it is not text",
        _ => "it is some other text",
    };
}
