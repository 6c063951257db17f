using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What each denial means and what to do about it, as a table that a billing specialist can read.</summary>
internal sealed class TriageTableTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    [Test]
    public void The_table_is_there() => Assert.That(TriageTable.Rows, Has.Count.GreaterThan(350));

    [TestCaseSource(typeof(TriageTable), nameof(TriageTable.Rows))]
    public void A_denial_leads_where_its_row_says(TriageRow row)
    {
        var (remittance, claim) = row.Read();
        var verdict = s_triage.Decide(remittance, claim);
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            TriageTable.Accept(row, verdict);
            return;
        }

        Assert.Multiple(() =>
        {
            Assert.That(verdict.Disposition.ToString(), Is.EqualTo(row.Disposition), verdict.Because);
            Assert.That(verdict.DeniedAmount, Is.EqualTo(row.Denied));
            Assert.That((verdict.Playbook ?? "–", TriageTable.ShortRule(verdict)), Is.EqualTo((row.Playbook, row.Rule)), verdict.Because);
        });
    }

    [Test]
    public void Patient_responsibility_is_never_a_denial()
    {
        var verdict = Decide("90834", "12", "PR-2");
        Assert.That((verdict.IsOrdinary, verdict.DeniedAmount, verdict.Kind), Is.EqualTo((true, 0m, (LetterKind?)null)));
    }

    [TestCase("22", "None")]
    [TestCase("23", "Hold")]
    [TestCase("25", "None")]
    [TestCase("19", "Hold")]
    [TestCase("20", "Hold")]
    [TestCase("21", "Hold")]
    public void Reversed_forwarded_and_priced_claims_get_no_letter(string status, string disposition)
    {
        var verdict = Decide("90834", "12", "CO-50", status);
        Assert.That((verdict.Disposition.ToString(), verdict.Kind), Is.EqualTo((disposition, (LetterKind?)null)));
    }

    [Test]
    public void N382_beside_a_clinical_code_asks_for_the_identifier_as_well() =>
        Assert.That(Decide("90837", "12", "CO-50 N382").ToDos, Has.Some.Contains("identifier (N382)"));

    [Test]
    public void N382_on_another_line_counts_for_a_clinical_denial()
    {
        var tree = EraTree.Read(EraText.WithClaim(
            "CLP*A*1*200*0*0*12*ICN", "SVC*HC:90837*150*0", "CAS*CO*50*150", "SVC*HC:90834*50*0", "CAS*CO*16*50", "LQ*HE*N382").ToString());
        var verdict = s_triage.Decide(tree.Remittances[0].Header, tree.Claims.Single());
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Playbook, Is.EqualTo("behavioral-health-clinical-review"));
            Assert.That(verdict.DeniedAmount, Is.EqualTo(200));
            Assert.That(verdict.ToDos, Has.Some.Contains("Line 2: CorrectClaim"));
        });
    }

    [Test]
    public void A_claim_level_denial_without_services_is_found()
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*200*0*0*12*ICN", "CAS*CO*197*200").ToString());
        var verdict = s_triage.Decide(tree.Remittances[0].Header, tree.Claims.Single());
        Assert.That((verdict.Playbook, verdict.DeniedAmount, verdict.Services.Count), Is.EqualTo(("authorization-absent", 200m, 0)));
    }

    [Test]
    public void A_partial_denial_is_the_denied_part_only()
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*300*150*0*12*ICN", "SVC*HC:90853*300*150**2", "CAS*CO*45*90**151*60*1").ToString());
        var verdict = s_triage.Decide(tree.Remittances[0].Header, tree.Claims.Single());
        Assert.That((verdict.Playbook, verdict.DeniedAmount), Is.EqualTo(("group-therapy-frequency", 60m)));
    }

    [Test]
    public void A_deadline_names_its_source_and_says_when_it_is_only_usual()
    {
        var (medicare, commercial) = (Decide("90834", "MB", "CO-50 N115").Deadline!, Decide("90834", "12", "CO-50").Deadline!);
        Assert.Multiple(() =>
        {
            // The notice of 2026-03-01, five days of mail, 120 days: Saturday 2026-07-04, kept on the Friday, so Thursday.
            Assert.That((medicare.Date, medicare.IsDefault), Is.EqualTo((new DateOnly(2026, 7, 2), false)));
            Assert.That(medicare.Source, Does.Contain("42 CFR 405.942"));
            Assert.That((commercial.Date, commercial.IsDefault), Is.EqualTo((new DateOnly(2026, 8, 28), true)));
            Assert.That(medicare.SafeDate, Is.LessThan(medicare.Date));
        });
    }

    private static Verdict Decide(string service, string filingIndicator, string codes, string status = "1")
    {
        var segments = new List<string> { $"CLP*A*{status}*150*0*0*{filingIndicator}*ICN", $"SVC*HC:{service}*150*0", "DTM*472*20260105" };
        foreach (var code in codes.Split(' '))
        {
            segments.Add(code.Contains('-', StringComparison.Ordinal) ? $"CAS*{code.Replace('-', '*')}*150" : $"LQ*HE*{code}");
        }

        var tree = EraTree.Read(EraText.WithClaim([.. segments]).ToString());
        return s_triage.Decide(tree.Remittances[0].Header, tree.Claims.Single());
    }
}
