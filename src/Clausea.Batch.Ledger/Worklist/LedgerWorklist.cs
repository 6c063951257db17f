using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>What people work through: appeals by urgency, narrowed to what they want, and where they stand in such a list.</summary>
public sealed partial class LedgerWorklist(LedgerDatabase database)
{
    /// <summary>Appeals that a list counts one by one; of more it says that there are more.</summary>
    public const int CountedUpTo = 1000;

    /// <summary>Rows that are read at once.</summary>
    private const int MostRows = 500;

    /// <summary>One page. For the next, ask again with the cursor of the last row.</summary>
    /// <exception cref="ArgumentException">The filter's cursor is none, or of another sort.</exception>
    public async Task<IReadOnlyList<WorklistRow>> PageAsync(WorklistFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await RowsAsync(session, await IdsAsync(session, filter, cancellationToken), filter.Sort, cancellationToken);
    }

    /// <summary>One page, whether there is another one behind it, and how many there are in all.</summary>
    /// <exception cref="ArgumentException">The filter's cursor is none, or of another sort.</exception>
    public async Task<WorklistPage> ListAsync(WorklistFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var isFirst = filter.After is null && filter.Before is null;
        var ids = await IdsAsync(session, filter with { Limit = isFirst ? Math.Max(CountedUpTo, filter.Limit) + 1 : filter.Limit + 1 }, cancellationToken);
        var shown = filter.Before is null ? ids.Take(filter.Limit) : ids.Skip(Math.Max(0, ids.Count - filter.Limit));
        return new()
        {
            Rows = await RowsAsync(session, [.. shown], filter.Sort, cancellationToken),
            HasMore = ids.Count > filter.Limit,
            Total = !isFirst ? null
                : ids.Count <= CountedUpTo ? new(ids.Count, IsMore: false)
                : await SumAsync(session, filter, cancellationToken) is { } sum ? new(sum.Appeals, IsMore: false)
                : new(CountedUpTo, IsMore: true),
        };
    }

    /// <summary>The ids of a list, from its beginning.</summary>
    public async Task<IReadOnlyList<long>> IdsAsync(WorklistFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await IdsAsync(session, filter, cancellationToken);
    }

