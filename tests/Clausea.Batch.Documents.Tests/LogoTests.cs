using System.Text;
using Clausea.Batch.Documents.Pdf;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Clausea.Batch.Documents.Tests;

/// <summary>The letterhead's picture in each kind of file.</summary>
internal sealed class LogoTests
{
    // Two pixels of gray, as any program writes them.
    private static readonly byte[] s_png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNoOAAAAcMBQT2mB/IAAAAASUVORK5CYII=");

    [Test]
    public void Each_file_shows_it_once()
    {
        var letter = SampleLetters.All[0];
        var logo = LetterLogo.Of(s_png)!;
        Assert.That(logo, Is.Not.Null);
        using var word = new MemoryStream();
        DocxLetter.Write(letter.Draft.Markdown, letter.Header, DateTimeOffset.UnixEpoch, word, logo: logo);
        using (var document = WordprocessingDocument.Open(word, isEditable: false))
        {
            Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => error.Description), Is.Empty);
            Assert.That(document.MainDocumentPart!.HeaderParts.SelectMany(part => part.ImageParts).Count(), Is.EqualTo(1));
        }

        var pdf = PdfLetter.Write(letter.Draft.Markdown, letter.Header, "Letter", DateTimeOffset.UnixEpoch, logo);
        Assert.That(Pdf.Read(pdf, page => page.GetImages().Count()), Is.EqualTo(new[] { 1 }.Concat(Enumerable.Repeat(0, Pdf.Pages(pdf).Count - 1))));
        Assert.That(Pdf.Squeezed(Pdf.Text(pdf)), Does.Contain("SAMPLEID01"));
        word.Position = 0;
        Assert.That(DocxText.Read(word).LeftOut, Is.Empty, "the letterhead is no part of what is edited");
    }

    [Test]
    public void What_is_no_picture_is_left_out()
    {
        Assert.That(LetterLogo.Of(Encoding.UTF8.GetBytes("no picture")), Is.Null);
        Assert.That(LetterLogo.Of("/there/is/nothing.png"), Is.Null);
        Assert.That(LetterLogo.Of((string?)null), Is.Null);
    }
}
