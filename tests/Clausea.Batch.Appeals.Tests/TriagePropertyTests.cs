using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What holds for every claim, whatever codes a payer puts together. Seeded; a failure names the seed.</summary>
internal sealed class TriagePropertyTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);
    private static readonly string[] s_reasons = [.. CodeCatalogue.Shipped.Reasons.Select(reason => reason.Code), "987", "N89"];
    private static readonly string[] s_remarks = [.. CodeCatalogue.Shipped.Remarks.Select(remark => remark.Code), "N9999"];
    private static readonly string[] s_bars = ["N211", "MA44", "N83", "N111", "MA28", "N921", "MA130", "N704", "MA113"];
    private static readonly string[] s_services = ["90837", "99214", "H0015", "90833", "96130", "97153", "H0004:HF", "rev 0912", "rev 0450"];
    private static readonly LetterKind[] s_contesting = [LetterKind.Appeal, LetterKind.Escalation, LetterKind.Reopening];

    private static IEnumerable<int> Seeds => Enumerable.Range(1, 60).Append(Environment.TickCount);

    [TestCaseSource(nameof(Seeds))]
    public void Whatever_the_codes_the_verdict_is_whole_and_keeps_to_what_the_payer_rules_out(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            var row = Row(random);
            var (remittance, claim) = row.Read();
            Check(claim, s_triage.Decide(remittance, claim), $"seed {seed}: {row}");
        }
    }

    [TestCaseSource(nameof(Seeds))]
    public void The_order_of_the_codes_changes_nothing(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            var row = Row(random);
            var turned = row with { Codes = string.Join(" / ", row.Codes.Split(" / ").Select(codes => string.Join(' ', codes.Split(' ').Reverse()))) };
            Assert.That(Short(turned), Is.EqualTo(Short(row)), $"seed {seed}: {row}");
        }
    }

    [Test]
    public void Every_varied_file_is_triaged_and_the_amounts_hold()
    {
        var claims = 0;
        for (var seed = 1; seed <= 150; seed++)
        {
            foreach (var remittance in EraTree.Read(new VariedEra(seed).ToBytes()).Remittances)
            {
                foreach (var claim in remittance.Claims)
                {
                    claims++;
                    Check(claim, s_triage.Decide(remittance.Header, claim), $"varied file {seed}, claim {claim.PatientControlNumber}");
                }
            }
        }

        Assert.That(claims, Is.GreaterThan(500));
    }

    private static void Check(ClaimPayment claim, Verdict verdict, string of)
    {
        var taken = claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Rule, Is.Not.Empty, of);
            Assert.That(verdict.Because, Does.EndWith("."), of);
            Assert.That(verdict.DeniedAmount, Is.GreaterThanOrEqualTo(0), of);
            Assert.That(verdict.Rule == "unexplained" || verdict.DeniedAmount <= taken.Where(adjustment => adjustment.Amount > 0).Sum(adjustment => adjustment.Amount), of);
            Assert.That(verdict.Causes.Count == 0 || verdict.Causes.Sum(cause => cause.DeniedAmount) == verdict.DeniedAmount, of);
            Assert.That(verdict.Kind is null || verdict.Playbook is not null, of);
            Assert.That(verdict.Priority, Is.InRange(0, 100), of);
            Assert.That(verdict.Services, Is.Ordered.And.Unique, of);
            Assert.That(claim.Status is "22" or "23" or "25" && verdict.Kind is not null, Is.False, of);
            Assert.That(verdict.Remarks.Any(s_bars.Contains) && verdict.Causes.Any(cause => Contests(cause, verdict)), Is.False, $"{of}: {verdict.Because}");
            Assert.That(verdict.Reasons, Is.SubsetOf(taken.Select(adjustment => $"{adjustment.Group}-{adjustment.Reason}")), of);
        });
    }

    // A line may be appealed whose neighbor may not: what the payer rules out stands with the cause's own remarks.
    private static bool Contests(Cause cause, Verdict verdict) =>
        cause.Kind is { } kind && s_contesting.Contains(kind) && kind == verdict.Kind && cause.Services.Count <= 1 && cause.Remarks.Any(s_bars.Contains) &&
        cause.Rule != "payer-meaning";

    private static string Short(TriageRow row)
    {
        var (remittance, claim) = row.Read();
        var verdict = s_triage.Decide(remittance, claim);
        return $"{verdict.Disposition} {verdict.Kind} {verdict.DeniedAmount} {string.Join(' ', verdict.Reasons.Order(StringComparer.Ordinal))} {string.Join(' ', verdict.Remarks.Order(StringComparer.Ordinal))}";
    }

    private static TriageRow Row(Random random)
    {
        var lines = random.Next(1, 4);
        var status = random.Next(8) == 0 ? $", status {Pick(random, ["2", "3", "4", "19", "22", "23", "25"])}" : string.Empty;
        return new TriageRow(
            string.Join(" / ", Enumerable.Range(0, lines).Select(_ => Pick(random, s_services))),
            Pick(random, ["12", "MB", "MA", "MC", "16", "ZZ"]) + status,
            string.Join(" / ", Enumerable.Range(0, lines).Select(_ => Codes(random))),
            0, "", "", "");
    }

    private static string Codes(Random random)
    {
        List<string> codes = [$"{Pick(random, ["CO", "CO", "CO", "PR", "OA", "PI"])}-{Pick(random, s_reasons)}=100", $"{Pick(random, ["CO", "PR", "OA"])}-{Pick(random, s_reasons)}=50"];
        codes.AddRange(Enumerable.Range(0, random.Next(4)).Select(_ => Pick(random, s_remarks)));
        return string.Join(' ', codes.Distinct());
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];
}
