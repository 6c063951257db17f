namespace Clausea.Batch.Era.Reading;

/// <summary>Tells what a file is that is no 835, without repeating anything of it.</summary>
internal static class FileStart
{
    private const int LooksAt = 4096;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static void Check(SegmentScanner scanner)
    {
        if (scanner.Peek(3).SequenceEqual(ByteOrderMark))
        {
            scanner.Skip(3);
        }

        var start = scanner.Peek(LooksAt);
        if (start.IsEmpty)
        {
            throw new NotAnEraException("The file is empty.");
        }

        var text = start.TrimStart(" \t\r\n"u8);
        if (!text.StartsWith("ISA"u8) && !text.StartsWith("ST"u8))
        {
            throw new NotAnEraException($"The file is not an 835: {Guess(text)}. An 835 begins with ISA.");
        }

        if (IsWrapped(text))
        {
            scanner.JoinLines();
        }
    }

    // Some senders break lines after 80 characters, in the middle of segments and elements. Then a line break is no
    // part of the data, wherever it stands: it is so if one stands elsewhere than behind a segment terminator.
    private static bool IsWrapped(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("ISA"u8) || !TryTerminator(text, out var terminator) || terminator <= ' ')
        {
            return false;
        }

        byte last = 0;
        foreach (var b in text)
        {
            if (b is (byte)'\r' or (byte)'\n')
            {
                if (last != 0 && last != terminator)
                {
                    return true;
                }
            }
            else if (b != ' ' || last != terminator)
            {
                last = b;
            }
        }

        return false;
    }

    // The character behind ISA16, line breaks left out; a letter means that the line break itself ends segments.
    private static bool TryTerminator(ReadOnlySpan<byte> text, out byte terminator)
    {
        var (element, seen, behind) = (text.Length > 3 ? text[3] : (byte)0, 0, 0);
        foreach (var b in text[3..])
        {
            if (b is (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            if (seen == 16 && ++behind == 2)
            {
                terminator = b;
                return !char.IsAsciiLetterOrDigit((char)b);
            }

            seen += b == element && seen < 16 ? 1 : 0;
        }

        terminator = 0;
        return false;
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
