using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Pages of a PDF in a packet look as they did.</summary>
internal sealed class ExhibitPdfTests
{
    [Test]
    public void Text_of_a_letter_stays_text()
    {
        var letter = PdfLetter.Write("# Chart\n\nZoë was *seen*.", new DocumentHeader(), "Chart", DateTimeOffset.UnixEpoch);
        var exhibit = ExhibitFile.Open("chart.pdf", letter);
        Assert.That((exhibit.ContentType, exhibit.PageCount, exhibit.SizeOf(0)), Is.EqualTo(("application/pdf", 1, (612d, 792d))));
        Assert.That(Pdf.Text(Packet.Of(exhibit)), Does.Contain("Zoë was seen."));
    }

    [Test]
    public void The_same_exhibit_is_the_same_bytes()
    {
        var (first, second) = (Packet.Of(WrittenPdf.Page(string.Empty)), Packet.Of(WrittenPdf.Page(string.Empty)));
        Assert.That(second, Is.EqualTo(first));
    }

    // Where the mark at the lower left comes to be, seen from the upper left.
    [TestCase(0, 20, 180)]
    [TestCase(90, 20, 20)]
    [TestCase(180, 80, 20)]
    [TestCase(270, 180, 80)]
    [TestCase(-90, 180, 80)]
    [TestCase(450, 20, 20)]
    public void A_turned_page_is_turned(int rotation, int x, int y)
    {
        var exhibit = ExhibitFile.Open("a.pdf", WrittenPdf.Page($"/Rotate {rotation}"));
        Assert.That(exhibit.SizeOf(0), Is.EqualTo(rotation % 180 == 0 ? (100d, 200d) : (200d, 100d)));
        ShowsOnly(Rendering.Of(Packet.Of(exhibit)), x, y);
    }

    [Test]
    public void Only_what_the_crop_box_leaves_is_seen()
    {
        var exhibit = ExhibitFile.Open("a.pdf", WrittenPdf.Page("/MediaBox [0 0 300 300] /CropBox [60 10 5 -50]", "0 g 10 5 20 500 re f"));
        Assert.That(exhibit.SizeOf(0), Is.EqualTo((55d, 10d)));
        var box = new PageCanvas(200, 200);
        exhibit.Draw(0, box, 50, 50, 110, 100);
        var seen = Rendering.Of(PdfFile.Write([box], [], "Packet", DateTimeOffset.UnixEpoch));
        Assert.That((seen.IsDark(70, 93), seen.IsDark(70, 85), seen.IsLight(110, 93), seen.IsLight(70, 108)), Is.EqualTo((true, false, true, true)));
    }

