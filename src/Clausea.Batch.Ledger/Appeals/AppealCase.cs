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

/// <summary>What the payer decided on an appeal.</summary>
/// <param name="Recovered">Dollars paid after it.</param>
/// <param name="DecidedOn">The date of the decision.</param>
/// <param name="Reference">The payer's number of it.</param>
public sealed record Decision(AppealOutcome Outcome, decimal Recovered, DateOnly? DecidedOn = null, string? Reference = null)
{
    /// <summary>Date and number, for the history.</summary>
    internal string Detail { get; } =
        (DecidedOn is { } day ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", decided {day:yyyy-MM-dd}") : string.Empty)
        + (string.IsNullOrWhiteSpace(Reference) ? string.Empty : $", decision {Reference}");
}

/// <summary>What came of a change that was asked for.</summary>
public enum ChangeResult
{
    Done,
    NotFound,

    /// <summary>The appeal's status does not allow it.</summary>
    WrongStatus,

    /// <summary>The draft still needs something, or says what the lint doubts, and no reason was given to approve it all
    /// the same.</summary>
    OpenNeeds,

    /// <summary>The draft says what no reason makes right, such as an exhibit that is not attached.</summary>
    MustBeMended,

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

/// <summary>One revision in a list.</summary>
public sealed record RevisionRow
{
    public required int Revision { get; init; }

    public required string Playbook { get; init; }

    public required int NeedsCount { get; init; }

    public required int FindingsCount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }
}

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

    /// <summary>Level of appeal, from 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>The appeal whose decision this one answers.</summary>
    public long? EarlierId { get; init; }

    /// <summary>What is known of it.</summary>
    public EarlierAppeal? Earlier { get; init; }

    /// <summary>The date of the payer's decision on this appeal.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The payer's number of that decision.</summary>
    public string? DecisionReference { get; init; }

    public required int Priority { get; init; }

    /// <summary>Who works on it; null when nobody does.</summary>
    public string? Assignee { get; init; }

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

    /// <summary>What travels with the letter, by exhibit letter.</summary>
    public IReadOnlyList<ExhibitRow> Exhibits { get; init; } = [];

    /// <summary>Evidence that a person decided to go without.</summary>
    public IReadOnlyList<WaiverRow> Waivers { get; init; } = [];

    /// <summary>The facts that a letter is made from.</summary>
    public Denial Denial => new(Interchange, Remittance, Claim, Verdict);

    /// <summary>What its letter is written from, and its text is read against, on a day.</summary>
    /// <param name="playbooks">The playbooks as they are now.</param>
    /// <param name="today">The letter's date.</param>
    public LetterOrder Order(PlaybookShelf playbooks, DateOnly today)
    {
        // The playbook that triage chose answers each of its causes; another one answers all that was denied.
        var playbook = Draft?.Draft.Playbook ?? Playbook;
        return new LetterOrder
        {
            Today = today,
            Playbook = playbook == Verdict.Playbook ? null : playbooks.Find(playbook),
            Kind = Kind.IsLaterLevel() ? Kind : null,
            Level = Level,
            Deadline = Deadline,
            Exhibits = [.. Exhibits.Select(exhibit => exhibit.ToExhibit())],
            Waived = [.. Waivers.Select(waiver => waiver.EvidenceKey)],
            Earlier = Earlier,
        };
    }
}
