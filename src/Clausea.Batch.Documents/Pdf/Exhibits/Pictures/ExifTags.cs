namespace Clausea.Batch.Documents.Pdf;

/// <summary>What EXIF tells of how a picture is to be seen.</summary>
internal readonly record struct ExifTags(int Orientation, Resolution Resolution)
{
    private const int OrientationTag = 0x112;
    private const int HorizontalTag = 0x11A;
    private const int VerticalTag = 0x11B;
    private const int UnitTag = 0x128;
    private const double CentimetersPerInch = 2.54;

    public static readonly ExifTags None = new(1, default);

    /// <param name="tiff">From its byte order mark on; whatever is wrong with it, a picture can do without.</param>
    public static ExifTags Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8 || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
        {
            return None;
        }

        var reader = new TiffBytes(tiff);
        var (orientation, x, y, unit) = (1, 0d, 0d, 2);
        var directory = reader.Long(4);
        for (var entry = 0; entry < reader.Word(directory); entry++)
        {
            var at = directory + 2 + (TiffBytes.EntrySize * entry);
            switch (reader.Word(at))
            {
                case OrientationTag:
                    orientation = reader.Word(at + 8);
                    break;
                case HorizontalTag:
                    x = reader.Ratio(reader.Long(at + 8));
                    break;
                case VerticalTag:
                    y = reader.Ratio(reader.Long(at + 8));
                    break;
                case UnitTag:
                    unit = reader.Word(at + 8);
                    break;
            }
        }

        return new ExifTags(orientation is >= 1 and <= 8 ? orientation : 1, InInches(x, y, unit));
    }

    // Unit 1 is none.
    private static Resolution InInches(double x, double y, int unit) => unit switch
    {
        2 => new Resolution(x, y),
        3 => new Resolution(x * CentimetersPerInch, y * CentimetersPerInch),
        _ => default,
    };
}
