namespace Clausea.Batch.Appeals;

/// <summary>One level of appeal of a payer line, as pages show it.</summary>
public sealed record AppealLevel
{
    /// <summary>From 1.</summary>
    public required int Level { get; init; }

    public required string Name { get; init; }

    /// <summary>Such as: 120 calendar days after presumed receipt, 5 days after the notice.</summary>
    public required string Window { get; init; }

    public required string Source { get; init; }

    public string? Form { get; init; }

    /// <summary>Calendar days within which the payer should decide.</summary>
    public int? DecisionDays { get; init; }

    /// <summary>Dollars that must be in dispute, and since which year.</summary>
    public AmountInControversy? AmountInControversy { get; init; }

    public string? Note { get; init; }

    /// <summary>Why it must be verified; null when it need not be.</summary>
    public string? WhyDefault { get; init; }

    /// <summary>Name of the filing rule.</summary>
    public required string Rule { get; init; }

    public bool IsDefault => WhyDefault is not null;

    internal static AppealLevel Of(FilingRule rule, int level, DateOnly on) => new()
    {
        Level = level,
        Name = rule.Title ?? rule.Name,
        Window = DeadlineCount.Window(rule),
        Source = rule.Source,
        Form = rule.Form,
        DecisionDays = rule.DecisionDays,
        AmountInControversy = rule.AmountInControversyOn(on),
        Note = rule.Note,
        WhyDefault = rule.WhyDefault(on),
        Rule = rule.Name,
    };
}
