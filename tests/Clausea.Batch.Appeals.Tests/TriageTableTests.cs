using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What each denial means and what to do about it, as a table that a billing specialist can read.</summary>
internal sealed class TriageTableTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    //        service, payer line, codes: group-reason and remarks            disposition           playbook
    // medical necessity
    [TestCase("90834", "12", "CO-50",                                         "Appeal",             "medical-necessity")]
    [TestCase("90834", "12", "CO-50 N661",                                    "Appeal",             "medical-necessity")]
    [TestCase("99214", "MB", "CO-50 N115",                                    "Appeal",             "medical-necessity")]
    [TestCase("90834", "12", "PR-50",                                         "Appeal",             "medical-necessity")]
    [TestCase("90834", "12", "CO-216 N10",                                    "Appeal",             "review-organization-finding")]
    [TestCase("90834", "12", "PI-216",                                        "Appeal",             "review-organization-finding")]
    [TestCase("90867", "12", "CO-55",                                         "Appeal",             "experimental-treatment")]
    [TestCase("90867", "12", "CO-56",                                         "Appeal",             "experimental-treatment")]
    [TestCase("90839", "12", "CO-40",                                         "Appeal",             "crisis-not-emergent")]
    // N382, both ways
    [TestCase("90837", "12", "CO-50 N382",                                    "Appeal",             "behavioral-health-clinical-review")]
    [TestCase("90837", "12", "CO-150 N163 N382",                              "Appeal",             "behavioral-health-clinical-review")]
    [TestCase("90837", "12", "CO-151 N382",                                   "Appeal",             "behavioral-health-clinical-review")]
    [TestCase("90837", "12", "CO-252 N382",                                   "Appeal",             "behavioral-health-clinical-review")]
    [TestCase("H0015", "12", "CO-152 N382",                                   "Appeal",             "behavioral-health-clinical-review")]
    [TestCase("99214", "12", "CO-50 N382",                                    "Appeal",             "medical-necessity")]
    [TestCase("90837", "12", "CO-16 N382",                                    "CorrectClaim",       "patient-identifier")]
    [TestCase("90837", "12", "CO-31 N382",                                    "CorrectClaim",       "patient-identifier")]
    [TestCase("90837", "12", "CO-140 N382",                                   "CorrectClaim",       "patient-identifier")]
    [TestCase("90837", "12", "CO-A1 N382",                                    "CorrectClaim",       "patient-identifier")]
    [TestCase("99214", "12", "CO-16 N382",                                    "CorrectClaim",       "patient-identifier")]
    // level of service, frequency, level of care
    [TestCase("90837", "12", "CO-150",                                        "Appeal",             "psychotherapy-time")]
    [TestCase("90837", "12", "CO-150 N163",                                   "Appeal",             "psychotherapy-time")]
    [TestCase("90838", "12", "CO-150 M25",                                    "Appeal",             "psychotherapy-time")]
    [TestCase("99215", "12", "CO-150",                                        "Appeal",             "level-of-service")]
    [TestCase("99215", "12", "CO-150 M25",                                    "Appeal",             "level-of-service")]
    [TestCase("90853", "12", "CO-151 N362",                                   "Appeal",             "frequency")]
    [TestCase("90834", "12", "CO-152",                                        "Appeal",             "frequency")]
    [TestCase("H0015", "12", "CO-50",                                         "Appeal",             "level-of-care")]
    [TestCase("S9480", "12", "CO-150",                                        "Appeal",             "level-of-care")]
    [TestCase("H0035", "MA", "CO-152",                                        "Appeal",             "level-of-care")]
    [TestCase("H0035", "MA", "CO-50 N787",                                    "Appeal",             "level-of-care")]
    [TestCase("H0015", "12", "CO-186 N610",                                   "Appeal",             "level-of-care")]
    [TestCase("90834", "12", "CO-58",                                         "Appeal",             "level-of-care")]
    // documentation
    [TestCase("90834", "12", "CO-252 N706",                                   "SendRecords",        "documentation-missing")]
    [TestCase("90834", "12", "CO-226 N716",                                   "SendRecords",        "documentation-missing")]
    [TestCase("90834", "12", "CO-163",                                        "SendRecords",        "documentation-missing")]
    [TestCase("90834", "12", "CO-164",                                        "SendRecords",        "documentation-missing")]
    [TestCase("90834", "12", "CO-250 M127",                                   "SendRecords",        "documentation-missing")]
    [TestCase("90834", "12", "CO-251 N705",                                   "SendRecords",        "documentation-deficient")]
    [TestCase("90834", "12", "CO-226 N237",                                   "SendRecords",        "documentation-deficient")]
    [TestCase("90834", "12", "CO-112",                                        "SendRecords",        "documentation-deficient")]
    [TestCase("90834", "12", "CO-B12",                                        "SendRecords",        "documentation-deficient")]
    // authorization
    [TestCase("90834", "12", "CO-197",                                        "Appeal",             "authorization-absent")]
    [TestCase("90834", "12", "CO-198",                                        "Appeal",             "authorization-exceeded")]
    [TestCase("90834", "12", "CO-284",                                        "Appeal",             "authorization-mismatch")]
    [TestCase("90834", "12", "CO-210",                                        "Appeal",             "authorization-late")]
    [TestCase("90834", "12", "CO-39",                                         "Appeal",             "precertification-denied")]
    // timely filing
    [TestCase("90834", "12", "CO-29",                                         "TimelyFilingProof",  "timely-filing")]
    [TestCase("90834", "MB", "CO-29",                                         "Review",             "timely-filing-medicare")]
    // data, identifier, coding
    [TestCase("90834", "12", "CO-16 M51",                                     "CorrectClaim",       "missing-claim-data")]
    [TestCase("90834", "12", "CO-16",                                         "CorrectClaim",       "missing-claim-data")]
    [TestCase("90834", "MB", "CO-16 MA130",                                   "CorrectClaim",       "missing-claim-data")]
    [TestCase("90834", "MB", "CO-50 MA130",                                   "CorrectClaim",       "missing-claim-data")]
    [TestCase("90834", "12", "CO-31",                                         "CorrectClaim",       "patient-identifier")]
    [TestCase("90834", "12", "CO-140 MA61",                                   "CorrectClaim",       "patient-identifier")]
    [TestCase("90834", "12", "CO-4",                                          "CorrectClaim",       "coding-modifier")]
    [TestCase("90834", "12", "CO-11",                                         "CorrectClaim",       "coding-diagnosis")]
    [TestCase("90834", "12", "CO-181",                                        "CorrectClaim",       "coding-procedure")]
    [TestCase("90834", "12", "CO-97",                                         "CorrectClaim",       "bundling")]
    [TestCase("90833", "12", "CO-107 N122",                                   "CorrectClaim",       "add-on-without-base")]
    // duplicate, other payer, benefit
    [TestCase("90834", "12", "OA-18",                                         "Review",             "duplicate")]
    [TestCase("90834", "12", "CO-22 MA04",                                    "NextPayer",          "coordination-of-benefits")]
    [TestCase("90834", "12", "CO-109 N418",                                   "NextPayer",          "wrong-payer")]
    [TestCase("90834", "12", "CO-301",                                        "NextPayer",          "wrong-payer")]
    [TestCase("90834", "12", "CO-300",                                        "Hold",               null)]
    [TestCase("90834", "12", "PR-96 N130",                                    "Review",             "non-covered")]
    [TestCase("90834", "12", "PR-204",                                        "Review",             "non-covered")]
    [TestCase("90834", "12", "PR-119",                                        "Appeal",             "parity-visit-limit")]
    [TestCase("99214", "12", "PR-119",                                        "Review",             "benefit-maximum")]
    [TestCase("90834", "12", "CO-26",                                         "Review",             "eligibility")]
    [TestCase("90834", "12", "CO-B7",                                         "Review",             "credentialing")]
    // outcomes and barred appeals
    [TestCase("90834", "12", "CO-193",                                        "Escalate",           "escalation")]
    [TestCase("90834", "12", "CO-50 MA91",                                    "Escalate",           "escalation")]
    [TestCase("90834", "12", "CO-50 N211",                                    "Review",             null)]
    [TestCase("90834", "12", "CO-50 MA44",                                    "Review",             null)]
    [TestCase("90834", "12", "CO-285",                                        "Review",             null)]
    // pending, unknown, nothing to contest
    [TestCase("90834", "12", "OA-133",                                        "Hold",               null)]
    [TestCase("90834", "12", "OA-257",                                        "Hold",               null)]
    [TestCase("90834", "12", "CO-987",                                        "Review",             null)]
    [TestCase("90834", "12", "CO-45",                                         "Review",             null)]
    [TestCase("90834", "12", "PR-1",                                          "BillPatient",        null)]
    [TestCase("90834", "12", "PR-3",                                          "BillPatient",        null)]
    [TestCase("90834", "12", "CO-24",                                         "WriteOff",           null)]
    [TestCase("90834", "12", "CO-253",                                        "WriteOff",           null)]
    public void A_line_denied_in_full_is_routed(string service, string filingIndicator, string codes, string disposition, string? playbook)
    {
        var verdict = Decide(service, filingIndicator, codes);
        Assert.That((verdict.Disposition.ToString(), verdict.Playbook), Is.EqualTo((disposition, playbook)), verdict.Because);
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
        Assert.That((verdict.Playbook, verdict.DeniedAmount), Is.EqualTo(("frequency", 60m)));
    }

    [Test]
    public void A_deadline_names_its_source_and_says_when_it_is_only_usual()
    {
        var (medicare, commercial) = (Decide("90834", "MB", "CO-50 N115").Deadline!, Decide("90834", "12", "CO-50").Deadline!);
        Assert.Multiple(() =>
        {
            // The notice of 2026-03-01, five days of mail, 120 days: Saturday 2026-07-04, so the Friday before.
            Assert.That((medicare.Date, medicare.IsDefault), Is.EqualTo((new DateOnly(2026, 7, 3), false)));
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
