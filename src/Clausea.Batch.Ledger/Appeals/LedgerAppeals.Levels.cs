using System.Data.Common;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>The appeal of the next level, once it is begun.</summary>
public sealed record NextLevel(LetterKind Kind, int Level, Deadline? Deadline);

public sealed partial class LedgerAppeals
{
    private static readonly Sql InsertNextLevel = new("""
        INSERT INTO clausea.appeals
            (denial_id, kind, status, disposition, playbook, denied_amount, priority, deadline_key, level, earlier_appeal_id,
            created_at, file_id, payer_no, practice_no, code_bits, assignee)
        SELECT denial_id, @kind, 'Queued', 'Escalate', playbook, denied_amount, priority, @noDeadline, @Level, id, @now, file_id,
            payer_no, practice_no, code_bits, assignee
        FROM clausea.appeals WHERE id = @id
        """);

    // What was shown once may have to be shown again.
    private static readonly Sql CarryExhibits = new("""
        INSERT INTO clausea.exhibits
            (appeal_id, letter, evidence_key, title, class, file_name, content_type, size, pages, hash, confirmed_by, added_at, added_by)
        SELECT @begunId, letter, evidence_key, title, class, file_name, content_type, size, pages, hash, confirmed_by, @now, @actor
        FROM clausea.exhibits WHERE appeal_id = @id AND removed_at IS NULL
        """);

    private static readonly Sql NextLevelId = new("""
        SELECT id FROM clausea.appeals WHERE denial_id = @DenialId AND kind = @kind
        """);

    /// <summary>Begins the next level after a decision that left something unpaid; the new appeal has its exhibits and
    /// waits for its draft. The id is that of the new appeal, null unless the result is Done.</summary>
    public async Task<(ChangeResult Result, long? Id)> BeginNextLevelAsync(
        long id, NextLevel next, string actor, CancellationToken cancellationToken = default)
    {
        long? begun = null;
        try
        {
            var result = await ChangeAsync(
                id,
                _ => new(actor, HistoryAction.LevelBegun, $"{next.Kind.Title()}, level {next.Level}: appeal {begun}"),
                state => state is { Status: AppealStatus.Closed, Outcome: AppealOutcome.Upheld or AppealOutcome.PartlyWon }
                    ? ChangeResult.Done
                    : ChangeResult.WrongStatus,
                async (session, state, now) => begun = await InsertAsync(session, state, now),
                cancellationToken);
            return (result, result == ChangeResult.Done ? begun : null);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            return (ChangeResult.Conflict, null);
        }

        async Task<long> InsertAsync(LedgerSession session, AppealState state, DateTimeOffset now)
        {
            var kind = next.Kind.ToString();
            var args = new { id, kind, noDeadline = DenialRow.NoDeadline, next.Level, now };
            await session.ExecuteAsync(InsertNextLevel, args, cancellationToken);
            var begunId = await session.FirstAsync<long>(NextLevelId, new { state.DenialId, kind }, cancellationToken);
            await session.ExecuteAsync(SetDeadline, DeadlineArgs(begunId, next.Deadline), cancellationToken);
            await session.ExecuteAsync(CarryExhibits, new { begunId, id, now, actor }, cancellationToken);
            await new HistoryEntry(actor, HistoryAction.Queued, $"{next.Kind.Title()} after appeal {id}").AppendAsync(session, begunId, now, cancellationToken);
            return begunId;
        }
    }
}
