using System.Text;

namespace Clausea.Batch.Appeals;

/// <summary>The bytes of a file as text: UTF-8 or UTF-16 by their marks, else UTF-8 where it is valid, else Windows-1252.
/// What cannot be a list of codes is refused by name.</summary>
internal static class ListDecoding
{
    private static readonly (byte[] Start, string What)[] s_others =
    [
        ("PK\x03\x04"u8.ToArray(), "an Excel workbook or a zip archive. Open it, and save the sheet as CSV"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook. Open it, and save the sheet as CSV"),
        ("%PDF"u8.ToArray(), "a PDF. Ask for the list as CSV, text or XML"),
        ([0x1F, 0x8B], "a gzip archive. Unpack it first"),
        ("ISA*"u8.ToArray(), "an X12 file. Its claims are read by \"ingest\""),
    ];

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, what) in s_others)
        {
            if (bytes.StartsWith(start))
            {
                throw new NotACodeListException($"It is {what}.");
            }
        }

        var text = DecodeText(bytes).ReplaceLineEndings("\n");
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new NotACodeListException("It is not text.");
        }

        var head = text.AsSpan().TrimStart();
        return head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? throw new NotACodeListException("It is a web page. Save the list as CSV, text or XML.")
            : text;
    }

    private static string DecodeText(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var utf8] => Encoding.UTF8.GetString(utf8),
        [0xFF, 0xFE, .. var little] => Encoding.Unicode.GetString(little),
        [0xFE, 0xFF, .. var big] => Encoding.BigEndianUnicode.GetString(big),
        _ when System.Text.Unicode.Utf8.IsValid(bytes) => Encoding.UTF8.GetString(bytes),
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes),
    };
}
