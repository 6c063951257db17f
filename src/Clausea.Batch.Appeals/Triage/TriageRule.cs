using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>A rule's answer, for a claim, a place or a reason.</summary>
internal sealed record Decision(Disposition Disposition, string Because, Playbook? Playbook = null)
{
    /// <summary>Name of the rule that gave it.</summary>
    public string Rule { get; init; } = string.Empty;

    /// <summary>The codes that fired the rule.</summary>
    public IReadOnlyList<string> Fired { get; init; } = [];

    /// <summary>A playbook's letter goes out only when the playbook's own disposition stands.</summary>
    public LetterKind? Kind => Playbook?.Disposition == Disposition ? Playbook.Letter : null;
}

/// <summary>One row of a table of rules: its name, when it answers, and the answer; null when it has none.</summary>
/// <typeparam name="T">What the rule looks at.</typeparam>
internal sealed record TriageRule<T>(string Name, string When, Func<T, Decision?> Answer);

/// <summary>Rules in order; the first that answers decides.</summary>
internal sealed class RuleTable<T>(IReadOnlyList<TriageRule<T>> rules)
{
    public IReadOnlyList<TriageRule<T>> Rules => rules;

    public Decision? Decide(T facts)
    {
        foreach (var rule in rules)
        {
            if (rule.Answer(facts) is { } decision)
            {
                return decision.Rule.Length > 0 ? decision : decision with { Rule = rule.Name };
            }
        }

        return null;
    }
}

/// <summary>A claim, and what of it is denied.</summary>
internal sealed record ClaimAtHand(Remittance Remittance, ClaimPayment Claim, IReadOnlyList<DeniedScope> Scopes);

/// <summary>A denied place of a claim.</summary>
internal sealed record PlaceAtHand(ClaimAtHand Of, DeniedScope Scope);

/// <summary>One denying reason of a place.</summary>
internal sealed record ReasonAtHand(PlaceAtHand At, Adjustment Adjustment, ReasonCode? Known)
{
    public DeniedScope Scope => At.Scope;

    public string Code => DeniedScope.CodeOf(Adjustment);
}
