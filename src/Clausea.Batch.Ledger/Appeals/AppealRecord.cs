using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>An appeal with its denial, remittance and file, as the database has them.</summary>
internal sealed class AppealRecord
{
    public long Id { get; init; }
    public long DenialId { get; init; }
    public long FileId { get; init; }
    public string FileName { get; init; } = "";
    public AppealStatus Status { get; init; }
    public string? StatusReason { get; init; }
    public LetterKind Kind { get; init; }
    public Disposition Disposition { get; init; }
    public string? Playbook { get; init; }
    public Money DeniedAmount { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly? SafeDeadline { get; init; }
    public string? DeadlineBasis { get; init; }
    public string? DeadlineSource { get; init; }
    public bool DeadlineIsDefault { get; init; }
    public int Level { get; init; }
    public long? EarlierAppealId { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public string? DecisionReference { get; init; }
    public int Priority { get; init; }
    public string? Assignee { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DraftedAt { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public string? ApprovedBy { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? SentChannel { get; init; }
    public string? SentReference { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public AppealOutcome? Outcome { get; init; }
    public Money? RecoveredAmount { get; init; }
    public string? InterchangeJson { get; init; }
    public string HeaderJson { get; init; } = "";
    public string ClaimJson { get; init; } = "";
    public string VerdictJson { get; init; } = "";

    /// <summary>Other tables have something of this appeal that its letter needs.</summary>
    public bool HasMore { get; init; }

    public AppealCase ToCase(AppealParts parts) => ToCase(LedgerJson.Read<Verdict>(VerdictJson), parts);

    private AppealCase ToCase(Verdict verdict, AppealParts parts) => new()
    {
        Id = Id,
        DenialId = DenialId,
        FileId = FileId,
        File = FileName,
        Status = Status,
        StatusReason = StatusReason,
        Kind = Kind,
        Disposition = Disposition,
        Playbook = Playbook,
        DeniedAmount = DeniedAmount.Amount,
        Deadline = ToDeadline(verdict.Deadline),
        Priority = Priority,
        Assignee = Assignee,
        CreatedAt = CreatedAt,
        DraftedAt = DraftedAt,
        ApprovedAt = ApprovedAt,
        ApprovedBy = ApprovedBy,
        SentAt = SentAt,
        SentChannel = SentChannel,
        SentReference = SentReference,
        ClosedAt = ClosedAt,
        Outcome = Outcome,
        RecoveredAmount = RecoveredAmount?.Amount,
        Interchange = InterchangeJson is null ? null : LedgerJson.Read<Interchange>(InterchangeJson),
        Remittance = LedgerJson.Read<Remittance>(HeaderJson),
        Claim = LedgerJson.Read<ClaimPayment>(ClaimJson),
        Verdict = verdict,
        Level = Level,
        EarlierId = EarlierAppealId,
        Earlier = parts.Earlier,
        DecidedOn = DecidedOn,
        DecisionReference = DecisionReference,
        Draft = parts.Draft,
        ToDos = parts.ToDos,
        Exhibits = parts.Exhibits,
        Waivers = parts.Waivers,
    };

    // The verdict tells more of it than the columns, as long as it tells the same day.
    private Deadline? ToDeadline(Deadline? told) => Deadline is not { } date ? null : told?.Date == date ? told : new()
    {
        Date = date,
        SafeDate = SafeDeadline ?? date,
        Basis = DeadlineBasis ?? "",
        Source = DeadlineSource ?? "",
        IsDefault = DeadlineIsDefault,
        Level = Level,
    };
}

/// <summary>What belongs to an appeal and stands in other tables.</summary>
internal sealed record AppealParts(
    AppealDraft? Draft, EarlierAppeal? Earlier, IReadOnlyList<ToDo> ToDos, IReadOnlyList<ExhibitRow> Exhibits, IReadOnlyList<WaiverRow> Waivers)
{
    public static readonly AppealParts None = new(null, null, [], [], []);
}

/// <summary>An appeal as the next level sees it.</summary>
internal sealed class EarlierRecord
{
    public int Level { get; init; }
    public LetterKind Kind { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string? SentChannel { get; init; }
    public string? SentReference { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public string? DecisionReference { get; init; }
    public AppealOutcome? Outcome { get; init; }

    public EarlierAppeal ToEarlier(TimeZoneInfo office) => new()
    {
        Level = Level,
        Kind = Kind,
        SentOn = SentAt is { } sent ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(sent, office).DateTime) : null,
        Channel = SentChannel,
        Reference = SentReference,
        DecidedOn = DecidedOn,
        DecisionReference = DecisionReference,
        IsPartlyWon = Outcome == AppealOutcome.PartlyWon,
    };
}

/// <summary>A row of <c>drafts</c>.</summary>
internal sealed class DraftRecord
{
    public int Revision { get; init; }
    public LetterKind Kind { get; init; }
    public string Playbook { get; init; } = "";
    public string Markdown { get; init; } = "";
    public DateOnly? Dated { get; init; }
    public string NeedsJson { get; init; } = "";
    public string? FindingsJson { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public string CreatedBy { get; init; } = "";

    public AppealDraft ToDraft() => new(Revision, Draft(), CreatedAt, CreatedBy);

    private Draft Draft() => new()
    {
        Kind = Kind,
        Playbook = Playbook,
        Markdown = Markdown,
        Dated = Dated,
        Needs = LedgerJson.Read<IReadOnlyList<Need>>(NeedsJson),
        Findings = FindingsJson is null ? [] : LedgerJson.Read<IReadOnlyList<LintFinding>>(FindingsJson),
    };
}

/// <summary>A row of <c>todos</c>.</summary>
internal sealed class ToDoRecord
{
    public long Id { get; init; }
    public long DenialId { get; init; }
    public string Text { get; init; } = "";
    public DateTimeOffset? DoneAt { get; init; }

    public ToDo ToToDo() => new(Id, Text, DoneAt);
}

/// <summary>What decides whether an appeal may be changed.</summary>
internal sealed class AppealState
{
    public long Id { get; init; }
    public AppealStatus Status { get; init; }
    public LetterKind Kind { get; init; }
    public int Revision { get; init; }
    public int Needs { get; init; }

    /// <summary>What the lint doubts.</summary>
    public int Findings { get; init; }

    /// <summary>What of it no reason overrules.</summary>
    public int Binding { get; init; }
    public long DenialId { get; init; }
    public int Level { get; init; }
    public string? Playbook { get; init; }
    public string? Assignee { get; init; }
    public AppealOutcome? Outcome { get; init; }
    public Money? RecoveredAmount { get; init; }
}
