using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>First drafts: read in one query, saved together.</summary>
public sealed class DraftingFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Drafts_saved_at_the_same_time_are_all_kept()
    {
        var ids = await QueuedAsync(1, 150);
        var saved = await Task.WhenAll(ids.Select(id => Task.Run(() => Appeals.SaveDraftAsync(id, Example.Draft(1), "clausea"))));
        Assert.That(saved, Has.All.True);
        Assert.That(await CountAsync("drafts"), Is.EqualTo(ids.Count));
        foreach (var id in ids)
        {
            Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.Drafted }));
        }
    }

    [Test]
    public async Task What_waits_while_one_is_written_goes_into_one_transaction()
    {
        var (first, begun) = Blocked();
        var running = Database.Drafts.RunAsync(begun, CancellationToken.None);
        var others = Enumerable.Range(0, 5).Select(_ => Database.Drafts.RunAsync(Task.FromResult, CancellationToken.None)).ToList();
        Assert.That(others, Has.All.Property(nameof(Task.IsCompleted)).False);
        first.SetResult();
        var (own, sessions) = (await running, await Task.WhenAll(others));
        Assert.That(sessions.Distinct().Single(), Is.Not.SameAs(own));
    }

    [Test]
    public async Task One_that_fails_fails_alone()
    {
        var ids = await QueuedAsync(1, 5);
        var (first, begun) = Blocked();
        var running = Database.Drafts.RunAsync(begun, CancellationToken.None);
        var saves = ids.Select((id, index) => Appeals.SaveDraftAsync(
            id, Example.Draft(kind: index == 2 ? LetterKind.Records : LetterKind.Appeal), "clausea")).ToList();
        first.SetResult();
        await running;
        await Assert.ThrowsAsync<ArgumentException>(() => saves[2]);
        saves.RemoveAt(2);
        Assert.That(await Task.WhenAll(saves), Has.All.True);
        Assert.That(await CountAsync("drafts"), Is.EqualTo(4));
        Assert.That(await ActionsAsync(ids[2]), Is.EqualTo(new[] { HistoryAction.Queued }));
    }

    [Test]
    public async Task Twice_in_one_group_is_once()
    {
        var id = await QueuedAsync();
        var (first, begun) = Blocked();
        var running = Database.Drafts.RunAsync(begun, CancellationToken.None);
        var saves = Enumerable.Range(0, 3).Select(_ => Appeals.SaveDraftAsync(id, Example.Draft(), "clausea")).ToList();
        first.SetResult();
        await running;
        Assert.That((await Task.WhenAll(saves)).Count(saved => saved), Is.EqualTo(1));
        Assert.That(await CountAsync("drafts"), Is.EqualTo(1));
    }

    [Test]
    public async Task One_that_is_canceled_while_it_waits_is_not_made()
    {
        var id = await QueuedAsync();
        using var cancellation = new CancellationTokenSource();
        var (first, begun) = Blocked();
        var running = Database.Drafts.RunAsync(begun, CancellationToken.None);
        var save = Appeals.SaveDraftAsync(id, Example.Draft(), "clausea", cancellation.Token);
        await cancellation.CancelAsync();
        first.SetResult();
        await running;
        await Assert.ThrowsAsync(Is.InstanceOf<OperationCanceledException>(), () => save);
        Assert.That(await CountAsync("drafts"), Is.Zero);
        Assert.That(await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea"), Is.True, "the next is not held up");
    }

    [Test]
    public async Task What_waits_for_its_draft_is_read_as_the_whole_case_is()
    {
        var id = await QueuedAsync();
        var (lean, whole) = ((await Appeals.FindToDraftAsync(id))!, (await Appeals.FindAsync(id))!);
        Assert.That(lean, Is.EqualTo(whole with { ToDos = [] }).UsingPropertiesComparer());
        await Appeals.FailDraftAsync(id, "no playbook");
        Assert.That((await Appeals.FindToDraftAsync(id))?.Status, Is.EqualTo(AppealStatus.DraftFailed));
        await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea");
        Assert.That(await Appeals.FindToDraftAsync(id), Is.Null);
        Assert.That(await Appeals.FindToDraftAsync(-1), Is.Null);
    }

    [Test]
    public async Task A_later_level_is_read_with_the_decision_that_it_answers()
    {
        var id = await DraftedAsync();
        await Appeals.RecordOutcomeAsync(id, "pat", AppealOutcome.Upheld, 0m);
        var (_, next) = await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, null), "pat");
        var lean = (await Appeals.FindToDraftAsync(next!.Value))!;
        Assert.That(lean, Is.EqualTo(await Appeals.FindAsync(next.Value)).UsingPropertiesComparer());
        Assert.That(lean.Earlier, Is.Not.Null);
    }

    private async Task<IReadOnlyList<long>> QueuedAsync(int first, int count) => (await RecordAsync(
        [.. Enumerable.Range(first, count).Select(number => (Example.Claim(number), Example.Verdict()))])).NewAppeals;

    // A change that is being written until it is told to go on.
    private static (TaskCompletionSource Go, Func<LedgerSession, Task<LedgerSession>> Change) Blocked()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (go, async session =>
        {
            await go.Task;
            return session;
        }
        );
    }
}
