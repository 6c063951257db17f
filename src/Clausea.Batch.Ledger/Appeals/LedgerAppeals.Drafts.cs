using System.Data.Common;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

public sealed partial class LedgerAppeals
{
    private static readonly AppealStatus[] NotYetDrafted = [AppealStatus.Queued, AppealStatus.DraftFailed];

    private static readonly Sql FindToDraft = new("""
        SELECT a.id, a.denial_id, a.status, a.kind, a.disposition, a.playbook, a.denied_amount, a.deadline, a.safe_deadline,
            a.deadline_basis, a.deadline_source, a.deadline_is_default, a.level, a.earlier_appeal_id, a.priority, a.created_at,
            r.file_id, f.name AS file_name, r.interchange_json, r.header_json, d.claim_json, d.verdict_json,
            CASE WHEN a.revision > 0 OR a.earlier_appeal_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM clausea.exhibits e WHERE e.appeal_id = a.id)
                OR EXISTS (SELECT 1 FROM clausea.waivers w WHERE w.appeal_id = a.id) THEN 1 ELSE 0 END AS has_more
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        WHERE a.id = @id AND a.status IN ('Queued', 'DraftFailed')
        """);

    /// <summary>The case of an appeal that waits for its first draft, without to-dos, in one query; null when it does not
    /// wait.</summary>
    public async Task<AppealCase?> FindToDraftAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<AppealRecord>(FindToDraft, new { id }, cancellationToken) switch
        {
            null => null,
            { HasMore: true } => await FindAsync(session, id, cancellationToken),
            var record => record.ToCase(AppealParts.None),
        };
    }

    private static readonly Sql SetDrafted = new("""
        UPDATE clausea.appeals
        SET status = 'Drafted', status_reason = NULL, playbook = @Playbook, revision = 1, drafted_at = @now,
            readiness = @readiness
        WHERE id = @id
        """);

    /// <summary>Keeps the first draft. False, and nothing changed, when the appeal has one already or is past needing
    /// one; so a job may run twice, and at the same time. Drafts that are saved at the same time share a commit.</summary>
    /// <exception cref="ArgumentException">The draft is of another kind than the appeal.</exception>
    public async Task<bool> SaveDraftAsync(
        long id, Draft draft, string actor, CancellationToken cancellationToken = default) =>
        await database.Drafts.RunAsync(session => SaveDraftInAsync(session, id, draft, actor), cancellationToken) == ChangeResult.Done;

    private Task<ChangeResult> SaveDraftInAsync(LedgerSession session, long id, Draft draft, string actor) =>
        ChangeInAsync(
            session,
            id,
            _ => new(actor, HistoryAction.Drafted, DraftDetail(1, draft)),
            state => Allow(state, NotYetDrafted),
            async (_, state, now) =>
            {
                ThrowIfOtherKind(state, draft);
                await session.ExecuteAsync(SetDrafted, new { id, draft.Playbook, now, readiness = ReadinessOf(draft) }, CancellationToken.None);
                await InsertDraftAsync(session, id, 1, draft, actor, now, CancellationToken.None);
            },
            CancellationToken.None);

    private static readonly Sql SetFailed = new("""
        UPDATE clausea.appeals SET status = 'DraftFailed', status_reason = @reason WHERE id = @id
        """);

    /// <summary>No draft could be made; <paramref name="reason"/> holds no patient data.</summary>
    public Task<ChangeResult> FailDraftAsync(long id, string reason, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id,
            _ => new(HistoryRow.Program, HistoryAction.DraftFailed, reason),
            state => Allow(state, NotYetDrafted),
            (session, _, _) => session.ExecuteAsync(SetFailed, new { id, reason }, cancellationToken),
            cancellationToken);

    private static readonly Sql SetRedrafted = new("""
        UPDATE clausea.appeals SET revision = @revision, playbook = @Playbook, kind = @kind, readiness = @readiness WHERE id = @id
        """);

    private static readonly Sql SetDeadline = new("""
        UPDATE clausea.appeals
        SET deadline = @Date, deadline_key = @deadlineKey, safe_deadline = @SafeDate, deadline_basis = @Basis,
            deadline_source = @Source, deadline_is_default = @IsDefault
        WHERE id = @id
        """);

    /// <summary>Adds a revision to an unapproved draft; playbook and letter kind may change with it.</summary>
    public Task<ChangeResult> RedraftAsync(long id, Draft draft, string actor, CancellationToken cancellationToken = default) =>
        RedraftAsync(id, draft, actor, also: null, cancellationToken);

    /// <summary>The same, with the deadline that the new letter has; null when it has none.</summary>
    public Task<ChangeResult> RedraftAsync(
        long id, Draft draft, Deadline? deadline, string actor, CancellationToken cancellationToken = default) =>
        RedraftAsync(id, draft, actor, session => session.ExecuteAsync(SetDeadline, DeadlineArgs(id, deadline), cancellationToken), cancellationToken);

    private async Task<ChangeResult> RedraftAsync(
        long id, Draft draft, string actor, Func<LedgerSession, Task>? also, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeAsync(
                id,
                state => new(actor, HistoryAction.Redrafted, DraftDetail(state.Revision + 1, draft)),
                state => Allow(state, [AppealStatus.Drafted]),
                async (session, state, now) =>
                {
                    await WriteRevisionAsync(session, id, state.Revision + 1, draft, actor, now, cancellationToken);
                    await (also?.Invoke(session) ?? Task.CompletedTask);
                },
                cancellationToken);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            return ChangeResult.Conflict;
        }
    }

    private static async Task WriteRevisionAsync(
        LedgerSession session, long id, int revision, Draft draft, string actor, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var args = new { id, revision, draft.Playbook, kind = draft.Kind.ToString(), readiness = ReadinessOf(draft) };
        await session.ExecuteAsync(SetRedrafted, args, cancellationToken);
        await InsertDraftAsync(session, id, revision, draft, actor, now, cancellationToken);
    }

    private static readonly Sql InsertDraft = new("""
        INSERT INTO clausea.drafts
            (appeal_id, revision, kind, playbook, markdown, dated, needs_count, needs_json, findings_count, binding_count,
            findings_json, created_at, created_by)
        VALUES
            (@id, @revision, @kind, @Playbook, @Markdown, @Dated, @needsCount, @needsJson, @findingsCount, @bindingCount,
            @findingsJson, @now, @actor)
        """);

    private static Task<int> InsertDraftAsync(
        LedgerSession session, long id, int revision, Draft draft, string actor, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var args = new
        {
            id,
            revision,
            kind = draft.Kind.ToString(),
            draft.Playbook,
            draft.Markdown,
            draft.Dated,
            needsCount = draft.Needs.Count,
            needsJson = LedgerJson.Write(draft.Needs),
            findingsCount = draft.Findings.Count,
            bindingCount = draft.Findings.Count(finding => finding.IsBinding),
            findingsJson = draft.Findings.Count == 0 ? null : LedgerJson.Write(draft.Findings),
            now,
            actor,
        };
        return session.ExecuteAsync(InsertDraft, args, cancellationToken);
    }

    private static readonly Sql SetApproved = new("""
        UPDATE clausea.appeals SET status = 'Approved', approved_at = @now, approved_by = @actor WHERE id = @id
        """);

    /// <summary>Approves the revision that the person has read. Open needs and doubts of the lint are passed over only for a
    /// reason, which goes into the history; what no reason makes right is not passed over.</summary>
    /// <param name="dated">The same letter with the date of its approval, kept as a revision of its own; null when the
    /// revision bears it already.</param>
    public async Task<ChangeResult> ApproveAsync(
        long id, int revision, string actor, string? overruleReason, Draft? dated = null, CancellationToken cancellationToken = default)
    {
        var overruled = !string.IsNullOrWhiteSpace(overruleReason);
        var reason = overruled ? $", in spite of open needs: {overruleReason}" : "";
        var approved = dated is null ? revision : revision + 1;
        return await ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Approved, $"Revision {approved}{reason}"),
            state => state switch
            {
                { Status: not AppealStatus.Drafted } => ChangeResult.WrongStatus,
                _ when state.Revision != revision => ChangeResult.Conflict,
                { Binding: > 0 } => ChangeResult.MustBeMended,
                { Needs: > 0 } or { Findings: > 0 } when !overruled => ChangeResult.OpenNeeds,
                _ => ChangeResult.Done,
            },
            async (session, _, now) =>
            {
                if (dated is not null)
                {
                    await WriteRevisionAsync(session, id, approved, dated, actor, now, cancellationToken);
                }

                await session.ExecuteAsync(SetApproved, new { id, now, actor }, cancellationToken);
            },
            cancellationToken);
    }

    private static readonly Sql SetReopened = new("""
        UPDATE clausea.appeals SET status = 'Drafted', approved_at = NULL, approved_by = NULL WHERE id = @id
        """);

    private static readonly Sql SetOpen = new("""
        UPDATE clausea.appeals
        SET status = CASE WHEN sent_at IS NOT NULL THEN 'Sent' WHEN approved_at IS NOT NULL THEN 'Approved'
                WHEN revision > 0 THEN 'Drafted' ELSE 'Queued' END,
            closed_at = NULL, outcome = NULL, recovered_amount = NULL, job_id = NULL, job_storage = NULL
        WHERE id = @id
        """);

    /// <summary>Takes an outcome back, as of a remittance that was about something else; or an approval before the letter is sent,
    /// so that it can be changed. A remittance that closed an appeal once does not close it again.</summary>
    public Task<ChangeResult> ReopenAsync(long id, string actor, string reason, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Reopened, reason),
            state => Allow(state, [AppealStatus.Approved, AppealStatus.Closed]),
            (session, state, _) => session.ExecuteAsync(state.Status == AppealStatus.Closed ? SetOpen : SetReopened, new { id }, cancellationToken),
            cancellationToken);

    /// <summary>Adds a revision whose text a person has changed, unless somebody else was faster.</summary>
    /// <param name="fromRevision">The revision that the person has read.</param>
    /// <param name="what">What was changed, for the history.</param>
    public Task<ChangeResult> EditAsync(
        long id, int fromRevision, Draft draft, string actor, string what, CancellationToken cancellationToken = default) =>
        ChangeTextAsync(id, fromRevision, draft, new(actor, HistoryAction.Edited, what), null, cancellationToken);

    // A change that comes with a new revision of the text; both or none.
    private Task<ChangeResult> ChangeTextAsync(
        long id, int fromRevision, Draft draft, HistoryEntry entry, Func<LedgerSession, DateTimeOffset, Task>? also,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            _ => entry with { Detail = $"Revision {fromRevision + 1}: {entry.Detail}" },
            state => state.Status != AppealStatus.Drafted ? ChangeResult.WrongStatus
                : state.Revision != fromRevision ? ChangeResult.Conflict
                : ChangeResult.Done,
            async (session, _, now) =>
            {
                await WriteRevisionAsync(session, id, fromRevision + 1, draft, entry.Actor, now, cancellationToken);
                await (also?.Invoke(session, now) ?? Task.CompletedTask);
            },
            cancellationToken);

    private static readonly Sql Revisions = new("""
        SELECT revision, playbook, needs_count, findings_count, created_at, created_by
        FROM clausea.drafts WHERE appeal_id = @id ORDER BY revision
        """);

    /// <summary>Every revision of an appeal's text, the oldest first.</summary>
    public async Task<IReadOnlyList<RevisionRow>> RevisionsAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<RevisionRow>(Revisions, new { id }, cancellationToken);
    }

    private static readonly Sql OneRevision = new("""
        SELECT * FROM clausea.drafts WHERE appeal_id = @id AND revision = @revision
        """);

    /// <summary>One revision; null when there is none of that number.</summary>
    public async Task<AppealDraft?> RevisionAsync(long id, int revision, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.FirstAsync<DraftRecord>(OneRevision, new { id, revision }, cancellationToken))?.ToDraft();
    }

    private static object DeadlineArgs(long id, Deadline? deadline) => new
    {
        id,
        deadline?.Date,
        deadlineKey = deadline?.Date ?? DenialRow.NoDeadline,
        deadline?.SafeDate,
        deadline?.Basis,
        deadline?.Source,
        IsDefault = deadline?.IsDefault ?? false,
    };

    private static string DraftDetail(int revision, Draft draft) =>
        $"Revision {revision}, playbook {draft.Playbook}, {draft.Needs.Count} open needs";

    // As appeals are listed by it: 0 is no draft.
    private static int ReadinessOf(Draft draft) => draft.Needs.Count + draft.Findings.Count == 0 ? 2 : 1;

    private static void ThrowIfOtherKind(AppealState state, Draft draft)
    {
        if (draft.Kind != state.Kind)
        {
            throw new ArgumentException(
                $"The appeal is of kind {state.Kind}, the draft of {draft.Kind}", nameof(draft));
        }
    }
}
