using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>Counts a window from a notice; a last day that is no working day moves to the working day before, never after.
/// </summary>
internal static class DeadlineCount
{
    public const int PresumedReceiptDays = 5;
    private const int SafetyDays = 14;

    public static Deadline From(DateOnly notice, string which, FilingRule rule, int level)
    {
        var start = rule.Clock == ClockStart.PresumedReceipt ? notice.AddDays(PresumedReceiptDays) : notice;
        var counted = rule.Window.After(start);
        var last = WorkingDay.OnOrBefore(counted);
        var why = rule.WhyDefault(notice);
        return new Deadline
        {
            Date = last,
            SafeDate = WorkingDay.OnOrBefore(last.AddDays(-Math.Min(SafetyDays, (counted.DayNumber - start.DayNumber) / 2))),
            Basis = Basis(notice, which, rule) + Moved(counted, last),
            Source = rule.Source,
            IsDefault = why is not null,
            WhyDefault = why,
            Rule = rule.Name,
            Level = level,
            Start = start,
            Form = rule.Form,
            VerifiedOn = rule.VerifiedOn,
            DecisionDays = rule.DecisionDays,
        };
    }

    public static string Window(FilingRule rule) => rule.Clock switch
    {
        ClockStart.PresumedReceipt => $"{rule.Window} after presumed receipt, {PresumedReceiptDays} days after the notice",
        ClockStart.Receipt => $"{rule.Window} after receipt of the notice, counted from its date",
        _ => $"{rule.Window} after the notice",
    };

    private static string Basis(DateOnly notice, string which, FilingRule rule)
    {
        var dated = string.Create(CultureInfo.InvariantCulture, $"the notice of {notice:MMMM d, yyyy} ({which})");
        return rule.Clock switch
        {
            ClockStart.PresumedReceipt => $"{rule.Window} after presumed receipt, {PresumedReceiptDays} days after {dated}",
            ClockStart.Receipt => $"{rule.Window} after {dated}; the rule counts from receipt, whose day is not recorded, so this is the cautious count",
            _ => $"{rule.Window} after {dated}",
        };
    }

    private static string Moved(DateOnly counted, DateOnly last)
    {
        if (counted == last)
        {
            return string.Empty;
        }

        var holidays = Enumerable.Range(1, counted.DayNumber - last.DayNumber)
            .Select(days => FederalHolidays.NameOf(last.AddDays(days))).OfType<string>().ToList();
        var because = holidays.Count > 0 ? $" ({string.Join(", ", holidays)})" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"; moved back from {counted:dddd, MMMM d, yyyy}{because}, to a working day");
    }
}
