using System.Globalization;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Which days are working days: ordinary and observed holidays, year ends, leap days.</summary>
internal sealed class DeadlineDayTests
{
    // counted, last working day on or before it, holiday kept on the counted day
    [TestCase("2026-01-01", "Thu", "2025-12-31", "Wed", "New Year's Day")]
    [TestCase("2026-01-02", "Fri", "2026-01-02", "Fri", null)]
    [TestCase("2026-01-19", "Mon", "2026-01-16", "Fri", "Birthday of Martin Luther King, Jr.")]
    [TestCase("2026-02-16", "Mon", "2026-02-13", "Fri", "Washington's Birthday")]
    [TestCase("2026-05-25", "Mon", "2026-05-22", "Fri", "Memorial Day")]
    [TestCase("2026-06-19", "Fri", "2026-06-18", "Thu", "Juneteenth")]
    [TestCase("2026-07-02", "Thu", "2026-07-02", "Thu", null)]
    [TestCase("2026-07-03", "Fri", "2026-07-02", "Thu", "Independence Day")]
    [TestCase("2026-07-04", "Sat", "2026-07-02", "Thu", null)]
    [TestCase("2026-07-05", "Sun", "2026-07-02", "Thu", null)]
    [TestCase("2026-07-06", "Mon", "2026-07-06", "Mon", null)]
    [TestCase("2026-09-07", "Mon", "2026-09-04", "Fri", "Labor Day")]
    [TestCase("2026-10-12", "Mon", "2026-10-09", "Fri", "Columbus Day")]
    [TestCase("2026-11-11", "Wed", "2026-11-10", "Tue", "Veterans Day")]
    [TestCase("2026-11-26", "Thu", "2026-11-25", "Wed", "Thanksgiving Day")]
    [TestCase("2026-11-27", "Fri", "2026-11-27", "Fri", null)]
    [TestCase("2026-12-25", "Fri", "2026-12-24", "Thu", "Christmas Day")]
    [TestCase("2026-12-26", "Sat", "2026-12-24", "Thu", null)]
    [TestCase("2026-12-27", "Sun", "2026-12-24", "Thu", null)]
    [TestCase("2026-12-28", "Mon", "2026-12-28", "Mon", null)]
    [TestCase("2027-01-01", "Fri", "2026-12-31", "Thu", "New Year's Day")]
    [TestCase("2027-01-03", "Sun", "2026-12-31", "Thu", null)]
    [TestCase("2027-06-18", "Fri", "2027-06-17", "Thu", "Juneteenth")]
    [TestCase("2027-06-19", "Sat", "2027-06-17", "Thu", null)]
    [TestCase("2027-06-20", "Sun", "2027-06-17", "Thu", null)]
    [TestCase("2027-07-04", "Sun", "2027-07-02", "Fri", null)]
    [TestCase("2027-07-05", "Mon", "2027-07-02", "Fri", "Independence Day")]
    [TestCase("2027-07-06", "Tue", "2027-07-06", "Tue", null)]
    [TestCase("2027-12-24", "Fri", "2027-12-23", "Thu", "Christmas Day")]
    [TestCase("2027-12-25", "Sat", "2027-12-23", "Thu", null)]
    [TestCase("2027-12-26", "Sun", "2027-12-23", "Thu", null)]
    [TestCase("2027-12-31", "Fri", "2027-12-30", "Thu", "New Year's Day")]
    [TestCase("2028-01-01", "Sat", "2027-12-30", "Thu", null)]
    [TestCase("2028-01-02", "Sun", "2027-12-30", "Thu", null)]
    [TestCase("2028-01-03", "Mon", "2028-01-03", "Mon", null)]
    [TestCase("2028-02-29", "Tue", "2028-02-29", "Tue", null)]
    [TestCase("2028-11-10", "Fri", "2028-11-09", "Thu", "Veterans Day")]
    [TestCase("2028-11-11", "Sat", "2028-11-09", "Thu", null)]
    [TestCase("2028-11-12", "Sun", "2028-11-09", "Thu", null)]
    [TestCase("2025-01-01", "Wed", "2024-12-31", "Tue", "New Year's Day")]
    [TestCase("2025-01-20", "Mon", "2025-01-17", "Fri", "Birthday of Martin Luther King, Jr.")]
    [TestCase("2025-05-26", "Mon", "2025-05-23", "Fri", "Memorial Day")]
    [TestCase("2025-06-19", "Thu", "2025-06-18", "Wed", "Juneteenth")]
    [TestCase("2025-07-04", "Fri", "2025-07-03", "Thu", "Independence Day")]
    [TestCase("2025-09-01", "Mon", "2025-08-29", "Fri", "Labor Day")]
    [TestCase("2025-10-13", "Mon", "2025-10-10", "Fri", "Columbus Day")]
    [TestCase("2025-11-11", "Tue", "2025-11-10", "Mon", "Veterans Day")]
    [TestCase("2025-11-27", "Thu", "2025-11-26", "Wed", "Thanksgiving Day")]
    [TestCase("2025-12-25", "Thu", "2025-12-24", "Wed", "Christmas Day")]
    [TestCase("2025-03-08", "Sat", "2025-03-07", "Fri", null)]
    [TestCase("2024-02-29", "Thu", "2024-02-29", "Thu", null)]
    [TestCase("2024-01-15", "Mon", "2024-01-12", "Fri", "Birthday of Martin Luther King, Jr.")]
    [TestCase("2024-11-11", "Mon", "2024-11-08", "Fri", "Veterans Day")]
    [TestCase("2024-12-25", "Wed", "2024-12-24", "Tue", "Christmas Day")]
    [TestCase("2024-12-31", "Tue", "2024-12-31", "Tue", null)]
    [TestCase("2023-01-01", "Sun", "2022-12-30", "Fri", null)]
    [TestCase("2023-01-02", "Mon", "2022-12-30", "Fri", "New Year's Day")]
    [TestCase("2023-11-10", "Fri", "2023-11-09", "Thu", "Veterans Day")]
    [TestCase("2023-11-11", "Sat", "2023-11-09", "Thu", null)]
    [TestCase("2022-01-01", "Sat", "2021-12-30", "Thu", null)]
    [TestCase("2021-12-31", "Fri", "2021-12-30", "Thu", "New Year's Day")]
    [TestCase("2021-12-24", "Fri", "2021-12-23", "Thu", "Christmas Day")]
    [TestCase("2022-06-20", "Mon", "2022-06-17", "Fri", "Juneteenth")]
    [TestCase("2022-12-26", "Mon", "2022-12-23", "Fri", "Christmas Day")]
    [TestCase("2021-06-18", "Fri", "2021-06-17", "Thu", "Juneteenth")]
    [TestCase("2021-07-05", "Mon", "2021-07-02", "Fri", "Independence Day")]
    [TestCase("2020-06-19", "Fri", "2020-06-19", "Fri", null)]
    [TestCase("2020-02-29", "Sat", "2020-02-28", "Fri", null)]
    [TestCase("2020-07-03", "Fri", "2020-07-02", "Thu", "Independence Day")]
    [TestCase("2032-02-29", "Sun", "2032-02-27", "Fri", null)]
    [TestCase("2032-03-01", "Mon", "2032-03-01", "Mon", null)]
    public void A_last_day_that_is_no_working_day_moves_back(string counted, string weekday, string last, string lastWeekday, string? holiday)
    {
        var day = DateOnly.Parse(counted, CultureInfo.InvariantCulture);
        var moved = WorkingDay.OnOrBefore(day);
        Assert.Multiple(() =>
        {
            Assert.That((Show(day), FederalHolidays.NameOf(day)), Is.EqualTo(($"{counted} {weekday}", holiday)));
            Assert.That(Show(moved), Is.EqualTo($"{last} {lastWeekday}"));
            Assert.That(WorkingDay.Is(day), Is.EqualTo(moved == day));
        });
    }

    [TestCase(2020, 10)]
    [TestCase(2021, 12)]
    [TestCase(2022, 10)]
    [TestCase(2023, 11)]
    [TestCase(2024, 11)]
    [TestCase(2025, 11)]
    [TestCase(2026, 11)]
    [TestCase(2027, 12)]
    [TestCase(2028, 10)]
    public void A_year_keeps_so_many_holidays(int year, int count)
    {
        var first = new DateOnly(year, 1, 1);
        var kept = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(first.AddDays)
            .Where(day => FederalHolidays.NameOf(day) is not null).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(kept, Has.Count.EqualTo(count));
            Assert.That(kept.Select(day => day.DayOfWeek), Has.None.EqualTo(DayOfWeek.Saturday).And.None.EqualTo(DayOfWeek.Sunday));
        });
    }

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd ddd", CultureInfo.InvariantCulture);
}
