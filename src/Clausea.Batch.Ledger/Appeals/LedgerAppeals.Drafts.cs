using System.Data.Common;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

public sealed partial class LedgerAppeals
{
    private static readonly AppealStatus[] NotYetDrafted = [AppealStatus.Queued, AppealStatus.DraftFailed];

    private static readonly Sql SetDrafted = new("""
        UPDATE clausea.appeals
        SET status = 'Drafted', status_reason = NULL, playbook = @Playbook, revision = 1, drafted_at = @now
        WHERE id = @id
        """);

    /// <summary>Keeps the first draft. False, and nothing changed, when the appeal has one already or is past needing
    /// one; so a job may run twice, and at the same time.</summary>
    /// <exception cref="ArgumentException">The draft is of another kind than the appeal.</exception>
    public async Task<bool> SaveDraftAsync(
        long id, Draft draft, string actor, CancellationToken cancellationToken = default)
    {
        var result = await ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Drafted, DraftDetail(1, draft)),
            state => Allow(state, NotYetDrafted),
            async (session, state, now) =>
            {
                ThrowIfOtherKind(state, draft);
                await session.ExecuteAsync(SetDrafted, new { id, draft.Playbook, now }, cancellationToken);
                await InsertDraftAsync(session, id, 1, draft, actor, now, cancellationToken);
            },
            cancellationToken);
        return result == ChangeResult.Done;
    }

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
        UPDATE clausea.appeals SET revision = @revision, playbook = @Playbook, kind = @kind WHERE id = @id
        """);

    /// <summary>Adds a revision to an unapproved draft; playbook and letter kind may change with it.</summary>
    public async Task<ChangeResult> RedraftAsync(
        long id, Draft draft, string actor, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ChangeAsync(
                id,
                state => new(actor, HistoryAction.Redrafted, DraftDetail(state.Revision + 1, draft)),
                state => Allow(state, [AppealStatus.Drafted]),
                (session, state, now) => WriteRevisionAsync(
                    session, id, state.Revision + 1, draft, actor, now, cancellationToken),
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
        var args = new { id, revision, draft.Playbook, kind = draft.Kind.ToString() };
        await session.ExecuteAsync(SetRedrafted, args, cancellationToken);
        await InsertDraftAsync(session, id, revision, draft, actor, now, cancellationToken);
    }

    private static readonly Sql InsertDraft = new("""
        INSERT INTO clausea.drafts
            (appeal_id, revision, kind, playbook, markdown, html, text, needs_count, needs_json, created_at, created_by)
        VALUES
            (@id, @revision, @kind, @Playbook, @Markdown, @Html, @Text, @needsCount, @needsJson, @now, @actor)
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
            draft.Html,
            draft.Text,
            needsCount = draft.Needs.Count,
            needsJson = LedgerJson.Write(draft.Needs),
            now,
            actor,
        };
        return session.ExecuteAsync(InsertDraft, args, cancellationToken);
    }

    private static readonly Sql SetApproved = new("""
        UPDATE clausea.appeals SET status = 'Approved', approved_at = @now, approved_by = @actor WHERE id = @id
        """);

    /// <summary>Approves the revision that the person has read. Open needs are passed over only for a reason, which
    /// goes into the history.</summary>
    public Task<ChangeResult> ApproveAsync(
        long id, int revision, string actor, string? overruleReason, CancellationToken cancellationToken = default)
    {
        var overruled = !string.IsNullOrWhiteSpace(overruleReason);
        var reason = overruled ? $", in spite of open needs: {overruleReason}" : "";
        return ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Approved, $"Revision {revision}{reason}"),
            state => state switch
            {
                { Status: not AppealStatus.Drafted } => ChangeResult.WrongStatus,
                _ when state.Revision != revision => ChangeResult.Conflict,
                { Needs: > 0 } when !overruled => ChangeResult.OpenNeeds,
                _ => ChangeResult.Done,
            },
            (session, _, now) => session.ExecuteAsync(SetApproved, new { id, now, actor }, cancellationToken),
            cancellationToken);
    }

    private static string DraftDetail(int revision, Draft draft) =>
        $"Revision {revision}, playbook {draft.Playbook}, {draft.Needs.Count} open needs";

    private static void ThrowIfOtherKind(AppealState state, Draft draft)
    {
        if (draft.Kind != state.Kind)
        {
            throw new ArgumentException(
                $"The appeal is of kind {state.Kind}, the draft of {draft.Kind}", nameof(draft));
        }
    }
}
