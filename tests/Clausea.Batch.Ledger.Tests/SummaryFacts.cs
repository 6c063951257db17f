namespace Clausea.Batch.Ledger.Tests;

public sealed class SummaryFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private LedgerSummary Summary => new(Database);

    [Test]
    public async Task An_empty_ledger_stands_at_nothing()
    {
        var stand = await Summary.StandAsync();
        Assert.That(stand.Appeals.Keys, Is.EquivalentTo(Enum.GetValues<AppealStatus>()));
        Assert.That(stand.Appeals.Values, Is.All.Zero);
        Assert.That((stand.DueSoon, stand.Overdue), Is.EqualTo((0, 0)));
        Assert.That((stand.OldestQueued, stand.OldestFile, stand.NightlyRun), Is.EqualTo(((DateTimeOffset?)null, (DateTimeOffset?)null, (DateTimeOffset?)null)));
        Assert.That((stand.At, stand.LedgerMade), Is.EqualTo((Example.Start, Example.Start)));
        Assert.That(stand.SchemaVersion, Is.EqualTo(SchemaScript.All(Database.Engine)[^1].Version));
    }

    [Test]
    public async Task Deadlines_count_from_today_to_the_seventh_day_and_only_while_not_sent()
    {
        foreach (var (number, dueIn) in new[] { -1, 0, 7, 8 }.Index())
        {
            await RecordAsync((Example.Claim(number + 1), Example.Verdict(dueIn: dueIn)));
        }

        var sent = await RecordAsync((Example.Claim(9), Example.Verdict(dueIn: 3)));
        await SendAsync(sent.NewAppeals.Single());
        var stand = await Summary.StandAsync();
        Assert.That((stand.Overdue, stand.DueSoon), Is.EqualTo((1, 2)));
        Assert.That((stand.Appeals[AppealStatus.Queued], stand.Appeals[AppealStatus.Sent]), Is.EqualTo((4, 1)));
    }

    [Test]
    public async Task A_draft_waits_from_when_it_was_last_queued()
    {
        var failed = await QueuedAsync();
        await Appeals.FailDraftAsync(failed, "template");
        Time.Advance(TimeSpan.FromDays(30));
        await QueuedAsync(2);
        Time.Advance(TimeSpan.FromHours(1));
        await Appeals.RequeueFailedAsync();
        Assert.That((await Summary.StandAsync()).OldestQueued, Is.EqualTo(Example.Start.AddDays(30)));
        await Appeals.SaveDraftAsync(2, Example.Draft(), "clausea");
        Assert.That((await Summary.StandAsync()).OldestQueued, Is.EqualTo(Example.Start.AddDays(30).AddHours(1)));
    }

    [Test]
    public async Task A_file_waits_until_it_is_finished()
    {
        var first = await FileAsync();
        Time.Advance(TimeSpan.FromMinutes(5));
        await FileAsync(2);
        Assert.That((await Summary.StandAsync()).OldestFile, Is.EqualTo(Example.Start));
        await Files.CompleteAsync(first, FileTotals.None, "archive/x");
        Assert.That((await Summary.StandAsync()).OldestFile, Is.EqualTo(Example.Start.AddMinutes(5)));
    }

    [Test]
    public async Task The_last_finished_nightly_run_counts_and_no_other()
    {
        await RunAsync(Run("nightly", "2026-03-01", "2026-03-01T02:00:09.000"));
        await RunAsync(Run("nightly", "2026-03-02", null));
        await RunAsync(Run("retention", "2026-03-02", "2026-03-02T03:00:00.000"));
        Assert.That((await Summary.StandAsync()).NightlyRun, Is.EqualTo(new DateTimeOffset(2026, 3, 1, 2, 0, 9, TimeSpan.Zero)));
    }

    [Test]
    public async Task Figures_hold_what_was_done_since_then_and_what_waits_now()
    {
        var before = await FileAsync(1);
        await Files.CompleteAsync(before, Example.Totals(), "archive/x");
        var old = await DraftedAsync(needs: 2);
        Time.Advance(TimeSpan.FromDays(1));
        var since = Time.GetUtcNow();
        await Files.CompleteAsync(await FileAsync(2), Example.Totals(), "archive/y");
        await Files.QuarantineAsync(await FileAsync(3), "no 835", FileTotals.None, "quarantine/z");
        await SendAsync(await QueuedAsync(2));
        await Appeals.RecordOutcomeAsync(2, "office", AppealOutcome.PartlyWon, 80.25m);
        await Appeals.FailDraftAsync(await QueuedAsync(3), "template");
        var figures = await Summary.SinceAsync(since);
        Assert.Multiple(() =>
        {
            // Recording an appeal sees the first file once more.
            Assert.That((figures.FilesTaken, figures.FilesQuarantined), Is.EqualTo((3, 1)));
            Assert.That((figures.Claims, figures.Denials), Is.EqualTo((Example.Totals().Claims, Example.Totals().Denials)));
            Assert.That((figures.NewAppeals, figures.DraftsWaiting, figures.OpenNeeds, figures.DraftsFailed), Is.EqualTo((2, 1, 2, 1)));
            Assert.That((figures.Won, figures.Recovered), Is.EqualTo((1, 80.25m)));
        });
        Assert.That((await Appeals.FindAsync(old))!.Status, Is.EqualTo(AppealStatus.Drafted));
    }

    private async Task SendAsync(long id)
    {
        await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea");
        await Appeals.ApproveAsync(id, 1, "office", null);
        await Appeals.MarkSentAsync(id, "office", "fax", null);
    }

    private string Run(string name, string day, string? finished) => $"""
        INSERT INTO {Table("runs")} (name, due_at, begun_at, finished_at)
        VALUES ('{name}', '{day}T02:00:00.000{Zone}', '{day}T02:00:00.000{Zone}', {(finished is null ? "NULL" : $"'{finished}{Zone}'")})
        """;

    private string Zone => IsSqlite ? "Z" : "+00:00";
}
