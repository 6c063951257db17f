using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>An image as a PDF holds it: its entries without type and length, and its bytes as they are packed.</summary>
internal sealed class Picture(int width, int height, string entries, ReadOnlyMemory<byte> packed) : IGraphic
{
    public int Width => width;

    public int Height => height;

    /// <summary>Packs samples here: so many of them to a pixel, gray or RGB, rows beginning with a byte.</summary>
    public static Picture Of(int width, int height, int samples, int bits, ReadOnlySpan<byte> rows, string? decode = null) =>
        new(width, height, $"/ColorSpace {Space(samples)} /BitsPerComponent {bits} /Filter /FlateDecode{decode}", PdfObjects.Deflate(rows));

    public static string Space(int samples) => samples switch
    {
        1 => "/DeviceGray",
        3 => "/DeviceRGB",
        _ => "/DeviceCMYK",
    };

    public int Write(PdfObjects objects)
    {
        if (!objects.IsKnown(this, out var number))
        {
            objects.SetRawStream(number, new StringBuilder("/Type /XObject /Subtype /Image ")
                .Append(System.Globalization.CultureInfo.InvariantCulture, $"/Width {width} /Height {height} {entries}").ToString(), packed.Span);
        }

        return number;
    }
}
