using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The parts of a PNG, each checked by its checksum.</summary>
internal sealed class PngChunks
{
    public const int Signature = 8;

    // The length, the name and the checksum of a chunk.
    private const int Frame = 12;
    private const int HeaderLength = 13;
    private const double MetersPerInch = 0.0254;

    private readonly MemoryStream _pixels;

    private PngChunks(MemoryStream pixels) => _pixels = pixels;

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Bits { get; private set; }

    /// <summary>0 gray, 2 RGB, 3 of a palette, 4 gray and 6 RGB with an opacity for each pixel.</summary>
    public int Color { get; private set; }

    public bool IsInterlaced { get; private set; }

    public bool IsTransparent { get; private set; }

    public ReadOnlyMemory<byte> Palette { get; private set; }

    public Resolution Resolution { get; private set; }

    public ExifTags Tags { get; private set; } = ExifTags.None;

    public ReadOnlyMemory<byte> Pixels => _pixels.GetBuffer().AsMemory(0, (int)_pixels.Length);

    public int Samples => Color is 2 or 6 ? 3 : 1;

    public int RowLength => ((Width * Bits * (Samples + (Color >> 2))) + 7) / 8;

    /// <exception cref="InvalidDataException">It is damaged, or ends early.</exception>
    public static PngChunks Read(ReadOnlySpan<byte> file)
    {
        var chunks = new PngChunks(new MemoryStream());
        for (var at = Signature; ;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            var named = file.Slice(at + 4, checked(length + 4));
            if (Crc.Of(named) != BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + length)..]))
            {
                throw new InvalidDataException("A chunk has another checksum.");
            }

            var name = Encoding.Latin1.GetString(named[..4]);
            if (name == "IEND")
            {
                chunks.Check();
                return chunks;
            }

            chunks.Take(name, named[4..]);
            at += Frame + length;
        }
    }

    private void Take(string name, ReadOnlySpan<byte> body)
    {
        switch (name)
        {
            case "IHDR" when body.Length == HeaderLength && Width == 0:
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body[4..]));
                (Bits, Color, IsInterlaced) = (body[8], body[9], body[12] != 0);
                PicturePage.CheckSize(Width, Height);
                break;
            case "PLTE":
                Palette = body.ToArray();
                break;
            case "tRNS":
                IsTransparent = true;
                break;
            case "pHYs" when body.Length == 9 && body[8] == 1:
                Resolution = new Resolution(
                    BinaryPrimitives.ReadInt32BigEndian(body) * MetersPerInch, BinaryPrimitives.ReadInt32BigEndian(body[4..]) * MetersPerInch);
                break;
            case "eXIf":
                Tags = ExifTags.Read(body);
                break;
            case "IDAT":
                _pixels.Write(body);
                break;
        }
    }

    private void Check()
    {
        var isKnown = (Color, Bits) is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
        if (!isKnown || (Color == 3 && Palette.Length is 0 or > 768) || Palette.Length % 3 != 0)
        {
            throw new InvalidDataException("There is no such PNG.");
        }

        if (!IsInterlaced)
        {
            CheckRows();
        }
    }

    // Row by row, so that nothing is held that the header did not announce.
    private void CheckRows()
    {
        using var packed = new MemoryStream(_pixels.GetBuffer(), 0, (int)_pixels.Length);
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);
        var row = new byte[1 + RowLength];
        for (var y = 0; y < Height; y++)
        {
            rows.ReadExactly(row);
            if (row[0] > 4)
            {
                throw new InvalidDataException("There is no such filter.");
            }
        }
    }

    private static class Crc
    {
        private static readonly uint[] s_table = [.. Enumerable.Range(0, 256).Select(Entry)];

        public static uint Of(ReadOnlySpan<byte> bytes)
        {
            var crc = uint.MaxValue;
            foreach (var b in bytes)
            {
                crc = s_table[(byte)(crc ^ b)] ^ (crc >> 8);
            }

            return ~crc;
        }

        private static uint Entry(int index)
        {
            var entry = (uint)index;
            for (var bit = 0; bit < 8; bit++)
            {
                entry = (entry & 1) != 0 ? (entry >> 1) ^ 0xEDB88320 : entry >> 1;
            }

            return entry;
        }
    }
}
