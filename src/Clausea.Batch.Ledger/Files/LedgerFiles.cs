using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>The files that came in, each content once, and what became of them.</summary>
public sealed class LedgerFiles(LedgerDatabase database)
{
    private static readonly Sql SeeAgain = new("""
        UPDATE clausea.files SET seen_count = seen_count + 1, last_seen_at = @now WHERE hash = @hash
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.files (hash, name, size, status, first_seen_at, last_seen_at)
        VALUES (@hash, @name, @size, 'Received', @now, @now)
        """);

    private static readonly Sql ByHash = new("SELECT * FROM clausea.files WHERE hash = @hash");

    /// <summary>Finds or makes the one row of this content; many may do so for the same content at once.</summary>
    public async Task<RegisteredFile> RegisterAsync(
        FileHash hash, string name, long size, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var args = new { hash = hash.Value, name, size, now = database.Now };
        var isNew = await session.ExecuteAsync(SeeAgain, args, cancellationToken) == 0
            && await TryInsertAsync(session, args, cancellationToken);
        var file = await session.FirstAsync<FileRecord>(ByHash, args, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new(file!.Id, file.Status, file.Attempts, isNew);
    }

    // On SQL Server another session may insert between our update and our insert; then its row is to be seen again.
    private static async Task<bool> TryInsertAsync(
        LedgerSession session, object args, CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync(Insert, args, cancellationToken);
            return true;
        }
        catch (DbException exception) when (session.Dialect.IsUniqueViolation(exception))
        {
            await session.ExecuteAsync(SeeAgain, args, cancellationToken);
            return false;
        }
    }

    private static readonly Sql Begin = new("""
        UPDATE clausea.files SET status = 'Processing', attempts = attempts + 1, begun_at = @now
        WHERE id = @id AND status IN ('Received', 'Processing')
        """);

    private static readonly Sql ById = new("SELECT * FROM clausea.files WHERE id = @id");

    /// <summary>Counts a try before it is made, so that one which takes the program down with it is counted too.</summary>
    public async Task<FileTry> BeginAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (await session.ExecuteAsync(Begin, new { id, now = database.Now }, cancellationToken) == 0)
        {
            return FileTry.None;
        }

        var file = await session.FirstAsync<FileRecord>(ById, new { id }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new(file!.Attempts, file.Failures);
    }

    private static readonly Sql GiveBack = new("""
        UPDATE clausea.files SET attempts = attempts - 1
        WHERE id = @id AND status = 'Processing' AND attempts > failures
        """);

    /// <summary>The try that was begun does not count: it was the program, the disk or the ledger that ended it.</summary>
    public Task GiveBackAsync(long id, CancellationToken cancellationToken = default) =>
        ChangeAsync(GiveBack, new { id }, cancellationToken);

    private static readonly Sql Fail = new("""
        UPDATE clausea.files SET failures = failures + 1, failure = @failure
        WHERE id = @id AND status IN ('Received', 'Processing')
        """);

