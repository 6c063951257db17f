namespace Clausea.Batch.Appeals;

/// <summary>Days on which mail is taken and offices answer: neither weekends nor federal holidays.</summary>
public static class WorkingDay
{
    public static bool Is(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && FederalHolidays.NameOf(day) is null;

    /// <summary>The day itself, else the working day before it: never after, whatever a payer might allow.</summary>
    public static DateOnly OnOrBefore(DateOnly day)
    {
        while (!Is(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}
