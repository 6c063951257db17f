namespace Clausea.Batch.Documents.Pdf;

/// <summary>What a file is, by its first bytes, and how its pages are read.</summary>
internal sealed record ExhibitKind(string ContentType, string Damaged, Func<byte[], IReadOnlyList<ExhibitPage>> Read)
{
    // Readers look for the header of a PDF that far.
    private const int PdfHeaderWithin = 1024;

    private static readonly ExhibitKind s_pdf = new(
        "application/pdf", "This PDF is damaged. Open it in a PDF reader and print it to a new PDF, or ask for it again.", PdfExhibit.Read);

    private static readonly ExhibitKind s_jpeg = new("image/jpeg", Picture("JPEG"), JpegExhibit.Read);
    private static readonly ExhibitKind s_png = new("image/png", Picture("PNG"), PngExhibit.Read);
    private static readonly ExhibitKind s_tiff = new("image/tiff", Picture("TIFF"), TiffExhibit.Read);
    private static readonly ExhibitKind s_text = new("text/plain", "This text cannot be read. Save it as PDF and attach that.", TextExhibit.Read);

    /// <exception cref="NotAnExhibitException">The file is none of them.</exception>
    public static ExhibitKind Of(string name, ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? s_pdf
        : content is [0xFF, 0xD8, 0xFF, ..] ? s_jpeg
        : content is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] ? s_png
        : content is [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] ? s_tiff
        : content.Length > 0 && IsNamedText(name) && TextExhibit.IsText(content) ? s_text
        : content[..Math.Min(content.Length, PdfHeaderWithin)].IndexOf("%PDF-"u8) >= 0 ? s_pdf
        : throw ForeignFile.Refusal(name, content);

    private static bool IsNamedText(string name) => Path.GetExtension(name).ToUpperInvariant() is ".TXT" or ".TEXT" or ".LOG";

    private static string Picture(string format) =>
        $"This {format} picture is damaged, or of a kind that cannot be read. Open it on your computer and save it as PDF, or ask for it again.";
}
