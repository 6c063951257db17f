using System.IO.Compression;
using System.Xml.Linq;
using Clausea.Batch.Appeals;
using Clausea.Batch.Shared;
using UglyToad.PdfPig;

namespace Clausea.Batch.Documents.Tests;

/// <summary>The letter of every sample, in every form: what identifies the claim can be read back.</summary>
internal sealed class SampleLetterTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);
    private static readonly LetterPress s_press = new(s_templates, CodeCatalogue.Shipped);
    private static readonly DateTimeOffset s_drafted = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static IEnumerable<SampleRow> Rows => SampleTable.Rows.Where(row => row.Balanced is not null);

    [TestCaseSource(nameof(Rows))]
    public void Every_form_of_a_letter_names_its_claim(SampleRow row)
    {
        foreach (var denial in Denials(row))
        {
            var draft = s_press.Write(denial, new DateOnly(2026, 11, 24));
            foreach (var format in LetterFormat.All)
            {
                var file = LetterFile.Of(format, draft, denial.Claim, s_drafted, isApproved: false);
                Assert.That(LetterFile.Of(format, draft, denial.Claim, s_drafted, isApproved: false), Is.EqualTo(file), "the same bytes again");
                var text = Squeezed(TextOf(format, file));
                Assert.Multiple(() =>
                {
                    foreach (var fact in Facts(denial))
                    {
                        Assert.That(text, Does.Contain(Squeezed(fact)), $"{denial.Claim.PatientControlNumber} as {format.Extension}");
                    }
                });
            }
        }
    }

    [Test]
    public void There_are_letters_enough() => Assert.That(Rows.Sum(row => Denials(row).Count()), Is.GreaterThan(50));

    private static IEnumerable<string> Facts(Denial denial)
    {
        yield return NaturalName.OfPerson(denial.Claim.Patient)!;
        yield return denial.Claim.PayerClaimNumber!;
        yield return denial.Remittance.Payment.TraceNumber!;
        foreach (var reason in denial.Verdict.Causes.Where(cause => cause.Kind == denial.Verdict.Kind).SelectMany(cause => cause.Reasons))
        {
            yield return reason;
        }
    }

    private static IEnumerable<Denial> Denials(SampleRow row) =>
        from remittance in EraTree.ReadFile(row.Path).Remittances
        from claim in remittance.Claims
        let verdict = s_triage.Decide(remittance.Header, claim)
        where verdict.HasLetter
        select new Denial(null, remittance.Header, claim, verdict);

    private static string TextOf(LetterFormat format, byte[] file)
    {
        if (format == LetterFormat.Word)
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            using var part = zip.GetEntry("word/document.xml")!.Open();
            return string.Concat(XDocument.Load(part).Descendants().Where(node => node.Name.LocalName == "t").Select(node => node.Value));
        }

        if (format == LetterFormat.Pdf)
        {
            using var pdf = PdfDocument.Open(file);
            return string.Concat(pdf.GetPages().Select(page => page.Text));
        }

        return System.Net.WebUtility.HtmlDecode(System.Text.Encoding.UTF8.GetString(file));
    }

    // Lines may break anywhere between words.
    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
