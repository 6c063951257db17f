using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Reads a plain text.</summary>
internal static class TextExhibit
{
    // More does not fit on as many pages as an exhibit may have.
    private const int MaxLength = 8_000_000;

    public static bool IsText(ReadOnlySpan<byte> content) => IsUtf16(content) || !content.ContainsAny((byte)0, (byte)1, (byte)2);

    public static IReadOnlyList<ExhibitPage> Read(byte[] content)
    {
        if (content.Length > MaxLength)
        {
            throw new NotAnExhibitException("This text is too long. Send only the part that matters.");
        }

        var text = Decode(content);
        return string.IsNullOrWhiteSpace(text) ? throw new NotAnExhibitException("This text is empty.") : TextSheets.Lay(text);
    }

    private static string Decode(byte[] content)
    {
        if (IsUtf16(content))
        {
            return (content[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(content, 2, content.Length - 2);
        }

        var isUtf8 = System.Text.Unicode.Utf8.IsValid(content);
        var encoding = isUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return encoding.GetString(content).TrimStart('\uFEFF');
    }

    private static bool IsUtf16(ReadOnlySpan<byte> content) => content is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
