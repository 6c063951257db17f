using System.Globalization;

namespace Clausea.Batch.Ledger;

public sealed partial class LedgerAppeals
{
    private static readonly Sql State = new("""
        SELECT a.id, a.status, a.kind, a.revision, a.outcome, a.recovered_amount, a.denial_id, a.level, a.playbook, a.assignee,
            COALESCE(d.needs_count, 0) AS needs, COALESCE(d.findings_count, 0) AS findings, COALESCE(d.binding_count, 0) AS binding
        FROM clausea.appeals a {lock}
        LEFT JOIN clausea.drafts d ON d.appeal_id = a.id AND d.revision = a.revision
        WHERE a.id = @id
        """);

    /// <summary>Every change goes this way: read under lock, check, write, append to the history, commit.</summary>
    private async Task<ChangeResult> ChangeAsync(
        long id, Func<AppealState, HistoryEntry> entry, Func<AppealState, ChangeResult> check,
        Func<LedgerSession, AppealState, DateTimeOffset, Task>? write, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var result = await ChangeInAsync(session, id, entry, check, write, cancellationToken);
        if (result == ChangeResult.Done)
        {
            await session.CommitAsync(cancellationToken);
        }

        return result;
    }

    // Nothing was written unless it returns Done.
    private async Task<ChangeResult> ChangeInAsync(
        LedgerSession session, long id, Func<AppealState, HistoryEntry> entry, Func<AppealState, ChangeResult> check,
        Func<LedgerSession, AppealState, DateTimeOffset, Task>? write, CancellationToken cancellationToken)
    {
        var state = await session.FirstAsync<AppealState>(State, new { id }, cancellationToken);
        var result = state is null ? ChangeResult.NotFound : check(state);
        if (result != ChangeResult.Done)
        {
            return result;
        }

        var now = database.Now;
        await (write?.Invoke(session, state!, now) ?? Task.CompletedTask);
        await entry(state!).AppendAsync(session, id, now, cancellationToken);
        return ChangeResult.Done;
    }

    private static ChangeResult Allow(AppealState state, ReadOnlySpan<AppealStatus> from) =>
        from.Contains(state.Status) ? ChangeResult.Done : ChangeResult.WrongStatus;

    private static readonly Sql SetSent = new("""
        UPDATE clausea.appeals
        SET status = 'Sent', sent_at = @now, sent_channel = @channel, sent_reference = @reference
        WHERE id = @id
        """);

    private static readonly Sql LatestPacket = new("""
        SELECT hash FROM clausea.packets
        WHERE appeal_id = @id AND revision = @Revision
            AND created_at = (SELECT MAX(created_at) FROM clausea.packets WHERE appeal_id = @id AND revision = @Revision)
        ORDER BY id
        """);

    /// <summary>An approved letter went out: by mail, fax, portal …, and under what number. The history names the packet
    /// that was made of it last, by its hash.</summary>
    public async Task<ChangeResult> MarkSentAsync(
        long id, string actor, string channel, string? reference, CancellationToken cancellationToken = default)
    {
        var detail = string.IsNullOrWhiteSpace(reference) ? channel : $"{channel}, {reference}";
        return await ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Sent, detail),
            state => Allow(state, [AppealStatus.Approved]),
            async (session, state, now) =>
            {
                var packet = await session.QueryAsync<string>(LatestPacket, new { id, state.Revision }, cancellationToken);
                detail += packet.Count == 0 ? ", no packet made of this revision" : $", packet sha256 {string.Join(" ", packet)}";
                await session.ExecuteAsync(SetSent, new { id, now, channel, reference }, cancellationToken);
            },
            cancellationToken);
    }

    private static readonly Sql SetOutcome = new("""
        UPDATE clausea.appeals
        SET status = 'Closed', closed_at = @now, outcome = @outcome, recovered_amount = @recovered,
            decided_on = COALESCE(@decidedOn, decided_on), decision_reference = COALESCE(@decisionReference, decision_reference)
        WHERE id = @id
        """);

    /// <summary>What the payer decided, and the dollars that came of it. A claim may be paid before its letter went
    /// out, and an outcome may be corrected; only a withdrawn appeal has none. The same outcome again changes
    /// nothing.</summary>
    public Task<ChangeResult> RecordOutcomeAsync(
        long id, string actor, AppealOutcome outcome, decimal recovered, CancellationToken cancellationToken = default) =>
        RecordOutcomeAsync(id, actor, new Decision(outcome, recovered), cancellationToken);

    /// <summary>The same, with the payer's own date and number of its decision: the next level is counted from it.</summary>
    public async Task<ChangeResult> RecordOutcomeAsync(
        long id, string actor, Decision decision, CancellationToken cancellationToken = default)
    {
        var (outcome, recovered, decidedOn, decisionReference) = decision;
        var money = new Money(recovered);
        var dollars = money.Rounded.ToString("0.00", CultureInfo.InvariantCulture);
        var alreadySo = false;
        var result = await ChangeAsync(
            id,
            _ => new(actor, HistoryAction.OutcomeRecorded, $"{outcome}, recovered {dollars}{decision.Detail}"),
            state =>
            {
                alreadySo = decision.Detail.Length == 0 && state.Status == AppealStatus.Closed && state.Outcome == outcome
                    && state.RecoveredAmount?.Amount == money.Rounded;
                return state.Status == AppealStatus.Withdrawn || alreadySo
                    ? ChangeResult.WrongStatus
                    : ChangeResult.Done;
            },
            (session, _, now) => session.ExecuteAsync(
                SetOutcome, new { id, now, outcome = outcome.ToString(), recovered = money, decidedOn, decisionReference }, cancellationToken),
            cancellationToken);
        return alreadySo ? ChangeResult.Done : result;
    }

    private static readonly Sql SetWithdrawn = new("""
        UPDATE clausea.appeals SET status = 'Withdrawn', status_reason = @reason, closed_at = @now WHERE id = @id
        """);

    /// <summary>The appeal is given up, at any time before it has an outcome.</summary>
    public Task<ChangeResult> WithdrawAsync(
        long id, string actor, string reason, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id,
            _ => new(actor, HistoryAction.Withdrawn, reason),
            state => state.Status is AppealStatus.Closed or AppealStatus.Withdrawn
                ? ChangeResult.WrongStatus
                : ChangeResult.Done,
            (session, _, now) => session.ExecuteAsync(SetWithdrawn, new { id, now, reason }, cancellationToken),
            cancellationToken);

    /// <summary>Adds a person's note to the history.</summary>
    public Task<ChangeResult> NoteAsync(
        long id, string actor, string text, CancellationToken cancellationToken = default) =>
        RecordAsync(id, new(actor, HistoryAction.Noted, text), cancellationToken);

    /// <summary>Someone looked at the patient's data.</summary>
    public Task<ChangeResult> RecordViewAsync(long id, string actor, CancellationToken cancellationToken = default) =>
        RecordAsync(id, new(actor, HistoryAction.Viewed), cancellationToken);

    /// <summary>Someone took the letter out: as docx, pdf, html, txt or print.</summary>
    public Task<ChangeResult> RecordExportAsync(
        long id, string actor, string format, CancellationToken cancellationToken = default) =>
        RecordAsync(id, new(actor, HistoryAction.Exported, format), cancellationToken);

    private Task<ChangeResult> RecordAsync(long id, HistoryEntry entry, CancellationToken cancellationToken) =>
        ChangeAsync(id, _ => entry, _ => ChangeResult.Done, write: null, cancellationToken);
}
