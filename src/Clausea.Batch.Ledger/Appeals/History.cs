namespace Clausea.Batch.Ledger;

/// <summary>What was done to an appeal, or with it.</summary>
public enum HistoryAction
{
    Queued,
    Drafted,
    DraftFailed,
    Redrafted,
    Approved,
    Sent,
    OutcomeRecorded,
    Withdrawn,
    Noted,
    Viewed,
    Exported,

    /// <summary>A person changed the text.</summary>
    Edited,
    ExhibitAttached,
    ExhibitRemoved,

    /// <summary>A person decided to go without a piece of evidence.</summary>
    EvidenceWaived,

    /// <summary>The approval was taken back.</summary>
    Reopened,
    PacketMade,

    /// <summary>The next level of appeal was begun.</summary>
    LevelBegun,

    /// <summary>A legal hold was placed: nothing of the appeal is purged.</summary>
    HoldPlaced,
    HoldLifted,

    /// <summary>Somebody else works on it from now on, or nobody.</summary>
    Assigned,
}

/// <summary>One line of an appeal's history, which is never changed.</summary>
public sealed record HistoryRow
{
    /// <summary>The actor when no person acted.</summary>
    public const string Program = "clausea";

    public required long Id { get; init; }

    public required long AppealId { get; init; }

    public required DateTimeOffset HappenedAt { get; init; }

    public required string Actor { get; init; }

    public required HistoryAction Action { get; init; }

    public string? Detail { get; init; }
}

/// <summary>A line to be appended.</summary>
internal sealed record HistoryEntry(string Actor, HistoryAction Action, string? Detail = null)
{
    private static readonly Sql Append = new("""
        INSERT INTO clausea.history (appeal_id, happened_at, actor, action, detail)
        VALUES (@appealId, @now, @Actor, @action, @Detail)
        """);

    public Task AppendAsync(
        LedgerSession session, long appealId, DateTimeOffset now, CancellationToken cancellationToken) =>
        session.ExecuteAsync(
            Append, new { appealId, now, Actor, action = Action.ToString(), Detail }, cancellationToken);
}
