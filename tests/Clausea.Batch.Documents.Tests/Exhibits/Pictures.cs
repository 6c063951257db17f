using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using BitMiracle.LibTiff.Classic;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Small pictures of each format, whose left half is black.</summary>
internal static class Pictures
{
    public static byte[] GrayJpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//" +
        "wAALCAAIABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAABwj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/ADBTr//Z");

    public static byte[] ProgressiveJpeg { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//" +
        "2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAIABADASIAAhEBAxEB/8QA" +
        "FgABAQEAAAAAAAAAAAAAAAAAAAYH/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEAMQAAABl9PD/8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQAB" +
        "BQI//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEBPwF//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPwF//8QAFBABAAAAAAAAAAAAAAAAAAAA" +
        "EP/aAAgBAQAGPwI//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPyE//9oADAMBAAIAAwAAABCD/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAwEB" +
        "PxB//8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAgBAgEBPxB//8QAFBABAAAAAAAAAAAAAAAAAAAAEP/aAAgBAQABPxA//9k=");

    /// <summary>As Adobe writes it: inverted.</summary>
    public static byte[] CmykJpeg { get; } = Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwANCQoLCggNCwoLDg4NDxMgFRMSEhMnHB4XIC4pMTAuKS0sMzpKPjM2RjcsLUBXQUZMTlJTUjI+WmFaUGBKUVJP/9sA" +
        "QwEODg4TERMmFRUmTzUtNU9PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P/8AAFAgACAAQBAEiAAIRAQMRAQQiAP/E" +
        "ABYAAQEBAAAAAAAAAAAAAAAAAAAHCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/a" +
        "AA4EAQACEQMRBAAAPwCYAAmDToP/2Q==");

    /// <summary>The gray one with an orientation, a resolution of 300, and a secret.</summary>
    public static byte[] WithExif(ushort orientation)
    {
        var tags = new byte[64];
        "Exif\0\0MM\0*\0\0\0\x08\0\x03"u8.CopyTo(tags);
        WriteTag(tags.AsSpan(16), 0x112, 3, (uint)orientation << 16);
        WriteTag(tags.AsSpan(28), 0x11A, 5, 50);
        WriteTag(tags.AsSpan(40), 0x11B, 5, 50);
        BinaryPrimitives.WriteInt32BigEndian(tags.AsSpan(56), 300);
        BinaryPrimitives.WriteInt32BigEndian(tags.AsSpan(60), 1);
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, 72, .. tags, .. "secret"u8, .. GrayJpeg[2..]];
    }

    /// <summary>All its rows are the same, unpacked and without a filter.</summary>
    public static byte[] Png(int width, int height, byte bits, byte color, byte[] row, params (string Name, byte[] Body)[] more)
    {
        using var png = new MemoryStream();
        png.Write([0x89, .. "PNG\r\n\x1A\n"u8]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, color);
        Chunk(png, "IHDR", header);
        foreach (var (name, body) in more)
        {
            Chunk(png, name, body);
        }

        Chunk(png, "IDAT", Deflated([.. Enumerable.Repeat(row.Prepend((byte)0), Math.Min(height, 100)).SelectMany(bytes => bytes)]));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    /// <summary>A damaged PNG whose checksums are right nevertheless, so that a reader looks further.</summary>
    public static byte[] WithChecksums(byte[] png)
    {
        byte[] mended = [.. png];
        for (var at = 8; at + 12 <= mended.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(mended.AsSpan(at));
            if (length < 0 || length > mended.Length - at - 12)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(mended.AsSpan(at + 8 + length), Crc(mended[(at + 4)..(at + 8 + length)]));
            at += 12 + length;
        }

        return mended;
    }

    /// <summary>Pages of 16 by 8.</summary>
    public static byte[] Tiff(Compression compression, int pages, Orientation orientation = Orientation.TOPLEFT)
    {
        using var stream = new MemoryStream();
        using (var tiff = BitMiracle.LibTiff.Classic.Tiff.ClientOpen("written", "w", stream, new TiffStream()))
        {
            for (var page = 0; page < pages; page++)
            {
                WritePage(tiff, compression, orientation);
            }

            tiff.Flush();
            return stream.ToArray();
        }
    }

    private static void WritePage(Tiff tiff, Compression compression, Orientation orientation)
    {
        var isFax = compression is Compression.CCITTFAX3 or Compression.CCITTFAX4;
        tiff.SetField(TiffTag.IMAGEWIDTH, 16);
        tiff.SetField(TiffTag.IMAGELENGTH, 8);
        tiff.SetField(TiffTag.BITSPERSAMPLE, isFax ? 1 : 8);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, isFax ? 1 : 3);
        tiff.SetField(TiffTag.PHOTOMETRIC, isFax ? Photometric.MINISWHITE : Photometric.RGB);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        tiff.SetField(TiffTag.ROWSPERSTRIP, 3);
        tiff.SetField(TiffTag.ORIENTATION, orientation);
        tiff.SetField(TiffTag.XRESOLUTION, 200d);
        tiff.SetField(TiffTag.YRESOLUTION, 100d);
        tiff.SetField(TiffTag.RESOLUTIONUNIT, ResUnit.INCH);
        for (var row = 0; row < 8; row++)
        {
            tiff.WriteScanline(isFax ? [0xFF, 0] : [.. Enumerable.Repeat((byte)0, 24), .. Enumerable.Repeat((byte)255, 24)], row);
        }

        tiff.WriteDirectory();
    }

    private static void WriteTag(Span<byte> entry, ushort tag, ushort type, uint value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(entry, tag);
        BinaryPrimitives.WriteUInt16BigEndian(entry[2..], type);
        BinaryPrimitives.WriteInt32BigEndian(entry[4..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(entry[8..], value);
    }

    private static void Chunk(MemoryStream png, string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        png.Write(number);
        png.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        png.Write(number);
    }

    private static uint Crc(byte[] bytes) => ~bytes.Aggregate(uint.MaxValue, (crc, value) =>
        Enumerable.Range(0, 8).Aggregate(crc ^ value, (bits, _) => (bits >> 1) ^ ((bits & 1) != 0 ? 0xEDB88320 : 0)));

    private static byte[] Deflated(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }
}
