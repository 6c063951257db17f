using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Segments and elements inside of remittances that are not as the 835 has them.</summary>
internal sealed class DeviationTestsContent
{
    private static EraText Plain => Sample835.Number(1);

    private static readonly string[] s_payer = ["N1*PR*SAMPLE HEALTH PLAN", "N3*1 SAMPLE WAY", "N4*SPRINGFIELD*IL*62701", "REF*2U*SAMPLE", "PER*CX**TE*8005550199"];
    private static readonly string[] s_payee = ["N1*PE*SAMPLE PRACTICE*XX*1234567893", "N3*9 OTHER WAY", "REF*TJ*123456789"];

    private static IEnumerable<string> SegmentsWith(string before, params string[] others) => Plain.Segments().PutBefore(before, others).Counted();

    [Test]
    public void A_missing_LX_costs_nothing() =>
        Expect.Same(Plain, Plain.Segments().Where(segment => segment != "LX*1").Counted().Text(), "ERA309");

    [Test]
    public void LX_may_be_repeated_before_each_claim() => Expect.Same(Plain, SegmentsWith("CLP*PCN-1B", "LX*2").Text());

    [TestCase("NM1*QC")]
    [TestCase("SVC*HC")]
    [TestCase("SVC*NU")]
    [TestCase("LQ*HE*N163")]
    [TestCase("CAS*PR")]
    public void LX_in_the_middle_of_a_claim_does_not_end_it(string before) => Expect.Same(Plain, SegmentsWith(before, "LX*2").Text(), "ERA302");

    [TestCase("CLP*PCN-1A")]
    [TestCase("CLP*PCN-1B")]
    [TestCase("NM1*QC")]
    [TestCase("SVC*HC")]
    [TestCase("CAS*CO*50")]
    [TestCase("PLB")]
    public void Payer_and_payee_named_again_are_passed_over(string before) =>
        Expect.Same(Plain, SegmentsWith(before, [.. s_payer, .. s_payee]).Text(), "ERA313");

    [TestCase("N1*PE*OTHER PRACTICE*XX*1999999984")]
    [TestCase("N1*PR*OTHER PLAN*XV*999")]
    [TestCase("N1*ZZ*SOMEBODY")]
    public void Another_payer_or_payee_between_claims_is_told(string n1) => Expect.Same(Plain, SegmentsWith("CLP*PCN-1B", n1, "N3*1 WAY").Text(), "ERA314");

    [TestCase("XYZ*1*2", "ERA301")]
    [TestCase("*1*2", "ERA301")]
    [TestCase("LONGTAG*1", "ERA301")]
    [TestCase("BPR*I*1", "ERA302")]
    [TestCase("TRN*1*2", "ERA302")]
    [TestCase("TS3*1", "ERA302")]
    public void A_segment_that_does_not_belong_in_a_claim_costs_only_itself(string segment, string code) =>
        Expect.Same(Plain, SegmentsWith("SVC*NU", segment).Text(), code);

    [TestCase("XYZ*1*2", "ERA301")]
    [TestCase("SVC*HC:1*1*1", "ERA302")]
    [TestCase("NM1*QC*1*A", "ERA302")]
    public void A_segment_that_does_not_belong_before_claims_costs_only_itself(string segment, string code) =>
        Expect.Same(Plain, SegmentsWith("CLP*PCN-1A", segment).Text(), code);

    [TestCase("XYZ*1*2", "ERA301")]
    [TestCase("CAS*CO*45*1", "ERA302")]
    public void A_segment_that_does_not_belong_in_the_header_costs_only_itself(string segment, string code) =>
        Expect.Same(Plain, SegmentsWith("N1*PE", segment).Text(), code);

