using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

public sealed class AppealFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Queued_appeals_come_by_id_with_the_job_that_was_set()
    {
        var ids = new[] { await QueuedAsync(1), await QueuedAsync(2), await QueuedAsync(3) };
        await Appeals.SetJobAsync(ids[0], "j1", "memory-1");
        await Appeals.SetJobsAsync([new(ids[1], "j2"), new(ids[2], "j3")], "memory-1");
        Assert.That(await Appeals.QueuedAsync(2, 0), Is.EqualTo(
            new QueuedAppeal[] { new(ids[0], "j1", "memory-1"), new(ids[1], "j2", "memory-1") }));
        Assert.That(
            await Appeals.QueuedAsync(2, ids[1]),
            Is.EqualTo(new QueuedAppeal[] { new(ids[2], "j3", "memory-1") }));
        Assert.That(await Appeals.CountQueuedAsync(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_case_comes_back_with_all_its_facts()
    {
        var id = await DraftedAsync(needs: 2);
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That(appeal.Denial.Claim, Is.EqualTo(Example.Claim()).UsingPropertiesComparer());
        Assert.That(appeal.Denial.Remittance, Is.EqualTo(Example.Remittance()).UsingPropertiesComparer());
        Assert.That(appeal.Denial.Verdict, Is.EqualTo(Example.Verdict()).UsingPropertiesComparer());
        Assert.That(appeal.Denial.Interchange, Is.EqualTo(Example.Interchange()));
        Assert.That(appeal.Deadline, Is.EqualTo(Example.Verdict().Deadline));
        Assert.That(
            (appeal.File, appeal.Status, appeal.DeniedAmount),
            Is.EqualTo(("file1.835", AppealStatus.Drafted, 150.00m)));
        Assert.That(appeal.ToDos.Select(toDo => toDo.Text), Is.EqualTo(Example.Verdict().ToDos));
        Assert.That(appeal.Draft!.Draft, Is.EqualTo(Example.Draft(2)).UsingPropertiesComparer());
        Assert.That(
            (appeal.Draft.Revision, appeal.Draft.CreatedBy, appeal.Draft.CreatedAt),
            Is.EqualTo((1, "clausea", Example.Start)));
        Assert.That(await Appeals.FindAsync(-1), Is.Null);
    }

    [Test]
    public async Task A_draft_saved_by_many_threads_is_saved_once()
    {
        var id = await QueuedAsync();
        var saved = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => new LedgerAppeals(Another()).SaveDraftAsync(id, Example.Draft(), "clausea"))));
        Assert.That(saved.Count(done => done), Is.EqualTo(1));
        Assert.That(await CountAsync("drafts"), Is.EqualTo(1));
        Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.Drafted }));
    }

    [Test]
    public async Task A_failed_draft_may_be_made_later_but_not_the_other_way_round()
    {
        var id = await QueuedAsync();
        Assert.That(await Appeals.FailDraftAsync(id, "no playbook"), Is.EqualTo(ChangeResult.Done));
        var failed = (await Appeals.FindAsync(id))!;
        Assert.That((failed.Status, failed.StatusReason), Is.EqualTo((AppealStatus.DraftFailed, "no playbook")));
        Assert.That(await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea"), Is.True);
        Assert.That(await Appeals.FailDraftAsync(id, "late"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That((await Appeals.FindAsync(id))!.StatusReason, Is.Null);
    }

    [Test]
    public async Task Failed_drafts_are_queued_again_and_the_history_tells()
    {
        var id = await QueuedAsync();
        await Appeals.FailDraftAsync(id, "no playbook");
        Assert.That(await Appeals.RequeueFailedAsync(), Is.EqualTo(1));
        Assert.That(await Appeals.RequeueFailedAsync(), Is.Zero);
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Queued));
        Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.DraftFailed, HistoryAction.Queued }));
    }

    [Test]
    public async Task A_draft_of_another_kind_is_not_saved()
    {
        var id = await QueuedAsync();
        await Assert.ThrowsAsync<ArgumentException>(
            () => Appeals.SaveDraftAsync(id, Example.Draft(kind: LetterKind.Records), "clausea"));
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Queued));
    }

    [Test]
    public async Task Redrafting_adds_a_revision_and_may_change_playbook_and_kind()
    {
        var id = await DraftedAsync(needs: 1);
        var draft = Example.Draft(playbook: "send-records", kind: LetterKind.Records);
        Assert.That(await Appeals.RedraftAsync(id, draft, "pat"), Is.EqualTo(ChangeResult.Done));
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That(
            (appeal.Draft!.Revision, appeal.Playbook, appeal.Kind),
            Is.EqualTo((2, "send-records", LetterKind.Records)));
        Assert.That(await CountAsync("drafts"), Is.EqualTo(2));
    }

    [Test]
    public async Task Redrafting_to_a_kind_that_another_appeal_of_the_claim_has_is_a_conflict()
    {
        var id = await DraftedAsync();
        await RunAsync($"""
            INSERT INTO {Table("appeals")} 
                (denial_id, kind, status, disposition, denied_amount, priority, deadline_key, created_at)
            SELECT denial_id, 'Records', 'Queued', disposition, denied_amount, priority, deadline_key, created_at
            FROM {Table("appeals")} WHERE id = {id}
            """);
        Assert.That(
            await Appeals.RedraftAsync(id, Example.Draft(kind: LetterKind.Records), "pat"),
            Is.EqualTo(ChangeResult.Conflict));
        Assert.That(await CountAsync("drafts"), Is.EqualTo(1));
    }

    [Test]
    public async Task Approval_with_open_needs_takes_a_reason_which_is_kept()
    {
        var id = await DraftedAsync(needs: 1);
        Assert.That(await Appeals.ApproveAsync(id, 1, "dr. lee", null), Is.EqualTo(ChangeResult.OpenNeeds));
        Assert.That(await Appeals.ApproveAsync(id, 1, "dr. lee", "  "), Is.EqualTo(ChangeResult.OpenNeeds));
        Assert.That(await Appeals.ApproveAsync(id, 2, "dr. lee", "known"), Is.EqualTo(ChangeResult.Conflict));
        Assert.That(await Appeals.ApproveAsync(id, 1, "dr. lee", "Told by phone"), Is.EqualTo(ChangeResult.Done));
        var last = (await Appeals.HistoryAsync(id))[^1];
        Assert.That((last.Action, last.Actor), Is.EqualTo((HistoryAction.Approved, "dr. lee")));
        Assert.That(last.Detail, Does.Contain("Told by phone"));
    }

    [Test]
    public async Task An_older_revision_cannot_be_approved()
    {
        var id = await DraftedAsync();
        await Appeals.RedraftAsync(id, Example.Draft(), "pat");
        Assert.That(await Appeals.ApproveAsync(id, 1, "lee", null), Is.EqualTo(ChangeResult.Conflict));
        Assert.That(await Appeals.ApproveAsync(id, 2, "lee", null), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.RedraftAsync(id, Example.Draft(), "pat"), Is.EqualTo(ChangeResult.WrongStatus));
    }

    [Test]
    public async Task An_appeal_goes_from_approval_to_its_outcome()
    {
        var id = await DraftedAsync();
        Assert.That(await Appeals.MarkSentAsync(id, "pat", "fax", "F-1"), Is.EqualTo(ChangeResult.WrongStatus));
        await Appeals.ApproveAsync(id, 1, "lee", null);
        Assert.That(await Appeals.MarkSentAsync(id, "pat", "fax", "F-1"), Is.EqualTo(ChangeResult.Done));
        Assert.That(
            await Appeals.RecordOutcomeAsync(id, "clausea", AppealOutcome.PartlyWon, 99.99m),
            Is.EqualTo(ChangeResult.Done));
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That(
            (appeal.Status, appeal.Outcome, appeal.RecoveredAmount),
            Is.EqualTo((AppealStatus.Closed, AppealOutcome.PartlyWon, 99.99m)));
        Assert.That((appeal.ApprovedBy, appeal.SentChannel, appeal.SentReference), Is.EqualTo(("lee", "fax", "F-1")));
        Assert.That(await Appeals.WithdrawAsync(id, "pat", "late"), Is.EqualTo(ChangeResult.WrongStatus));
    }

    [Test]
    public async Task The_same_outcome_again_changes_nothing_and_another_corrects_it()
    {
        var id = await QueuedAsync();
        await Appeals.RecordOutcomeAsync(id, "clausea", AppealOutcome.Won, 150m);
        Assert.That(
            await Appeals.RecordOutcomeAsync(id, "clausea", AppealOutcome.Won, 150.00m),
            Is.EqualTo(ChangeResult.Done));
        Assert.That(await ActionsAsync(id), Has.Length.EqualTo(2));
        Assert.That(
            await Appeals.RecordOutcomeAsync(id, "pat", AppealOutcome.Upheld, 0m),
            Is.EqualTo(ChangeResult.Done));
        Assert.That((await Appeals.FindAsync(id))!.Outcome, Is.EqualTo(AppealOutcome.Upheld));
    }

    [Test]
    public async Task A_withdrawn_appeal_is_left_alone()
    {
        var id = await QueuedAsync();
        Assert.That(await Appeals.WithdrawAsync(id, "pat", "paid by other means"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea"), Is.False);
        Assert.That(
            await Appeals.RecordOutcomeAsync(id, "clausea", AppealOutcome.Won, 1m),
            Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Appeals.WithdrawAsync(id, "pat", "again"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Appeals.CountQueuedAsync(), Is.Zero);
    }
}
