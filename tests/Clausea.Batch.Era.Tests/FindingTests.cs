using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

internal sealed class FindingTests
{
    private static readonly string[] s_good = ["CLP*A*1*100*60*40*12*ICN", "SVC*HC:90834*100*60", "DTM*472*20260105", "CAS*PR*3*40"];

    [Test]
    public void A_balanced_file_has_no_findings() =>
        Assert.That(EraTree.Read(EraText.WithClaim(s_good).ToString()).Findings, Is.Empty);

    [TestCase("SVC*HC:90834*100*60", "SVC*HC:90834*100*55", "ERA101")]
    [TestCase("CLP*A*1*100*60*40*12*ICN", "CLP*A*1*110*60*40*12*ICN", "ERA102")]
    [TestCase("CLP*A*1*100*60*40*12*ICN", "CLP*A*1*100*60*30*12*ICN", "ERA104")]
    [TestCase("CLP*A*1*100*60*40*12*ICN", "CLP**1*100*60*40*12*ICN", "ERA202")]
    [TestCase("CLP*A*1*100*60*40*12*ICN", "CLP*A*77*100*60*40*12*ICN", "ERA207")]
    [TestCase("SVC*HC:90834*100*60", "SVC*HC:90834*12A.50*60", "ERA201")]
    [TestCase("DTM*472*20260105", "DTM*472*20251345", "ERA203")]
    [TestCase("DTM*472*20260105", "XYZ*1*2", "ERA301")]
    [TestCase("DTM*472*20260105", "BPR*I*1", "ERA302")]
    [TestCase("CAS*PR*3*40", "CAS*XX*3*40", "ERA208")]
    [TestCase("CAS*PR*3*40", "CAS*PR*3**1", "ERA204")]
    [TestCase("CAS*PR*3*40", "CAS*PR*3*40**4*0", "ERA205")]
    [TestCase("CAS*PR*3*40", "CAS*PR*N89*40", "ERA206")]
    public void What_is_wrong_in_a_claim_is_found(string segment, string damaged, string code)
    {
        var claim = s_good.Select(line => line == segment ? damaged : line).ToArray();
        Assert.That(EraTree.Read(EraText.WithClaim(claim).ToString()).FindingCodes, Does.Contain(code));
    }

    [TestCase("IEA", "IEA*1*000000008", "ERA010")]
    [TestCase("IEA", "IEA*2*000000007", "ERA011")]
    [TestCase("IEA", null, "ERA012")]
    [TestCase("GE", "GE*1*8", "ERA020")]
    [TestCase("GE", "GE*4*7", "ERA021")]
    [TestCase("GE", null, "ERA022")]
    [TestCase("SE", "SE*16*0002", "ERA030")]
    [TestCase("SE", "SE*99*0001", "ERA031")]
    [TestCase("SE", null, "ERA032")]
    [TestCase("GS", "GS*HP*S*R*20260302*0900*7*X*008020X322", "ERA041")]
    [TestCase("BPR", null, "ERA303")]
    [TestCase("BPR", "BPR*I*-60*C*ACH", "ERA105")]
    [TestCase("TRN", null, "ERA304")]
    [TestCase("BPR", "BPR*I*61*C*ACH************20260302", "ERA103")]
    public void What_is_wrong_around_the_claims_is_found(string tag, string? segment, string code) =>
        Assert.That(EraTree.Read(EraText.WithClaim(s_good).Replace(tag, segment).ToString()).FindingCodes, Does.Contain(code));

    [Test]
    public void A_finding_has_its_place_and_both_numbers()
    {
        var finding = EraTree.Read(EraText.WithClaim("CLP*A*1*150*90*0*12*ICN", "CAS*CO*45*50").ToString()).Findings.Single();
        Assert.That(finding.ToString(), Is.EqualTo(
            $"ERA102 segment 14 (offset {Offset(14)}): CLP charge 150.00 is not paid 90.00 plus adjustments 50.00; difference 10.00"));

        static int Offset(int segment) => EraText.WithClaim("CLP*A*1*150*90*0*12*ICN", "CAS*CO*45*50").Segments().Take(segment - 1).Sum(text => text.Length + 2);
    }

    [Test]
    public void A_damaged_remittance_does_not_cost_its_neighbors()
    {
        var whole = EraText.WithClaim(s_good).Segments();
        var body = string.Concat(whole.Skip(2).SkipLast(2).Select(segment => segment + "~"));
        var text = $"{whole[0]}~{whole[1]}~{body}{body.Replace("SE*16*0001~", "", StringComparison.Ordinal)}{body}GE*3*7~IEA*1*000000007~";
        var tree = EraTree.Read(text);
        Assert.Multiple(() =>
        {
            Assert.That(tree.Remittances, Has.Count.EqualTo(3));
            Assert.That(tree.Claims.Count(), Is.EqualTo(3));
            Assert.That(tree.FindingCodes.Where(code => code is not ("ERA311" or "ERA312")), Is.EqualTo(new[] { "ERA032" }));
        });
    }

    [Test]
    public void A_cut_claim_is_left_out_and_said_so()
    {
        var text = EraText.WithClaim(s_good).Claim(s_good).ToString();
        var cut = text[..(text.LastIndexOf("CAS*", StringComparison.Ordinal) + 6)];
        var tree = EraTree.Read(cut);
        Assert.Multiple(() =>
        {
            Assert.That(tree.Claims.Count(), Is.EqualTo(1));
            Assert.That(tree.Remittances.Single().Summary.Complete, Is.False);
            Assert.That(tree.FindingCodes, Does.Contain("ERA033"));
        });
    }

    [TestCase("", "The file is empty.")]
    [TestCase("  \r\n ", "nothing but blanks")]
    [TestCase("%PDF-1.7", "a PDF")]
    [TestCase("<html>", "XML or HTML")]
    [TestCase("name,amount\nx,1", "some other text")]
    [TestCase("ISA*00*", "incomplete")]
    public void What_is_no_835_is_said_in_words(string text, string words) =>
        Assert.That(() => EraTree.Read(text), Throws.TypeOf<NotAnEraException>().With.Message.Contains(words));

    [Test]
    public void Another_transaction_set_is_no_835() =>
        Assert.That(
            () => EraTree.Read(EraText.WithClaim(s_good).Replace("ST", "ST*837*0001").ToString()),
            Throws.TypeOf<NotAnEraException>().With.Message.Contains("it holds 837"));

    [Test]
    public void Findings_past_the_limit_are_counted()
    {
        var text = EraText.WithClaim([.. s_good, .. Enumerable.Repeat("XYZ*1", 50)]).ToString();
        using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
        using var reader = new EraReader(stream, new EraOptions { FindingLimit = 10 });
        while (reader.Read())
        {
        }

        Assert.That((reader.Findings.ToList().Count, reader.Findings.Count, reader.Findings.NotKept), Is.EqualTo((10, 50, 40)));
    }

    [Test]
    public void Every_finding_code_is_unique() =>
        Assert.That(FindingKinds.All.Select(kind => kind.Code), Is.Not.Empty.And.Unique);
}
