using System.Globalization;

namespace Clausea.Batch.Documents.Tests;

/// <summary>What lies on a page shows; what acts is gone.</summary>
internal sealed class ExhibitFormTests
{
    private const string Look = "/Type /XObject /Subtype /Form /BBox [0 0 10 10]";

    [TestCase("/F 4", true)]
    [TestCase("/F 2", false)]
    [TestCase("/F 32", false)]
    [TestCase("", true)]
    public void A_stamp_shows_unless_it_is_hidden(string flags, bool isSeen) =>
        Assert.That(Stamped($"/Subtype /Stamp {flags}", Look).IsDark(70, 30), Is.EqualTo(isSeen));

    [Test]
    public void Notes_that_open_at_a_click_do_not_show() => Assert.That(Stamped("/Subtype /Popup", Look).IsDark(70, 30), Is.False);

    // The box that the matrix turns and stretches comes to fill the rectangle, from 60 to 80 and from 160 to 180.
    [TestCase("/Matrix [0 1 -1 0 0 0]")]
    [TestCase("/Matrix [3 0 0 7 55 -20]")]
    [TestCase("/Matrix [-1 0 0 -1 0 0]")]
    public void A_look_fills_its_rectangle(string matrix)
    {
        var page = Stamped("/Subtype /Stamp", Look + matrix);
        Assert.That((page.IsDark(62, 22), page.IsDark(78, 38), page.IsDark(57, 30), page.IsDark(83, 30), page.IsDark(70, 17), page.IsDark(70, 43)),
            Is.EqualTo((true, true, false, false, false, false)));
    }

    [TestCase("/AS /Yes", true)]
    [TestCase("/AS /Off", false)]
    public void A_box_is_checked_or_not(string state, bool isSeen)
    {
        var pdf = WrittenPdf.Page("/Annots [5 0 R]", string.Empty,
            $"<</Subtype /Widget /FT /Btn /Rect [60 160 80 180] {state} /AP <</N <</Yes 6 0 R>>>>>>", WrittenPdf.Stream(Look, "0 g 0 0 10 10 re f"));
        Assert.That(Rendering.Of(Packet.Of(pdf)).IsDark(70, 30), Is.EqualTo(isSeen));
    }

    [Test]
    public void A_filled_field_shows_its_text_in_the_fonts_of_the_form()
    {
        const string font = "/Font <</Helv <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>";
        var pdf = WrittenPdf.Of($"<</Type /Catalog /Pages 2 0 R /AcroForm <</DR <<{font}>> /Fields [5 0 R]>>>>", WrittenPdf.OnePage,
            "<</Type /Page /MediaBox [0 0 100 200] /Annots [5 0 R]>>", "null",
            "<</Subtype /Widget /FT /Tx /V (Pat) /Rect [60 160 80 180] /AP <</N 6 0 R>>>>", WrittenPdf.Packed(Look, "/Tx BMC BT /Helv 5 Tf 1 2 Td (Pat) Tj ET EMC"));
        Assert.That(Pdf.Text(Packet.Of(pdf)), Is.EqualTo("Pat"));
    }

    [TestCase("/Subtype /Widget /FT /Tx /V (Pat)", "filled form")]
    [TestCase("/Subtype /Widget /Parent <</FT /Tx /V <506174>>>", "filled form")]
    [TestCase("/Subtype /Widget /FT /Tx /V (Pat) /AP <</N 6 0 R>>", "filled form")]
    [TestCase("/Subtype /FreeText /Contents (Pat)", "marks or notes")]
    public void What_only_some_readers_show_is_refused(string annotation, string words)
    {
        var pdf = WrittenPdf.Page("/Annots [5 0 R]", string.Empty, $"<<{annotation} /Rect [60 160 80 180]>>", WrittenPdf.Stream(Look, "/Tx BMC EMC"));
        Assert.That(Packet.Refusal("form.pdf", pdf), Does.StartWith("form.pdf: ").And.Contain(words).And.Contain("print it to a new PDF"));
    }

    [TestCase("/Subtype /Widget /FT /Tx /V ()")]
    [TestCase("/Subtype /Widget /FT /Sig /V <</Type /Sig>>")]
    [TestCase("/Subtype /Link /A <</S /URI /URI (x)>>")]
    [TestCase("/Subtype /Widget /FT /Tx /V (Pat) /F 2")]
    public void What_no_reader_shows_is_not_missed(string annotation) =>
        Assert.That(ExhibitFile.Open("form.pdf", WrittenPdf.Page("/Annots [5 0 R null 7]", string.Empty, $"<<{annotation} /Rect [60 160 80 180]>>")).PageCount, Is.EqualTo(1));

    [Test]
    public void Nothing_that_acts_and_nothing_of_the_past_comes_along()
    {
        const string action = "<</S /JavaScript /JS (app.alert\\(1\\))>>";
        var pdf = WrittenPdf.Of(
            $"<</Type /Catalog /Pages 2 0 R /OpenAction {action} /Names <</EmbeddedFiles <</Names [(a) 8 0 R]>> /JavaScript <</Names [(b) {action}]>>>> /Metadata 6 0 R>>",
            WrittenPdf.OnePage,
            $"<</Type /Page /MediaBox [0 0 100 200] /Contents 4 0 R /AA <</O {action}>> /Metadata 6 0 R /PieceInfo <</X 6 0 R>> /Annots [7 0 R] " +
            "/Resources <</XObject <</A 5 0 R>> /Properties <</P <</Metadata 6 0 R /Action 9 0 R>>>>>>>>",
            WrittenPdf.Stream(string.Empty, "/A Do"),
            WrittenPdf.Stream($"{Look} /Metadata 6 0 R /PieceInfo <</X 6 0 R>> /StructParent 4 /AF [8 0 R] /Extra 8 0 R /More [9 0 R]", WrittenPdf.LowerLeft),
            WrittenPdf.Stream("/Type /Metadata", "<secret>"), $"<</Subtype /Link /Rect [0 0 9 9] /A {action}>>",
            "<</Type /Filespec /F (secret.doc) /EF <</F 6 0 R>>>>", action);
        var text = Packet.RawText(Packet.Of(pdf));
        Assert.That(text, Does.Contain("/BBox"));
        Assert.That(text, Does.Not.Match("secret|JavaScript|alert|/AA|Metadata|PieceInfo|StructParent|Filespec|Link"));
    }

    private static Rendering Stamped(string annotation, string look)
    {
        var pdf = WrittenPdf.Page("/Annots [5 0 R]", string.Empty,
            string.Create(CultureInfo.InvariantCulture, $"<<{annotation} /Rect [80 180 60 160] /AP <</N 6 0 R>>>>"), WrittenPdf.Stream(look, "0 g 0 0 10 10 re f"));
        return Rendering.Of(Packet.Of(pdf));
    }
}
