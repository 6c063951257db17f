using System.Globalization;
using StbImageSharp;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Reads a PNG. A PDF can hold its packed rows as they are, unless they are interlaced or let the paper through.
/// </summary>
internal static class PngExhibit
{
    // Four bytes each once they are unpacked.
    private const long MaxUnpackedPixels = 50_000_000;

    public static IReadOnlyList<ExhibitPage> Read(byte[] content)
    {
        var chunks = PngChunks.Read(content);
        var picture = chunks.IsInterlaced || chunks.IsTransparent || chunks.Color > 3 ? OnWhite(chunks, content) : AsIs(chunks);
        return [PicturePage.Of(picture, chunks.Resolution, chunks.Tags.Orientation)];
    }

    private static Picture AsIs(PngChunks chunks)
    {
        var space = chunks.Color == 3
            ? $"[/Indexed /DeviceRGB {(chunks.Palette.Length / 3) - 1} <{Convert.ToHexString(chunks.Palette.Span)}>]" : Picture.Space(chunks.Samples);
        var entries = string.Create(CultureInfo.InvariantCulture,
            $"/ColorSpace {space} /BitsPerComponent {chunks.Bits} /Filter /FlateDecode " +
            $"/DecodeParms <</Predictor 15 /Colors {chunks.Samples} /BitsPerComponent {chunks.Bits} /Columns {chunks.Width}>>");
        return new Picture(chunks.Width, chunks.Height, entries, chunks.Pixels);
    }

    private static Picture OnWhite(PngChunks chunks, byte[] content)
    {
        if ((long)chunks.Width * chunks.Height > MaxUnpackedPixels)
        {
            throw new NotAnExhibitException("This picture is too large for a page. Scan it at a lower resolution.");
        }

        var unpacked = ImageResult.FromMemory(content, ColorComponents.RedGreenBlueAlpha);
        return unpacked.Width == chunks.Width && unpacked.Height == chunks.Height
            ? Pixels.OnWhite(unpacked.Width, unpacked.Height, unpacked.Data, isPremultiplied: false)
            : throw new InvalidDataException("The picture is not as large as it says.");
    }
}
