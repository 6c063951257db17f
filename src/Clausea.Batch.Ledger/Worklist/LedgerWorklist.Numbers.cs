using System.Globalization;
using Dapper;

namespace Clausea.Batch.Ledger;

public sealed partial class LedgerWorklist
{
    private const int DueSoonDays = 14;

    private static readonly Sql ByStatus = new("""
        SELECT status, SUM(appeals) AS appeals, SUM(denied_amount) AS denied_amount, SUM(recovered_amount) AS recovered_amount
        FROM clausea.appeal_sums
        GROUP BY status
        HAVING SUM(appeals) > 0
        ORDER BY status
        """);

    /// <summary>Counts and money by status, and what is due.</summary>
    public async Task<WorklistTotals> TotalsAsync(CancellationToken cancellationToken = default)
    {
        var today = database.Today;
        var overdue = new WorklistFilter { Group = WorklistGroup.Unsent, DueBefore = today };
        var soon = new WorklistFilter { Group = WorklistGroup.Unsent, DueFrom = today, DueBefore = today.AddDays(DueSoonDays + 1) };
        await using var session = await database.ReadAsync(cancellationToken);
        var byStatus = await session.QueryAsync<TotalRecord>(ByStatus, null, cancellationToken);
        var due = await NumbersAsync(session, [overdue, soon], cancellationToken);
        return new()
        {
            ByStatus = [.. byStatus.Select(total => total.ToStatus())],
            Overdue = new(due[0].Appeals, due[0].DeniedAmount),
            DueSoon = new(due[1].Appeals, due[1].DeniedAmount),
        };
    }

    /// <summary>How many appeals fit each of these filters, in one statement. Names, codes and claim numbers are not asked for.</summary>
    public async Task<IReadOnlyList<WorklistNumber>> NumbersAsync(IReadOnlyList<WorklistFilter> filters, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await NumbersAsync(session, filters, cancellationToken);
    }

    private static async Task<IReadOnlyList<WorklistNumber>> NumbersAsync(
        LedgerSession session, IReadOnlyList<WorklistFilter> filters, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        var counts = await session.QueryAsync<NumberRecord>(Numbers(filters, parameters), parameters, cancellationToken);
        var numbers = new WorklistNumber[filters.Count];
        foreach (var count in counts)
        {
            numbers[count.Place] = new(count.Appeals, count.DeniedAmount.Amount, count.RecoveredAmount.Amount);
        }

        return numbers;
    }

    private static async Task<WorklistNumber?> SumAsync(LedgerSession session, WorklistFilter filter, CancellationToken cancellationToken) =>
        IsSummed(filter) ? (await NumbersAsync(session, [filter], cancellationToken))[0] : null;

    /// <summary>One row for each filter, by its place.</summary>
    internal static Sql Numbers(IReadOnlyList<WorklistFilter> filters, DynamicParameters parameters) => new(string.Join("\nUNION ALL\n", filters.Index().Select(entry =>
    {
        var (place, filter) = entry;
        var tag = place.ToString(CultureInfo.InvariantCulture);
        var conditions = WorklistConditions.Of(filter, new(), parameters, tag);
        var where = string.Concat(conditions.Select(condition => $" AND {condition.Text}"));
        var statuses = filter.Statuses.Count == 0 ? "1 = 0" : WorklistQuery.In(filter.Statuses);
        return IsSummed(filter) ? $"""
            SELECT {tag} AS place, COALESCE(SUM(a.appeals), 0) AS appeals, COALESCE(SUM(a.denied_amount), 0) AS denied_amount,
                COALESCE(SUM(a.recovered_amount), 0) AS recovered_amount
            FROM clausea.appeal_sums a
            WHERE {statuses}{where}
            """ : $$"""
            SELECT {{tag}} AS place, COUNT(*) AS appeals, COALESCE(SUM(a.denied_amount), 0) AS denied_amount,
                {{(filter.ClosedSince is null ? "0" : "COALESCE(SUM(a.recovered_amount), 0)")}} AS recovered_amount
            FROM clausea.appeals a {use {{conditions.FirstOrDefault(condition => condition.Index is not null)?.Index ?? "ix_appeals_newest"}}}
            WHERE {{statuses}}{{where}}
            """;
    })));

    // What the sums are kept by: status, deadline and readiness, and nothing else.
    private static bool IsSummed(WorklistFilter filter) => filter == new WorklistFilter
    {
        Status = filter.Status,
        Group = filter.Group,
        DueFrom = filter.DueFrom,
        DueBefore = filter.DueBefore,
        Needs = filter.Needs,
        Sort = filter.Sort,
        Limit = filter.Limit,
        After = filter.After,
        Before = filter.Before,
    };

    /// <summary>Puts the rows of sums together that changes have left, when there are more than so many. SQLite's triggers
    /// leave none.</summary>
    public Task FoldSumsAsync(int most = 20_000, CancellationToken cancellationToken = default) =>
        database.Engine == LedgerEngine.SqlServer ? SqlServerSums.FoldAsync(database, most, cancellationToken) : Task.CompletedTask;

    private sealed class NumberRecord
    {
        public int Place { get; init; }
        public int Appeals { get; init; }
        public Money DeniedAmount { get; init; }
        public Money RecoveredAmount { get; init; }
    }
}
