namespace Clausea.Batch.Ledger;

/// <summary>Takes away what need no longer be kept: denials with all their appeals, batch by batch, each in one transaction.
/// It may be stopped at any time and run again, and on several machines at once.</summary>
public sealed partial class LedgerRetention(LedgerDatabase database)
{
    private const int BatchSize = 200;
    private const string PurgeLock = "clausea.ledger.purge";

    // Lists within lists: joined, SQLite would begin at every line of history there is.
    private const string OfDue =
        $"IN (SELECT y.id FROM clausea.appeals y WHERE y.denial_id IN (SELECT d.id FROM clausea.denials d WHERE {Due.Denial}))";

    private static readonly Sql CountDue = new($"""
        SELECT
            (SELECT COUNT(*) FROM clausea.denials d WHERE {Due.Denial}) AS denials,
            (SELECT COUNT(*) FROM clausea.appeals x WHERE x.id {OfDue}) AS appeals,
            (SELECT COUNT(*) FROM clausea.drafts x WHERE x.appeal_id {OfDue}) AS drafts,
            (SELECT COUNT(*) FROM clausea.history x WHERE x.appeal_id {OfDue}) AS history,
            (SELECT COUNT(*) FROM clausea.exhibits x WHERE x.appeal_id {OfDue}) AS exhibits,
            (SELECT COUNT(*) FROM clausea.packets x WHERE x.appeal_id {OfDue}) AS packets,
            (SELECT COUNT(*) FROM clausea.files f WHERE {Due.File}) AS files
        """);

    private static readonly Sql CountKept = new($"""
        SELECT
            (SELECT COUNT(*) FROM clausea.denials d WHERE {Due.HeldDenial}) AS held,
            (SELECT COUNT(*) FROM clausea.denials d WHERE {Due.OpenDenial}) AS still_open,
            (SELECT COUNT(*) FROM clausea.exhibits x JOIN clausea.appeals a ON a.id = x.appeal_id
                WHERE {Due.RemovedExhibit}) AS removed_exhibits
        """);

    /// <summary>What would go. Files whose last denial would go with this very purge are not counted yet.</summary>
    public async Task<RetentionReport> ReportAsync(RetentionPeriod period, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var due = await session.FirstAsync<PurgeCounts>(CountDue, Args(period), cancellationToken);
        var kept = await session.FirstAsync<KeptRecord>(CountKept, Args(period), cancellationToken);
        return new()
        {
            Before = period.Before,
            Due = due!,
            Held = kept!.Held,
            Open = kept.StillOpen,
            RemovedExhibits = kept.RemovedExhibits,
        };
    }

    private static readonly Sql InsertPurge = new("""
        INSERT INTO clausea.purges (begun_at, begun_by, cutoff, counts_json) VALUES (@now, @actor, @Before, @counts)
        """);

    private static readonly Sql LatestPurge = new("SELECT MAX(id) FROM clausea.purges");

