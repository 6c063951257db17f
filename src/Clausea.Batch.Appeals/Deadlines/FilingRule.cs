using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>When the clock of a filing rule starts.</summary>
public enum ClockStart
{
    /// <summary>On the date of the notice: the earlier of payment date and production date.</summary>
    Notice,

    /// <summary>On the day the notice counts as received: five days after its date.</summary>
    PresumedReceipt,
}

/// <summary>How the last day is worked out, and who says so (templates/payers.yaml).</summary>
public sealed record FilingRule
{
    public required string Name { get; init; }

    /// <summary>Kinds of letter it is for; empty for all.</summary>
    public IReadOnlyList<LetterKind> Letters { get; init; } = [];

    /// <summary>Payer ids; empty for any.</summary>
    public IReadOnlyList<string> Payers { get; init; } = [];

    /// <summary>Payer lines; empty for any.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>Calendar days.</summary>
    public required int Days { get; init; }

    public ClockStart Clock { get; init; }

    public required string Source { get; init; }

    /// <summary>When somebody last checked the source.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>Not known for the payer at hand, only usual.</summary>
    public bool IsDefault { get; init; }

    public bool Fits(PayerEntry? payer, string line, LetterKind kind) =>
        (Letters.Count == 0 || Letters.Contains(kind)) &&
        (Lines.Count == 0 || Lines.Contains(line)) &&
        (Payers.Count == 0 || (payer is not null && payer.Ids.Any(Payers.Contains)));
}

/// <summary>Counts calendar days; a last day on a weekend moves to the Friday before, never after.</summary>
internal static class DeadlineCount
{
    private const int PresumedReceiptDays = 5;
    private const int SafetyDays = 14;

    public static Deadline From(DateOnly notice, FilingRule rule)
    {
        var start = rule.Clock == ClockStart.PresumedReceipt ? notice.AddDays(PresumedReceiptDays) : notice;
        var last = WorkingDay(start.AddDays(rule.Days));
        return new Deadline
        {
            Date = last,
            SafeDate = WorkingDay(start.AddDays(rule.Days - Math.Min(SafetyDays, rule.Days / 2))),
            Basis = rule.Clock == ClockStart.PresumedReceipt
                ? string.Create(CultureInfo.InvariantCulture, $"{rule.Days} calendar days after presumed receipt, {PresumedReceiptDays} days after the notice of {notice:MMMM d, yyyy}")
                : string.Create(CultureInfo.InvariantCulture, $"{rule.Days} calendar days after the notice of {notice:MMMM d, yyyy}"),
            Source = rule.Source,
            IsDefault = rule.IsDefault,
        };
    }

    private static DateOnly WorkingDay(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(-1),
        DayOfWeek.Sunday => day.AddDays(-2),
        _ => day,
    };
}
