namespace Clausea.Batch.Ledger.Tests;

public sealed class RunFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly DateTimeOffset s_due = Example.Start.AddHours(-3);

    private LedgerRuns Runs => new(Database);

    [Test]
    public async Task A_run_is_made_once_for_each_time_it_was_due()
    {
        var run = await Runs.BeginAsync("nightly", s_due);
        Assert.That(await Runs.BeginAsync("nightly", s_due), Is.EqualTo(run), "begun and without an end, it is begun again");
        await Runs.FinishAsync(run!.Value, "{}");
        Assert.That(await Runs.BeginAsync("nightly", s_due), Is.Null);
        Assert.That(await Runs.BeginAsync("nightly", s_due.AddDays(1)), Is.Not.Null.And.Not.EqualTo(run));
        Assert.That(await Runs.BeginAsync("another", s_due), Is.Not.Null);
    }

    [Test]
    public async Task The_last_one_is_the_last_that_has_an_end()
    {
        Assert.That(await Runs.LastFinishedAsync("nightly"), Is.Null);
        await Runs.FinishAsync((await Runs.BeginAsync("nightly", s_due))!.Value, "{\"files\":3}");
        await Runs.BeginAsync("nightly", s_due.AddDays(1));
        var last = (await Runs.LastFinishedAsync("nightly"))!;
        Assert.That((last.DueAt, last.FinishedAt, last.SummaryJson), Is.EqualTo((s_due, Example.Start, "{\"files\":3}")));
        Assert.That(await Runs.LedgerBeganAsync(), Is.EqualTo(Example.Start));
    }
}
