using System.Globalization;
using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Pdf;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;
using UglyToad.PdfPig;

namespace Clausea.Batch.Documents.Tests;

internal sealed class PdfTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 15, 30, 0, TimeSpan.Zero);

    private static IEnumerable<Playbook> Playbooks => s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null);

    [TestCaseSource(nameof(Playbooks))]
    public void Another_program_reads_every_fact_of_a_letter(Playbook playbook)
    {
        var press = new LetterPress(s_templates, CodeCatalogue.Shipped);
        foreach (var denial in SampleDenials.For(playbook))
        {
            var draft = press.Write(denial, playbook, SampleDenials.Today);
            var read = Pdf.Squeezed(Pdf.Text(Letter(draft.Markdown, DocumentHeader.Of(denial.Claim))));
            Assert.That(Facts(denial).Where(fact => draft.Text.Contains(fact, StringComparison.Ordinal))
                .Where(fact => !read.Contains(Pdf.Squeezed(fact), StringComparison.Ordinal)), Is.Empty);
        }
    }

    [Test]
    public void Every_word_of_a_letter_is_on_its_pages()
    {
        var denial = SampleDenials.Preview(Playbooks.First());
        var draft = new LetterPress(s_templates, CodeCatalogue.Shipped).Write(denial, Playbooks.First(), SampleDenials.Today);
        var read = Pdf.Squeezed(Pdf.Text(Letter(draft.Markdown)));
        var words = draft.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word != "-").Select(word => word.Replace("⟦", "[", StringComparison.Ordinal).Replace("⟧", "]", StringComparison.Ordinal)).ToList();
        Assert.That(words, Has.Count.GreaterThan(200));
        Assert.That(words.Where(word => !read.Contains(word, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public void The_same_letter_at_the_same_moment_is_the_same_file()
    {
        var (first, second) = (Letter(Sample(), s_header), Letter(Sample(), s_header));
        Assert.That(second, Is.EqualTo(first));
        Assert.That(PdfLetter.Write(Sample(), s_header, "Appeal letter", s_now.AddSeconds(1)), Is.Not.EqualTo(first));
    }

    [Test]
    public void Facts_about_the_file_name_no_patient()
    {
        using var document = PdfDocument.Open(Letter(Sample(), s_header));
        var about = document.Information;
        Assert.That((about.Title, about.Creator, about.Producer, about.Author, about.Subject, about.Keywords),
            Is.EqualTo(("Appeal letter", "Clausea.Batch", "Clausea.Batch", (string?)null, (string?)null, (string?)null)));
        Assert.That((about.CreationDate, about.ModifiedDate), Is.EqualTo(("D:20260302153000Z", "D:20260302153000Z")));
        Assert.That(document.TryGetXmpMetadata(out _), Is.False);
    }

    [Test]
    public void Fonts_are_embedded_with_only_what_is_used()
    {
        var pdf = Letter("Plain **bold** *italic* é", s_header);
        Assert.That(Pdf.Read(pdf, page => page.Letters.Select(letter => letter.FontName!.Split('+')[1]).Distinct().Order().ToList())[0],
            Is.EqualTo(new[] { "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-Regular" }));
        Assert.That(Encoding.Latin1.GetString(pdf).Split("/FontFile2").Length - 1, Is.EqualTo(3));
        Assert.That(pdf, Has.Length.LessThan(60_000));
    }

    [Test]
    public void Headings_are_bookmarks() =>
        Assert.That(Pdf.Bookmarks(Letter("# Appeal\n\nText.\n\n## Why\n\nText.\n\n## Our request\n\nText.")), Is.EqualTo(new[] { "Appeal", "Why", "Our request" }));

    [Test]
    public void Every_page_says_whose_claim_it_is_and_which_page()
    {
        var pages = Pdf.Pages(Letter(string.Join("\n\n", Enumerable.Repeat("A paragraph of a few words.", 80)), s_header));
        Assert.That(pages, Has.Count.EqualTo(3));
        Assert.That(pages, Has.All.Contain("Patient Pat Sample · Member ID M-1 · Service 01/05/2026 to 01/09/2026 · Claim ICN-1"));
        Assert.That(pages.Select((page, at) => page.EndsWith($"Page {at + 1} of 3", StringComparison.Ordinal)), Has.All.True);
    }

    [Test]
    public void A_table_says_its_header_on_every_page_and_keeps_rows_whole()
    {
        var rows = string.Concat(Enumerable.Range(1, 90).Select(n => $"| {n} | begin{n} {string.Join(' ', Enumerable.Repeat("words", 40))} end{n} |\n"));
        var pages = Pdf.Pages(Letter("| Line | What happened |\n|---:|:---|\n" + rows));
        Assert.That(pages, Has.Count.GreaterThan(4));
        Assert.That(pages, Has.All.Contain("Line What happened"));
        Assert.That(Enumerable.Range(1, 90).Where(n => !pages.Any(page => page.Contains($"begin{n} ", StringComparison.Ordinal) && page.Contains($"end{n} ", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void A_row_taller_than_a_page_goes_on_with_the_next()
    {
        var words = Enumerable.Range(1, 4000).Select(n => $"w{n}").ToList();
        var pages = Pdf.Pages(Letter($"| A | B |\n|---|---|\n| x | {string.Join(' ', words)} |\n"));
        Assert.That(pages, Has.Count.GreaterThan(2));
        Assert.That(string.Join(' ', pages).Split(' ').Intersect(words).Count(), Is.EqualTo(4000));
    }

    [Test]
    public void A_heading_stays_with_the_next_lines([Range(36, 44)] int lines)
    {
        var before = string.Join("\n", Enumerable.Repeat("A line.", lines));
        var pages = Pdf.Pages(Letter($"{before}\n\n## The heading\n\nThe next line\nand one more.\nAnd the last."));
        var page = pages.Single(page => page.Contains("The heading", StringComparison.Ordinal));
        Assert.That(page, Does.Contain("The next line and one more."));
    }

    [Test]
    public void Needs_stand_on_yellow_ground()
    {
        var fills = Pdf.Read(Letter("Before ⟦NEEDS: the date — billing office⟧ after."), page => page.Paths.Count(path => path.IsFilled));
        Assert.That((fills[0], Pdf.Text(Letter("Before ⟦NEEDS: the date⟧ after."))), Is.EqualTo((1, "Before [NEEDS: the date] after. Page 1 of 1")));
    }

    [TestCase("rtl\u202Eabc\u202C end", "rtlabc end")]
    [TestCase("tab\tnull\u0001bell\u0007end", "tab null bell end")]
    [TestCase("{{ braces }} {0} ⟦", "{{ braces }} {0} [")]
    [TestCase("Zoë Łukasz naïve — “quoted”", "Zoë Łukasz naïve — “quoted”")]
    [TestCase("ﬁne ａｂ", "ﬁne ab")]
    [TestCase("漢 😀 end", "□ □ end")]
    [TestCase("(paren\\)", "(paren\\)")]
    public void Hostile_text_is_harmless(string text, string shown) =>
        Assert.That(Pdf.Text(Letter(MarkdownText.Escape(text))), Is.EqualTo(shown + " Page 1 of 1"));

    [TestCase("x")]
    [TestCase("x ")]
    [TestCase("**")]
    [TestCase("|")]
    [TestCase("\u202E\u0000")]
    [TestCase("- ")]
    [TestCase("💥")]
    public void Ten_thousand_characters_are_harmless(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 10_000 / part.Length));
        var header = new DocumentHeader { Patient = text, Claim = text };
        Assert.That(Pdf.Pages(Letter(text, header)), Is.Not.Empty);
        Assert.That(Pdf.Pages(Letter($"| A | B |\n|---|---|\n| {MarkdownText.Escape(text)} | y |\n\n{MarkdownText.Escape(text)}", header)), Is.Not.Empty);
    }

    [TestCase("> ")]
    [TestCase("1. ")]
    [TestCase("- x\n ")]
    public void Blocks_in_blocks_stay_readable(string part) =>
        Assert.That(Pdf.Text(Letter(string.Concat(Enumerable.Repeat(part, 10)) + "some words")), Does.Contain("some words"));

    [Test]
    public void A_word_wider_than_the_page_is_cut_but_whole()
    {
        var word = string.Concat(Enumerable.Range(0, 500).Select(n => (char)('a' + (n % 26))));
        var pdf = Letter(word);
        Assert.That(Pdf.Squeezed(Pdf.Text(pdf)), Does.StartWith(word));
        Assert.That(Pdf.Read(pdf, page => page.Letters.Max(letter => letter.BoundingBox.Right))[0], Is.LessThanOrEqualTo(540.5));
    }

    private static readonly DocumentHeader s_header = new()
    {
        Patient = "Pat Sample",
        MemberId = "M-1",
        ServiceFrom = new DateOnly(2026, 1, 5),
        ServiceTo = new DateOnly(2026, 1, 9),
        Claim = "ICN-1",
    };

    private static byte[] Letter(string markdown, DocumentHeader? header = null) =>
        PdfLetter.Write(markdown, header ?? new DocumentHeader(), "Appeal letter", s_now);

    private static string Sample() =>
        new LetterPress(s_templates, CodeCatalogue.Shipped).Write(SampleDenials.Preview(Playbooks.First()), Playbooks.First(), SampleDenials.Today).Markdown;

    private static IEnumerable<string> Facts(Denial denial)
    {
        var claim = denial.Claim;
        string?[] names = [NaturalName.OfPerson(claim.Patient), claim.Insured?.Id.Value, claim.PayerClaimNumber, claim.PatientControlNumber,
            denial.Remittance.Payment.TraceNumber, .. denial.Verdict.Reasons, .. denial.Verdict.Remarks, .. claim.Services.Select(service => service.Procedure.Code)];
        var dates = claim.Services.Select(service => service.From).OfType<DateOnly>().Append(SampleDenials.Today)
            .SelectMany(date => new[] { date.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture), date.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) });
        var amounts = claim.Services.Select(service => service.Charge).Append(claim.Charge).Append(denial.Verdict.DeniedAmount)
            .Select(amount => amount.ToString("$#,0.00", CultureInfo.InvariantCulture));
        return names.OfType<string>().Concat(dates).Concat(amounts);
    }
}