    [TestCase(".5", 0.5, "")]
    [TestCase("0.50", 0.5, "")]
    [TestCase("+.5", 0.5, "ERA209")]
    [TestCase("1,234.56", 1234.56, "ERA209")]
    [TestCase("+12", 12, "ERA209")]
    [TestCase(" 12 ", 12, "")]
    [TestCase("1234567", 1234567, "")]
    [TestCase("12345678", 12345678, "")]
    [TestCase("123456789", 123456789, "")]
    [TestCase("1234567890.12", 1234567890.12, "")]
    [TestCase("1.2345", 1.2345, "")]
    [TestCase("1.23456", 1.23456, "")]
    [TestCase("-12.5", -12.5, "")]
    public void Amounts_of_many_shapes_are_exact(string text, decimal amount, string codes)
    {
        var tree = EraTree.Read(EraText.WithClaim($"CLP*A*1*{text}*0**12*I", $"SVC*HC:90834*{text}*0", $"CAS*CO*50*{text}").ToString());
        Assert.Multiple(() =>
        {
            Expect.Findings(tree, codes);
            Assert.That(tree.Claims.Single().Charge, Is.EqualTo(amount));
            Assert.That(tree.Claims.Single().Services.Single().Adjustments.Single().Amount, Is.EqualTo(amount));
            Assert.That(tree.Remittances.Single().Summary.Charge, Is.EqualTo(amount));
        });
    }

    [TestCase("100000000000000000", "99999999999999999", "1", true)]
    [TestCase("100000000000000000", "99999999999999999", "2", false)]
    [TestCase("10.000001", "10", "0.000001", true)]
    [TestCase("10.000001", "10", "0.000002", false)]
    [TestCase("10.0001", "10", "0.0001", true)]
    [TestCase("10.0001", "10", "0.0002", false)]
    [TestCase("99999999", "99999998.99", "0.01", true)]
    [TestCase("99999999", "99999998.99", ".02", false)]
    public void Sums_stay_exact_however_amounts_are_written(string charge, string paid, string adjusted, bool balances)
    {
        var claim = EraTree.Read(EraText.WithClaim($"CLP*A*1*{charge}*{paid}**12*I", $"SVC*HC:90834*{charge}*{paid}", $"CAS*CO*45*{adjusted}").ToString()).Claims.Single();
        Assert.That((claim.Balanced, claim.Services.Single().Balanced), Is.EqualTo((balances, balances)));
    }

    [TestCase("12A.50")]
    [TestCase("1.2.3")]
    [TestCase("--1")]
    [TestCase("1-")]
    [TestCase("1e3")]
    [TestCase("$5")]
    [TestCase("1234567890123456789")]
    public void What_is_no_amount_is_missing_and_told(string text)
    {
        var tree = EraTree.Read(EraText.WithClaim($"CLP*A*1*{text}*0**12*I", $"SVC*HC:90834*{text}*0", $"CAS*CO*50*{text}").ToString());
        var claim = tree.Claims.Single();
        Assert.Multiple(() =>
        {
            Assert.That(tree.FindingCodes.Count(code => code == "ERA201"), Is.EqualTo(3));
            Assert.That((claim.ChargeMissing, claim.Charge, claim.PaidMissing), Is.EqualTo((true, 0m, false)));
            Assert.That((claim.Services.Single().ChargeMissing, claim.Services.Single().Adjustments.Single().AmountMissing), Is.EqualTo((true, true)));
        });
    }

