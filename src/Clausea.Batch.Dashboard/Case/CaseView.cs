using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>All that the page of one appeal shows.</summary>
public sealed record CaseView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>Whether the person may work on letters.</summary>
    public required bool MayChange { get; init; }

    /// <summary>Whether the person may approve letters, too.</summary>
    public required bool MayApprove { get; init; }

    public required AppealCase Case { get; init; }

    public required IReadOnlyList<HistoryRow> History { get; init; }

    public required CodeCatalogue Codes { get; init; }

    /// <summary>Those with a letter, by title.</summary>
    public required IReadOnlyList<Playbook> Playbooks { get; init; }

    /// <summary>Documents that the letter's playbooks ask for.</summary>
    public IReadOnlyList<PlaybookEvidence> Evidence { get; init; } = [];

    /// <summary>The channel by which the payer takes packets, as far as is known.</summary>
    public string? Channel { get; init; }

    /// <summary>What was just done: a word of <see cref="Done"/>.</summary>
    public string? JustDone { get; init; }

    /// <summary>What the page says first of what was just done; null when a section says it.</summary>
    public string? Notice => NoticeIn(null);

    public string Playbook =>
        Playbooks.FirstOrDefault(known => known.Key == Case.Playbook)?.Title ?? Case.Playbook ?? "No playbook";

    /// <summary>As of today, with the deadline of this level; what the worklist sorts by is counted at night.</summary>
    public PriorityScore Priority =>
        PriorityScore.Of(Case.Verdict with { Deadline = Case.Deadline }, Appeals.Notice.Of(Case.Remittance, Case.Claim).Date, Clock.Today, Codes);

    /// <summary>Every group, reason and remark code of the claim, each once: what has to be explained.</summary>
    public IReadOnlyList<string> ClaimCodes
    {
        get
        {
            var claim = Case.Claim;
            var adjustments = claim.Adjustments
                .Concat(claim.Services.SelectMany(service => service.Adjustments))
                .ToList();
            return
            [
                .. adjustments.Select(adjustment => adjustment.Group)
                    .Concat(adjustments.Select(adjustment => adjustment.Reason))
                    .Concat(claim.Remarks)
                    .Concat(claim.Services.SelectMany(service => service.Remarks))
                    .Where(code => code.Length > 0)
                    .Distinct(),
            ];
        }
    }

    /// <summary>What was just done, for the section in which a person did it.</summary>
    public string? NoticeIn(string? section) => Done.Section(JustDone) == section ? Done.Notice(JustDone) : null;

    /// <summary>CO-50, as people write it.</summary>
    public static string CodeOf(Adjustment adjustment) => $"{adjustment.Group}-{adjustment.Reason}";
}
