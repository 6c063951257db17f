using System.IO.Compression;
using System.Text;
using BitMiracle.LibTiff.Classic;

namespace Clausea.Batch.Documents.Tests;

/// <summary>What cannot travel with a letter is refused in words that help.</summary>
internal sealed class ExhibitRefusalTests
{
    private const int Seed = 20261124;

    [TestCase("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..", "an old Word, Excel or Outlook file. Save it as PDF")]
    [TestCase("{\\rtf1 text}", "a rich text document. Save it as PDF")]
    [TestCase("\r\n<!DOCTYPE HTML><p>", "a web page or XML. Print it to PDF")]
    [TestCase("<html>", "a web page or XML. Print it to PDF")]
    [TestCase("MZ\u0090\0", "a program")]
    [TestCase("GIF89a", "a GIF picture. Save it as JPEG, PNG or PDF")]
    [TestCase("\0\0\0\x18" + "ftypheic\0\0\0\0", "a HEIC picture, as telephones take them. Save it as JPEG, PNG or PDF")]
    [TestCase("\0\0\0\x18" + "ftypmp42\0\0\0\0", "a recording")]
    [TestCase("ISA*00*", "an electronic claim or remittance file")]
    [TestCase("anything", "a kind of file that cannot be attached. Save it as PDF")]
    public void A_foreign_file_is_told_by_its_content(string content, string words) =>
        Assert.That(Packet.Refusal("file.pdf", Encoding.Latin1.GetBytes(content)), Does.StartWith("file.pdf seems to be " + words));