    /// <summary>The rows of these ids, in their order; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<WorklistRow>> RowsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await RowsAsync(session, ids, WorklistSort.Newest, cancellationToken);
    }

    /// <summary>The rows of a list one after the other, up to a number, read page by page.</summary>
    public async IAsyncEnumerable<WorklistRow> StreamAsync(
        WorklistFilter filter, int most, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = filter.After;
        for (var left = most; left > 0;)
        {
            var asked = Math.Min(MostRows, left);
            var page = await PageAsync(filter with { Limit = asked, After = after }, cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < asked)
            {
                break;
            }

            (left, after) = (left - page.Count, page[^1].Cursor);
        }
    }

    private static readonly Sql PlaceOf = new("""
        SELECT id, priority, deadline_key, denied_amount FROM clausea.appeals WHERE id = @id
        """);

    /// <summary>The appeals beside one in a list, whether it is itself in the list, or was.</summary>
    public async Task<WorklistNeighbors> NeighborsAsync(WorklistFilter filter, long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var lookup = await LookUpAsync(session, filter, cancellationToken);
        if (lookup.AreMissing(filter) || filter.Statuses.Count == 0 || await session.FirstAsync<WorklistRecord>(PlaceOf, new { id }, cancellationToken) is not { } place)
        {
            return new(null, null);
        }

        var cursor = WorklistCursor.Of(place, filter.Sort).ToString();
        var start = await WorklistStart.FindAsync(session, filter, lookup, cancellationToken);
        var after = new WorklistQuery(filter with { After = cursor, Before = null, Limit = 1 }, lookup, start);
        var before = new WorklistQuery(filter with { After = null, Before = cursor, Limit = 1 }, lookup, start);
        var found = await session.QueryAsync<Neighbor>(WorklistQuery.Neighbors(after, before), after.Parameters, cancellationToken);
        return new(found.FirstOrDefault(neighbor => neighbor.Place == 0)?.Id, found.FirstOrDefault(neighbor => neighbor.Place == 1)?.Id);
    }

    /// <summary>Payers, practices and people that a list can be narrowed to, so many at most.</summary>
    public async Task<IReadOnlyList<WorklistName>> NamesAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await WorklistNames.AllAsync(session, limit, cancellationToken);
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(LedgerSession session, WorklistFilter filter, CancellationToken cancellationToken)
    {
        if (filter is { Before: not null, After: not null })
        {
            throw new ArgumentException("A page is behind a row or before one, not both", nameof(filter));
        }

        var lookup = await LookUpAsync(session, filter, cancellationToken);
        var query = new WorklistQuery(filter, lookup);
        if (lookup.AreMissing(filter) || filter.Statuses.Count == 0)
        {
            return [];
        }

        if (await WorklistStart.FindAsync(session, filter, lookup, cancellationToken) is { } start)
        {
            query = new WorklistQuery(filter, lookup, start);
        }

        var ids = await session.QueryAsync<long>(query.Page, query.Parameters, cancellationToken);
        return filter.Before is null ? ids : [.. ids.Reverse()];
    }

    private static readonly Sql AnyBegins = new("""
        SELECT {first one} a.id FROM clausea.denials s
        JOIN clausea.appeals a ON a.denial_id = s.id
        WHERE {begins s.patient_control_number} OR {begins s.payer_claim_number} {upto one}
        """);

    private static async Task<WorklistLookup> LookUpAsync(LedgerSession session, WorklistFilter filter, CancellationToken cancellationToken)
    {
        var payers = await NumbersAsync(session, NameRole.Payer, filter.Payer, cancellationToken);
        var practices = await NumbersAsync(session, NameRole.Practice, filter.Practice, cancellationToken);
        return new(payers, practices, await BeginsAsync(session, filter.ClaimNumber, cancellationToken));
    }

    private static async Task<IReadOnlyList<long>?> NumbersAsync(LedgerSession session, NameRole role, string? text, CancellationToken cancellationToken) =>
        WorklistConditions.Given(text) is { } name ? await WorklistNames.MatchingAsync(session, role, name, cancellationToken) : null;

    private static async Task<bool> BeginsAsync(LedgerSession session, string? text, CancellationToken cancellationToken)
    {
        if (WorklistConditions.Given(text) is not { } number)
        {
            return false;
        }

        var parameters = new DynamicParameters(new { one = 1 });
        WorklistConditions.AddBeginning(parameters, number);
        return await session.FirstAsync<long?>(AnyBegins, parameters, cancellationToken) is not null;
    }

    private static async Task<IReadOnlyList<WorklistRow>> RowsAsync(
        LedgerSession session, IReadOnlyList<long> ids, WorklistSort sort, CancellationToken cancellationToken)
    {
        List<WorklistRow> rows = new(ids.Count);
        foreach (var some in ids.Chunk(MostRows))
        {
            var found = await session.QueryAsync<WorklistRecord>(Rows(some), null, cancellationToken);
            var byId = found.ToDictionary(row => row.Id);
            rows.AddRange(some.Where(byId.ContainsKey).Select(id => byId[id].ToRow(sort)));
        }

        return rows;
    }

    // Numbers, so that they may stand in the statement; T-SQL takes two thousand parameters, and has a plan for each count of them.
    internal static Sql Rows(IEnumerable<long> ids) => new($"""
        SELECT a.id, a.status, a.kind, a.disposition, a.playbook, a.denied_amount, a.deadline, a.deadline_key,
            a.deadline_is_default, a.priority, a.created_at, a.drafted_at, a.sent_at, a.outcome, a.recovered_amount,
            a.readiness, a.revision, a.assignee, d.payer_name, d.payer_id, d.payee_name, d.payee_npi, d.patient_control_number,
            d.payer_claim_number, d.service_from, d.service_to, d.reasons, d.remarks, f.name AS file_name, t.needs_json
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        LEFT JOIN clausea.drafts t ON t.appeal_id = a.id AND t.revision = a.revision
        WHERE a.id IN ({string.Join(", ", ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})
        """);

    private sealed class Neighbor
    {
        public int Place { get; init; }

        public long Id { get; init; }
    }
}
