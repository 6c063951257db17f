using System.Globalization;

namespace Clausea.Batch.Ledger;

/// <summary>A file whose row says that it is purged, and whose bytes may still be there.</summary>
public sealed record PurgedFile
{
    public required long Id { get; init; }

    /// <summary>Where it lay, below the data folder.</summary>
    public required string StoredAs { get; init; }
}

public sealed partial class LedgerRetention
{
    private static readonly Sql DueFiles = new($$"""
        SELECT f.id FROM clausea.files f {lock} WHERE {{Due.File}} ORDER BY f.id {page}
        """);

    // The place stays until the bytes are gone: a crash between the two is mended by the next purge.
    private static readonly Sql SetPurged = new("""
        UPDATE clausea.files SET purged_at = @now, name = @name, failure = NULL WHERE id = @id
        """);

    // Payers put account and claim numbers into the reference of a provider adjustment.
    private static readonly Sql ForgetAdjustments = new("""
        UPDATE clausea.remittances SET provider_adjustments_json = NULL WHERE file_id = @id
        """);

    /// <summary>Takes the names of the next files of which nothing is left. False when there was none.</summary>
    public async Task<bool> PurgeFilesAsync(PurgeRun run, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.Dialect.LockAsync(session, PurgeLock, cancellationToken);
        var ids = await session.QueryAsync<long>(DueFiles, Args(run.Period), cancellationToken);
        if (ids.Count == 0)
        {
            return false;
        }

        var now = database.Now;
        var args = ids.Select(id => new { id, now, name = NameOf(id) }).ToList();
        await session.ExecuteAsync(SetPurged, args, cancellationToken);
        await session.ExecuteAsync(ForgetAdjustments, args, cancellationToken);
        var counts = run.Counts.And(new() { Files = ids.Count });
        await KeepCountsAsync(session, run.Id, counts, cancellationToken);
        await session.CommitAsync(cancellationToken);
        run.Counts = counts;
        return true;
    }

    private static readonly Sql ToRemove = new("""
        SELECT id, stored_as FROM clausea.files WHERE purged_at IS NOT NULL AND stored_as IS NOT NULL ORDER BY id {page}
        """);

    /// <summary>Purged files whose bytes are to be removed, some at a time.</summary>
    public async Task<IReadOnlyList<PurgedFile>> FilesToRemoveAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<PurgedFile>(ToRemove, new { limit = BatchSize }, cancellationToken);
    }

    private static readonly Sql ForgetPlace = new("UPDATE clausea.files SET stored_as = NULL WHERE id = @id AND purged_at IS NOT NULL");

    /// <summary>The bytes of these files are gone.</summary>
    public async Task FilesRemovedAsync(IEnumerable<long> ids, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(ForgetPlace, ids.Select(id => new { id }), cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private static readonly Sql CountPurged = new("""
        SELECT COUNT(*) FROM clausea.files WHERE hash = @hash AND purged_at IS NOT NULL AND last_seen_at < @before
        """);

    /// <summary>Whether the file of this content is purged, and has not come again since.</summary>
    public async Task<bool> IsPurgedAsync(FileHash hash, RetentionPeriod period, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<int>(CountPurged, new { hash = hash.Value, before = period.Before }, cancellationToken) > 0;
    }

    private static readonly Sql Named = new($"""
        SELECT x.hash FROM clausea.exhibits x JOIN clausea.appeals a ON a.id = x.appeal_id
        WHERE x.removed_at IS NULL OR NOT ({Due.RemovedExhibit})
        UNION
        SELECT hash FROM clausea.packets
        """);

    /// <summary>Hashes of the documents that are still kept for an appeal.</summary>
    public async Task<IReadOnlySet<string>> DocumentsAsync(RetentionPeriod period, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.QueryAsync<string>(Named, Args(period), cancellationToken)).ToHashSet(StringComparer.Ordinal);
    }

    private static string NameOf(long id) => string.Create(CultureInfo.InvariantCulture, $"purged-{id}");
}
