using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>All that the worklist page shows.</summary>
public sealed record WorklistView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>False on a read-only dashboard.</summary>
    public required bool MayChange { get; init; }

    /// <summary>Who looks.</summary>
    public required string Actor { get; init; }

    public required WorklistState State { get; init; }

    public required WorklistTotals Totals { get; init; }

    /// <summary>Denials without a letter.</summary>
    public required int WithoutLetter { get; init; }

    /// <summary>Payers, practices and people to choose from.</summary>
    public required IReadOnlyList<WorklistName> Names { get; init; }

    public required CodeCatalogue Codes { get; init; }

    /// <summary>Those with a letter, by title.</summary>
    public required IReadOnlyList<Playbook> Playbooks { get; init; }

    public IReadOnlyList<WorklistRow> Rows { get; init; } = [];

    public IReadOnlyList<DenialWithoutLetter> Others { get; init; } = [];

    /// <summary>The account or claim number that was looked for.</summary>
    public string? Found { get; init; }

    /// <summary>It was looked for inside of numbers.</summary>
    public bool IsInside { get; init; }

    /// <summary>Where the pages beside this one are, when there are any, and the first.</summary>
    public string? Next { get; init; }

    public string? Previous { get; init; }

    public string? First { get; init; }

    /// <summary>Whether there are more rows than the page shows.</summary>
    public bool HasMore { get; init; }

    /// <summary>Number of the first row of the page, from 1.</summary>
    public int FirstRow { get; init; } = 1;

    /// <summary>How many appeals the list has; null when nobody has counted.</summary>
    public WorklistCount? Total { get; init; }

    /// <summary>The list as links carry it on; null where it is none that could be made again.</summary>
    public string? Query => Found is null ? State.Query : null;

    public string TitleOf(string? playbook) =>
        Playbooks.FirstOrDefault(known => known.Key == playbook)?.Title ?? playbook ?? "no playbook";

    public int Appeals => Totals.ByStatus.Sum(total => total.Appeals);

    public int AppealsOf(AppealStatus status) => Of(status)?.Appeals ?? 0;

    /// <summary>Dollars of appeals that have no outcome yet.</summary>
    public decimal AtStake => Totals.ByStatus
        .Where(total => Words.IsOpen(total.Status) || total.Status == AppealStatus.Sent)
        .Sum(total => total.DeniedAmount);

    public decimal AmountOf(AppealStatus status) => Of(status)?.DeniedAmount ?? 0;

    /// <summary>What the list of that name shows: due within 14 days, and overdue.</summary>
    public DueTotal DueSoon => new(
        Totals.DueSoon.Appeals + Totals.Overdue.Appeals, Totals.DueSoon.DeniedAmount + Totals.Overdue.DeniedAmount);

    private StatusTotal? Of(AppealStatus status) => Totals.ByStatus.FirstOrDefault(total => total.Status == status);
}
