using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

internal sealed class SyntheticTests
{
    private const int Many = 5_000;

    private static readonly byte[] s_bytes = Bytes(Many, 9, 100);
    private static readonly EraTree s_tree = EraTree.Read(s_bytes);

    // Reasons that move money without denying it.
    private static readonly string[] s_ordinary = ["1", "2", "3", "23", "45", "253"];

    private static readonly List<(Remittance Header, List<ClaimPayment> Claims, RemittanceSummary Summary)> s_remittances = s_tree.Remittances;
    private static readonly List<ClaimPayment> s_claims = [.. s_tree.Claims];
    private static readonly List<ServicePayment> s_services = [.. s_claims.SelectMany(claim => claim.Services)];

    [TestCase(0, 1, int.MaxValue, 1)]
    [TestCase(1, 1, int.MaxValue, 1)]
    [TestCase(500, 7, int.MaxValue, 1)]
    [TestCase(500, 7, 1, 500)]
    [TestCase(1000, 3, 300, 4)]
    [TestCase(2000, -5, 2, 1000)]
    [TestCase(3000, int.MinValue, 7, 429)]
    public void A_synthetic_file_is_valid_and_balanced(int claims, int seed, int perRemittance, int remittances)
    {
        var tree = EraTree.Read(Bytes(claims, seed, perRemittance));
        Assert.Multiple(() =>
        {
            Assert.That(tree.Findings, Is.Empty);
            Assert.That(tree.Claims.Count(), Is.EqualTo(claims));
            Assert.That(tree.Remittances, Has.Count.EqualTo(remittances));
            Assert.That(tree.Remittances.Select(remittance => remittance.Header.Payment.Amount), Is.All.Not.Negative);
            Assert.That(
                tree.Remittances.Sum(remittance => remittance.Header.Payment.Amount),
                Is.EqualTo(tree.Claims.Sum(claim => claim.Paid) - tree.Remittances.Sum(remittance => remittance.Summary.ProviderAdjustments.Sum(adjustment => adjustment.Amount))));
        });
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_others()
    {
        var (one, again, other) = (Bytes(50, 5), Bytes(50, 5), Bytes(50, 6));
        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    /// <summary>A file that somebody names in a report must come out the same elsewhere, and in the next version unless
    /// the change log says otherwise.</summary>
    [TestCase(1000, 7, 90, LineBreak.Lf, "77c3627ea619be498bca9bd7423424ed0de88e7005d2b890f9fb0bb7c7b0bcca")]
    public void The_bytes_are_the_same_on_every_machine(int claims, int seed, int perRemittance, LineBreak lineBreak, string sha256) =>
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Bytes(claims, seed, perRemittance, lineBreak))), Is.EqualTo(sha256));

    [SetCulture("ar-SA")]
    [Test]
    public void The_culture_changes_nothing() => Assert.That(Bytes(Many, 9, 100), Is.EqualTo(s_bytes));

    [Test]
    public void A_claim_is_as_long_as_a_real_one() =>
        Assert.That(s_bytes.Length / (double)Many, Is.EqualTo(585).Within(3).Percent);

    [Test]
    public void A_fifth_of_the_claims_is_denied_and_the_writer_counts_them()
    {
        var synthetic = new SyntheticEra(Many, 9, 100);
        synthetic.Write(Stream.Null);
        Assert.Multiple(() =>
        {
            Assert.That(synthetic.Denied, Is.EqualTo(s_claims.Count(IsDenied)));
            Assert.That(synthetic.Denied / (double)Many, Is.EqualTo(0.2).Within(0.02));
            Assert.That(synthetic.Bytes, Is.EqualTo(s_bytes.Length));
        });
    }

    [TestCase("NM1*QC*", "NM1*IL*", "NM1*74*", "NM1*82*", "NM1*TT*")]
    [TestCase("MOA***MA01", "MOA***MA18", "MOA***MA67", "MOA***N381", "MOA**", "MIA*")]
    [TestCase("REF*1L*", "REF*EA*", "REF*CE*", "REF*G1*", "REF*BB*", "REF*6R*", "REF*HPI*", "REF*0K*")]
    [TestCase("DTM*232*", "DTM*233*", "DTM*050*", "DTM*472*", "DTM*150*", "DTM*151*")]
    [TestCase("PER*CX*", "AMT*AU*", "AMT*B6*", "AMT*F5*", "AMT*I*", "QTY*CA*", "LQ*HE*", "LX*1", "PLB*")]
    [TestCase("CAS*CO*45*", "CAS*CO*50*", "CAS*OA*23*", "CAS*OA*18*", "CAS*PI*50*", "CAS*PR*1*", "CAS*PR*2*", "CAS*PR*3*", "CAS*PR*96*")]
    [TestCase("BPR*I*", "SVC*HC:90837:95*", "SVC*HC:90834*", "SVC*NU:0124*")]
    public void Every_segment_that_payers_send_is_there(params string[] starts)
    {
        var segments = Encoding.ASCII.GetString(s_bytes).Split("~\n");
        Assert.That(starts.Where(start => !segments.Any(segment => segment.StartsWith(start, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void Claims_are_as_varied_as_those_of_a_payer()
    {
        var kinds = new Dictionary<string, bool>
        {
            ["one to four services"] = Enumerable.Range(1, 4).All(count => s_claims.Exists(claim => claim.Services.Count == count)),
            ["a claim without services, paid"] = s_claims.Exists(claim => claim.Services.Count == 0 && claim.Paid > 0),
            ["a claim without services, denied"] = s_claims.Exists(claim => claim.Services.Count == 0 && IsDenied(claim)),
            ["a stay with a DRG"] = s_claims.Exists(claim => claim.Drg is not null && claim.Inpatient is not null),
            ["remarks of a claim"] = s_claims.Exists(claim => claim.Remarks.Count > 0),
            ["a reversal"] = s_claims.Exists(claim => claim.IsReversal && claim.Paid < 0),
            ["a patient the payer does not know"] = s_claims.Exists(claim => claim.Status == "4" && claim.Corrected is not null),
            ["some lines denied, others paid"] = s_claims.Exists(claim => claim.Services.Any(line => Denials(line).Any()) && claim.Services.Any(line => line.Paid > 0 && !Denials(line).Any())),
            ["a part of a line denied, with units"] = s_services.Exists(line => line.Paid > 0 && Denials(line).Any(denial => denial.Quantity > 0)),
            ["several units"] = s_services.Exists(line => line.Units > 1),
            ["several modifiers"] = s_services.Exists(line => line.Procedure.Modifiers.Count > 2),
            ["a revenue code"] = s_services.Exists(line => line.RevenueCode is not null),
            ["three reasons in one group"] = s_services.Exists(line => line.Adjustments.Count(adjustment => adjustment.Group == "PR") == 3),
            ["sequestration"] = s_services.Exists(line => line.Adjustments.Any(adjustment => adjustment is { Group: "CO", Reason: "253" })),
            ["many denials"] = s_services.SelectMany(Denials).Select(denial => (denial.Group, denial.Reason)).Distinct().Count() > 20,
        };
        Assert.That(kinds.Where(kind => !kind.Value).Select(kind => kind.Key), Is.Empty);
        Assert.That(s_claims.Select(claim => claim.Status).Distinct(), Is.EquivalentTo(new[] { "1", "2", "4", "19", "22" }));
        Assert.That(ProviderReasons(s_remittances), Is.SupersetOf(new[] { "L6", "WO", "72" }));
        Assert.That(ProviderReasons(EraTree.Read(Bytes(500, 9, 1)).Remittances), Has.Some.EqualTo("FB"));
    }

    [Test]
    public void No_two_claims_are_alike()
    {
        var keys = s_claims.Select(claim => (claim.PatientControlNumber, claim.PayerClaimNumber, claim.Status)).ToList();
        Assert.That(keys, Is.Unique);
    }

    [Test]
    public void A_correction_follows_each_reversal_at_once()
    {
        var pairs = s_remittances.SelectMany(remittance => remittance.Claims.Zip(remittance.Claims.Skip(1).Append(null)))
            .Where(pair => pair.First.IsReversal).ToList();
        Assert.That(pairs, Has.Count.GreaterThan(20));
        Assert.Multiple(() =>
        {
            foreach (var (reversal, correction) in pairs)
            {
                Assert.That(correction?.PatientControlNumber, Is.EqualTo(reversal.PatientControlNumber));
                Assert.That(correction!.Charge, Is.EqualTo(-reversal.Charge));
                Assert.That(correction.IsReversal, Is.False);
            }
        });
    }

    /// <summary>What X12 and the code list ask of adjustments beyond the sums.</summary>
    [Test]
    public void Adjustments_follow_the_rules_of_the_835()
    {
        var all = s_claims.SelectMany(claim => claim.Adjustments).Concat(s_services.SelectMany(line => line.Adjustments)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(all.Where(adjustment => adjustment.Amount == 0), Is.Empty, "zero adjustments");
            Assert.That(s_services.Where(line => line.Adjustments.Any(adjustment => adjustment.Reason == "45" && adjustment.Amount == line.Charge)), Is.Empty, "45 for a whole charge");
            Assert.That(s_services.Where(line => line.Adjustments.Any(adjustment => adjustment.Reason is "16" or "96" or "226" or "252") && line.Remarks.Count == 0), Is.Empty, "a reason that needs a remark");
            Assert.That(all.Where(adjustment => adjustment.Reason is "18" or "23" && adjustment.Group != "OA"), Is.Empty, "18 and 23 outside of OA");
        });
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(4099)]
    public void Reading_is_the_same_however_the_stream_comes_in(int chunk)
    {
        var bytes = Bytes(200, 3, 40);
        using var stream = new DripStream(bytes, chunk);
        Assert.That(Json(EraTree.Read(stream)), Is.EqualTo(Json(EraTree.Read(bytes))));
    }

    [TestCase(LineBreak.None, "")]
    [TestCase(LineBreak.CrLf, "\r\n")]
    public void Line_breaks_are_those_asked_for(LineBreak lineBreak, string newline)
    {
        var asked = Encoding.ASCII.GetString(Bytes(30, 2, 10, lineBreak));
        var usual = Encoding.ASCII.GetString(Bytes(30, 2, 10));
        Assert.That(asked, Is.EqualTo(usual.Replace("\n", newline, StringComparison.Ordinal)));
    }

    [Test]
    public void It_stops_when_asked_and_tells_how_far_it_is()
    {
        using var cancelling = new CancellationTokenSource();
        var told = new Reports(claims =>
        {
            if (claims > 5000)
            {
                cancelling.Cancel();
            }
        });
        Assert.That(() => new SyntheticEra(20_000, 1).Write(Stream.Null, told, cancelling.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(told.Last, Is.InRange(5000, 15_000));
    }

    private static byte[] Bytes(int claims, int seed, int perRemittance = int.MaxValue, LineBreak lineBreak = LineBreak.Lf)
    {
        using var stream = new MemoryStream();
        new SyntheticEra(claims, seed, perRemittance) { LineBreak = lineBreak }.Write(stream);
        return stream.ToArray();
    }

    private static bool IsDenied(ClaimPayment claim) =>
        !claim.IsReversal && claim.Adjustments.Concat(claim.Services.SelectMany(line => line.Adjustments)).Any(IsDenial);

    private static IEnumerable<Adjustment> Denials(ServicePayment line) => line.Adjustments.Where(IsDenial);

    private static bool IsDenial(Adjustment adjustment) => !s_ordinary.Contains(adjustment.Reason);

    private static IEnumerable<string?> ProviderReasons(IEnumerable<(Remittance, List<ClaimPayment>, RemittanceSummary Summary)> remittances) =>
        remittances.SelectMany(remittance => remittance.Summary.ProviderAdjustments).Select(adjustment => adjustment.Reason);

    private static string Json(EraTree tree) => JsonSerializer.Serialize(new
    {
        tree.Claims,
        tree.Findings,
        Headers = tree.Remittances.Select(remittance => remittance.Header),
        Summaries = tree.Remittances.Select(remittance => remittance.Summary),
    });

    private sealed class Reports(Action<int> tell) : IProgress<int>
    {
        public int Last { get; private set; }

        public void Report(int value)
        {
            Last = value;
            tell(value);
        }
    }

    /// <summary>Gives a few bytes at a time, as a network may.</summary>
    private sealed class DripStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, chunk)]);
    }
}