    /// <summary>The try that was begun ended in an error, told without patient data. How many have in a row.</summary>
    public async Task<int> FailAsync(long id, string failure, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(Fail, new { id, failure }, cancellationToken);
        var file = await session.FirstAsync<FileRecord>(ById, new { id }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return file?.Failures ?? 0;
    }

    private static readonly Sql SetJob = new("""
        UPDATE clausea.files SET job_id = @jobId, job_storage = @jobStorage WHERE id = @id
        """);

    /// <summary>Which Hangfire job has it, and whose Hangfire that is.</summary>
    public Task SetJobAsync(long id, string jobId, string jobStorage, CancellationToken cancellationToken = default) =>
        ChangeAsync(SetJob, new { id, jobId, jobStorage }, cancellationToken);

    private static readonly Sql Finish = new("""
        UPDATE clausea.files
        SET status = @status, reason = @reason, stored_as = @storedAs, finished_at = @now,
            interchanges = @Interchanges, remittances = @Remittances, new_remittances = @NewRemittances,
            resent_remittances = @ResentRemittances, closed_appeals = @ClosedAppeals, claims = @Claims, denials = @Denials, new_appeals = @NewAppeals, paid = @paid,
            finding_errors = @FindingErrors, finding_warnings = @FindingWarnings, findings_json = @FindingsJson
        WHERE id = @id AND status IN ('Received', 'Processing')
        """);

    /// <summary>The file is done and archived; false when it had been finished before.</summary>
    public Task<bool> CompleteAsync(
        long id, FileTotals totals, string storedAs, CancellationToken cancellationToken = default) =>
        FinishAsync(id, FileStatus.Archived, null, totals, storedAs, cancellationToken);

    /// <summary>The file failed for good; <paramref name="reason"/> holds no patient data. False when it had been
    /// finished before. <paramref name="storedAs"/> is null when its bytes are gone.</summary>
    public Task<bool> QuarantineAsync(
        long id, string reason, FileTotals totals, string? storedAs, CancellationToken cancellationToken = default) =>
        FinishAsync(id, FileStatus.Quarantined, reason, totals, storedAs, cancellationToken);

    private async Task<bool> FinishAsync(
        long id, FileStatus status, string? reason, FileTotals totals, string? storedAs,
        CancellationToken cancellationToken)
    {
        var args = new
        {
            id,
            status = status.ToString(),
            reason,
            storedAs,
            now = database.Now,
            totals.Interchanges,
            totals.Remittances,
            totals.NewRemittances,
            totals.ResentRemittances,
            totals.ClosedAppeals,
            totals.Claims,
            totals.Denials,
            totals.NewAppeals,
            paid = new Money(totals.Paid),
            totals.FindingErrors,
            totals.FindingWarnings,
            totals.FindingsJson,
        };
        return await ChangeAsync(Finish, args, cancellationToken);
    }

    private static readonly Sql Store = new("""
        UPDATE clausea.files SET stored_as = @storedAs WHERE id = @id
        """);

    /// <summary>A finished file lies elsewhere than was said.</summary>
    public Task StoreAsync(long id, string storedAs, CancellationToken cancellationToken = default) =>
        ChangeAsync(Store, new { id, storedAs }, cancellationToken);

    private static readonly Sql Reopen = new("""
        UPDATE clausea.files
        SET status = 'Received', attempts = 0, failures = 0, failure = NULL, reason = NULL, finished_at = NULL,
            job_id = NULL, job_storage = NULL
        WHERE id = @id AND status = 'Quarantined' AND purged_at IS NULL
        """);

    /// <summary>Lets a quarantined file be tried again; false when it is not quarantined. Its bytes lie where
    /// <see cref="FileRow.StoredAs"/> says until they are fetched.</summary>
    public Task<bool> ReopenAsync(long id, CancellationToken cancellationToken = default) =>
        ChangeAsync(Reopen, new { id }, cancellationToken);

    public async Task<FileRow?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.FirstAsync<FileRecord>(ById, new { id }, cancellationToken))?.ToRow();
    }

    private static readonly Sql Latest = new("SELECT * FROM clausea.files ORDER BY id DESC {page}");

    /// <summary>The latest files first.</summary>
    public Task<IReadOnlyList<FileRow>> ListAsync(int limit, CancellationToken cancellationToken = default) =>
        RowsAsync(Latest, new { limit }, cancellationToken);

    private static readonly Sql Finished = new("""
        SELECT * FROM clausea.files {use ix_files_finished} WHERE finished_at >= @since ORDER BY finished_at DESC, id DESC {page}
        """);

    private static readonly Sql CountFinished = new("""
        SELECT COUNT(*) AS files, COALESCE(SUM(finding_errors + finding_warnings), 0) AS findings
        FROM clausea.files {use ix_files_finished} WHERE finished_at >= @since
        """);

    /// <summary>Files that came to their end at an instant or later, the latest first, and how many there are.</summary>
    public Task<FilesSince> FinishedSinceAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken = default) =>
        SinceAsync(Finished, CountFinished, new { since = StoredTypes.ToMillisecond(since), limit }, cancellationToken);

    private static readonly Sql Quarantined = new("""
        SELECT * FROM clausea.files {use ix_files_status} WHERE status = 'Quarantined' ORDER BY id DESC {page}
        """);

    private static readonly Sql CountQuarantined = new("""
        SELECT COUNT(*) AS files, COALESCE(SUM(finding_errors + finding_warnings), 0) AS findings
        FROM clausea.files {use ix_files_status} WHERE status = 'Quarantined'
        """);

    /// <summary>Files in quarantine, the latest first, and how many there are.</summary>
    public Task<FilesSince> QuarantinedAsync(int limit, CancellationToken cancellationToken = default) =>
        SinceAsync(Quarantined, CountQuarantined, new { limit }, cancellationToken);

    private async Task<FilesSince> SinceAsync(Sql rows, Sql count, object args, CancellationToken cancellationToken)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var counted = await session.FirstAsync<FilesRecord>(count, args, cancellationToken);
        var records = await session.QueryAsync<FileRecord>(rows, args, cancellationToken);
        return new([.. records.Select(record => record.ToRow())], counted!.Files, counted.Findings);
    }

    private sealed class FilesRecord
    {
        public int Files { get; init; }
        public int Findings { get; init; }
    }

    private static readonly Sql Unfinished = new("""
        SELECT * FROM clausea.files WHERE status IN ('Received', 'Processing') ORDER BY id
        """);

    /// <summary>What a crash may have left undone, the oldest first.</summary>
    public Task<IReadOnlyList<FileRow>> UnfinishedAsync(CancellationToken cancellationToken = default) =>
        RowsAsync(Unfinished, null, cancellationToken);

    private async Task<IReadOnlyList<FileRow>> RowsAsync(Sql sql, object? args, CancellationToken cancellationToken)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var records = await session.QueryAsync<FileRecord>(sql, args, cancellationToken);
        return [.. records.Select(record => record.ToRow())];
    }

    private async Task<bool> ChangeAsync(Sql sql, object args, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var changed = await session.ExecuteAsync(sql, args, cancellationToken) > 0;
        await session.CommitAsync(cancellationToken);
        return changed;
    }
}
