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

/// <summary>Several statuses that people mean by one word.</summary>
public enum WorklistGroup
{
    /// <summary>Not sent yet.</summary>
    Unsent,

    /// <summary>Not sent yet, and not approved either.</summary>
    Unapproved,

    /// <summary>Without an outcome, sent or not.</summary>
    Undecided,
}

/// <summary>Whether a draft lacks something, or says what the lint doubts. An appeal without a draft is neither.</summary>
public enum WorklistNeeds
{
    Open,
    None,
}

/// <summary>What became of appeals.</summary>
public enum WorklistOutcome
{
    Won,
    PartlyWon,
    Upheld,

    /// <summary>Won, in whole or in part.</summary>
    Recovered,
}

/// <summary>Which appeals to show; what is null does not restrict.</summary>
public sealed record WorklistFilter
{
    public AppealStatus? Status { get; init; }

    /// <summary>Of these, whatever <see cref="Status"/> leaves of them.</summary>
    public WorklistGroup? Group { get; init; }

    public Disposition? Disposition { get; init; }

    public LetterKind? Kind { get; init; }

    /// <summary>The payer's id, or a part of its name.</summary>
    public string? Payer { get; init; }

    /// <summary>NPI or tax id of the practice, or a part of its name.</summary>
    public string? Practice { get; init; }

    public string? Playbook { get; init; }

    /// <summary>A reason or remark code, in any group: 50, CO-50 and PR-50 are the same here.</summary>
    public string? Code { get; init; }

    /// <summary>Only appeals whose deadline is on this day or later.</summary>
    public DateOnly? DueFrom { get; init; }

    /// <summary>Only appeals whose deadline is before this day.</summary>
    public DateOnly? DueBefore { get; init; }

    /// <summary>Denied dollars, at least.</summary>
    public decimal? MinAmount { get; init; }

    /// <summary>Denied dollars, at most.</summary>
    public decimal? MaxAmount { get; init; }

    /// <summary>The patient control number (CLP01) or the payer's claim number (CLP07), or the beginning of it.</summary>
    public string? ClaimNumber { get; init; }

    /// <summary>Where no number begins so, look inside of all of them. It takes a third of a second where there are a million.</summary>
    public bool InsideNumbers { get; init; }

    public long? FileId { get; init; }

    /// <summary>Who works on it, by name.</summary>
    public string? Assignee { get; init; }

    /// <summary>Only appeals that nobody works on.</summary>
    public bool Unassigned { get; init; }

    public WorklistNeeds? Needs { get; init; }

    public WorklistOutcome? Outcome { get; init; }

    /// <summary>Only appeals that came into the ledger at this instant or later.</summary>
    public DateTimeOffset? CreatedSince { get; init; }

    /// <summary>Only appeals that were closed at this instant or later.</summary>
    public DateTimeOffset? ClosedSince { get; init; }

    public WorklistSort Sort { get; init; }

    /// <summary>Rows at most.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <see cref="WorklistRow.Cursor"/> of the last row that was shown, in the same sort.</summary>
    public string? After { get; init; }

    /// <summary>The cursor of the first row that was shown: the page before it is wanted.</summary>
    public string? Before { get; init; }

    /// <summary>The statuses that it leaves, in the order of an appeal's life.</summary>
    internal IReadOnlyList<AppealStatus> Statuses =>
        [.. Enum.GetValues<AppealStatus>().Where(status => (Status is null || Status == status) && IsIn(status) && Allows(status))];

    private bool IsIn(AppealStatus status) => Group switch
    {
        WorklistGroup.Unsent => status is AppealStatus.Queued or AppealStatus.DraftFailed or AppealStatus.Drafted or AppealStatus.Approved,
        WorklistGroup.Unapproved => status is AppealStatus.Queued or AppealStatus.DraftFailed or AppealStatus.Drafted,
        WorklistGroup.Undecided => status is not (AppealStatus.Closed or AppealStatus.Withdrawn),
        _ => true,
    };

    // Only what is closed has an outcome, and what is closed or withdrawn the time of it.
    private bool Allows(AppealStatus status) =>
        (Outcome is null || status == AppealStatus.Closed) && (ClosedSince is null || status is AppealStatus.Closed or AppealStatus.Withdrawn);
}
