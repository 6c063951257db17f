using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework.Tests;

internal sealed class BulkWorkTests : CaseFixture
{
    private BulkWork Bulk => new(Appeals, Letters);

    [Test]
    public async Task What_cannot_be_done_with_one_holds_up_no_other()
    {
        var (first, second) = (await DraftedAsync(), await DraftedAsync("authorization-absent"));
        await Appeals.WithdrawAsync(first, Pat, "no use");
        var results = await Bulk.WithdrawAsync([first, second, 99], "paid", Pat);
        Assert.That(results.Select(one => (one.Id, one.Result)), Is.EqualTo(new[] { (first, ChangeResult.WrongStatus), (second, ChangeResult.Done), (99L, ChangeResult.NotFound) }));
        Assert.That(results.Select(one => one.Why is null), Is.EqualTo(new[] { false, true, false }));
    }

    [Test]
    public async Task A_letter_with_needs_is_not_approved_whatever_is_done_with_others()
    {
        var (open, ready) = (await DraftedAsync(), await DraftedAsync("authorization-absent"));
        await Appeals.RedraftAsync(ready, (await DraftOfAsync(ready)) with { Needs = [], Findings = [] }, Pat);
        var results = await Bulk.ApproveAsync([new(open, 1), new(ready, 2)], Pat);
        Assert.That(results.Select(one => one.Result), Is.EqualTo(new[] { ChangeResult.OpenNeeds, ChangeResult.Done }));
        Assert.That(((await CaseAsync(open)).Status, (await CaseAsync(ready)).Status), Is.EqualTo((AppealStatus.Drafted, AppealStatus.Approved)));
    }

    [Test]
    public async Task A_name_is_kept_as_one_line_without_blanks_around_it()
    {
        var id = await DraftedAsync();
        await Bulk.AssignAsync([id, id], "  Kim Lee ", Pat);
        Assert.That((await CaseAsync(id)).Assignee, Is.EqualTo("Kim Lee"));
        foreach (var name in new[] { " ", "a\nb", new string('x', 101) })
        {
            await Assert.ThrowsAsync<CaseworkException>(() => Bulk.AssignAsync([id], name, Pat));
        }

        await Assert.ThrowsAsync<CaseworkException>(() => Bulk.AssignAsync([.. Enumerable.Range(1, 501).Select(number => (long)number)], "Kim", Pat));
        await Assert.ThrowsAsync<CaseworkException>(() => Bulk.WithdrawAsync([id], " ", Pat));
        Assert.That((await Appeals.HistoryAsync(id)).Count(row => row.Action == HistoryAction.Assigned), Is.EqualTo(1));
    }

    [Test]
    public async Task The_next_level_stays_with_whoever_worked_on_the_first()
    {
        var id = await DraftedAsync();
        await Bulk.AssignAsync([id], "Kim", Pat);
        await Appeals.RecordOutcomeAsync(id, Pat, new(AppealOutcome.Upheld, 0m, Today));
        var (_, next) = await Levels.BeginAsync(id, false, Pat);
        Assert.That((await CaseAsync(next!.Value)).Assignee, Is.EqualTo("Kim"));
    }
}
