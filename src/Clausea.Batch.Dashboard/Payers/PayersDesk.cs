using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Payers;

/// <summary>Which payers and practices are configured, what is missing for whom, and who sends denials without being there.</summary>
internal sealed class PayersDesk(Func<TemplateSet> templates, CurrentInsights insights, TimeProvider time, Playbooks.TellTemplateProblems? problems = null)
{
    private static readonly string[] s_files = ["payers.yaml", "practices.yaml"];

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var (set, clock) = (templates(), Clock.Of(time));
        var cube = await insights.FindAsync(request.Aborted);
        var payers = Seen(cube?.Everything.ByPayer ?? [], row => cube!.LatestOfPayer(row) is { } remittance ? set.Payers.Find(remittance)?.Name : null);
        var practices = Seen(cube?.Everything.ByPractice ?? [], row => cube!.LatestOfPractice(row) is { } remittance ? set.Practices.Find(remittance)?.Name : null);
        return Answer.Page<PayersPage>("Payers and practices", new PayersView
        {
            Links = request.Links,
            Clock = clock,
            Folder = set.Folder,
            Problems = [.. (problems?.Invoke() ?? set.Problems).Where(problem => s_files.Contains(Path.GetFileName(problem.File)))],
            Payers = PayerReview.Of(set.Payers, clock.Today),
            Lines = [.. PayerBook.Lines.Select(line => new LineLevels(line, set.Payers.LevelsOf(line, clock.Today)))],
            Practices = PracticeReview.Of(set.Practices),
            BillingCompany = set.Practices.BillingCompany,
            SeenPayers = payers,
            SeenPractices = practices,
            CountedAt = cube?.CountedAt,
        });
    }

    // Each name and number that remittances gave, with the entry it belongs to; those with most at stake first.
    private static List<SeenParty> Seen(IReadOnlyList<InsightRow> rows, Func<InsightRow, string?> entryOf) =>
    [
        .. rows.Select(row => new SeenParty(row.Name, row.Id, entryOf(row), row.Sums))
            .OrderByDescending(seen => seen.Sums.AtStake).ThenByDescending(seen => seen.Sums.DeniedAmount).ThenBy(seen => seen.Name, StringComparer.Ordinal),
    ];
}

/// <summary>A payer or practice that remittances named, the entry it has (null for none), and its denials.</summary>
public sealed record SeenParty(string? Name, string? Id, string? Entry, DenialSums Sums);

/// <summary>The levels of appeal that hold for every payer of a line without rules of its own.</summary>
public sealed record LineLevels(string Line, IReadOnlyList<AppealLevel> Levels);

/// <summary>All that the page of payers and practices shows.</summary>
public sealed record PayersView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required string Folder { get; init; }

    public required IReadOnlyList<TemplateProblem> Problems { get; init; }

    public required IReadOnlyList<PayerReview> Payers { get; init; }

    public required IReadOnlyList<LineLevels> Lines { get; init; }

    public required IReadOnlyList<PracticeReview> Practices { get; init; }

    public BillingCompany? BillingCompany { get; init; }

    public required IReadOnlyList<SeenParty> SeenPayers { get; init; }

    public required IReadOnlyList<SeenParty> SeenPractices { get; init; }

    /// <summary>When the ledger was counted; null while it is.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>All denials of an entry's names and numbers.</summary>
    internal static (int Denials, decimal AtStake) Of(IEnumerable<SeenParty> seen, string entry)
    {
        var own = seen.Where(party => party.Entry == entry).ToList();
        return (own.Sum(party => party.Sums.Denials), own.Sum(party => party.Sums.AtStake));
    }
}
