using System.Text;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Files that are no letters, and files that were made to do harm.</summary>
internal sealed class DocxRefusalTests
{
    private const int Seed = 20260302;

    private static readonly byte[] s_letter = DocxTests.Bytes("# A\n\ntext **b**\n\n- c\n\n| d |\n|---|\n| e |\n", new DocumentHeader { Patient = "Pat" });

    private static IEnumerable<TestCaseData> Others()
    {
        yield return new TestCaseData(Array.Empty<byte>(), "empty").SetArgDisplayNames("nothing");
        yield return new TestCaseData("%PDF-1.7"u8.ToArray(), "This is a PDF").SetArgDisplayNames("PDF");
        yield return new TestCaseData("{\\rtf1 a}"u8.ToArray(), "RTF").SetArgDisplayNames("RTF");
        yield return new TestCaseData("Dear reviewer"u8.ToArray(), "not a Word document").SetArgDisplayNames("text");
        yield return new TestCaseData(Compound("WordDocument"), "old kind (.doc)").SetArgDisplayNames("doc");
        yield return new TestCaseData(Compound("EncryptedPackage"), "protected by a password").SetArgDisplayNames("encrypted");
        yield return new TestCaseData(s_letter[..^200], "damaged").SetArgDisplayNames("cut off");
        yield return new TestCaseData(Zip(("mimetype", ""), ("content.xml", "")), "OpenDocument file (.odt)").SetArgDisplayNames("odt");
        yield return new TestCaseData(Zip(("xl/workbook.xml", "")), "Excel workbook").SetArgDisplayNames("xlsx");
        yield return new TestCaseData(Zip(("readme.txt", "")), "holds no Word document").SetArgDisplayNames("zip");
    }

    [TestCaseSource(nameof(Others))]
    public void Another_file_is_told_for_what_it_is(byte[] file, string told) => Assert.That(Refusal(file), Does.Contain(told));

    [Test]
    public void A_bomb_is_refused_by_size_by_number_and_by_depth()
    {
        var parts = WordFile.Parts(s_letter);
        Assert.Multiple(() =>
        {
            Assert.That(Refusal(WordFile.Zip(parts.Append(new("word/media/a.png", new byte[21_000_000])))), Does.Contain("too large"));
            Assert.That(Refusal(WordFile.Zip(parts.Concat(Enumerable.Range(0, 1_100).Select(n => new KeyValuePair<string, byte[]>($"a{n}", []))))), Does.Contain("too large"));
            Assert.That(Refusal(WordFile.With($"<w:p><w:r><w:t>{new string('a', 6_000_000)}</w:t></w:r></w:p>")), Does.Contain("too large"));
            Assert.That(Refusal(WordFile.With(Nested(10_000))), Does.Contain("damaged"));
            Assert.That(Refusal(WordFile.With("<w:tbl>" + string.Concat(Enumerable.Repeat("<w:tr><w:tc/></w:tr>", 5_000)) + "</w:tbl>")), Does.Contain("too long"));
            Assert.That(Refusal(WordFile.With($"<w:p {string.Concat(Enumerable.Range(0, 100_000).Select(n => $"a{n}=\"\" "))}/>")), Does.Contain("too long"));
            Assert.That(Refusal(WordFile.With($"<w:p>{string.Concat(Enumerable.Repeat("<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t> </w:t></w:r>", 30_000))}</w:p>")), Does.Contain("too long"));
        });
    }

    [Test]
    public void An_empty_document_takes_no_draft_away() =>
        Assert.That(Refusal(WordFile.With("<w:p/>")), Does.Contain("holds no text"));

    [Test]
    public void Entities_are_refused()
    {
        var parts = WordFile.Parts(s_letter);
        parts["word/document.xml"] = Encoding.UTF8.GetBytes("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><document><body><p><r><t>&x;</t></r></p></body></document>");
        Assert.That(Refusal(WordFile.Zip(parts)), Does.Contain("damaged"));
    }

    [Test]
    public void A_wide_cell_makes_no_wide_table()
    {
        var body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2000000000\"/></w:tcPr></w:tc></w:tr></w:tbl>";
        Assert.That(DocxText.Read(new MemoryStream(WordFile.With(body))).Markdown, Has.Length.LessThan(1_000));
    }

    [Test]
    public void Damage_anywhere_is_read_or_told()
    {
        var random = new Random(Seed);
        var told = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var file = (byte[])s_letter.Clone();
            for (var change = 0; change < 4; change++)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            told += IsRefused(file, round) ? 1 : 0;
        }

        Assert.That(told, Is.GreaterThan(100));
    }

    private static bool IsRefused(byte[] file, int round)
    {
        try
        {
            _ = DocxText.Read(new MemoryStream(file));
            return false;
        }
        catch (NotALetterException)
        {
            return true;
        }
        catch (Exception e)
        {
            throw new AssertionException($"seed {Seed}, round {round}", e);
        }
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<NotALetterException>(() => DocxText.Read(new MemoryStream(file)))!.Message;

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("<w:sdt>", depth)) + string.Concat(Enumerable.Repeat("</w:sdt>", depth));

    private static byte[] Compound(string stream) => [0xD0, 0xCF, 0x11, 0xE0, .. new byte[512], .. Encoding.Unicode.GetBytes(stream)];

    private static byte[] Zip(params (string Name, string Text)[] parts) =>
        WordFile.Zip(parts.Select(part => new KeyValuePair<string, byte[]>(part.Name, Encoding.UTF8.GetBytes(part.Text))));
}
