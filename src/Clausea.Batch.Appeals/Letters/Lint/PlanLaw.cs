using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>A law or ruling that a letter may name only where it governs the plan.</summary>
internal sealed partial record PlanLaw(Regex Names, Func<LetterTruth, bool> Governs, string Why)
{
    public static readonly IReadOnlyList<PlanLaw> All =
    [
        new(Medicare(), truth => truth.PayerLine == "medicare", "these sections govern Medicare's own program, and this payer is none of it"),
        new(Advantage(), truth => truth.PayerLine == "medicare-advantage", "this part governs Medicare Advantage plans"),
        new(Medicaid(), truth => truth.PayerLine == "medicaid", "this part governs Medicaid plans"),
        new(Erisa(), _ => false, "whether ERISA governs the plan is not known from a remittance; ask, or say \"if\""),
        new(ExternalReview(), truth => truth.PayerLine == "commercial", "external review by this rule is for plans of the commercial market"),
        new(Parity(), truth => truth.PayerLine is not "medicare", "parity rules do not govern Medicare; for other plans say \"if the plan is subject to\""),
        new(ParityRule2024(), _ => false, "the parity rule of 2024 is not enforced"),
        new(Wit(), _ => false, "the ruling was mostly undone on appeal"),
        new(PartTwo(), truth => truth.IsSubstanceUse, "42 CFR part 2 is about substance use disorder records, and this claim has no such service"),
    ];

    [GeneratedRegex(@"\b42 CFR (?:405|410|424)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Medicare();

    [GeneratedRegex(@"\b42 CFR 422\b", RegexOptions.IgnoreCase)]
    private static partial Regex Advantage();

    [GeneratedRegex(@"\b42 CFR 438\b", RegexOptions.IgnoreCase)]
    private static partial Regex Medicaid();

    [GeneratedRegex(@"\bERISA\b|\b29 CFR 2560\b", RegexOptions.IgnoreCase)]
    private static partial Regex Erisa();

    [GeneratedRegex(@"\b45 CFR 147\b|\bAffordable Care Act\b", RegexOptions.IgnoreCase)]
    private static partial Regex ExternalReview();

    [GeneratedRegex(@"\bMHPAEA\b|\bparity (?:law|act|rule)", RegexOptions.IgnoreCase)]
    private static partial Regex Parity();

    [GeneratedRegex(@"\b2024 (?:final|parity) rule\b", RegexOptions.IgnoreCase)]
    private static partial Regex ParityRule2024();

    [GeneratedRegex(@"\bWit v\b", RegexOptions.IgnoreCase)]
    private static partial Regex Wit();

    [GeneratedRegex(@"\b42 CFR part 2\b", RegexOptions.IgnoreCase)]
    private static partial Regex PartTwo();
}
