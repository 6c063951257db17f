using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What the office knows of its payers: addresses, filing rules, meanings of their own (templates/payers.yaml).</summary>
public sealed class PayerBook(IReadOnlyList<PayerEntry> payers, IReadOnlyList<FilingRule> rules)
{
    public static readonly PayerBook Empty = new([], []);

    public IReadOnlyList<PayerEntry> Payers => payers;

    public IReadOnlyList<FilingRule> Rules => rules;

    /// <summary>By identifier, else by name.</summary>
    public PayerEntry? Find(Remittance remittance) =>
        payers.FirstOrDefault(payer => payer.Ids.Any(id => id == remittance.PayerId || id == remittance.Payment.OriginatorId)) ??
        payers.FirstOrDefault(payer => payer.IsNamed(remittance.Payer.Name));

    /// <summary>What the office says of the payer, else what the claim's filing indicator says.</summary>
    public string PayerLine(Remittance remittance, ClaimPayment claim, CodeCatalogue codes) =>
        Find(remittance)?.Line ?? codes.PayerLine(claim.FilingIndicator);

    /// <summary>A meaning that this payer's own notices give to a remark code, as the office has recorded it.</summary>
    public RemarkMeaning? MeaningOf(Remittance remittance, IReadOnlyList<string> remarks) =>
        Find(remittance)?.Meanings.FirstOrDefault(meaning => remarks.Contains(meaning.Code) && meaning.IsInForce(remittance.Payment.Date));

    /// <summary>What single payers' notices make of a code, as the office has recorded it.</summary>
    public IEnumerable<(string Payer, RemarkMeaning Meaning)> MeaningsOf(string code) =>
        from payer in payers
        from meaning in payer.Meanings
        where meaning.Code == code
        select (payer.Name, meaning);

    /// <summary>The last day for this letter; null when the remittance has no date to count from.</summary>
    public Deadline? DeadlineFor(Remittance remittance, ClaimPayment claim, LetterKind kind, CodeCatalogue codes)
    {
        var payer = Find(remittance);
        var line = PayerLine(remittance, claim, codes);
        var rule = rules.FirstOrDefault(candidate => candidate.Fits(payer, line, kind));
        return rule is null || EarliestNotice(remittance) is not { } notice ? null : DeadlineCount.From(notice, rule);
    }

    // The earliest credible date: never later than the payer could argue.
    private static DateOnly? EarliestNotice(Remittance remittance) =>
        (remittance.Payment.Date, remittance.ProductionDate) switch
        {
            ({ } paid, { } produced) => paid < produced ? paid : produced,
            var (paid, produced) => paid ?? produced,
        };
}

/// <summary>One payer as the office knows it.</summary>
public sealed record PayerEntry
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>commercial, medicare, medicare-advantage, medicaid …; overrides the filing indicator.</summary>
    public string? Line { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string> Address { get; init; } = [];

    public string? Fax { get; init; }

    public string? Portal { get; init; }

    public IReadOnlyList<RemarkMeaning> Meanings { get; init; } = [];

    public bool IsNamed(string? name) => name is not null &&
        (string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) ||
         Aliases.Any(alias => string.Equals(alias, name, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>A remark code's meaning in one payer's notices: who says so, and when it holds.</summary>
public sealed record RemarkMeaning(
    string Code, string Playbook, string Describes, string Source, DateOnly? From, DateOnly? Until, string EnteredBy)
{
    public bool IsInForce(DateOnly? on) => on is null || ((From is null || From <= on) && (Until is null || Until >= on));
}
