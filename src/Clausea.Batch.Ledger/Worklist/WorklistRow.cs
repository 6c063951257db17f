using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>One appeal of the worklist.</summary>
public sealed record WorklistRow
{
    public required long Id { get; init; }

    public required AppealStatus Status { get; init; }

    public required LetterKind Kind { get; init; }

    public required Disposition Disposition { get; init; }

    public string? Playbook { get; init; }

    public string? Payer { get; init; }

    public string? PayerId { get; init; }

    /// <summary>Name of the practice.</summary>
    public string? Practice { get; init; }

    /// <summary>NPI of the practice.</summary>
    public string? PracticeNpi { get; init; }

    public string? PatientControlNumber { get; init; }

    public string? PayerClaimNumber { get; init; }

    public DateOnly? ServiceFrom { get; init; }

    public DateOnly? ServiceTo { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal DeniedAmount { get; init; }

    public DateOnly? Deadline { get; init; }

    public required bool DeadlineIsDefault { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Name of the file that brought the claim.</summary>
    public required string File { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DraftedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public AppealOutcome? Outcome { get; init; }

    /// <summary>In dollars.</summary>
    public decimal? RecoveredAmount { get; init; }

    /// <summary>What the latest draft lacks, as it stands there.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    public int OpenNeeds => Needs.Count;

    /// <summary>Whether the draft lacks nothing, and the lint doubts nothing of it.</summary>
    public required bool IsReady { get; init; }

    /// <summary>The latest one of its letter; 0 without a draft.</summary>
    public required int Revision { get; init; }

    /// <summary>Who works on it; null when nobody does.</summary>
    public string? Assignee { get; init; }

    /// <summary>Where this row stands: <see cref="WorklistFilter.After"/> of the page behind it.</summary>
    public required string Cursor { get; init; }
}

/// <summary>A row of the worklist as the database has it.</summary>
internal sealed class WorklistRecord
{
    public long Id { get; init; }
    public AppealStatus Status { get; init; }
    public LetterKind Kind { get; init; }
    public Disposition Disposition { get; init; }
    public string? Playbook { get; init; }
    public string? PayerName { get; init; }
    public string? PayerId { get; init; }
    public string? PayeeName { get; init; }
    public string? PayeeNpi { get; init; }
    public string? PatientControlNumber { get; init; }
    public string? PayerClaimNumber { get; init; }
    public DateOnly? ServiceFrom { get; init; }
    public DateOnly? ServiceTo { get; init; }
    public Money DeniedAmount { get; init; }
    public DateOnly? Deadline { get; init; }
    public DateOnly DeadlineKey { get; init; }
    public bool DeadlineIsDefault { get; init; }
    public int Priority { get; init; }
    public string Reasons { get; init; } = "";
    public string Remarks { get; init; } = "";
    public string FileName { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DraftedAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public AppealOutcome? Outcome { get; init; }
    public Money? RecoveredAmount { get; init; }
    public string? NeedsJson { get; init; }
    public int Readiness { get; init; }
    public int Revision { get; init; }
    public string? Assignee { get; init; }

    public WorklistRow ToRow(WorklistSort sort) => new()
    {
        Id = Id,
        Status = Status,
        Kind = Kind,
        Disposition = Disposition,
        Playbook = Playbook,
        Payer = PayerName,
        PayerId = PayerId,
        Practice = PayeeName,
        PracticeNpi = PayeeNpi,
        PatientControlNumber = PatientControlNumber,
        PayerClaimNumber = PayerClaimNumber,
        ServiceFrom = ServiceFrom,
        ServiceTo = ServiceTo,
        DeniedAmount = DeniedAmount.Amount,
        Deadline = Deadline,
        DeadlineIsDefault = DeadlineIsDefault,
        Priority = Priority,
        Reasons = Codes.Split(Reasons),
        Remarks = Codes.Split(Remarks),
        File = FileName,
        CreatedAt = CreatedAt,
        DraftedAt = DraftedAt,
        SentAt = SentAt,
        Outcome = Outcome,
        RecoveredAmount = RecoveredAmount?.Amount,
        Needs = NeedsJson is null ? [] : [.. LedgerJson.Read<IReadOnlyList<Need>>(NeedsJson).Select(need => $"{need}")],
        IsReady = Readiness == 2,
        Revision = Revision,
        Assignee = Assignee,
        Cursor = WorklistCursor.Of(this, sort).ToString(),
    };
}

/// <summary>Codes kept in one column, a blank between them.</summary>
internal static class Codes
{
    public static IReadOnlyList<string> Split(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
