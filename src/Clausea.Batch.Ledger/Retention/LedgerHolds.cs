namespace Clausea.Batch.Ledger;

/// <summary>A legal hold: whatever its age, nothing of the appeal is purged, nor of any other level of its claim.</summary>
public sealed record HoldRow
{
    public required long AppealId { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public required string PlacedBy { get; init; }
}

/// <summary>Legal holds. Each is placed and lifted together with its line of history.</summary>
public sealed class LedgerHolds(LedgerDatabase database)
{
    private static readonly Sql Appeal = new("SELECT a.id FROM clausea.appeals a {lock} WHERE a.id = @id");

    private static readonly Sql CountOpen = new("SELECT COUNT(*) FROM clausea.holds WHERE appeal_id = @id AND lifted_at IS NULL");

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.holds (appeal_id, reason, placed_at, placed_by) VALUES (@id, @detail, @now, @actor)
        """);

    private static readonly Sql Lift = new("""
        UPDATE clausea.holds SET lifted_at = @now, lifted_by = @actor WHERE appeal_id = @id AND lifted_at IS NULL
        """);

    /// <summary>Places a hold, whatever the appeal's status; WrongStatus when one lies on it already.</summary>
    public Task<ChangeResult> PlaceAsync(long id, string actor, string reason, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, isHeld: false, Insert, new(actor, HistoryAction.HoldPlaced, reason), cancellationToken);

    /// <summary>Lifts the hold; WrongStatus when there is none.</summary>
    public Task<ChangeResult> LiftAsync(long id, string actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, isHeld: true, Lift, new(actor, HistoryAction.HoldLifted), cancellationToken);

    private static readonly Sql Open = new("""
        SELECT h.appeal_id, h.reason, h.placed_at, h.placed_by
        FROM clausea.holds h
        JOIN clausea.appeals k ON k.id = h.appeal_id
        JOIN clausea.appeals a ON a.denial_id = k.denial_id
        WHERE a.id = @id AND h.lifted_at IS NULL
        ORDER BY h.id
        """);

    /// <summary>The holds that keep an appeal: its own, and those of other levels of its claim.</summary>
    public async Task<IReadOnlyList<HoldRow>> OfAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<HoldRow>(Open, new { id }, cancellationToken);
    }

    private async Task<ChangeResult> ChangeAsync(
        long id, bool isHeld, Sql change, HistoryEntry entry, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var args = new { id, detail = entry.Detail, actor = entry.Actor, now = database.Now };
        if (await session.FirstAsync<long?>(Appeal, args, cancellationToken) is null)
        {
            return ChangeResult.NotFound;
        }

        if (await session.FirstAsync<int>(CountOpen, args, cancellationToken) > 0 != isHeld)
        {
            return ChangeResult.WrongStatus;
        }

        await session.ExecuteAsync(change, args, cancellationToken);
        await entry.AppendAsync(session, id, args.now, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return ChangeResult.Done;
    }
}
