using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>The appeals: what waits for a draft, one case in full, and every change of it. Each change and its line of
/// history are one transaction.</summary>
public sealed partial class LedgerAppeals(LedgerDatabase database)
{
    private static readonly Sql Queued = new("""
        SELECT id, job_id, job_storage
        FROM clausea.appeals
        WHERE status = 'Queued' AND id > @afterId
        ORDER BY id {page}
        """);

    /// <summary>Appeals that wait for their draft, by id. Begin at 0 each time: of two sessions, the one with the lower
    /// ids may commit later.</summary>
    public async Task<IReadOnlyList<QueuedAppeal>> QueuedAsync(
        int limit, long afterId, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<QueuedAppeal>(Queued, new { limit, afterId }, cancellationToken);
    }

    private static readonly Sql RememberRequeued = new("""
        INSERT INTO clausea.history (appeal_id, happened_at, actor, action, detail)
        SELECT id, @now, @actor, 'Queued', 'another try after a failed draft' FROM clausea.appeals WHERE status = 'DraftFailed'
        """);

    private static readonly Sql Requeue = new("""
        UPDATE clausea.appeals SET status = 'Queued', status_reason = NULL, job_id = NULL, job_storage = NULL
        WHERE status = 'DraftFailed'
        """);

    /// <summary>Lets every appeal whose draft failed be drafted again; returns how many.</summary>
    public async Task<int> RequeueFailedAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var args = new { now = database.Now, actor = HistoryRow.Program };
        await session.ExecuteAsync(RememberRequeued, args, cancellationToken);
        var requeued = await session.ExecuteAsync(Requeue, args, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return requeued;
    }

    private static readonly Sql CountQueued = new("SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Queued'");

    public async Task<int> CountQueuedAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<int>(CountQueued, null, cancellationToken);
    }

    private static readonly Sql SetJob = new("""
        UPDATE clausea.appeals SET job_id = @JobId, job_storage = @jobStorage WHERE id = @AppealId
        """);

    // One way to the server for all of them.
    private static readonly Sql SetJobs = new("""
        UPDATE a SET job_id = j.JobId, job_storage = @jobStorage
        FROM clausea.appeals a
        JOIN OPENJSON(@list) WITH (AppealId bigint, JobId nvarchar(100)) j ON j.AppealId = a.id
        """);

    /// <summary>Remembers which job drafts the appeal. Plumbing, no change of the case: it leaves no history.</summary>
    public Task SetJobAsync(long id, string jobId, string jobStorage, CancellationToken cancellationToken = default) =>
        SetJobsAsync([new(id, jobId)], jobStorage, cancellationToken);

    /// <summary>Remembers many jobs in one transaction.</summary>
    public async Task SetJobsAsync(
        IEnumerable<AppealJob> jobs, string jobStorage, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (database.Engine == LedgerEngine.SqlServer)
        {
            var list = LedgerJson.Write<IReadOnlyList<AppealJob>>([.. jobs]);
            await session.ExecuteAsync(SetJobs, new { list, jobStorage }, cancellationToken);
        }
        else
        {
            await session.ExecuteAsync(SetJob, jobs.Select(job => new { job.AppealId, job.JobId, jobStorage }), cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    private static readonly Sql Find = new("""
        SELECT a.*, r.file_id, f.name AS file_name, r.interchange_json, r.header_json, d.claim_json, d.verdict_json
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        WHERE a.id = @id
        """);

    private static readonly Sql LatestDraft = new("""
        SELECT * FROM clausea.drafts WHERE appeal_id = @id ORDER BY revision DESC {page}
        """);

    private static readonly Sql ToDos = new("""
        SELECT id, denial_id, text, done_at FROM clausea.todos WHERE denial_id = @DenialId ORDER BY id
        """);

    private static readonly Sql FindEarlier = new("""
        SELECT level, kind, sent_at, sent_channel, sent_reference, decided_on, decision_reference, outcome
        FROM clausea.appeals WHERE id = @id
        """);

    /// <summary>The whole case, or null when there is none of that id.</summary>
    public async Task<AppealCase?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await FindAsync(session, id, cancellationToken);
    }

    private async Task<AppealCase?> FindAsync(LedgerSession session, long id, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync<AppealRecord>(Find, new { id }, cancellationToken) is not { } record)
        {
            return null;
        }

        var draft = await session.FirstAsync<DraftRecord>(LatestDraft, new { id, limit = 1 }, cancellationToken);
        var toDos = await session.QueryAsync<ToDoRecord>(ToDos, new { record.DenialId }, cancellationToken);
        var earlier = record.EarlierAppealId is null ? null
            : await session.FirstAsync<EarlierRecord>(FindEarlier, new { id = record.EarlierAppealId }, cancellationToken);
        return record.ToCase(new AppealParts(
            draft?.ToDraft(),
            earlier?.ToEarlier(database.Office),
            [.. toDos.Select(toDo => toDo.ToToDo())],
            [.. (await session.QueryAsync<ExhibitRow>(Exhibits, new { id }, cancellationToken)).OrderBy(exhibit => Exhibit.Place(exhibit.Letter))],
            await session.QueryAsync<WaiverRow>(Waivers, new { id }, cancellationToken)));
    }

    private static readonly Sql History = new("""
        SELECT * FROM clausea.history WHERE appeal_id = @id ORDER BY id
        """);

    /// <summary>What happened to an appeal, the oldest first.</summary>
    public async Task<IReadOnlyList<HistoryRow>> HistoryAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<HistoryRow>(History, new { id }, cancellationToken);
    }
}
