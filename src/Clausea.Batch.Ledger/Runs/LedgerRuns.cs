using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>Scheduled runs: each time that one was due is a row, so that a run is made once, and made up for when the
/// machine was off.</summary>
public sealed class LedgerRuns(LedgerDatabase database)
{
    private static readonly Sql Find = new("""
        SELECT * FROM clausea.runs WHERE name = @name AND due_at = @dueAt
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.runs (name, due_at, begun_at) VALUES (@name, @dueAt, @now)
        """);

    private static readonly Sql Again = new("""
        UPDATE clausea.runs SET begun_at = @now WHERE name = @name AND due_at = @dueAt AND finished_at IS NULL
        """);

    /// <summary>Begins the run that was due then, or again one that was begun and has no end; null when it was made.</summary>
    public async Task<long?> BeginAsync(string name, DateTimeOffset dueAt, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var args = new { name, dueAt = StoredTypes.ToMillisecond(dueAt), now = database.Now };
        if (await session.ExecuteAsync(Again, args, cancellationToken) == 0 && !await TryInsertAsync(session, args, cancellationToken))
        {
            return null;
        }

        var run = await session.FirstAsync<RunRow>(Find, args, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return run!.Id;
    }

    private static async Task<bool> TryInsertAsync(LedgerSession session, object args, CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync(Insert, args, cancellationToken);
            return true;
        }
        catch (DbException exception) when (session.Dialect.IsUniqueViolation(exception))
        {
            return false;
        }
    }

    private static readonly Sql Finish = new("""
        UPDATE clausea.runs SET finished_at = @now, summary_json = @summaryJson WHERE id = @id
        """);

    /// <summary>The run is made; <paramref name="summaryJson"/> holds counts only.</summary>
    public async Task FinishAsync(long id, string summaryJson, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(Finish, new { id, summaryJson, now = database.Now }, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static readonly Sql LastFinished = new("""
        SELECT * FROM clausea.runs WHERE name = @name AND finished_at IS NOT NULL ORDER BY due_at DESC {page}
        """);

    /// <summary>The latest one that was made; null when none was.</summary>
    public async Task<RunRow?> LastFinishedAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<RunRow>(LastFinished, new { name, limit = 1 }, cancellationToken);
    }

    private static readonly Sql FirstVersion = new("SELECT MIN(applied_at) FROM clausea.schema_versions");

    /// <summary>Since when there is this ledger: nothing was due before.</summary>
    public async Task<DateTimeOffset> LedgerBeganAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<DateTimeOffset>(FirstVersion, null, cancellationToken);
    }
}

/// <summary>A scheduled run.</summary>
public sealed record RunRow
{
    public long Id { get; init; }

    public string Name { get; init; } = "";

    /// <summary>When it was to be made.</summary>
    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset BegunAt { get; init; }

    /// <summary>Null while it runs, and when something stopped it.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What it came to, in counts.</summary>
    public string? SummaryJson { get; init; }
}
