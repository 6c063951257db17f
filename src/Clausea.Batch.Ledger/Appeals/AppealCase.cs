using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Where an appeal is in its life.</summary>
public enum AppealStatus
{
    /// <summary>Waits for its draft.</summary>
    Queued,
    Drafted,
    Approved,
    Sent,

    /// <summary>Has an outcome.</summary>
    Closed,
    Withdrawn,
    DraftFailed,
}

/// <summary>What the payer made of an appeal.</summary>
public enum AppealOutcome
{
    Won,
    PartlyWon,
    Upheld,
}

/// <summary>What came of a change that was asked for.</summary>
public enum ChangeResult
{
    Done,
    NotFound,

    /// <summary>The appeal's status does not allow it.</summary>
    WrongStatus,

    /// <summary>The draft still needs something, and no reason was given to approve it all the same.</summary>
    OpenNeeds,

    /// <summary>Someone else has changed it since, or another appeal of this claim has that letter kind.</summary>
    Conflict,
}

/// <summary>A job that is to draft an appeal.</summary>
public readonly record struct AppealJob(long AppealId, string JobId);

/// <summary>An appeal that waits for its draft, and the job enqueued for it, in the job storage named.</summary>
public sealed record QueuedAppeal(long Id, string? JobId, string? JobStorage);

/// <summary>Something else to be done about a claim.</summary>
public sealed record ToDo(long Id, string Text, DateTimeOffset? DoneAt);

/// <summary>One revision of an appeal's text.</summary>
public sealed record AppealDraft(int Revision, Draft Draft, DateTimeOffset CreatedAt, string CreatedBy);

/// <summary>Everything about one appeal: its state, the claim, the verdict, the latest text.</summary>
public sealed record AppealCase
{
    public required long Id { get; init; }

    public required long DenialId { get; init; }

    public required long FileId { get; init; }

    /// <summary>Name of the file that brought the claim.</summary>
    public required string File { get; init; }

    public required AppealStatus Status { get; init; }

    /// <summary>Why drafting failed, or why it was withdrawn.</summary>
    public string? StatusReason { get; init; }

    public required LetterKind Kind { get; init; }

    public required Disposition Disposition { get; init; }

    public string? Playbook { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal DeniedAmount { get; init; }

    public Deadline? Deadline { get; init; }

    public required int Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DraftedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public string? SentChannel { get; init; }

    public string? SentReference { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public AppealOutcome? Outcome { get; init; }

    /// <summary>In dollars.</summary>
    public decimal? RecoveredAmount { get; init; }

    public Interchange? Interchange { get; init; }

    public required Remittance Remittance { get; init; }

    public required ClaimPayment Claim { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The latest revision; once approved, the approved one.</summary>
    public AppealDraft? Draft { get; init; }

    public required IReadOnlyList<ToDo> ToDos { get; init; }

    /// <summary>The facts that a letter is made from.</summary>
    public Denial Denial => new(Interchange, Remittance, Claim, Verdict);
}
