namespace Clausea.Batch.Ledger;

/// <summary>What was done with patient data.</summary>
public enum AccessAction
{
    Viewed,
    Exported,
}

/// <summary>With which part of it. A look at one appeal is a line of that appeal's history instead.</summary>
public enum AccessSubject
{
    Worklist,

    /// <summary>The page of the day: numbers and names of files.</summary>
    Today,

    /// <summary>A search for an account or claim number; for which one is not kept.</summary>
    Search,
    Files,
    File,
    Codes,

    /// <summary>Several packets in one file.</summary>
    Bundle,
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

    public string? Actor { get; init; }

    /// <summary>Go on behind this line.</summary>
    public long AfterId { get; init; }

    public int Limit { get; init; } = 500;
}

/// <summary>Who looked at what, and took what out. Only added to; kept when the cases themselves are purged.</summary>
public sealed class LedgerAccess(LedgerDatabase database)
{
    private static readonly Sql Insert = new("""
        INSERT INTO clausea.access_log (happened_at, actor, action, subject, subject_id, detail)
        VALUES (@now, @Actor, @action, @subject, @SubjectId, @Detail)
        """);

    /// <summary>Keeps a view or an export. Await it before anything is shown: what cannot be logged must not be seen.</summary>
    public async Task RecordAsync(AccessEntry entry, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var args = new
        {
            now = database.Now,
            entry.Actor,
            action = entry.Action.ToString(),
            subject = entry.Subject.ToString(),
            entry.SubjectId,
            entry.Detail,
        };
        await session.ExecuteAsync(Insert, args, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static readonly Sql Page = new("""
        SELECT * FROM clausea.access_log
        WHERE id > @AfterId AND (@Since IS NULL OR happened_at >= @Since) AND (@Actor IS NULL OR actor = @Actor)
        ORDER BY id {page}
        """);

    /// <summary>Some lines, the oldest first.</summary>
    public async Task<IReadOnlyList<AccessRow>> ListAsync(AccessFilter filter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new { filter.AfterId, filter.Since, filter.Actor, limit = filter.Limit };
        return await session.QueryAsync<AccessRow>(Page, args, cancellationToken);
    }
}
