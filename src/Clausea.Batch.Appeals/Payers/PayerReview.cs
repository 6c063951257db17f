namespace Clausea.Batch.Appeals;

/// <summary>One payer or product line as it is configured: its levels of appeal, and what is missing.</summary>
public sealed record PayerReview
{
    /// <summary>A product line stands here with what it has of its payer.</summary>
    public required PayerEntry Payer { get; init; }

    /// <summary>Filing indicators that tell the product line; empty for the payer itself.</summary>
    public IReadOnlyList<string> FilingIndicators { get; init; } = [];

    public required IReadOnlyList<AppealLevel> Levels { get; init; }

    /// <summary>Each a sentence without a full stop.</summary>
    public required IReadOnlyList<string> Missing { get; init; }

    /// <summary>All payers, each followed by its product lines.</summary>
    public static IReadOnlyList<PayerReview> Of(PayerBook book, DateOnly today) =>
    [
        .. book.Payers.SelectMany(payer => payer.Products
            .Select(product => Of(book, product.Payer, product.FilingIndicators, today))
            .Prepend(Of(book, payer, [], today))),
    ];

    private static PayerReview Of(PayerBook book, PayerEntry payer, IReadOnlyList<string> filingIndicators, DateOnly today)
    {
        var levels = book.LevelsOf(payer, payer.Line ?? "other", today);
        return new PayerReview { Payer = payer, FilingIndicators = filingIndicators, Levels = levels, Missing = [.. MissingOf(payer, levels)] };
    }

    private static IEnumerable<string> MissingOf(PayerEntry payer, IReadOnlyList<AppealLevel> levels)
    {
        if (payer.Ids.Count == 0)
        {
            yield return "no id: it is found by its name only";
        }

        if (!payer.HasAppealsAddress)
        {
            yield return "no address, fax or portal for appeals";
        }

        if (payer.Line is null)
        {
            yield return "no line: each claim's filing indicator tells it";
        }

        switch (levels)
        {
            case []:
                yield return "no filing rule for appeals";
                break;
            case [{ WhyDefault: { } why }, ..]:
                yield return $"verify the filing rule {levels[0].Rule}: {why}";
                break;
        }
    }
}

/// <summary>One practice as it is configured, and what its letters will ask for.</summary>
public sealed record PracticeReview(PracticeEntry Practice, IReadOnlyList<string> Missing)
{
    public static IReadOnlyList<PracticeReview> Of(PracticeBook book) =>
        [.. book.Practices.Select(practice => new PracticeReview(practice, [.. MissingOf(practice)]))];

    private static IEnumerable<string> MissingOf(PracticeEntry practice) =>
        from part in new (string What, bool Missing)[]
        {
            ("no NPI: it is found by its tax ID only", practice.Npis.Count == 0),
            ("no address", practice.Address.Count == 0),
            ("no phone", practice.Phone is null),
            ("no signer", practice.Signer is null),
            ("no signer title", practice.SignerTitle is null),
        }
        where part.Missing
        select part.What;
}
