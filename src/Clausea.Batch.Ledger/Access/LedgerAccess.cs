namespace Clausea.Batch.Ledger;

/// <summary>What was done with patient data, or at the door before it.</summary>
public enum AccessAction
{
    Viewed,
    Exported,
    Changed,
    SignedIn,
    SignInFailed,
    SignedOut,

    /// <summary>Asked for without the right to it; nothing was shown or done.</summary>
    Refused,
}

/// <summary>With which part of it.</summary>
public enum AccessSubject
{
    Worklist,

    /// <summary>One appeal. Its history has the line too, and more of it.</summary>
    Appeal,

    /// <summary>A search for an account or claim number; for which one is not kept.</summary>
    Search,
    Files,
    File,
    Codes,

    /// <summary>Several packets in one file.</summary>
    Bundle,
    Settings,

    /// <summary>Hangfire's own pages and buttons.</summary>
    Jobs,
    AccessLog,

    /// <summary>A user of the dashboard: made, changed, disabled.</summary>
    User,

    /// <summary>The dashboard as a whole: who comes in, and goes.</summary>
    Dashboard,
}

/// <summary>A view or an export, to be kept. <paramref name="Detail"/> holds no patient data.</summary>
public sealed record AccessEntry(string Actor, AccessAction Action, AccessSubject Subject, long? SubjectId = null, string? Detail = null);

/// <summary>A line of the access log.</summary>
public sealed record AccessRow
{
    public required long Id { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    public required string Actor { get; init; }

    public required AccessAction Action { get; init; }

    public required AccessSubject Subject { get; init; }

    public long? SubjectId { get; init; }

    public string? Detail { get; init; }
}

/// <summary>Which lines of the access log.</summary>
public sealed record AccessFilter
{
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset? Until { get; init; }

    public string? Actor { get; init; }

    /// <summary>Of the oldest first: go on behind this line.</summary>
    public long AfterId { get; init; }

    /// <summary>Of the newest first: go on behind this line.</summary>
    public (DateTimeOffset HappenedAt, long Id)? Behind { get; init; }

    public int Limit { get; init; } = 500;
}

/// <summary>Who looked at what, and took what out. Only added to; kept when the cases themselves are purged.</summary>
public sealed class LedgerAccess(LedgerDatabase database)
{
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.access_log (happened_at, actor, action, subject, subject_id, detail)
        VALUES (@now, @Actor, @action, @subject, @SubjectId, @Detail)
        """);

    /// <summary>Keeps a view or an export. Await it before anything is shown: what cannot be logged must not be seen.</summary>
    public async Task RecordAsync(AccessEntry entry, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await AppendAsync(session, entry, database.Now, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps it in the transaction of what it tells of.</summary>
    internal static Task AppendAsync(LedgerSession session, AccessEntry entry, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var args = new
        {
            now,
            entry.Actor,
            action = entry.Action.ToString(),
            subject = entry.Subject.ToString(),
            entry.SubjectId,
            entry.Detail,
        };
        return session.ExecuteAsync(Insert, args, cancellationToken);
    }

    private static readonly Sql Page = new("""
        SELECT * FROM clausea.access_log
        WHERE id > @AfterId AND (@Since IS NULL OR happened_at >= @Since) AND (@Until IS NULL OR happened_at < @Until)
            AND (@Actor IS NULL OR actor = @Actor)
        ORDER BY id {page}
        """);

    // Clocks of several workers differ, so that a later line may tell an earlier time: both are needed to go on at a line.
    private static readonly Sql Newest = new("""
        SELECT * FROM clausea.access_log
        WHERE happened_at >= @since AND happened_at <= @upTo AND (happened_at < @upTo OR id < @beforeId)
            AND (@Actor IS NULL OR actor = @Actor)
        ORDER BY happened_at DESC, id DESC {page}
        """);

    private static readonly Sql People = new("""
        SELECT DISTINCT actor FROM clausea.access_log ORDER BY actor
        """);

    /// <summary>Some lines, the oldest first.</summary>
    public async Task<IReadOnlyList<AccessRow>> ListAsync(AccessFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new { filter.AfterId, filter.Since, filter.Until, filter.Actor, limit = filter.Limit };
        return await session.QueryAsync<AccessRow>(Page, args, cancellationToken);
    }

    /// <summary>Some lines, the newest first.</summary>
    public async Task<IReadOnlyList<AccessRow>> NewestAsync(AccessFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new
        {
            since = filter.Since ?? Beginning,
            upTo = filter.Behind?.HappenedAt ?? filter.Until ?? End,
            beforeId = filter.Behind?.Id ?? 0,
            filter.Actor,
            limit = filter.Limit,
        };
        return await session.QueryAsync<AccessRow>(Newest, args, cancellationToken);
    }

    /// <summary>Everybody who has a line, by name.</summary>
    public async Task<IReadOnlyList<string>> PeopleAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<string>(People, null, cancellationToken);
    }
}
