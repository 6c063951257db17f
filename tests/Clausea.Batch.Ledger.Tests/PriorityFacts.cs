using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

public sealed class PriorityFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Priorities_are_counted_anew_for_every_appeal_that_was_not_sent_and_leave_no_history()
    {
        var recorded = await RecordAsync([.. Enumerable.Range(1, 1201).Select(number => (Example.Claim(number), Example.Verdict(amount: 100 + number % 7)))]);
        var sent = recorded.NewAppeals[0];
        await Appeals.SaveDraftAsync(sent, Example.Draft(), "clausea");
        await Appeals.ApproveAsync(sent, 1, "office", null);
        await Appeals.MarkSentAsync(sent, "office", "fax", null);
        var history = await CountAsync("history");

        var changed = await Appeals.RefreshPrioritiesAsync(Score);

        Assert.That(changed, Is.EqualTo(1200));
        Assert.That((await Appeals.FindAsync(sent))!.Priority, Is.EqualTo(Example.Verdict().Priority));
        Assert.That((await Appeals.FindAsync(recorded.NewAppeals[^1]))!.Priority, Is.EqualTo(104));
        Assert.That(await CountAsync("history"), Is.EqualTo(history));
        Assert.That(await Appeals.RefreshPrioritiesAsync(Score), Is.Zero);
    }

    private static int Score(Verdict verdict, DateOnly? notice)
    {
        Assert.That(notice, Is.EqualTo(Example.Today));
        return (int)verdict.DeniedAmount;
    }
}