    [Test]
    public void A_page_inherits_from_the_nodes_above_it()
    {
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, "<</Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 100 200] /Rotate 90 /Resources 6 0 R>>",
            "<</Type /Pages /Parent 2 0 R /Kids [4 0 R] /Count 1>>", "<</Type /Page /Parent 3 0 R /Contents [5 0 R 5 0 R]>>",
            WrittenPdf.Packed(string.Empty, "/JS Do"), "<</XObject <</JS 7 0 R>>>>",
            WrittenPdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 100 200]", WrittenPdf.LowerLeft));
        ShowsOnly(Rendering.Of(Packet.Of(pdf)), 20, 20);
    }

    [Test]
    public void Content_in_parts_is_one_text()
    {
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, WrittenPdf.OnePage, "<</Type /Page /MediaBox [0 0 100 200] /Contents [4 0 R 5 0 R 6 0 R]>>",
            WrittenPdf.Stream(string.Empty, "q 0 g 10 10"), WrittenPdf.Packed(string.Empty, "20 20 re"), WrittenPdf.Stream("/Filter /ASCIIHexDecode", "66 20 51>"));
        ShowsOnly(Rendering.Of(Packet.Of(pdf)), 20, 180);
    }

    [Test]
    public void Objects_in_streams_are_found() => ShowsOnly(Rendering.Of(Packet.Of(WrittenPdf.InObjectStreams())), 20, 180);

    [Test]
    public void A_user_unit_enlarges() =>
        Assert.That(ExhibitFile.Open("a.pdf", WrittenPdf.Page("/UserUnit 2")).SizeOf(0), Is.EqualTo((200d, 400d)));

    [TestCase("")]
    [TestCase("/MediaBox [0 0 0 0]")]
    [TestCase("/MediaBox [1 2 3]")]
    [TestCase("/MediaBox [0 0 1e30 5]")]
    public void A_page_without_a_size_is_a_letter(string box)
    {
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, WrittenPdf.OnePage, $"<</Type /Page {box}>>");
        Assert.That(ExhibitFile.Open("a.pdf", pdf).SizeOf(0), Is.EqualTo((612d, 792d)));
    }

    [Test]
    public void What_pages_share_is_in_the_packet_once()
    {
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 100 200]>>",
            "<</Type /Page /Parent 2 0 R /Contents 5 0 R /Resources <</XObject <</A 6 0 R>>>>>>",
            "<</Type /Page /Parent 2 0 R /Contents 5 0 R /Resources <</XObject <</A 6 0 R>>>>>>", WrittenPdf.Stream(string.Empty, "/A Do"),
            WrittenPdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 100 200] /Mark (once)", WrittenPdf.LowerLeft));
        var exhibit = ExhibitFile.Open("a.pdf", pdf);
        Assert.That(Packet.RawText(Packet.Of(exhibit, exhibit)).Split("/Mark").Length - 1, Is.EqualTo(1));
    }

    [Test]
    public void Colors_given_as_bytes_stay_those_bytes()
    {
        var palette = string.Concat(Enumerable.Range(0, 256).Select(value => (char)value)).Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
        var pdf = WrittenPdf.Page("/Resources <</ColorSpace <</C [/Indexed /DeviceGray 255 5 0 R]>>>>", "q Q", $"({palette})");
        Assert.That(Packet.RawText(Packet.Of(pdf)), Does.Contain($"<{Convert.ToHexString([.. Enumerable.Range(0, 256).Select(value => (byte)value)])}>"));
    }

    [Test]
    public void Layers_that_are_hidden_stay_hidden()
    {
        const string catalogue = "<</Type /Catalog /Pages 2 0 R /OCProperties <</OCGs [5 0 R 6 0 R] /D <</BaseState /OFF /ON [6 0 R]>>>>>>";
        var pdf = WrittenPdf.Of(catalogue, WrittenPdf.OnePage,
            "<</Type /Page /MediaBox [0 0 100 200] /Contents 4 0 R /Resources <</Properties <</Off 5 0 R /On 6 0 R /Other <</JS (x)>>>>>>>>",
            WrittenPdf.Stream(string.Empty, $"/OC /Off BDC 0 g 50 50 50 50 re f EMC /OC /On BDC {WrittenPdf.LowerLeft} EMC"),
            "<</Type /OCG /Name (Draft)>>", "<</Type /OCG /Name (Text)>>");
        ShowsOnly(Rendering.Of(Packet.Of(pdf)), 20, 180);
    }

    [Test]
    public void Rings_of_references_end()
    {
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, "<</Type /Pages /Kids [3 0 R 2 0 R 2 0 R] /Count 3 /Parent 2 0 R>>",
            "<</Type /Page /MediaBox [0 0 100 200] /Contents 4 0 R /Resources 5 0 R /Group 6 0 R>>", WrittenPdf.Stream(string.Empty, WrittenPdf.LowerLeft),
            "<</XObject <</A 8 0 R>> /Shading 5 0 R /Pattern <</P 5 0 R>>>>", "7 0 R", "6 0 R",
            WrittenPdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 100 200] /Resources 5 0 R /SMask 8 0 R", "q Q"));
        var exhibit = ExhibitFile.Open("a.pdf", pdf);
        Assert.That(exhibit.PageCount, Is.EqualTo(1));
        ShowsOnly(Rendering.Of(Packet.Of(exhibit)), 20, 180);
    }

    private static void ShowsOnly(Rendering page, int x, int y)
    {
        var dark = new[] { (20, 20), (page.Width - 20, 20), (20, page.Height - 20), (page.Width - 20, page.Height - 20) }
            .Where(corner => page.IsDark(corner.Item1, corner.Item2));
        Assert.That(dark, Is.EqualTo(new[] { (x, y) }));
    }
}
