using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What to do about a claim that was not paid in full.</summary>
public enum Disposition
{
    /// <summary>Nothing: a reversal, a report-only line, a predetermination.</summary>
    None,
    Hold,
    WriteOff,
    BillPatient,
    NextPayer,

    /// <summary>A person has to decide.</summary>
    Review,
    CorrectClaim,
    Reopening,
    SendRecords,
    TimelyFilingProof,
    Appeal,
    Escalate,
}

/// <summary>Which letter goes out; one appeal per claim and letter kind.</summary>
public enum LetterKind
{
    Appeal,
    Records,
    CorrectedClaim,
    TimelyFiling,
    Reopening,
    Escalation,

    /// <summary>A second appeal, after a first was decided; a person begins it.</summary>
    SecondLevel,

    /// <summary>Review by an organization outside the plan; a person begins it.</summary>
    ExternalReview,
}

/// <summary>One reason why money of a claim was denied, and the playbook that answers it.</summary>
public sealed record Cause
{
    /// <summary>Key of the playbook, or null when none fits.</summary>
    public string? Playbook { get; init; }

    public required Disposition Disposition { get; init; }

    public LetterKind? Kind { get; init; }

    /// <summary>Name of the rule that decided.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in a sentence for people.</summary>
    public required string Because { get; init; }

    /// <summary>The codes that fired the rule.</summary>
    public IReadOnlyList<string> Fired { get; init; } = [];

    /// <summary>Dollars denied.</summary>
    public required decimal DeniedAmount { get; init; }

    /// <summary>1-based numbers of the service lines; empty when the claim was decided as a whole.</summary>
    public required IReadOnlyList<int> Services { get; init; }

    /// <summary>Group and reason of the denying adjustments, such as CO-50.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Remark codes of those lines and of the claim.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>What triage says of one claim. The strongest cause leads; causes of other letter kinds become to-dos.</summary>
public sealed record Verdict
{
    public required Disposition Disposition { get; init; }

    public LetterKind? Kind { get; init; }

    /// <summary>Key of the leading cause's playbook.</summary>
    public string? Playbook { get; init; }

    /// <summary>Name of the rule that decided.</summary>
    public required string Rule { get; init; }

    /// <summary>Why, in a sentence for people.</summary>
    public required string Because { get; init; }

    /// <summary>The codes that fired the rule: CO-50, N661, CLP02-22.</summary>
    public IReadOnlyList<string> Fired { get; init; } = [];

    /// <summary>Dollars: the sum of the denial adjustments of the claim.</summary>
    public decimal DeniedAmount { get; init; }

    /// <summary>Denied lines, 1-based.</summary>
    public IReadOnlyList<int> Services { get; init; } = [];

    /// <summary>Such as CO-50, in order, each once.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Remark codes of the claim and its denied lines, in order, each once.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>All causes, the leading one first.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>What else should be done, each a sentence without patient data.</summary>
    public IReadOnlyList<string> ToDos { get; init; } = [];

    /// <summary>What a person must know beside: parity, part-2, carve-out and the like (docs/triage.md).</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public Deadline? Deadline { get; init; }

    /// <summary>Why there is no deadline although something is to be filed; null when there is one.</summary>
    public string? WhyNoDeadline { get; init; }

    /// <summary>Times that remark codes state by themselves: the payer's words, apart from the deadline.</summary>
    public IReadOnlyList<StatedWindow> StatedWindows { get; init; } = [];

    /// <summary>0 to 100; higher is more urgent. <see cref="PriorityScore"/> tells how it is made up.</summary>
    public int Priority { get; init; }

    /// <summary>Nothing is unpaid but plain patient share or contractual reduction, or nothing at all.</summary>
    public bool IsOrdinary { get; init; }

    /// <summary>Whether a letter is to be drafted.</summary>
    public bool HasLetter => Kind is not null;
}

/// <summary>A claim that triage wants something done about, with the facts a letter needs.</summary>
public sealed record Denial(Interchange? Interchange, Remittance Remittance, ClaimPayment Claim, Verdict Verdict);
