using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>The triage column of samples/era/README.md against the truth, and a letter for each that asks for one.</summary>
internal sealed class SampleTriageTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    private static IEnumerable<SampleRow> Rows => SampleTable.Rows.Where(row => row.Balanced is not null);

    [TestCaseSource(nameof(Rows))]
    public void A_sample_is_triaged_as_its_row_says(SampleRow row) =>
        Assert.That(
            Denials(row).Select(denial => $"{denial.Claim.PatientControlNumber} {denial.Verdict.Disposition} {denial.Verdict.Playbook ?? "–"}"),
            Is.EqualTo(row.Triage));

    [TestCaseSource(nameof(Rows))]
    public void Every_letter_of_a_sample_has_its_facts_and_no_hole(SampleRow row)
    {
        var press = new LetterPress(s_templates, CodeCatalogue.Shipped);
        foreach (var denial in Denials(row).Where(denial => denial.Verdict.HasLetter))
        {
            var text = press.Write(denial, new DateOnly(2026, 11, 23)).Text;
            Assert.Multiple(() =>
            {
                Assert.That(text, Does.Contain(denial.Claim.PayerClaimNumber!));
                Assert.That(text, Does.Contain(denial.Remittance.Payment.TraceNumber!));
                Assert.That(text, Does.Contain(NaturalName.OfPerson(denial.Claim.Patient)!));
                Assert.That(text, Does.Not.Match(@"\{\{|\}\}|\[\s*\]|\(\s*\)|[Dd]enial code denial code|\bfull reimbursement\b"));
                Assert.That(denial.Verdict.Causes.Where(cause => cause.Kind == denial.Verdict.Kind).SelectMany(cause => cause.Reasons).Where(reason => !text.Contains(reason, StringComparison.Ordinal)), Is.Empty);
            });
        }
    }

    [Test]
    public void No_letter_says_that_N382_means_anything_but_an_identifier()
    {
        var press = new LetterPress(s_templates, CodeCatalogue.Shipped);
        var letters = Rows.SelectMany(Denials).Where(denial => denial.Verdict.HasLetter && denial.Verdict.Remarks.Contains("N382"))
            .Select(denial => press.Write(denial, new DateOnly(2026, 11, 23)).Text).ToList();
        Assert.That(letters, Has.Count.GreaterThan(4));
        Assert.That(letters, Has.All.Contains("N382, in our words: The identifier of the patient is absent, incomplete or wrong."));
    }

    private static List<Denial> Denials(SampleRow row)
    {
        var tree = EraTree.ReadFile(row.Path);
        return
        [
            .. tree.Remittances.SelectMany(remittance => remittance.Claims.Select(claim =>
                new Denial(null, remittance.Header, claim, s_triage.Decide(remittance.Header, claim)))).Where(denial => !denial.Verdict.IsOrdinary),
        ];
    }
}
