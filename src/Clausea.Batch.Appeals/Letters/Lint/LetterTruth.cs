using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What a letter may state as fact: the amounts, days and codes of its claim, and what is attached.</summary>
public sealed record LetterTruth
{
    /// <summary>Dollars that the claim, its lines and their sums come to.</summary>
    public required IReadOnlySet<decimal> Amounts { get; init; }

    /// <summary>Days of the claim, the remittance, its deadline and the letter.</summary>
    public required IReadOnlySet<DateOnly> Dates { get; init; }

    /// <summary>Meaning of each code in dispute, and whether it is the official wording.</summary>
    public required IReadOnlyDictionary<string, (string Text, bool IsOfficial)> Codes { get; init; }

    /// <summary>The words of the payer's own notices that the office has configured, such as for N382.</summary>
    public string? PayerDescribes { get; init; }

    /// <summary>commercial, medicare, medicaid …</summary>
    public required string PayerLine { get; init; }

    public required bool IsSubstanceUse { get; init; }

    /// <summary>Last day that nobody has verified; it must not stand in the letter.</summary>
    public DateOnly? DefaultDeadline { get; init; }

    /// <summary>Names, numbers and words of the remittance and of the office's settings: the letter repeats them, and does
    /// not answer for them.</summary>
    public IReadOnlyList<string> Given { get; init; } = [];

    /// <summary>Pages of what is attached, by exhibit letter; empty when nothing is.</summary>
    public IReadOnlyDictionary<string, int> Exhibits { get; init; } = new Dictionary<string, int>();

    /// <summary>A person has changed the text: they answer for days that no remittance knows, such as that of a call, and for
    /// amounts that an exhibit shows. What stands in the letter's tables is checked all the same.</summary>
    public bool IsRevised { get; init; }

    internal static LetterTruth Of(
        Denial denial, LetterKind kind, LetterOrder order, IReadOnlyList<DeniedScope> disputed, PayerPlace payer, CodeCatalogue codes, string? describes)
    {
        var (claim, deadline) = (denial.Claim, order.DeadlineOf(denial.Verdict));
        return new LetterTruth
        {
            Amounts = AmountsOf(claim, disputed),
            Dates = DatesOf(denial, order, deadline),
            Codes = disputed.SelectMany(scope => scope.Codes.Concat(scope.Remarks)).Distinct()
                .ToDictionary(code => code, code => codes.Official(code) is { } official ? (official.Text, true) : (codes.Text(code) ?? string.Empty, false)),
            PayerDescribes = describes,
            PayerLine = payer.Line,
            IsSubstanceUse = payer.IsSubstanceUse,
            DefaultDeadline = deadline is { IsDefault: true } && kind != LetterKind.Records ? deadline.Date : null,
            Exhibits = order.Exhibits.ToDictionary(exhibit => exhibit.Letter, exhibit => exhibit.Pages),
        };
    }

    private static HashSet<decimal> AmountsOf(ClaimPayment claim, IReadOnlyList<DeniedScope> disputed)
    {
        var amounts = new HashSet<decimal> { claim.Charge, claim.Paid, claim.PatientResponsibility ?? 0, disputed.Sum(scope => scope.Amount) };
        amounts.UnionWith(disputed.Select(scope => scope.Amount));
        foreach (var service in claim.Services)
        {
            amounts.UnionWith([service.Charge, service.Paid, service.Allowed ?? 0]);
        }

        // A cause may cover some of the disputed lines: any sum of them is true.
        amounts.UnionWith(SumsOf([.. disputed.Select(scope => scope.Amount)]));
        return [.. amounts.Select(amount => decimal.Round(amount, 2))];
    }

    private static IEnumerable<decimal> SumsOf(decimal[] amounts)
    {
        for (var from = 0; from < amounts.Length; from++)
        {
            var sum = 0m;
            foreach (var amount in amounts[from..])
            {
                yield return sum += amount;
            }
        }
    }

    private static HashSet<DateOnly> DatesOf(Denial denial, LetterOrder order, Deadline? deadline)
    {
        var (remittance, claim) = (denial.Remittance, denial.Claim);
        var dates = new HashSet<DateOnly> { order.Today };
        dates.UnionWith(new[] { order.Earlier?.SentOn, order.Earlier?.DecidedOn }.OfType<DateOnly>());
        dates.UnionWith(order.Exhibits.SelectMany(exhibit => LetterLint.DatesIn(exhibit.Title)));
        dates.UnionWith(remittance.Dates.Concat(claim.Dates).Concat(claim.Services.SelectMany(service => service.Dates))
            .SelectMany(date => new[] { date.Date, date.Until }).OfType<DateOnly>());
        dates.UnionWith(claim.Services.SelectMany(service => new[] { service.From, service.To }).OfType<DateOnly>());
        dates.UnionWith(new[] { remittance.Payment.Date, remittance.ProductionDate, ServiceDates.Of(claim)?.From, ServiceDates.Of(claim)?.To }.OfType<DateOnly>());
        if (deadline is { IsDefault: false })
        {
            dates.UnionWith(new DateOnly?[] { deadline.Date, deadline.SafeDate, deadline.Start }.OfType<DateOnly>());

            // How it was counted names the days between, such as the holiday from which it moved back.
            dates.UnionWith(LetterLint.DatesIn(deadline.Basis));
        }

        return dates;
    }
}

/// <summary>Payer line of a letter, and whether substance use services are in it.</summary>
internal sealed record PayerPlace(string Line, bool IsSubstanceUse);
