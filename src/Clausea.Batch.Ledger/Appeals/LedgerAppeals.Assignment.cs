namespace Clausea.Batch.Ledger;

public sealed partial class LedgerAppeals
{
    /// <summary>Characters of a name that works on appeals, at most.</summary>
    public const int LongestName = 100;

    private static readonly Sql SetAssignee = new("""
        UPDATE clausea.appeals SET assignee = @assignee WHERE id = @id
        """);

    /// <summary>From now on this person works on the appeal, or nobody when it is null. Conflict when it is so already.</summary>
    public Task<ChangeResult> AssignAsync(long id, string? assignee, string actor, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(assignee?.Length ?? 0, LongestName, nameof(assignee));
        return ChangeAsync(
            id,
            state => new(actor, HistoryAction.Assigned, (state.Assignee, assignee) switch
            {
                (null, var to) => $"to {to}",
                (var from, null) => $"to nobody, was {from}",
                var (from, to) => $"to {to}, was {from}",
            }),
            state => state.Assignee == assignee ? ChangeResult.Conflict : ChangeResult.Done,
            async (session, _, _) =>
            {
                if (assignee is not null)
                {
                    await WorklistNames.OfAssigneeAsync(session, assignee, cancellationToken);
                }

                await session.ExecuteAsync(SetAssignee, new { id, assignee }, cancellationToken);
            },
            cancellationToken);
    }
}
