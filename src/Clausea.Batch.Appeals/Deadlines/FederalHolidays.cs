namespace Clausea.Batch.Appeals;

/// <summary>The federal holidays of the United States by their rules (5 U.S.C. 6103), on the day they are kept: one that
/// falls on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.</summary>
public static class FederalHolidays
{
    private const int FirstJuneteenth = 2021;

    /// <summary>Name of the holiday kept on this day; null on any other day.</summary>
    public static string? NameOf(DateOnly day)
    {
        // December 31 may be the New Year's Day of the next year.
        foreach (var (date, name) in Of(day.Year).Append((Date: new DateOnly(day.Year, 12, 31).AddDays(1), Name: NewYear)))
        {
            if (Kept(date) == day)
            {
                return name;
            }
        }

        return null;
    }

    private const string NewYear = "New Year's Day";

    private static IEnumerable<(DateOnly Date, string Name)> Of(int year)
    {
        yield return (new DateOnly(year, 1, 1), NewYear);
        yield return (Nth(3, DayOfWeek.Monday, year, 1), "Birthday of Martin Luther King, Jr.");
        yield return (Nth(3, DayOfWeek.Monday, year, 2), "Washington's Birthday");
        yield return (Last(DayOfWeek.Monday, year, 5), "Memorial Day");
        if (year >= FirstJuneteenth)
        {
            yield return (new DateOnly(year, 6, 19), "Juneteenth");
        }

        yield return (new DateOnly(year, 7, 4), "Independence Day");
        yield return (Nth(1, DayOfWeek.Monday, year, 9), "Labor Day");
        yield return (Nth(2, DayOfWeek.Monday, year, 10), "Columbus Day");
        yield return (new DateOnly(year, 11, 11), "Veterans Day");
        yield return (Nth(4, DayOfWeek.Thursday, year, 11), "Thanksgiving Day");
        yield return (new DateOnly(year, 12, 25), "Christmas Day");
    }

    private static DateOnly Kept(DateOnly date) => date.DayOfWeek switch
    {
        DayOfWeek.Saturday => date.AddDays(-1),
        DayOfWeek.Sunday => date.AddDays(1),
        _ => date,
    };

    private static DateOnly Nth(int n, DayOfWeek weekday, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((weekday - first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    private static DateOnly Last(DayOfWeek weekday, int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-((last.DayOfWeek - weekday + 7) % 7));
    }
}
