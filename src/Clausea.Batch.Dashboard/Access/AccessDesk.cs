using System.Globalization;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>The access log: who saw what, the latest first.</summary>
internal sealed class AccessDesk(LedgerAccess access, LedgerUsers users, TimeProvider time)
{
    private const int PageSize = 100;

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var clock = Clock.Of(time);
        var (person, day) = (request.Query("person"), DayOf(request.Query("day")));
        var rows = await access.NewestAsync(
            new()
            {
                Actor = person,
                Since = day is { } first ? Midnight(first, clock) : null,
                Until = day is { } last && last < DateOnly.MaxValue ? Midnight(last.AddDays(1), clock) : null,
                Behind = PlaceOf(request.Query("behind")),
                Limit = PageSize + 1,
            },
            request.Aborted);
        var shown = rows.Take(PageSize).ToList();
        return Answer.Page<AccessPage>("Access log", new AccessView
        {
            Links = request.Links,
            Clock = clock,
            Person = person,
            Day = day,
            People = [.. (await users.ListAsync(request.Aborted)).Select(user => user.Name)],
            Rows = shown,
            Next = rows.Count > PageSize ? request.Links.AccessLog(person, day, PlaceOf(shown[^1])) : null,
        });
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTimeOffset Midnight(DateOnly day, Clock clock)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new(midnight, clock.Zone.GetUtcOffset(midnight));
    }

    // A line is found again by its time, in milliseconds, and its number.
    private static string PlaceOf(AccessRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.HappenedAt.ToUnixTimeMilliseconds()}-{row.Id}");

    private static (DateTimeOffset HappenedAt, long Id)? PlaceOf(string? text) =>
        text?.Split('-') is [var milliseconds, var id]
        && long.TryParse(milliseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < 253_402_300_800_000
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(at), number)
            : null;
}

/// <summary>What the page of the access log shows.</summary>
public sealed record AccessView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public string? Person { get; init; }

    public DateOnly? Day { get; init; }

    /// <summary>Names to choose from; others may have lines too.</summary>
    public required IReadOnlyList<string> People { get; init; }

    public required IReadOnlyList<AccessRow> Rows { get; init; }

    /// <summary>Address of the page behind this one.</summary>
    public string? Next { get; init; }
}
