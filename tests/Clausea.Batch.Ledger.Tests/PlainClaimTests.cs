using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Most paid claims are passed over without an object. Whatever is passed over, the long way calls ordinary and counts
/// the same.</summary>
public sealed class PlainClaimTests
{
    private static readonly ClaimTriage Triage = Make();

    [Test]
    public void Varied_files_come_to_the_same_both_ways()
    {
        var (plain, claims) = (0, 0);
        for (var seed = 1; seed <= 1500; seed++)
        {
            var (passed, of) = Compare(new VariedEra(seed).ToBytes(), $"seed {seed}");
            (plain, claims) = (plain + passed, claims + of);
        }

        Assert.That(plain, Is.GreaterThan(100), "some must be passed over");
        Assert.That(claims - plain, Is.GreaterThan(1000), "and some not");
    }

    [Test]
    public void Synthetic_files_come_to_the_same_and_most_paid_claims_are_passed_over()
    {
        using var stream = new MemoryStream();
        new SyntheticEra(20_000, seed: 5) { DeniedOneIn = 10 }.Write(stream);
        var (plain, claims) = Compare(stream.ToArray(), "synthetic");
        Assert.That(plain, Is.GreaterThan(claims / 2));
    }

    [Test]
    public void Samples_come_to_the_same()
    {
        var files = Directory.EnumerateFiles(Repository.Samples, "*.835", SearchOption.AllDirectories)
            .Where(path => !path.Contains("refused", StringComparison.Ordinal)).ToList();
        Assert.That(files, Is.Not.Empty);
        files.ForEach(file => Compare(System.IO.File.ReadAllBytes(file), Path.GetFileName(file)));
    }

    // Amounts, codes and statuses on both sides of every line that the short way draws.
    [Test]
    public void Claims_at_the_edges_come_to_the_same()
    {
        string[] groups = ["CO", "PR", "OA"], reasons = ["45", "1", "2", "3", "50", "253", "97", ""], amounts = ["0", "-5", "30", "100", "100.00", "x", ""];
        foreach (var (status, paid) in from status in new[] { "1", "2", "4", "19", "22", "25" } from paid in new[] { "70", "0", "100", "-1", "" } select (status, paid))
        {
            var claims = from grp in groups
                         from reason in reasons
                         from amount in amounts
                         from service in new[] { true, false }
                         select Claim(status, paid, $"CAS*{grp}*{reason}*{amount}~", service);
            Compare(System.Text.Encoding.ASCII.GetBytes(File(string.Concat(claims))), $"status {status}, paid {paid}");
        }
    }

    private static string Claim(string status, string paid, string cas, bool service) => service
        ? $"CLP*A1*{status}*100*{paid}**12*ICN1*11*1~NM1*QC*1*DOE*JO~SVC*HC:90837*100*{paid}**1~DTM*472*20260115~{cas}"
        : $"CLP*A1*{status}*100*{paid}**12*ICN1*11*1~{cas}NM1*QC*1*DOE*JO~DTM*232*20260116~";

    private static string File(string claims) =>
        "ISA*00*          *00*          *ZZ*PAYER          *ZZ*OFFICE         *260302*0900*^*00501*000000001*0*P*:~"
        + "GS*HP*PAYER*OFFICE*20260302*0900*1*X*005010X221A1~ST*835*0001~BPR*I*70*C*ACH*CCP*01*000000000*DA*0*1999999999**01*000000000*DA*0*20260302~"
        + $"TRN*1*T1*1999999999~DTM*405*20260302~N1*PR*PLAN~N1*PE*OFFICE*XX*1234567893~LX*1~{claims}SE*9*0001~GE*1*1~IEA*1*000000001~";

    private static (int Plain, int Claims) Compare(byte[] file, string name)
    {
        var (plain, claims) = (0, 0);
        using var stream = new MemoryStream(file);
        using var reader = new EraReader(stream);
        while (reader.Read())
        {
            if (reader.Event != EraEvent.Claim)
            {
                continue;
            }

            claims++;
            if (Triage.Outline(reader.Claim) is not { IsPlain: true } outline)
            {
                continue;
            }

            plain++;
            var claim = reader.Claim.ToClaimPayment();
            var verdict = Triage.Decide(reader.Remittance!, claim, Example.Today);
            Assert.That(verdict.IsOrdinary, Is.True, $"{name}, claim at {claim.Position}: {verdict.Rule}");
            Assert.That(ClaimFigures.Of(reader.Claim, outline), Is.EqualTo(ClaimFigures.Of(claim, verdict)), $"{name}, claim at {claim.Position}");
        }

        return (plain, claims);
    }

    private static ClaimTriage Make()
    {
        var templates = TemplateSet.Load(Repository.Templates);
        return new(CodeCatalogue.Shipped, templates.Playbooks, templates.Payers);
    }
}
