using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What a later adjudication of a denied claim means for its appeal.</summary>
internal sealed class LaterDecisionTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    // Two services: the first was paid, the second denied as not medically necessary.
    private static readonly string[] s_denied =
    [
        "CLP*ACCT-1*1*330*90*20*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
        "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*50*180",
    ];

    private static readonly (Remittance Header, ClaimPayment Claim, Verdict Verdict) s_first = Read("20260201", s_denied);

    private static IEnumerable<TestCaseData> Table()
    {
        yield return Row(LaterAnswer.Won, 120, "paid, the rest by contract and the patient",
            "CLP*ACCT-1*1*330*210*40*12*ICN-2", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*120", "DTM*472*20260112", "CAS*CO*45*40", "CAS*PR*3*20");
        yield return Row(LaterAnswer.Won, 120, "paid under another code, as a lower service",
            "CLP*ACCT-1*1*330*210*20*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90834*180*120***HC:90837", "DTM*472*20260112", "CAS*CO*45*60");
        yield return Row(LaterAnswer.Won, 100, "paid at the claim, without services",
            "CLP*ACCT-1*1*330*190*0*12*ICN-1", "CAS*CO*45*140");
        yield return Row(LaterAnswer.PartlyWon, 60, "part of it paid, part of it denied still",
            "CLP*ACCT-1*1*330*150*20*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*60", "DTM*472*20260112", "CAS*CO*150*120");
        yield return Row(LaterAnswer.Upheld, 0, "denied again with 193: the decision is upheld",
            "CLP*ACCT-1*1*330*90*20*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*193*180");
        yield return Row(LaterAnswer.Upheld, 0, "denied again as the result of the appeal",
            "CLP*ACCT-1*1*330*90*20*12*ICN-1", "MOA***MA91", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*50*180");
        yield return Row(LaterAnswer.DeniedAgain, 0, "denied as a duplicate: no decision on the appeal",
            "CLP*ACCT-1*1*330*0*0*12*ICN-1", "SVC*HC:90834*150*0", "DTM*472*20260105", "CAS*CO*18*150",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*18*180");
        yield return Row(LaterAnswer.DeniedAgain, 0, "denied again for the same reason, without a word about an appeal",
            "CLP*ACCT-1*1*330*90*20*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*50*180");
        yield return Row(LaterAnswer.NotPaid, 0, "allowed now, and all of it the patient's",
            "CLP*ACCT-1*1*330*90*120*12*ICN-1", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*45*80", "CAS*PR*1*100");
        yield return Row(LaterAnswer.Won, 0, "only the service that was paid before is paid better: nothing of what was denied came in",
            "CLP*ACCT-1*1*330*110*0*12*ICN-1", "SVC*HC:90834*150*110", "DTM*472*20260105", "CAS*CO*45*40",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*50*180").Returns((LaterAnswer.DeniedAgain, 0m));
        yield return Row(LaterAnswer.Nothing, 0, "not decided yet",
            "CLP*ACCT-1*1*330*0*0*12*ICN-1", "SVC*HC:90834*150*0", "DTM*472*20260105", "CAS*OA*133*150",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*OA*133*180");
        yield return Row(LaterAnswer.Nothing, 0, "passed on to another payer",
            "CLP*ACCT-1*23*330*0*0*12*ICN-1", "SVC*HC:90834*150*0", "DTM*472*20260105", "CAS*OA*23*150",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*OA*23*180");
        yield return Row(LaterAnswer.Reversed, 0, "taken back, nothing had been paid",
            "CLP*ACCT-1*22*-330*0*0*12*ICN-1", "SVC*HC:90834*-150*0", "CAS*CO*45*-150", "SVC*HC:90837*-180*0", "CAS*CO*50*-180");
        yield return Row(LaterAnswer.TakenBack, 0, "taken back with what had been paid",
            "CLP*ACCT-1*22*-330*-90*-20*12*ICN-1", "SVC*HC:90834*-150*-90", "CAS*CO*45*-40", "CAS*PR*3*-20", "SVC*HC:90837*-180*0", "CAS*CO*50*-180");
    }

    [TestCaseSource(nameof(Table))]
    public (LaterAnswer, decimal) Answer(string[] segments)
    {
        var (_, claim, verdict) = Read("20260401", segments);
        var decision = LaterDecision.Weigh(s_first.Claim, s_first.Verdict.Services, claim, verdict);
        return (decision.Answer, decision.Recovered);
    }

    [Test]
    public void The_codes_told_are_those_of_the_services_that_were_denied()
    {
        var (_, claim, verdict) = Read("20260401", "CLP*ACCT-1*1*330*90*20*12*ICN-1", "MOA***MA91", "SVC*HC:90834*150*90", "DTM*472*20260105", "CAS*CO*45*40", "CAS*PR*3*20",
            "SVC*HC:90837*180*0", "DTM*472*20260112", "CAS*CO*50*180", "LQ*HE*N115");
        Assert.That(LaterDecision.Weigh(s_first.Claim, s_first.Verdict.Services, claim, verdict).Codes, Is.EqualTo(new[] { "CO-50", "MA91", "N115" }));
    }

    [TestCase("CLP*ACCT-1*1*999*0*0*12*ICN-1", "SVC*HC:90791*999*0", "20260601", "the same claim number of the payer")]
    [TestCase("CLP*ACCT-1*1*999*0*0*12*NEW|REF*F8*ICN-1", "SVC*HC:90791*999*0", "20260601", "it names the denied claim as the one it replaces")]
    [TestCase("CLP*ACCT-1*1*180*0*0*12*NEW", "SVC*HC:90837*180*0", "20260112", "a service with the same code, day and charge")]
    [TestCase("CLP*ACCT-1*1*180*0*0*12*NEW", "SVC*HC:90837*180*0", "20260113", null, TestName = "Another visit of the same patient is another claim")]
    [TestCase("CLP*ACCT-2*1*330*0*0*12*ICN-1", "SVC*HC:90837*180*0", "20260112", null, TestName = "Another number at the practice is another claim")]
    public void What_tells_that_it_is_the_same_claim(string clp, string svc, string day, string? why)
    {
        var later = Read("20260401", [.. clp.Split('|'), svc, $"DTM*472*{day}"]);
        Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, later.Header, later.Claim), Is.EqualTo(why));
    }

    [Test]
    public void Days_and_charge_of_the_whole_claim_tell_it_too()
    {
        var later = Read("20260401", "CLP*ACCT-1*1*330*0*0*12*NEW", "SVC*HC:X1*100*0", "DTM*472*20260105", "SVC*HC:X2*230*0", "DTM*472*20260112");
        Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, later.Header, later.Claim), Is.EqualTo("the same days of service and the same charge"));
    }

    [Test]
    public void Another_payer_or_payee_decides_another_claim()
    {
        var (header, claim, _) = Read("20260401", s_denied);
        var otherPayer = header with { Payer = header.Payer with { Name = "ANOTHER PLAN", References = [new("2U", "OTHER")] } };
        var otherPayee = header with { Payee = header.Payee with { Id = new("XX", "1111111112"), References = [new("TJ", "111111111")] } };
        var sameGroup = header with { Payee = header.Payee with { Id = new("XX", "1111111112") } };
        Assert.Multiple(() =>
        {
            Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, header, claim), Is.Not.Null);
            Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, otherPayer, claim), Is.Null);
            Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, otherPayee, claim), Is.Null);
            Assert.That(SameClaim.Why(s_first.Header, s_first.Claim, sameGroup, claim), Is.Not.Null, "paid to another NPI of the same practice");
        });
    }

    [TestCase("20260202", true)]
    [TestCase("20260201", false)]
    [TestCase("20260131", false)]
    public void Only_what_was_paid_on_a_later_day_answers(string day, bool isLater)
    {
        var later = Read(day, s_denied);
        Assert.That(SameClaim.IsLater(s_first.Header, s_first.Claim, later.Header, later.Claim, isSameRemittance: false), Is.EqualTo(isLater));
    }

    private static TestCaseData Row(LaterAnswer answer, decimal recovered, string name, params string[] segments) =>
        new TestCaseData([segments]).Returns((answer, recovered)).SetArgDisplayNames(name);

    private static (Remittance Header, ClaimPayment Claim, Verdict Verdict) Read(string day, params string[] segments)
    {
        var text = EraText.WithClaim(segments).Replace("BPR", $"BPR*I*0*C*ACH*CCP*01*000000000*DA*0000000*1999999999**01*000000000*DA*0000000*{day}").ToString();
        var (header, claims, _) = EraTree.Read(text).Remittances.Single();
        return (header, claims.Single(), s_triage.Decide(header, claims.Single()));
    }
}
