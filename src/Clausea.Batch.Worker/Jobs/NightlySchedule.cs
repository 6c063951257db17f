using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>When the nightly run is due, by the clock on the office's wall.</summary>
internal sealed class NightlySchedule(IOptions<NightlyOptions> options, TimeProvider time)
{
    public TimeZoneInfo Zone { get; } = options.Value.TimeZone.Length == 0
        ? time.LocalTimeZone
        : TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public TimeOnly Time { get; } = options.Value.Time;

    /// <summary>The latest time, up to now, at which it was due.</summary>
    public DateTimeOffset LastDue()
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone).DateTime);
        var due = DueOn(today);
        return due <= now ? due : DueOn(today.AddDays(-1));
    }

    /// <summary>The instant at which it is due on a day. Where clocks go forward over it, the moment they do; where they go
    /// back over it, the first time the clock shows it.</summary>
    public DateTimeOffset DueOn(DateOnly day)
    {
        var wall = day.ToDateTime(Time);
        while (Zone.IsInvalidTime(wall))
        {
            wall = wall.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(wall) ? Zone.GetAmbiguousTimeOffsets(wall).Max() : Zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
