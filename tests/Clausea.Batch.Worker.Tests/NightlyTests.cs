using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Tests;

/// <summary>When the nightly run is due, that it is made once, and made up for.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class NightlyTests
{
    private WorkerParts _worker = null!;

    [SetUp]
    public async Task SetUp() => _worker = await WorkerParts.CreateAsync(("Inbox:SettleTime", "00:00:00"), ("Nightly:Time", "02:00"), ("Nightly:TimeZone", "America/New_York"));

    [TearDown]
    public async Task TearDown() => await _worker.DisposeAsync();

    [TestCase("2026-01-15", "02:00", "America/New_York", "2026-01-15T07:00Z", TestName = "In winter")]
    [TestCase("2026-07-15", "02:00", "America/New_York", "2026-07-15T06:00Z", TestName = "In summer")]
    [TestCase("2026-03-08", "02:00", "America/New_York", "2026-03-08T07:00Z", TestName = "When clocks go forward over it: at the moment they do")]
    [TestCase("2026-03-08", "02:30", "America/New_York", "2026-03-08T07:00Z", TestName = "Half an hour into the hour that is not there")]
    [TestCase("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30Z", TestName = "When clocks go back over it: the first time")]
    [TestCase("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30Z", TestName = "Where clocks go by half an hour")]
    [TestCase("2026-03-08", "02:00", "America/Phoenix", "2026-03-08T09:00Z", TestName = "Where clocks are never changed")]
    public void It_is_due_by_the_clock_on_the_wall(string day, string time, string zone, string due)
    {
        var schedule = new NightlySchedule(
            Options.Create(new NightlyOptions { Time = TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeZone = zone }), _worker.Time);
        Assert.That(
            schedule.DueOn(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(DateTimeOffset.Parse(due, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public void Each_day_of_ten_years_has_one_due_time_and_the_last_one_is_found([Values("America/New_York", "Europe/London", "Australia/Lord_Howe")] string zone)
    {
        var schedule = new NightlySchedule(Options.Create(new NightlyOptions { Time = new(2, 0), TimeZone = zone }), _worker.Time);
        var before = schedule.DueOn(new(2025, 12, 31));
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2036; day = day.AddDays(1))
        {
            var due = schedule.DueOn(day);
            Assert.That((due - before).TotalHours, Is.InRange(22.5, 25.5), $"{day}");
            _worker.Time.Start = due;
            Assert.That(schedule.LastDue(), Is.EqualTo(due), "at the moment itself");
            _worker.Time.Start = due.AddTicks(-1);
            Assert.That(schedule.LastDue(), Is.EqualTo(before), "a moment before");
            before = due;
        }
    }

    [Test]
    public async Task Running_twice_changes_nothing_NightlyRun()
    {
        _worker.Drop("a.835");
        await RunAsync();
        var once = await Runs.LastFinishedAsync(NightlyRun.Id);
        await RunAsync();
        Assert.That(await Runs.LastFinishedAsync(NightlyRun.Id), Is.EqualTo(once));
        Assert.That(await _worker.Files.ListAsync(10), Has.Count.EqualTo(1));
        Assert.That(once!.DueAt, Is.EqualTo(_worker.Services.GetRequiredService<NightlySchedule>().LastDue()));
        Assert.That(once.SummaryJson, Does.Contain("\"problems\":[]"));
    }

    [Test]
    public async Task Asked_for_by_hand_it_is_made_again()
    {
        await RunAsync();
        var once = await Runs.LastFinishedAsync(NightlyRun.Id);
        _worker.Time.Advance(TimeSpan.FromMinutes(20));
        await RunAsync();
        Assert.That((await Runs.LastFinishedAsync(NightlyRun.Id))!.Id, Is.Not.EqualTo(once!.Id));
    }

    [Test]
    public async Task Several_workers_make_it_once()
    {
        await using var other = await _worker.AnotherAsync();
        other.Time.Start = _worker.Time.Start;
        await Task.WhenAll(Task.Run(RunAsync), Task.Run(() => other.Services.GetRequiredService<NightlyRun>().Run(CancellationToken.None)));
        var first = await Runs.LastFinishedAsync(NightlyRun.Id);
        await other.Services.GetRequiredService<NightlyRun>().Run(CancellationToken.None);
        Assert.That((await Runs.LastFinishedAsync(NightlyRun.Id))!.Id, Is.EqualTo(first!.Id).And.EqualTo(1));
    }

    [Test]
    public async Task A_step_that_fails_holds_up_no_other_and_is_told()
    {
        Directory.Delete(_worker.Folder.Inbox);
        await RunAsync();
        Assert.That((await Runs.LastFinishedAsync(NightlyRun.Id))!.SummaryJson, Does.Contain("inbox: DirectoryNotFoundException"));
    }

    [Test]
    public async Task A_missed_run_is_made_up_for_once_however_many_were_missed()
    {
        var catchUp = _worker.Services.GetRequiredService<NightlyCatchUp>();
        Assert.That(await catchUp.RunAsync(CancellationToken.None), Is.False, "nothing was due before there was a ledger");
        _worker.Time.Advance(TimeSpan.FromDays(3.5));
        Assert.That(await catchUp.RunAsync(CancellationToken.None), Is.True);
        Assert.That(await catchUp.RunAsync(CancellationToken.None), Is.False, "it has its job");
        await RunAsync();
        var again = ActivatorUtilities.CreateInstance<NightlyCatchUp>(_worker.Services);
        Assert.That(await again.RunAsync(CancellationToken.None), Is.False, "it is made");
    }

    private LedgerRuns Runs => _worker.Services.GetRequiredService<LedgerRuns>();

    private Task RunAsync() => _worker.Services.GetRequiredService<NightlyRun>().Run(CancellationToken.None);
}
