using System.Globalization;
using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>The date from which a payer could count: the earliest that is credible, never the day a file arrived.</summary>
public sealed record Notice
{
    private const string PaymentDate = "payment date";
    private const string ProductionDate = "production date";

    private static readonly Notice s_none = new() { WhyNone = "The remittance has neither a payment date nor a production date to count from." };

    /// <summary>Null when the remittance has no credible date.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Which date it is, in words.</summary>
    public string Which { get; init; } = string.Empty;

    /// <summary>Why there is no date, in a sentence; null when there is one.</summary>
    public string? WhyNone { get; init; }

    /// <summary>The earlier of payment date and production date, whatever the claim; null when the remittance has neither.
    /// </summary>
    public static DateOnly? Of(Remittance remittance) => (remittance.Payment.Date, remittance.ProductionDate) switch
    {
        ({ } paid, { } produced) => paid < produced ? paid : produced,
        var (paid, produced) => paid ?? produced,
    };

    /// <summary>Of payment date (BPR16) and production date (DTM*405) the earlier, but none from before the claim's last
    /// day of service or the day the payer received it (DTM*050): nobody decides a claim before it exists.</summary>
    public static Notice Of(Remittance remittance, ClaimPayment claim)
    {
        var (paid, produced) = (remittance.Payment.Date, remittance.ProductionDate);
        if (paid is null && produced is null)
        {
            return s_none;
        }

        var (floor, floorName) = EarliestPossible(claim);
        var beside = floor is null ? string.Empty : $" beside the {floorName}";
        return (IsCredible(paid, floor), IsCredible(produced, floor)) switch
        {
            (true, true) => EarlierOf(paid!.Value, produced!.Value),
            (true, false) => From(paid, PaymentDate, produced, ProductionDate, beside),
            (false, true) => From(produced, ProductionDate, paid, PaymentDate, beside),
            _ => new Notice { WhyNone = NoneIsCredible(floor, floorName) },
        };
    }

    /// <summary>A year in which remittances are written; others are slips of the pen.</summary>
    internal static bool IsPlausible(DateOnly date) => date.Year is >= 1990 and <= 2100;

    private static bool IsCredible(DateOnly? date, DateOnly? floor) =>
        date is { } day && IsPlausible(day) && (floor is null || day >= floor);

    private static string NoneIsCredible(DateOnly? floor, string floorName) => floor is null
        ? "No date of the remittance can be right, so none can be counted from."
        : $"Every date of the remittance lies before the {floorName} of this claim, or cannot be right, so none can be counted from.";

    private static Notice EarlierOf(DateOnly paid, DateOnly produced) => new()
    {
        Date = paid < produced ? paid : produced,
        Which = paid == produced ? "payment and production date" : paid < produced ? PaymentDate : ProductionDate,
    };

    private static Notice From(DateOnly? date, string name, DateOnly? aside, string asideName, string beside) => new()
    {
        Date = date,
        Which = aside is null
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"{name}; the {asideName} of {aside:MMMM d, yyyy} cannot be right{beside}"),
    };

    private static (DateOnly? Date, string Name) EarliestPossible(ClaimPayment claim)
    {
        var (served, received) = (ServiceDates.Of(claim)?.To, claim.Date("050"));
        return received is not null && (served is null || received > served) ? (received, "day of receipt") : (served, "last day of service");
    }
}
