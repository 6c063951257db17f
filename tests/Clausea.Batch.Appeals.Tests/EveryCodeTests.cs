using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>No code of the catalogue leads nowhere: each ends at a playbook, or at a disposition that needs no letter.</summary>
internal sealed class EveryCodeTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    private static readonly Disposition[] s_withLetter =
    [
        Disposition.Appeal, Disposition.SendRecords, Disposition.CorrectClaim, Disposition.TimelyFilingProof, Disposition.Reopening, Disposition.Escalate,
    ];

    private static IEnumerable<string> Reasons => CodeCatalogue.Shipped.Reasons.Select(reason => reason.Code);

    private static IEnumerable<string> Remarks => CodeCatalogue.Shipped.Remarks.Where(remark => remark.Disposition is not null).Select(remark => remark.Code);

    [TestCaseSource(nameof(Reasons))]
    public void A_reason_leads_to_a_playbook_or_to_a_step_without_a_letter(string reason)
    {
        foreach (var (service, payer) in new[] { ("90837", "12"), ("99214", "MB"), ("H0015", "MC"), ("rev 0912", "16") })
        {
            var group = CodeCatalogue.Shipped.Reason(reason)!.UsualGroups.Split(',')[0] is { Length: 2 } usual ? usual : "CO";
            Check(Decide(service, payer, $"{group}-{reason}"));
        }
    }

    [TestCaseSource(nameof(Remarks))]
    public void A_remark_beside_a_reason_that_says_little_leads_somewhere(string remark)
    {
        foreach (var reason in new[] { "16", "96", "A1", "226", "252" })
        {
            var verdict = Decide("90837", "12", $"CO-{reason} {remark}");
            Check(verdict);
            Assert.That(verdict.Fired, Has.Member(remark), $"{reason}: {verdict.Because}");
        }
    }

    [Test]
    public void There_are_playbooks_enough_and_each_is_whole()
    {
        var withLetter = s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(withLetter, Has.Count.GreaterThan(60));
            Assert.That(withLetter.Where(playbook => playbook.Evidence.Count == 0 || playbook.Filing is null).Select(playbook => playbook.Key), Is.Empty);
            foreach (var section in new[] { "Quick explanation", "Common causes", "How to prevent", "What wins", "When not to appeal" })
            {
                Assert.That(s_templates.Playbooks.All.Where(playbook => string.IsNullOrWhiteSpace(playbook.Sections.GetValueOrDefault(section))).Select(playbook => playbook.Key), Is.Empty, section);
            }
        });
    }

    [Test]
    public void Every_playbook_that_matches_anything_can_be_reached()
    {
        var reached = TriageTable.Rows.Select(row => row.Playbook)
            .Concat(Reasons.SelectMany(reason => new[] { "90837", "H0015" }.Select(service => Decide(service, "12", $"CO-{reason}").Playbook)))
            .ToHashSet();
        Assert.That(s_templates.Playbooks.All.Where(playbook => playbook.Matches.Count > 0).Select(playbook => playbook.Key), Is.SubsetOf(reached));
    }

    private static void Check(Verdict verdict) => Assert.Multiple(() =>
    {
        Assert.That(verdict.Kind is not null && verdict.Playbook is not null, Is.EqualTo(s_withLetter.Contains(verdict.Disposition)), $"{verdict.Disposition} by {verdict.Rule}: {verdict.Because}");
        Assert.That(verdict.Rule, Is.Not.Empty);
        Assert.That(verdict.Because, Does.EndWith("."));
    });

    private static Verdict Decide(string service, string payer, string codes)
    {
        var (remittance, claim) = new TriageRow(service, payer, codes, 0, "", "", "").Read();
        return s_triage.Decide(remittance, claim);
    }
}
