using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Clausea.Batch.Documents.Tests;

/// <summary>What a letter is made of as a Word document.</summary>
internal sealed class DocxTests
{
    private static readonly DateTimeOffset s_created = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(-6));

    private static readonly DocumentHeader s_header = new()
    {
        Patient = "Pat Q. Sample",
        MemberId = "SAMPLEID01",
        ServiceFrom = new DateOnly(2026, 1, 5),
        ServiceTo = new DateOnly(2026, 1, 9),
        Claim = "ICN-1",
    };

    [Test]
    public void Every_letter_is_valid_for_Word()
    {
        var validator = new OpenXmlValidator(FileFormatVersions.Office2019);
        var errors = new List<string>();
        foreach (var letter in SampleLetters.All)
        {
            using var document = Open(Bytes(letter.Draft.Markdown, letter.Header));
            errors.AddRange(validator.Validate(document).Select(error => $"{letter.Name}: {error.Path?.XPath} {error.Description}"));
        }

        Assert.That(SampleLetters.All, Has.Count.GreaterThan(100));
        Assert.That(errors, Is.Empty);
    }

    [Test]
    public void Every_kind_of_block_is_valid_for_Word()
    {
        const string Markdown = """
            # One
            #### Four
            text **bold *both*** `code` <http://example.org> [link](http://example.org) ![image](x.png)
            > quote

            ***

            - a
              1. b
                 - c

              more of a

            7) seven

                indented

            | a | b |
            |---|--:|
            | 1 | |
            """;
        using var document = Open(Bytes(Markdown, new DocumentHeader()));
        Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => error.Description), Is.Empty);
        Assert.That(document.MainDocumentPart!.Document!.Body!.InnerText, Does.Contain("text bold both code http://example.org link image"));
    }

    [Test]
    public void The_same_letter_gives_the_same_bytes()
    {
        var letter = SampleLetters.One;
        var first = Bytes(letter.Draft.Markdown, letter.Header);
        using var zip = new ZipArchive(new MemoryStream(first));
        Assert.That(Bytes(letter.Draft.Markdown, letter.Header), Is.EqualTo(first));
        Assert.That(zip.Entries.Select(entry => entry.LastWriteTime.DateTime), Is.All.EqualTo(new DateTime(1980, 1, 1)));
        Assert.That(zip.Entries.Select(entry => entry.FullName).ToList(), Is.Ordered.Using((System.Collections.IComparer)StringComparer.Ordinal).And.Count.EqualTo(11));
    }

    [Test]
    public void A_letter_is_made_of_real_styles()
    {
        var body = Body("# One\n\n## Two\n\nText\n\n- item\n\n1. first\n");
        Assert.That(body.Elements<Paragraph>().Select(StyleOf), Is.EqualTo(["Heading1", "Heading2", null, "ListBullet", "ListNumber"]));
        Assert.That(body.Elements<Paragraph>().Last().ParagraphProperties!.NumberingProperties!.NumberingId!.Val!.Value, Is.GreaterThan(2));
    }

    [Test]
    public void Each_ordered_list_counts_for_itself()
    {
        var body = Body("1. a\n2. b\n\nText\n\n4. c\n   1. d\n");
        var numbers = body.Descendants<NumberingId>().Select(id => id.Val!.Value).ToList();
        Assert.That(numbers, Has.Count.EqualTo(4));
        Assert.That(numbers[0], Is.EqualTo(numbers[1]));
        Assert.That(numbers.Distinct().Count(), Is.EqualTo(3));
        Assert.That(body.Descendants<NumberingLevelReference>().Select(level => level.Val!.Value), Is.EqualTo([0, 0, 0, 1]));
    }

    [Test]
    public void A_line_break_stays_in_its_paragraph_and_keeps_its_lines_together()
    {
        var paragraph = Body("**Clinic**\n1 Example St\n*Springfield*\n").Elements<Paragraph>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(paragraph.Descendants<Break>().Count(), Is.EqualTo(2));
            Assert.That(paragraph.ParagraphProperties!.KeepLines, Is.Not.Null);
            Assert.That(paragraph.Descendants<Run>().Single(run => run.RunProperties?.Bold is not null).InnerText, Is.EqualTo("Clinic"));
            Assert.That(paragraph.Descendants<Run>().Single(run => run.RunProperties?.Italic is not null).InnerText, Is.EqualTo("Springfield"));
        });
    }

    [Test]
    public void A_table_repeats_its_head_and_splits_no_row()
    {
        var body = Body("These lines:\n\n| Line | Billed | Remark |\n|---:|---:|:---|\n| 1 | $195.00 | a long remark about this very line |\n");
        var table = body.Elements<Table>().Single();
        var rows = table.Elements<TableRow>().ToList();
        Assert.Multiple(() =>
        {
            Assert.That(rows[0].TableRowProperties!.Elements<TableHeader>(), Is.Not.Empty);
            Assert.That(rows[1].TableRowProperties!.Elements<TableHeader>(), Is.Empty);
            Assert.That(rows.Select(row => row.TableRowProperties!.Elements<CantSplit>().Count()), Is.All.EqualTo(1));
            Assert.That(table.Descendants<TableStyle>().Single().Val!.Value, Is.EqualTo("LetterTable"));
            Assert.That(table.Descendants<GridColumn>().Sum(column => int.Parse(column.Width!, null)), Is.EqualTo(9360));
            Assert.That(rows[1].Descendants<Justification>().Select(side => side.Val!.Value), Is.EqualTo([JustificationValues.Right, JustificationValues.Right]));
            Assert.That(body.Elements<Paragraph>().First().ParagraphProperties!.KeepNext, Is.Not.Null);
        });
    }

    [TestCase("Sent ⟦NEEDS: date — office⟧ by fax.", "⟦NEEDS: date — office⟧")]
    [TestCase("⟦NEEDS: a\\_b — c⟧⟦NEEDS: d — e⟧", "⟦NEEDS: a_b — c⟧", "⟦NEEDS: d — e⟧")]
    [TestCase("⟦NEEDS: **bold** — c⟧", "⟦NEEDS: ", "bold", " — c⟧")]
    [TestCase("⟦NEEDS: open")]
    [TestCase("open ⟦ and ⟧ closed", "⟦ and ⟧")]
    public void Needs_wear_their_style(string markdown, params string[] marked) =>
        Assert.That(
            Body(markdown).Descendants<Run>().Where(run => run.RunProperties?.RunStyle?.Val?.Value == "Need").Select(run => run.InnerText),
            Is.EqualTo(marked));

    [Test]
    public void The_head_of_every_page_names_patient_member_dates_and_claim()
    {
        using var document = Open(Bytes("Text", s_header));
        var header = document.MainDocumentPart!.HeaderParts.Single().Header!;
        Assert.That(header.Elements<Paragraph>().Select(line => line.InnerText), Is.EqualTo(
            ["Patient: Pat Q. SampleMember ID: SAMPLEID01", "Dates of service: January 5, 2026 to January 9, 2026Payer claim number: ICN-1"]));
        var reference = document.MainDocumentPart.Document!.Descendants<HeaderReference>().Single();
        Assert.That(document.MainDocumentPart.GetPartById(reference.Id!), Is.SameAs(document.MainDocumentPart.HeaderParts.Single()));
    }

    [Test]
    public void The_head_leaves_out_what_is_unknown_and_breaks_what_is_long()
    {
        var longName = new string('M', 60);
        Assert.Multiple(() =>
        {
            Assert.That(Head(new DocumentHeader()), Is.EqualTo([string.Empty]));
            Assert.That(Head(new DocumentHeader { ServiceTo = new DateOnly(2026, 1, 5) }), Is.EqualTo(["Date of service: January 5, 2026"]));
            Assert.That(Head(new DocumentHeader { Patient = longName, MemberId = "M1" }), Is.EqualTo([$"Patient: {longName}", "Member ID: M1"]));
        });

        static IEnumerable<string> Head(DocumentHeader header)
        {
            using var document = Open(Bytes("Text", header));
            return [.. document.MainDocumentPart!.HeaderParts.Single().Header!.Elements<Paragraph>().Select(line => line.InnerText)];
        }
    }

    [Test]
    public void The_foot_counts_pages()
    {
        using var document = Open(Bytes("Text", s_header));
        var footer = document.MainDocumentPart!.FooterParts.Single().Footer!;
        Assert.That(footer.Descendants<SimpleField>().Select(field => field.Instruction!.Value!.Trim()), Is.EqualTo(["PAGE", "NUMPAGES"]));
        Assert.That(footer.InnerText, Is.EqualTo("Page 1 of 1"));
    }

    [Test]
    public void The_properties_of_the_file_hold_no_patient()
    {
        var letter = SampleLetters.One;
        using var document = Open(Bytes(letter.Draft.Markdown, letter.Header));
        var properties = document.PackageProperties;
        Assert.Multiple(() =>
        {
            Assert.That((properties.Title, properties.Creator, properties.LastModifiedBy), Is.EqualTo(("Draft appeal", "Clausea.Batch", "Clausea.Batch")));
            Assert.That((properties.Subject, properties.Description, properties.Keywords), Is.EqualTo(((string?)null, (string?)null, (string?)null)));
            Assert.That(properties.Created!.Value.ToUniversalTime(), Is.EqualTo(s_created.UtcDateTime));
            Assert.That(properties.Modified!.Value.ToUniversalTime(), Is.EqualTo(s_created.UtcDateTime));
        });
    }

    [Test]
    public void Text_of_a_remittance_can_inject_nothing()
    {
        const string Hostile = "A\u0000B\u000B\u202EC\uFFFE\uD800 <w:p/> ]]> &amp; { HYPERLINK \"http://e\" } \uFFFF\u2028\U000E0041D";
        var bytes = Bytes($"Text {Hostile}\n\n| a |\n|---|\n| {Hostile} |\n", s_header with { Patient = Hostile, Claim = Hostile }, Hostile);
        using var document = Open(bytes);
        Assert.Multiple(() =>
        {
            Assert.That(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => error.Description), Is.Empty);
            Assert.That(Part(bytes, "word/document.xml"), Does.Not.Match("[\u202E\uFFFE\u2028]").And.Not.Contain("fldSimple").And.Not.Contain("instrText").And.Not.Contain("hyperlink"));
            Assert.That(document.MainDocumentPart!.HyperlinkRelationships.Concat<ReferenceRelationship>(document.MainDocumentPart.ExternalRelationships), Is.Empty);
            Assert.That(document.MainDocumentPart.Document!.Body!.InnerText, Does.Contain("<w:p/> ]]> & { HYPERLINK"));
        });
    }

    // Into the folder that CLAUSEA_LETTERS names.
    [Test, Explicit]
    public void Letters_to_look_at()
    {
        var folder = Directory.CreateDirectory(Environment.GetEnvironmentVariable("CLAUSEA_LETTERS") ?? Path.Combine(Path.GetTempPath(), "letters"));
        foreach (var letter in SampleLetters.All)
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, letter.Name.Replace(' ', '-') + ".docx"), Bytes(letter.Draft.Markdown, letter.Header));
        }
    }

    internal static byte[] Bytes(string markdown, DocumentHeader header, string title = "Draft appeal")
    {
        using var stream = new MemoryStream();
        DocxLetter.Write(markdown, header, s_created, stream, title);
        return stream.ToArray();
    }

    private static Body Body(string markdown)
    {
        using var document = Open(Bytes(markdown, s_header));
        return (Body)document.MainDocumentPart!.Document!.Body!.CloneNode(deep: true);
    }

    private static string? StyleOf(Paragraph paragraph) => paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;

    private static WordprocessingDocument Open(byte[] bytes) => WordprocessingDocument.Open(new MemoryStream(bytes), isEditable: false);

    private static string Part(byte[] bytes, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open(), Encoding.UTF8);
        return XDocument.Parse(reader.ReadToEnd()).ToString();
    }
}
