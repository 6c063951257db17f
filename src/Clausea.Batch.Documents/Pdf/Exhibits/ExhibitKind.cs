using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>What a file is, by its first bytes, and how its pages are read.</summary>
internal sealed record ExhibitKind(string ContentType, string Damaged, Func<byte[], IReadOnlyList<ExhibitPage>> Read)
{
    // Readers look for the header of a PDF that far.
    private const int PdfHeaderWithin = 1024;

    private static readonly ExhibitKind s_pdf = new(
        "application/pdf", "This PDF is damaged. Open it in a PDF reader and print it to a new PDF, or ask for it again.", PdfExhibit.Read);

    private static readonly ExhibitKind s_jpeg = new("image/jpeg", Picture("JPEG"), JpegExhibit.Read);

    /// <exception cref="NotAnExhibitException">The file is none of them.</exception>
    public static ExhibitKind Of(string name, ReadOnlySpan<byte> content)
    {
        var start = content[..Math.Min(content.Length, PdfHeaderWithin)];
        return start.IndexOf("%PDF-"u8) >= 0 ? s_pdf
            : start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? s_jpeg
            : throw new NotAnExhibitException($"{name} is {ForeignFile.Of(content)}. Save it as PDF.");
    }

    private static string Picture(string format) =>
        $"This {format} picture is damaged or was cut off. Open it on your computer and save it anew, or ask for it again.";
}
