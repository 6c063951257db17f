using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

public sealed partial class LedgerAppeals
{
    private const int PriorityBatch = 500;

    private static readonly Sql NotYetSent = new("""
        SELECT a.id, a.priority, a.level, a.earlier_appeal_id, a.deadline, a.safe_deadline, d.verdict_json, r.payment_date
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        WHERE a.id > @after AND a.status IN ('Queued', 'Drafted', 'DraftFailed', 'Approved')
        ORDER BY a.id {page}
        """);

    private static readonly Sql SetPriority = new("""
        UPDATE clausea.appeals SET priority = @Priority WHERE id = @Id
        """);

    // One way to the server for a whole batch.
    private static readonly Sql SetPriorities = new("""
        UPDATE a SET priority = m.Priority
        FROM clausea.appeals a
        JOIN OPENJSON(@list) WITH (Id bigint, Priority int) m ON m.Id = a.id
        """);

    /// <summary>Days pass: counts the priority of every appeal that was not sent yet anew. Plumbing, no change of the
    /// case: it leaves no history.</summary>
    /// <param name="score">Priority of a verdict whose payment has this date.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>How many changed.</returns>
    public async Task<int> RefreshPrioritiesAsync(Func<Verdict, DateOnly?, int> score, CancellationToken cancellationToken = default)
    {
        var (changed, after) = (0, 0L);
        while (true)
        {
            var batch = await NotYetSentAsync(after, cancellationToken);
            if (batch.Count == 0)
            {
                return changed;
            }

            List<Moved> moved = [.. batch.Select(row => (Row: row, Priority: score(row.Verdict, row.PaymentDate)))
                .Where(scored => scored.Priority != scored.Row.Priority).Select(scored => new Moved(scored.Row.Id, scored.Priority))];
            if (moved.Count > 0)
            {
                await MoveAsync(moved, cancellationToken);
            }

            changed += moved.Count;
            after = batch[^1].Id;
        }
    }

    private async Task MoveAsync(List<Moved> moved, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (database.Engine == LedgerEngine.SqlServer)
        {
            await session.ExecuteAsync(SetPriorities, new { list = LedgerJson.Write(moved) }, cancellationToken);
        }
        else
        {
            await session.ExecuteAsync(SetPriority, moved, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    private sealed record Moved(long Id, int Priority);

    private async Task<IReadOnlyList<PriorityRecord>> NotYetSentAsync(long after, CancellationToken cancellationToken)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<PriorityRecord>(NotYetSent, new { after, limit = PriorityBatch }, cancellationToken);
    }

    private sealed class PriorityRecord
    {
        public long Id { get; init; }

        public int Priority { get; init; }

        public string VerdictJson { get; init; } = "";

        public DateOnly? PaymentDate { get; init; }

        public int Level { get; init; }

        public long? EarlierAppealId { get; init; }

        public DateOnly? Deadline { get; init; }

        public DateOnly? SafeDeadline { get; init; }

        /// <summary>As of this appeal: a later level has its own deadline, or none.</summary>
        public Verdict Verdict
        {
            get
            {
                var verdict = LedgerJson.Read<Verdict>(VerdictJson);
                return EarlierAppealId is null ? verdict : verdict with { Deadline = Own };
            }
        }

        private Deadline? Own => Deadline is not { } date ? null : new Deadline
        {
            Date = date,
            SafeDate = SafeDeadline ?? date,
            Basis = "",
            Source = "",
            IsDefault = false,
            Level = Level,
        };
    }
}
