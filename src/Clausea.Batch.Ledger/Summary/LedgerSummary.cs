namespace Clausea.Batch.Ledger;

/// <summary>The ledger in figures, for metrics, health and the nightly mail.</summary>
public sealed class LedgerSummary(LedgerDatabase database)
{
    private const int DueSoonDays = 7;

    // Drafts are written in the order of their ids, so the oldest is among the first of them: looking up when each of a
    // hundred thousand was queued would cost more than the answer is worth.
    private const int QueuedLookedAt = 100;

    // Each count is a range of an index that begins with the status.
    private static readonly Sql Stand = new("""
        SELECT
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Queued') AS queued,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Drafted') AS drafted,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Approved') AS approved,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Sent') AS sent,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Closed') AS closed,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Withdrawn') AS withdrawn,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'DraftFailed') AS draft_failed,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status IN ('Queued', 'DraftFailed', 'Drafted', 'Approved')
                AND deadline_key >= @today AND deadline_key <= @soon) AS due_soon,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status IN ('Queued', 'DraftFailed', 'Drafted', 'Approved')
                AND deadline_key < @today) AS overdue,
            (SELECT MIN(waiting.queued_at) FROM (
                SELECT COALESCE((SELECT MAX(h.happened_at) FROM clausea.history h
                    WHERE h.appeal_id = a.id AND h.action = 'Queued'), a.created_at) AS queued_at
                FROM clausea.appeals a WHERE a.status = 'Queued' ORDER BY a.id {page}) waiting) AS oldest_queued,
            (SELECT MIN(last_seen_at) FROM clausea.files WHERE status IN ('Received', 'Processing')) AS oldest_file,
            (SELECT MAX(finished_at) FROM clausea.runs WHERE name = 'nightly') AS nightly_run,
            (SELECT MIN(applied_at) FROM clausea.schema_versions) AS ledger_made,
            (SELECT MAX(version) FROM clausea.schema_versions) AS schema_version
        """);

    /// <summary>How the work stands now, in one statement.</summary>
    public async Task<LedgerStand> StandAsync(CancellationToken cancellationToken = default)
    {
        var today = database.Today;
        var args = new { today, soon = today.AddDays(DueSoonDays), limit = QueuedLookedAt };
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.FirstAsync<StandRecord>(Stand, args, cancellationToken))!.ToStand(database.Now);
    }

    private static readonly Sql Figures = new("""
        SELECT
            (SELECT COUNT(*) FROM clausea.files WHERE last_seen_at >= @since) AS files_taken,
            (SELECT COUNT(*) FROM clausea.files WHERE status = 'Quarantined' AND finished_at >= @since) AS files_quarantined,
            (SELECT COALESCE(SUM(claims), 0) FROM clausea.files WHERE finished_at >= @since) AS claims,
            (SELECT COALESCE(SUM(denials), 0) FROM clausea.files WHERE finished_at >= @since) AS denials,
            (SELECT COUNT(*) FROM clausea.appeals WHERE created_at >= @since) AS new_appeals,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'Drafted') AS drafts_waiting,
            (SELECT COALESCE(SUM(d.needs_count), 0) FROM clausea.appeals a
                JOIN clausea.drafts d ON d.appeal_id = a.id AND d.revision = a.revision
                WHERE a.status = 'Drafted') AS open_needs,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status = 'DraftFailed') AS drafts_failed,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status IN ('Queued', 'DraftFailed', 'Drafted', 'Approved')
                AND deadline_key >= @today AND deadline_key <= @soon) AS due_soon,
            (SELECT COUNT(*) FROM clausea.appeals WHERE status IN ('Queued', 'DraftFailed', 'Drafted', 'Approved')
                AND deadline_key < @today) AS overdue,
            (SELECT COUNT(*) FROM clausea.appeals
                WHERE status = 'Closed' AND outcome IN ('Won', 'PartlyWon') AND closed_at >= @since) AS won,
            (SELECT COALESCE(SUM(recovered_amount), 0) FROM clausea.appeals
                WHERE status = 'Closed' AND outcome IN ('Won', 'PartlyWon') AND closed_at >= @since) AS recovered
        """);

    /// <summary>What was done since an instant, and what waits now.</summary>
    public async Task<LedgerSummaryFigures> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var today = database.Today;
        var args = new { since, today, soon = today.AddDays(DueSoonDays) };
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.FirstAsync<FiguresRecord>(Figures, args, cancellationToken))!.ToFigures();
    }
}
