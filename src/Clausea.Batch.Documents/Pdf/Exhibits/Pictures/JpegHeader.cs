using System.Buffers;
using System.Buffers.Binary;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>What the segments of a JPEG tell, and the file without those that a page does not need: notes, previews, and
/// where the camera stood.</summary>
internal sealed class JpegHeader
{
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte Jfif = 0xE0;
    private const byte Exif = 0xE1;
    private const byte Adobe = 0xEE;
    private const byte Comment = 0xFE;
    private const double CentimetersPerInch = 2.54;

    private readonly ArrayBufferWriter<byte> _kept = new();

    private JpegHeader()
    {
    }

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Components { get; private set; }

    public bool IsAdobe { get; private set; }

    public Resolution Resolution { get; private set; }

    public ExifTags Tags { get; private set; } = ExifTags.None;

    public ReadOnlyMemory<byte> Kept => _kept.WrittenMemory;

    public static JpegHeader Read(ReadOnlySpan<byte> file)
    {
        var header = new JpegHeader();
        header._kept.Write(file[..2]);
        var (at, scans) = (2, 0);
        while (true)
        {
            at += Math.Max(0, file[at..].IndexOfAnyExcept((byte)0xFF) - 1);
            var marker = Marker(file, at);
            if (marker == EndOfImage)
            {
                header._kept.Write((ReadOnlySpan<byte>)[0xFF, EndOfImage]);
                return scans > 0 && header.Width > 0 ? header : throw CutOff();
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            var segment = file.Slice(at, 2 + length);
            header.Take(marker, segment);
            at += segment.Length;
            if (marker == StartOfScan)
            {
                scans++;
                var coded = CodedLength(file[at..]);
                header._kept.Write(file.Slice(at, coded));
                at += coded;
            }
        }
    }

    private static byte Marker(ReadOnlySpan<byte> file, int at) =>
        at + 1 < file.Length && file[at] == 0xFF ? file[at + 1] : throw CutOff();

    // Up to the next marker that is neither a stuffed zero nor a restart.
    private static int CodedLength(ReadOnlySpan<byte> coded)
    {
        for (var at = 0; ; at += 2)
        {
            var next = coded[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= coded.Length)
            {
                throw CutOff();
            }

            at += next;
            if (coded[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }
        }
    }

    private void Take(byte marker, ReadOnlySpan<byte> segment)
    {
        var body = segment[4..];
        switch (marker)
        {
            case Jfif when body.StartsWith("JFIF\0"u8):
                Resolution = Density(body);
                break;
            case Exif when body.StartsWith("Exif\0\0"u8):
                Tags = ExifTags.Read(body[6..]);
                break;
            case Adobe when body.StartsWith("Adobe"u8):
                IsAdobe = true;
                break;
            case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC):
                Frame(marker, body);
                break;
        }

        // What these two say of color, a reader needs.
        if (marker is not Comment and (< Jfif or > 0xEF) || (marker == Jfif && body.StartsWith("JFIF"u8)) || (marker == Adobe && IsAdobe))
        {
            _kept.Write(segment);
        }
    }

    private static Resolution Density(ReadOnlySpan<byte> body)
    {
        var (x, y) = (BinaryPrimitives.ReadUInt16BigEndian(body[8..]), BinaryPrimitives.ReadUInt16BigEndian(body[10..]));
        return body[7] switch
        {
            1 => new Resolution(x, y),
            2 => new Resolution(x * CentimetersPerInch, y * CentimetersPerInch),
            _ => default,
        };
    }

    private void Frame(byte marker, ReadOnlySpan<byte> body)
    {
        if (marker > 0xC2 || body[0] != 8 || body[5] is not (1 or 3 or 4) || Width > 0)
        {
            throw new NotAnExhibitException("This is a kind of JPEG that PDF readers do not show. Open it and save it as a plain JPEG or as PDF.");
        }

        (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        Components = body[5];
    }

    private static NotAnExhibitException CutOff() =>
        new("This JPEG picture was cut off: its end is missing. Ask for it again.");
}
