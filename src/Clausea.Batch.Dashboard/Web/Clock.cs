using System.Globalization;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>The office's date and time zone.</summary>
public sealed record Clock(DateOnly Today, TimeZoneInfo Zone)
{
    public static Clock Of(TimeProvider time) =>
        new(DateOnly.FromDateTime(time.GetLocalNow().DateTime), time.LocalTimeZone);

    /// <summary>An instant as the office's clock showed it.</summary>
    public string When(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone).ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The moment at which a day begins in the office; where clocks are put forward over midnight, the first one it has.</summary>
    public DateTimeOffset Midnight(DateOnly day)
    {
        var wall = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        return new DateTimeOffset(wall, Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    /// <summary>Negative when the day has passed.</summary>
    public int DaysTo(DateOnly day) => day.DayNumber - Today.DayNumber;

    public string InDays(DateOnly day) => DaysTo(day) switch
    {
        0 => "today",
        1 => "tomorrow",
        -1 => "1 day late",
        < 0 and var days => string.Create(CultureInfo.InvariantCulture, $"{-days} days late"),
        var days => string.Create(CultureInfo.InvariantCulture, $"in {days} days"),
    };
}
