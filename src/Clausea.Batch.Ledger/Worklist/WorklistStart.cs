using System.Globalization;

namespace Clausea.Batch.Ledger;

/// <summary>Finds what a list best begins with: it counts what fits each condition, as far as it matters, in one statement.</summary>
internal static class WorklistStart
{
    // So many, whichever they are, are read and put in order in no time; and so many where the index knows all of them.
    private const int Few = 5_000;
    private const int FewInIndex = 150_000;

    /// <summary>Null when going through the order is as good.</summary>
    public static async Task<WorklistCondition?> FindAsync(
        LedgerSession session, WorklistFilter filter, WorklistLookup lookup, CancellationToken cancellationToken)
    {
        var query = new WorklistQuery(filter with { After = null, Before = null }, lookup);
        List<WorklistCondition> starts = [.. query.Conditions.Where(condition => condition.Index is not null)];
        if (starts.Count == 0 || starts.Exists(start => start.IsOnlyWay))
        {
            return null;
        }

        var parameters = new Dapper.DynamicParameters(query.Parameters);
        parameters.Add("few", Few + 1);
        parameters.Add("many", FewInIndex + 1);
        var alone = query.Conditions.Count == 1;
        var counts = await session.QueryAsync<Count>(Statement(starts, alone), parameters, cancellationToken);
        var best = counts.Where(count => count.Found <= Few || (starts[count.Place].IsWide && !alone && count.Found <= FewInIndex)).MinBy(count => count.Found);
        return best is null ? null : starts[best.Place];
    }

    internal static Sql Statement(IReadOnlyList<WorklistCondition> starts, bool alone) => new(string.Join("\nUNION ALL\n", starts.Index().Select(entry =>
    {
        var (place, start) = entry;
        var most = start.IsWide && !alone ? "many" : "few";
        var number = place.ToString(CultureInfo.InvariantCulture);
        return $$"""
            SELECT {{number}} AS place, COUNT(*) AS found FROM (SELECT {first {{most}}} 1 AS one FROM {{start.Counted}} {upto {{most}}}) n{{number}}
            """;
    })));

    private sealed class Count
    {
        public int Place { get; init; }

        public int Found { get; init; }
    }
}
