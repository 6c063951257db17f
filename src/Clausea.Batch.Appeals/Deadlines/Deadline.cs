namespace Clausea.Batch.Appeals;

/// <summary>The last day, a safer one before it, and who says so.</summary>
public sealed record Deadline
{
    /// <summary>Last day by the rule.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>A working day well before it, to aim for.</summary>
    public required DateOnly SafeDate { get; init; }

    /// <summary>How it was counted, in words.</summary>
    public required string Basis { get; init; }

    public required string Source { get; init; }

    /// <summary>Nobody has told the office's rule for this payer: verify before relying on it.</summary>
    public required bool IsDefault { get; init; }

    /// <summary>Why it has to be verified, in words; null when it need not be, or when an older version wrote it.</summary>
    public string? WhyDefault { get; init; }

    /// <summary>Name of the filing rule.</summary>
    public string? Rule { get; init; }

    /// <summary>Level of appeal, from 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>The day the clock started.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>The form that the payer asks for, such as CMS-20027.</summary>
    public string? Form { get; init; }

    /// <summary>When somebody last checked the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>Calendar days within which the payer should decide.</summary>
    public int? DecisionDays { get; init; }
}
