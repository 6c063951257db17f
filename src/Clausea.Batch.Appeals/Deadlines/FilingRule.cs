using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>When the clock of a filing rule starts.</summary>
public enum ClockStart
{
    /// <summary>On the date of the notice: the earlier of payment date and production date.</summary>
    Notice,

    /// <summary>On the day the notice counts as received: five days after its date.</summary>
    PresumedReceipt,

    /// <summary>On the day the notice was received, which no remittance tells: counted from the notice instead.</summary>
    Receipt,
}

/// <summary>How much must be in dispute for a hearing or a court, in dollars, and in which year.</summary>
public readonly record struct AmountInControversy(int Year, decimal Amount);

/// <summary>How the last day is worked out, and who says so (templates/payers.yaml, docs/deadlines.md).</summary>
public sealed record FilingRule
{
    private const int VerifiedForMonths = 18;

    public required string Name { get; init; }

    /// <summary>What people call this step, such as "Redetermination".</summary>
    public string? Title { get; init; }

    /// <summary>Kinds of letter it is for; empty for all.</summary>
    public IReadOnlyList<LetterKind> Letters { get; init; } = [];

    /// <summary>Level of appeal, from 1; null for any.</summary>
    public int? Level { get; init; }

    /// <summary>Payer ids; empty for any.</summary>
    public IReadOnlyList<string> Payers { get; init; } = [];

    /// <summary>Patterns of payer names, such as NORTHWIND*; empty for any.</summary>
    public IReadOnlyList<string> PayerNames { get; init; } = [];

    /// <summary>Payer lines; empty for any.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>CLP06 of the claim; empty for any.</summary>
    public IReadOnlyList<string> FilingIndicators { get; init; } = [];

    /// <summary>States of the practice, such as IL; empty for any.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    public required FilingWindow Window { get; init; }

    public ClockStart Clock { get; init; }

    /// <summary>First date of a notice it holds for.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last date of a notice it holds for.</summary>
    public DateOnly? EffectiveUntil { get; init; }

    public required string Source { get; init; }

    /// <summary>When somebody last checked the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    public string? VerifiedBy { get; init; }

    /// <summary>Not known for the payer at hand, only usual.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Calendar days within which the payer should decide.</summary>
    public int? DecisionDays { get; init; }

    /// <summary>The form to use, such as CMS-20027.</summary>
    public string? Form { get; init; }

    /// <summary>By year, the latest last.</summary>
    public IReadOnlyList<AmountInControversy> AmountsInControversy { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>It names payers, so it goes before rules for all.</summary>
    public bool IsOfPayer => Payers.Count > 0 || PayerNames.Count > 0;

    /// <summary>Why a deadline by it must be verified, in words; null when it need not be.</summary>
    public string? WhyDefault(DateOnly notice)
    {
        if (IsDefault)
        {
            return "the rule is only usual, and nobody has recorded this payer's own";
        }

        return VerifiedOn switch
        {
            null => "nobody has recorded when the source of the rule was checked",
            { } on when on < notice.AddMonths(-VerifiedForMonths) => string.Create(
                CultureInfo.InvariantCulture, $"the source was last checked on {on:MMMM d, yyyy}, more than {VerifiedForMonths} months before the notice"),
            _ => null,
        };
    }

    /// <summary>The amount of that year, else of the latest year before it.</summary>
    public AmountInControversy? AmountInControversyOn(DateOnly day) =>
        AmountsInControversy.Where(amount => amount.Year <= day.Year).OrderBy(amount => amount.Year)
            .Select(amount => (AmountInControversy?)amount).LastOrDefault();

    internal bool FitsPayer(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> names) =>
        !IsOfPayer || Payers.Any(ids.Contains) || PayerNames.Any(pattern => names.Any(name => NamePattern.Fits(pattern, name)));

    internal bool FitsState(string? state) => States.Count == 0 || (state is not null && States.Contains(state));

    internal bool Fits(in RuleQuestion question) =>
        (Level is null || Level == question.Level) &&
        (Letters.Count == 0 || Letters.Contains(question.Kind)) &&
        (Lines.Count == 0 || Lines.Contains(question.Line)) &&
        (FilingIndicators.Count == 0 || (question.FilingIndicator is { } indicator && FilingIndicators.Contains(indicator))) &&
        (EffectiveFrom is null || EffectiveFrom <= question.Notice) &&
        (EffectiveUntil is null || EffectiveUntil >= question.Notice);
}

/// <summary>What a rule is asked for, beside payer and state.</summary>
internal readonly record struct RuleQuestion(string Line, string? FilingIndicator, LetterKind Kind, int Level, DateOnly Notice);
