using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>In which order the worklist comes.</summary>
public enum WorklistSort
{
    /// <summary>The most urgent first.</summary>
    Priority,

    /// <summary>The earliest first, those without one last.</summary>
    Deadline,

    /// <summary>The largest denied amount first.</summary>
    Amount,
    Newest,
}

/// <summary>Which appeals to show; what is null does not restrict.</summary>
public sealed record WorklistFilter
{
    public AppealStatus? Status { get; init; }

    public Disposition? Disposition { get; init; }

    public LetterKind? Kind { get; init; }

    /// <summary>The payer's id, or a part of its name.</summary>
    public string? Payer { get; init; }

    public string? Playbook { get; init; }

    /// <summary>Only appeals whose deadline is before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Denied dollars, at least.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>A part of the patient control number (CLP01) or the payer's claim number (CLP07).</summary>
    public string? ClaimNumber { get; init; }

    public long? FileId { get; init; }

    public WorklistSort Sort { get; init; }

    /// <summary>Rows at most.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="WorklistRow.Cursor"/> of the last row that was shown, in the same sort.</summary>
    public string? After { get; init; }
}
