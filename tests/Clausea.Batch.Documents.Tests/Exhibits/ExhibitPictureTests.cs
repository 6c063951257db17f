using BitMiracle.LibTiff.Classic;
using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Pictures in a packet are upright, in proportion and of the right colors.</summary>
internal sealed class ExhibitPictureTests
{
    private static readonly byte[] s_half = [.. Enumerable.Repeat((byte)0, 8), .. Enumerable.Repeat((byte)255, 8)];

    private static IEnumerable<TestCaseData> Jpegs() =>
    [
        new TestCaseData(Pictures.GrayJpeg).SetArgDisplayNames("gray"),
        new TestCaseData(Pictures.ProgressiveJpeg).SetArgDisplayNames("progressive"),
        new TestCaseData(Pictures.CmykJpeg).SetArgDisplayNames("CMYK"),
    ];

    [TestCaseSource(nameof(Jpegs))]
    public void A_jpeg_shows(byte[] jpeg) => IsDarkAtLeft("image/jpeg", jpeg);

    // The sides of the page at which it is dark.
    [TestCase(1, "left")]
    [TestCase(2, "right")]
    [TestCase(3, "right")]
    [TestCase(4, "left")]
    [TestCase(5, "top")]
    [TestCase(6, "top")]
    [TestCase(7, "bottom")]
    [TestCase(8, "bottom")]
    public void A_photograph_is_turned_upright(int orientation, string side)
    {
        var exhibit = ExhibitFile.Open("photo", Pictures.WithExif((ushort)orientation));
        var (long_, short_) = (16 * 72 / 300d, 8 * 72 / 300d);
        Assert.That(exhibit.SizeOf(0), Is.EqualTo(orientation < 5 ? (long_, short_) : (short_, long_)));
        var box = new PageCanvas(120, 120);
        exhibit.Draw(0, box, 10, 10, 100, 100);
        var page = Rendering.Of(PdfFile.Write([box], [], "Packet", DateTimeOffset.UnixEpoch));
        var dark = new[] { ("left", 40, 60), ("right", 80, 60), ("top", 60, 40), ("bottom", 60, 80) }.Where(place => page.IsDark(place.Item2, place.Item3));
        Assert.That(dark.Select(place => place.Item1), Does.Contain(side).And.Not.Contain(
            side switch { "left" => "right", "right" => "left", "top" => "bottom", _ => "top" }));
    }

    [Test]
    public void What_a_camera_notes_does_not_come_along()
    {
        var packet = Packet.RawText(Packet.Of(ExhibitFile.Open("photo", Pictures.WithExif(1))));
        Assert.That(packet, Does.Contain("/DCTDecode").And.Not.Contain("secret").And.Not.Contain("Exif"));
    }

    private static IEnumerable<TestCaseData> Pngs()
    {
        byte[] palette = [0, 0, 0, 255, 255, 255];
        var rgb = s_half.SelectMany(value => new[] { value, value, value }).ToArray();
        byte[] clear = [.. Enumerable.Repeat(new byte[] { 0, 255 }, 8).SelectMany(pixel => pixel), .. Enumerable.Repeat(new byte[] { 0, 0 }, 8).SelectMany(pixel => pixel)];
        yield return new TestCaseData(Pictures.Png(16, 8, 1, 0, [0, 255])).SetArgDisplayNames("1 bit");
        yield return new TestCaseData(Pictures.Png(16, 8, 8, 0, s_half)).SetArgDisplayNames("gray");
        yield return new TestCaseData(Pictures.Png(16, 8, 8, 2, rgb)).SetArgDisplayNames("RGB");
        yield return new TestCaseData(Pictures.Png(16, 8, 1, 3, [0, 255], ("PLTE", palette))).SetArgDisplayNames("palette");
        yield return new TestCaseData(Pictures.Png(16, 8, 1, 3, [0, 255], ("PLTE", [0, 0, 0, 0, 0, 0]), ("tRNS", [255, 0]))).SetArgDisplayNames("clear palette");
        yield return new TestCaseData(Pictures.Png(16, 8, 8, 4, clear)).SetArgDisplayNames("clear");
    }

    [TestCaseSource(nameof(Pngs))]
    public void A_png_shows_on_white(byte[] png) => IsDarkAtLeft("image/png", png);

    [Test]
    public void A_png_tells_its_resolution()
    {
        byte[] perMeter = [0, 0, 0x0B, 0x13, 0, 0, 0x0B, 0x13, 1];
        var exhibit = ExhibitFile.Open("scan.png", Pictures.Png(16, 8, 8, 0, s_half, ("pHYs", perMeter)));
        Assert.That(exhibit.SizeOf(0).Width, Is.EqualTo(16).Within(0.01));
        Assert.That(ExhibitFile.Open("scan.png", Pictures.Png(16, 8, 8, 0, s_half)).SizeOf(0), Is.EqualTo((16 * 72 / 150d, 8 * 72 / 150d)));
    }

    [TestCase(60_000, 60_000, 2)]
    [TestCase(int.MaxValue, 1, 2)]
    [TestCase(16_000, 16_000, 6)]
    [TestCase(0, 8, 2)]
    [TestCase(-5, 8, 2)]
    public void A_picture_beyond_all_paper_is_refused(int width, int height, int color) =>
        Assert.That(Packet.Refusal("a.png", Pictures.Png(width, height, 8, (byte)color, s_half)), Does.Match("too large for a page|empty|damaged"));

    [TestCase(Compression.CCITTFAX3)]
    [TestCase(Compression.CCITTFAX4)]
    [TestCase(Compression.LZW)]
    [TestCase(Compression.ADOBE_DEFLATE)]
    [TestCase(Compression.PACKBITS)]
    [TestCase(Compression.NONE)]
    public void A_tiff_shows_page_by_page(Compression compression)
    {
        var exhibit = IsDarkAtLeft("image/tiff", Pictures.Tiff(compression, 3));
        Assert.That((exhibit.PageCount, exhibit.SizeOf(2)), Is.EqualTo((3, (16 * 72 / 200d, 8 * 72 / 100d))));
    }

    [Test]
    public void A_fax_stays_at_one_bit() =>
        Assert.That(Packet.RawText(Packet.Of(ExhibitFile.Open("fax.tif", Pictures.Tiff(Compression.CCITTFAX4, 1)))), Does.Contain("/BitsPerComponent 1 "));

    [Test]
    public void A_tiff_is_turned_upright()
    {
        var exhibit = ExhibitFile.Open("scan.tif", Pictures.Tiff(Compression.LZW, 1, Orientation.RIGHTTOP));
        var page = Rendering.Of(Enlarged(exhibit));
        Assert.That((page.IsDark(50, 20), page.IsLight(50, 80)), Is.EqualTo((true, true)));
    }

    private static ExhibitFile IsDarkAtLeft(string type, byte[] content)
    {
        var exhibit = ExhibitFile.Open("picture", content);
        Assert.That(exhibit.ContentType, Is.EqualTo(type));
        var page = Rendering.Of(Enlarged(exhibit));
        Assert.That((page.IsDark(25, 50), page.IsLight(75, 50)), Is.EqualTo((true, true)));
        return exhibit;
    }

    private static byte[] Enlarged(ExhibitFile exhibit)
    {
        var box = new PageCanvas(100, 100);
        exhibit.Draw(0, box, 0, 0, 100, 100);
        return PdfFile.Write([box], [], "Packet", DateTimeOffset.UnixEpoch);
    }
}
