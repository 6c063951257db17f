using BitMiracle.LibTiff.Classic;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Reads a TIFF, most often a fax or a scan of several pages.</summary>
internal static class TiffExhibit
{
    private const double CentimetersPerInch = 2.54;

    static TiffExhibit() => Tiff.SetErrorHandler(new SilentTiff());

    public static IReadOnlyList<ExhibitPage> Read(byte[] content)
    {
        TiffDirectories.Check(content);
        using var stream = new MemoryStream(content, writable: false);
        using var tiff = Tiff.ClientOpen("exhibit", "r", stream, new TiffStream()) ?? throw new InvalidDataException("It has no pages.");
        List<ExhibitPage> pages = [];
        do
        {
            if (!IsPreview(tiff))
            {
                pages.Add(Page(tiff, content.Length));
            }

            if (pages.Count > PageTree.MaxPages)
            {
                throw new NotAnExhibitException($"This TIFF has more than {PageTree.MaxPages} pages. Split it.");
            }
        }
        while (tiff.ReadDirectory());

        return pages.Count > 0 ? pages : throw new InvalidDataException("It has no pages.");
    }

    private static ExhibitPage Page(Tiff tiff, int fileLength)
    {
        var (width, height) = (Number(tiff, TiffTag.IMAGEWIDTH), Number(tiff, TiffTag.IMAGELENGTH));
        PicturePage.CheckSize(width, height);
        TiffRows.Check(tiff, height, fileLength);
        var orientation = Number(tiff, TiffTag.ORIENTATION);
        return PicturePage.Of(TiffRows.Read(tiff, width, height) ?? TiffRows.ReadAnyKind(tiff, width, height), ResolutionOf(tiff), orientation);
    }

    private static bool IsPreview(Tiff tiff) => (Number(tiff, TiffTag.SUBFILETYPE) & (int)FileType.REDUCEDIMAGE) != 0;

    private static int Number(Tiff tiff, TiffTag tag) => tiff.GetFieldDefaulted(tag) is [var value, ..] ? value.ToInt() : 0;

    private static Resolution ResolutionOf(Tiff tiff)
    {
        var (x, y) = (Measure(tiff, TiffTag.XRESOLUTION), Measure(tiff, TiffTag.YRESOLUTION));
        return (ResUnit)Number(tiff, TiffTag.RESOLUTIONUNIT) switch
        {
            ResUnit.CENTIMETER => new Resolution(x * CentimetersPerInch, y * CentimetersPerInch),
            _ => new Resolution(x, y),
        };
    }

    private static double Measure(Tiff tiff, TiffTag tag) => tiff.GetField(tag) is [var value, ..] ? value.ToDouble() : 0;

    // What is wrong comes back as a value; the library would write it to the console too.
    private sealed class SilentTiff : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }
    }
}
