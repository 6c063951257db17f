using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Unpacks the picture on one page of a TIFF.</summary>
internal static class TiffRows
{
    private const long MaxUnpackedPixels = 50_000_000;
    private const long MaxUnpackedBytes = 300_000_000;

    // A blank page of a fax takes one bit for a row.
    private const long MaxRatio = 20_000;
    private const int MaxSamples = 5;
    private const int MaxBits = 16;
    private const string Inverted = " /Decode [1 0]";

    /// <exception cref="InvalidDataException">The page says of itself what no scan or fax is, so that memory would be
    /// taken for nothing.</exception>
    public static void Check(Tiff tiff, int height, int fileLength)
    {
        var most = Math.Min(MaxUnpackedBytes, MaxRatio * fileLength);
        if (Number(tiff, TiffTag.SAMPLESPERPIXEL) is < 1 or > MaxSamples || Number(tiff, TiffTag.BITSPERSAMPLE) is < 1 or > MaxBits
            || (long)tiff.ScanlineSize() * height > most || (tiff.IsTiled() && tiff.TileSize() is var tile && (tile < 1 || tile > most)))
        {
            throw new InvalidDataException("There is no such page.");
        }
    }

    /// <summary>As a PDF can hold it: a fax stays at one bit to a pixel. Null for kinds that need to be made over.</summary>
    public static Picture? Read(Tiff tiff, int width, int height)
    {
        var (bits, samples) = (Number(tiff, TiffTag.BITSPERSAMPLE), Number(tiff, TiffTag.SAMPLESPERPIXEL));
        var decode = ((Photometric)Number(tiff, TiffTag.PHOTOMETRIC), samples, bits) switch
        {
            (Photometric.MINISWHITE, 1, 1 or 8) => Inverted,
            (Photometric.MINISBLACK, 1, 1 or 8) or (Photometric.RGB, 3, 8) => string.Empty,
            _ => null,
        };
        var rowLength = ((long)width * bits * samples / 8) + (width * bits * samples % 8 == 0 ? 0 : 1);
        var isInRows = !tiff.IsTiled() && (PlanarConfig)Number(tiff, TiffTag.PLANARCONFIG) == PlanarConfig.CONTIG && tiff.ScanlineSize() == rowLength;
        return decode is null || !isInRows ? null : Picture.Of(width, height, samples, bits, Rows(tiff, height, (int)rowLength), decode);
    }

    /// <summary>Whatever the library makes colors of.</summary>
    public static Picture ReadAnyKind(Tiff tiff, int width, int height)
    {
        if ((long)width * height > MaxUnpackedPixels)
        {
            throw new NotAnExhibitException("This picture is too large for a page. Scan it at a lower resolution.");
        }

        // Asked for the picture as it is stored, since the page turns it.
        var raster = new int[width * height];
        return tiff.ReadRGBAImageOriented(width, height, raster, (Orientation)Number(tiff, TiffTag.ORIENTATION), stopOnError: true)
            ? Pixels.OnWhite(width, height, MemoryMarshal.AsBytes(raster.AsSpan()), isPremultiplied: true)
            : throw new InvalidDataException("The library cannot read it.");
    }

    private static byte[] Rows(Tiff tiff, int height, int rowLength)
    {
        var rows = new byte[checked(height * rowLength)];
        var strip = tiff.StripSize();
        for (var (number, at) = (0, 0); at < rows.Length; number++)
        {
            var read = strip > 0 ? tiff.ReadEncodedStrip(number, rows, at, Math.Min(strip, rows.Length - at)) : -1;
            at += read > 0 ? read : throw new InvalidDataException("A strip cannot be read.");
        }

        return rows;
    }

    private static int Number(Tiff tiff, TiffTag tag) => tiff.GetFieldDefaulted(tag) is [var value, ..] ? value.ToInt() : 0;
}