    [TestCase("CAS*CO*45**2", "CO", "45", true, 2, "ERA204")]
    [TestCase("CAS*CO*45", "CO", "45", true, null, "ERA204")]
    [TestCase("CAS*CO*45*0", "CO", "45", false, null, "ERA205")]
    [TestCase("CAS*CO*45*-0", "CO", "45", false, null, "ERA205")]
    [TestCase("CAS*CO*N89*10", "CO", "N89", false, null, "ERA206")]
    [TestCase("CAS*XX*45*10", "XX", "45", false, null, "ERA208")]
    [TestCase("CAS*CO**10", "CO", "", false, null, "ERA202")]
    [TestCase("CAS*CO*9999*10", "CO", "9999", false, null, "")]
    [TestCase("CAS*CO*45*10*x", "CO", "45", false, null, "ERA201")]
    public void An_adjustment_that_is_not_whole_is_kept_and_told(string cas, string group, string reason, bool missing, decimal? quantity, string code)
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*10*0**12*I", "SVC*HC:90834*10*0", cas).ToString());
        var adjustment = tree.Claims.Single().Services.Single().Adjustments.Single();
        Assert.That(
            (adjustment.Group, adjustment.Reason, adjustment.AmountMissing, adjustment.Quantity),
            Is.EqualTo((group, reason, missing, quantity)));
        Assert.That(tree.FindingCodes.Except(["ERA101", "ERA102"]), code.Length == 0 ? Is.Empty : Is.EqualTo(new[] { code }));
    }

    [TestCase("DTM*472*20260105", "2026-01-05", null, "")]
    [TestCase("DTM*472*260105", "2026-01-05", null, "ERA212")]
    [TestCase("DTM*472****RD8*20260105-20260109", "2026-01-05", "2026-01-09", "")]
    [TestCase("DTM*472*20260105-20260109", "2026-01-05", "2026-01-09", "")]
    [TestCase("DTM*472*20251345", null, null, "ERA203")]
    [TestCase("DTM*472*X", null, null, "ERA203")]
    [TestCase("DTM*472", null, null, "ERA203")]
    [TestCase("DTM*472****RD8*2026", null, null, "ERA203")]
    public void Dates_of_many_shapes_are_read(string dtm, string? from, string? to, string codes)
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*10*10**12*I", "SVC*HC:90834*10*10", dtm).ToString());
        var service = tree.Claims.Single().Services.Single();
        Assert.That((Day(service.From), Day(service.To)), Is.EqualTo((from, to ?? from)));
        Assert.That(tree.FindingCodes, codes.Length == 0 ? Is.Empty : Is.EqualTo(new[] { codes }));

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", null);
    }

    [TestCase("CLP*A*1**10**12*I", "ERA202", true, false)]
    [TestCase("CLP*A*1*10***12*I", "ERA202", false, true)]
    [TestCase("CLP*A*1", "ERA202", true, true)]
    [TestCase("CLP*A*99*10*10**12*I", "ERA207", false, false)]
    [TestCase("CLP**1*10*10**12*I", "ERA202", false, false)]
    public void A_claim_without_what_it_must_have_is_given_out(string clp, string code, bool chargeMissing, bool paidMissing)
    {
        using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(new EraText().Replace("LX", $"LX*1~{clp}").ToString()));
        var tree = EraTree.Read(stream);
        Assert.That((tree.Claims.Single().ChargeMissing, tree.Claims.Single().PaidMissing), Is.EqualTo((chargeMissing, paidMissing)));
        Assert.That(tree.FindingCodes, Does.Contain(code));
    }

    [Test]
    public void People_in_other_roles_and_named_twice_are_kept_apart()
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*10*10**12*I", "NM1*QC*1*ONE", "NM1*ZZ*1*OTHER", "NM1*QC*1*TWO").ToString());
        var claim = tree.Claims.Single();
        Assert.That((claim.Patient!.Last, string.Join(' ', claim.Others.Select(other => $"{other.Role}={other.Last}"))), Is.EqualTo(("ONE", "ZZ=OTHER QC=TWO")));
        Assert.That(tree.FindingCodes, Is.EqualTo(new[] { "ERA211" }));
    }

    [TestCase("MIA*x", "ERA201")]
    [TestCase("MOA*x", "ERA201")]
    [TestCase("AMT*AU*x", "ERA201")]
    [TestCase("QTY*CA*x", "ERA201")]
    [TestCase("MIA*3*100.5*2", "")]
    public void Numbers_of_a_claim_are_looked_at(string segment, string codes) =>
        Expect.Findings(EraTree.Read(EraText.WithClaim("CLP*A*1*10*10**12*I", segment).ToString()), codes);

    [TestCase("PLB*1234567893*20261231*L6:REF1*-3**5*WO:REF2*8", "", 2)]
    [TestCase("PLB*1234567893*20261231*L6:REF1*-3*WO:REF2*0", "", 2)]
    [TestCase("PLB*1234567893*20261231*L6*x", "ERA201", 1)]
    [TestCase("PLB*1234567893*2026*L6:REF1*-3", "ERA203", 1)]
    public void Provider_adjustments_that_are_not_whole_are_kept(string plb, string code, int count)
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*10*10**12*I").ProviderAdjustment(plb, 0).ToString());
        Assert.That(tree.Remittances.Single().Summary.ProviderAdjustments, Has.Count.GreaterThanOrEqualTo(count));
        Assert.That(tree.FindingCodes.Except(["ERA103"]), code.Length == 0 ? Is.Empty : Is.EqualTo(new[] { code }));
    }

    [Test]
    public void CAS_before_and_behind_NM1_belongs_to_the_claim()
    {
        var claim = EraTree.Read(EraText.WithClaim("CLP*A*1*30*10**12*I", "CAS*CO*45*5", "NM1*QC*1*A", "CAS*CO*50*15").ToString()).Claims.Single();
        Assert.That((claim.Adjustments.Count, claim.Balanced), Is.EqualTo((2, true)));
    }

    [Test]
    public void A_reversal_and_its_correction_are_linked_wherever_they_stand()
    {
        string[] reversal = ["CLP*A*22*-100*-60**12*I1", "CAS*CO*45*-40"];
        string[] correction = ["CLP*A*1*100*70**12*I2", "CAS*CO*45*30"];
        var together = EraTree.Read(new EraText().Claim(reversal).Claim("CLP*B*1*5*5**12*I3").Claim(correction).ToString());
        var apart = EraTree.Read(new EraText().Numbered(1).Claim(reversal).ToString() + new EraText().Numbered(2).Claim(correction));
        var alone = EraTree.Read(new EraText().Claim(correction).Claim(reversal).ToString());
        Assert.Multiple(() =>
        {
            Assert.That(together.Claims.Last().Corrects, Is.EqualTo(together.Claims.First().Position));
            Assert.That(together.Claims.ElementAt(1).Corrects, Is.Null);
            Assert.That(apart.Claims.Last().Corrects, Is.EqualTo(apart.Claims.First().Position));
            Assert.That(together.FindingCodes.Concat(apart.FindingCodes.Except(["ERA105"])), Is.Empty);
            Assert.That((alone.Claims.First().Corrects, string.Join(' ', alone.FindingCodes)), Is.EqualTo(((Position?)null, "ERA310")));
        });
    }

    [Test]
    public void What_stands_twice_is_told()
    {
        string[] claim = ["CLP*A*1*10*10**12*I"];
        string Twice(string[] other) => new EraText().Numbered(1).Claim(claim).ToString() + new EraText().Numbered(2).Claim(other);
        Assert.Multiple(() =>
        {
            Assert.That(EraTree.Read(Twice(claim)).FindingCodes, Is.EqualTo(new[] { "ERA311" }));
            Assert.That(EraTree.Read(Twice(["CLP*A*1*10*9**12*I", "CAS*CO*45*1"])).FindingCodes, Is.Empty);
            Assert.That(EraTree.Read(Twice(claim).Replace("TRACE-2", "TRACE-1", StringComparison.Ordinal)).FindingCodes, Is.EqualTo(new[] { "ERA311", "ERA312" }));
            Assert.That(EraTree.Read(new EraText().Numbered(1).Claim(claim).ToString() +
                new EraText().Numbered(2).Claim(claim).ToString().Replace("REF*2U*SAMPLE", "REF*2U*OTHER", StringComparison.Ordinal)).FindingCodes, Is.Empty);
        });
    }
}