    [TestCase("word/document.xml", "a Word document")]
    [TestCase("xl/workbook.xml", "an Excel workbook")]
    [TestCase("chart.pdf", "an archive of files. Take the files out")]
    public void An_archive_is_told_by_what_is_in_it(string entry, string words)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry(entry);
        }

        Assert.That(Packet.Refusal("chart.docx", stream.ToArray()), Does.StartWith("chart.docx seems to be " + words));
    }

    [Test]
    public void An_empty_and_an_enormous_file_are_refused()
    {
        Assert.That(Packet.Refusal("chart.pdf", []), Is.EqualTo("chart.pdf is empty. Ask for it again."));
        Assert.That(Packet.Refusal("chart.pdf", new byte[(50 * 1024 * 1024) + 1]), Does.StartWith("chart.pdf has more than 50 MB."));
        Assert.That(Packet.Refusal("chart.txt", [65, 0, 66]), Does.Contain("a kind of file that cannot be attached"));
    }

    [TestCase("%PDF-1.7 nothing", "damaged")]
    [TestCase("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Size 2>>", "damaged|no pages")]
    public void A_broken_pdf_is_refused(string content, string words) =>
        Assert.That(Packet.Refusal("a.pdf", Encoding.Latin1.GetBytes(content)), Does.Match(words));

    [Test]
    public void Pdfs_that_only_some_programs_can_show_are_refused()
    {
        Assert.That(Packet.Refusal("a.pdf", WrittenPdf.Of("<</Type /Catalog /Pages 2 0 R /Collection <<>>>>", WrittenPdf.OnePage, "<</Type /Page>>")), Does.Contain("portfolio"));
        Assert.That(Packet.Refusal("a.pdf", WrittenPdf.Of(
            "<</Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm <</XFA []>>>>", WrittenPdf.OnePage, "<</Type /Page>>")), Does.Contain("only Adobe Reader"));
    }

    [Test]
    public void Too_many_pages_and_none_are_refused()
    {
        var kids = string.Concat(Enumerable.Repeat("3 0 R ", 501));
        Assert.That(Packet.Refusal("a.pdf", WrittenPdf.Of(WrittenPdf.Catalogue, $"<</Type /Pages /Kids [{kids}] /Count 501>>", "<</Type /Page>>")), Does.Contain("more than 500 pages"));
        Assert.That(Packet.Refusal("a.pdf", WrittenPdf.Of(WrittenPdf.Catalogue, "<</Type /Pages /Kids [] /Count 0>>")), Does.Match("no pages|damaged"));
    }

    [TestCase("/Contents 9 0 R")]
    [TestCase("/Contents [4 0 R 9 0 R]")]
    public void A_pdf_that_lacks_a_part_of_a_page_is_refused(string contents)
    {
        var pages = WrittenPdf.Of(WrittenPdf.Catalogue, WrittenPdf.OnePage, $"<</Type /Page {contents}>>", WrittenPdf.Stream(string.Empty, "q Q"));
        Assert.That(Packet.Refusal("a.pdf", pages), Does.Contain("missing"));
        Assert.That(Packet.Refusal("a.pdf", WrittenPdf.Of(WrittenPdf.Catalogue, "<</Type /Pages /Kids [3 0 R 7 0 R] /Count 2>>", "<</Type /Page>>")), Does.Contain("missing"));
    }

    [Test]
    public void A_pdf_that_unpacks_without_end_is_refused()
    {
        var contents = string.Concat(Enumerable.Repeat("4 0 R ", 30));
        var pdf = WrittenPdf.Of(WrittenPdf.Catalogue, WrittenPdf.OnePage, $"<</Type /Page /Contents [{contents}]>>", WrittenPdf.Packed(string.Empty, new string(' ', 10_000_000)));
        Assert.That(Packet.Refusal("a.pdf", pdf), Does.Contain("unpacks to more than a document holds"));
    }

    [TestCase("[")]
    [TestCase("<</A ")]
    [TestCase("(")]
    [TestCase("<<")]
    public void Brackets_without_end_are_survived(string bracket)
    {
        var pdf = WrittenPdf.Page("/Resources 5 0 R", WrittenPdf.LowerLeft, string.Concat(Enumerable.Repeat(bracket, 300_000)));
        Assert.That(Fault(pdf), Is.Null);
    }

    [Test]
    public void A_cut_off_picture_is_refused()
    {
        Assert.That(Packet.Refusal("a.jpg", Pictures.GrayJpeg[..^2]), Does.Contain("cut off"));
        Assert.That(Packet.Refusal("a.png", Pictures.Png(16, 8, 1, 0, [0, 255])[..^20]), Does.Contain("damaged"));
    }

    private static IEnumerable<TestCaseData> Whole()
    {
        yield return new TestCaseData(WrittenPdf.Page("/Annots [5 0 R]", WrittenPdf.LowerLeft, "<</Subtype /Stamp /Rect [0 0 9 9] /AP <</N 6 0 R>>>>",
            WrittenPdf.Packed("/Type /XObject /Subtype /Form /BBox [0 0 10 10]", "0 g 0 0 10 10 re f"))).SetArgDisplayNames("PDF");
        yield return new TestCaseData(WrittenPdf.InObjectStreams()).SetArgDisplayNames("PDF of streams");
        yield return new TestCaseData(Pictures.ProgressiveJpeg).SetArgDisplayNames("JPEG");
        yield return new TestCaseData(Pictures.WithExif(6)).SetArgDisplayNames("JPEG with EXIF");
        yield return new TestCaseData(Pictures.Png(16, 8, 8, 4, new byte[32])).SetArgDisplayNames("PNG");
        yield return new TestCaseData(Pictures.Tiff(Compression.CCITTFAX4, 2)).SetArgDisplayNames("fax");
        yield return new TestCaseData(Pictures.Tiff(Compression.LZW, 2)).SetArgDisplayNames("TIFF");
    }

    [TestCaseSource(nameof(Whole))]
    [CancelAfter(120_000)]
    public void Damage_is_read_or_refused_and_nothing_else(byte[] whole, CancellationToken cancellation)
    {
        var chance = new Random(Seed);
        TestContext.Out.WriteLine($"Seed {Seed}");
        for (var time = 0; time < 1_000; time++)
        {
            var damaged = Damage(chance, whole);
            Assert.That(Fault(whole[0] == 0x89 ? Pictures.WithChecksums(damaged) : damaged), Is.Null, $"The damage number {time}");
            Assert.That(cancellation.IsCancellationRequested, Is.False, $"It takes too long: {time}");
        }
    }

    private static byte[] Damage(Random chance, byte[] whole)
    {
        byte[] damaged = chance.Next(10) == 0 ? whole[..chance.Next(whole.Length)] : [.. whole];
        for (var change = chance.Next(1, 8); change > 0 && damaged.Length > 0; change--)
        {
            damaged[chance.Next(damaged.Length)] = chance.Next(3) == 0 ? (byte)"0123456789<>[]()/ "[chance.Next(18)] : (byte)chance.Next(256);
        }

        return damaged;
    }

    // Null when it is read or refused.
    private static Exception? Fault(byte[] content)
    {
        try
        {
            Packet.Of(ExhibitFile.Open("exhibit", content));
            return null;
        }
        catch (Exception fault)
        {
            return fault is NotAnExhibitException ? null : fault;
        }
    }
}
