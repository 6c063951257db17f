using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>How many appeals there are, and how many dollars hang on them.</summary>
public sealed record WorklistTotals
{
    /// <summary>Statuses that have appeals.</summary>
    public required IReadOnlyList<StatusTotal> ByStatus { get; init; }

    /// <summary>Not sent yet, and the deadline is today or within 14 days.</summary>
    public required DueTotal DueSoon { get; init; }

    /// <summary>Not sent yet, and the deadline has passed.</summary>
    public required DueTotal Overdue { get; init; }
}

/// <summary>Appeals of one status; dollars.</summary>
public sealed record StatusTotal(AppealStatus Status, int Appeals, decimal DeniedAmount, decimal RecoveredAmount);

/// <summary>Appeals to hurry with; dollars.</summary>
public sealed record DueTotal(int Appeals, decimal DeniedAmount);

/// <summary>A claim that something is to be done about, but no letter written.</summary>
public sealed record DenialWithoutLetter
{
    public required long DenialId { get; init; }

    public required Disposition Disposition { get; init; }

    /// <summary>Name of the rule that decided.</summary>
    public required string Rule { get; init; }

    public required string Because { get; init; }

    public string? Playbook { get; init; }

    public string? Payer { get; init; }

    public string? PayerId { get; init; }

    public string? PatientControlNumber { get; init; }

    public string? PayerClaimNumber { get; init; }

    public DateOnly? ServiceFrom { get; init; }

    public DateOnly? ServiceTo { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal DeniedAmount { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Name of the file that brought the claim.</summary>
    public required string File { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyList<ToDo> ToDos { get; init; }
}

/// <summary>A row of counts and sums as the database has it.</summary>
internal sealed class TotalRecord
{
    public AppealStatus Status { get; init; }
    public int Appeals { get; init; }
    public Money DeniedAmount { get; init; }
    public Money RecoveredAmount { get; init; }

    public StatusTotal ToStatus() => new(Status, Appeals, DeniedAmount.Amount, RecoveredAmount.Amount);
}

/// <summary>A denial without an appeal as the database has it.</summary>
internal sealed class DenialRecord
{
    public long Id { get; init; }
    public Disposition Disposition { get; init; }
    public string RuleName { get; init; } = "";
    public string Because { get; init; } = "";
    public string? Playbook { get; init; }
    public string? PayerName { get; init; }
    public string? PayerId { get; init; }
    public string? PatientControlNumber { get; init; }
    public string? PayerClaimNumber { get; init; }
    public DateOnly? ServiceFrom { get; init; }
    public DateOnly? ServiceTo { get; init; }
    public Money DeniedAmount { get; init; }
    public string Reasons { get; init; } = "";
    public string Remarks { get; init; } = "";
    public string FileName { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }

    public DenialWithoutLetter ToRow(IEnumerable<ToDoRecord> toDos) => new()
    {
        DenialId = Id,
        Disposition = Disposition,
        Rule = RuleName,
        Because = Because,
        Playbook = Playbook,
        Payer = PayerName,
        PayerId = PayerId,
        PatientControlNumber = PatientControlNumber,
        PayerClaimNumber = PayerClaimNumber,
        ServiceFrom = ServiceFrom,
        ServiceTo = ServiceTo,
        DeniedAmount = DeniedAmount.Amount,
        Reasons = Codes.Split(Reasons),
        Remarks = Codes.Split(Remarks),
        File = FileName,
        CreatedAt = CreatedAt,
        ToDos = [.. toDos.Select(toDo => toDo.ToToDo())],
    };
}