    /// <summary>Begins a purge, and keeps who began it.</summary>
    public async Task<PurgeRun> BeginAsync(RetentionPeriod period, string actor, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.Dialect.LockAsync(session, PurgeLock, cancellationToken);
        var args = new { now = database.Now, actor, period.Before, counts = LedgerJson.Write(new PurgeCounts()) };
        await session.ExecuteAsync(InsertPurge, args, cancellationToken);
        var id = await session.FirstAsync<long>(LatestPurge, null, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new(id, period);
    }

    private static readonly Sql Take = new($$"""
        INSERT INTO clausea.purging (denial_id)
        SELECT d.id FROM clausea.denials d
        WHERE {{Due.Denial}}
        ORDER BY d.created_at, d.id {page}
        """);

    private static readonly Sql LockAppeals = new("""
        SELECT COUNT(*) FROM clausea.appeals a {lock} WHERE a.denial_id IN (SELECT p.denial_id FROM clausea.purging p)
        """);

    // Somebody may have changed a case, or put a hold on it, between the look and the lock.
    private static readonly Sql Spare = new($"""
        DELETE FROM clausea.purging
        WHERE NOT EXISTS (SELECT 1 FROM clausea.denials d WHERE d.id = denial_id AND {Due.Denial})
        """);

    private static readonly Sql CountTaken = new($"""
        SELECT
            (SELECT COUNT(*) FROM clausea.purging) AS denials,
            (SELECT COUNT(*) FROM clausea.appeals x WHERE x.denial_id IN (SELECT p.denial_id FROM clausea.purging p)) AS appeals,
            (SELECT COUNT(*) FROM clausea.drafts x WHERE x.appeal_id {PurgeStatements.Taken}) AS drafts,
            (SELECT COUNT(*) FROM clausea.history x WHERE x.appeal_id {PurgeStatements.Taken}) AS history,
            (SELECT COUNT(*) FROM clausea.exhibits x WHERE x.appeal_id {PurgeStatements.Taken}) AS exhibits,
            (SELECT COUNT(*) FROM clausea.packets x WHERE x.appeal_id {PurgeStatements.Taken}) AS packets
        """);

    /// <summary>Takes the next denials that are due. False when there was none.</summary>
    public async Task<bool> PurgeBatchAsync(PurgeRun run, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.Dialect.LockAsync(session, PurgeLock, cancellationToken);
        var args = Args(run.Period);
        if (await session.ExecuteAsync(Take, args, cancellationToken) == 0)
        {
            return false;
        }

        await session.FirstAsync<int>(LockAppeals, null, cancellationToken);
        await session.ExecuteAsync(Spare, args, cancellationToken);
        var counts = run.Counts.And((await session.FirstAsync<PurgeCounts>(CountTaken, null, cancellationToken))!);
        foreach (var delete in PurgeStatements.InOrder)
        {
            await session.ExecuteAsync(delete, null, cancellationToken);
        }

        await KeepCountsAsync(session, run.Id, counts, cancellationToken);
        await session.CommitAsync(cancellationToken);
        run.Counts = counts;
        return true;
    }

    private static readonly Sql SetCounts = new("UPDATE clausea.purges SET counts_json = @counts WHERE id = @id");

    private static Task<int> KeepCountsAsync(LedgerSession session, long id, PurgeCounts counts, CancellationToken cancellationToken) =>
        session.ExecuteAsync(SetCounts, new { id, counts = LedgerJson.Write(counts) }, cancellationToken);

    private static readonly Sql Finish = new("UPDATE clausea.purges SET finished_at = @now WHERE id = @Id");

    /// <summary>The purge came to its end, with the files that went besides.</summary>
    public async Task FinishAsync(PurgeRun run, int duplicates, int documents, CancellationToken cancellationToken = default)
    {
        run.Counts = run.Counts.And(new() { Duplicates = duplicates, Documents = documents });
        await using var session = await database.WriteAsync(cancellationToken);
        await KeepCountsAsync(session, run.Id, run.Counts, cancellationToken);
        await session.ExecuteAsync(Finish, new { run.Id, now = database.Now }, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static readonly Sql Purges = new("SELECT * FROM clausea.purges ORDER BY id DESC {page}");

    /// <summary>The purges that were made, the latest first.</summary>
    public async Task<IReadOnlyList<PurgeRow>> PurgesAsync(int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<PurgeRow>(Purges, new { limit }, cancellationToken);
    }

    private static object Args(RetentionPeriod period) => new
    {
        before = period.Before,
        day = period.Day,
        removedBefore = period.RemovedBefore,
        limit = BatchSize,
    };

    private sealed class KeptRecord
    {
        public int Held { get; init; }
        public int StillOpen { get; init; }
        public int RemovedExhibits { get; init; }
    }
}

/// <summary>Takes away all of the denials in <c>purging</c>, from the rows that refer to the rows they refer to.</summary>
internal static class PurgeStatements
{
    /// <summary>The appeals of those denials.</summary>
    public const string Taken =
        "IN (SELECT a.id FROM clausea.appeals a WHERE a.denial_id IN (SELECT p.denial_id FROM clausea.purging p))";

    private const string OfAppeal = $"WHERE appeal_id {Taken}";

    private const string OfDenial = "WHERE denial_id IN (SELECT p.denial_id FROM clausea.purging p)";

    public static readonly IReadOnlyList<Sql> InOrder =
    [
        new($"DELETE FROM clausea.outcomes {OfAppeal}"),
        new($"DELETE FROM clausea.packets {OfAppeal}"),
        new($"DELETE FROM clausea.exhibits {OfAppeal}"),
        new($"DELETE FROM clausea.waivers {OfAppeal}"),
        new($"DELETE FROM clausea.drafts {OfAppeal}"),
        new($"DELETE FROM clausea.history {OfAppeal}"),
        new($"DELETE FROM clausea.holds {OfAppeal}"),
        new($"DELETE FROM clausea.appeals {OfDenial}"),
        new($"DELETE FROM clausea.todos {OfDenial}"),
        new($"DELETE FROM clausea.denial_codes {OfDenial}"),
        new("DELETE FROM clausea.denials WHERE id IN (SELECT p.denial_id FROM clausea.purging p)"),
        new("DELETE FROM clausea.purging"),
    ];
}
