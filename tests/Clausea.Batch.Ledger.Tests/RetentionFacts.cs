using System.Data.Common;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

public sealed class RetentionFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly string[] s_emptied =
        ["denials", "todos", "denial_codes", "appeals", "drafts", "history", "exhibits", "waivers", "packets", "holds", "purging"];

    private LedgerRetention Retention => new(Database);

    private LedgerHolds Holds => new(Database);

    private RetentionPeriod Period => RetentionPeriod.Of(Time.GetUtcNow(), 6, 365);

    [Test]
    public async Task A_closed_appeal_goes_with_all_that_belongs_to_it_once_the_years_are_over()
    {
        await ClosedAsync();
        Pass(years: 6);
        Assert.That((await PurgeAsync()).Appeals, Is.Zero, "the last day of the period still counts");
        Time.Advance(TimeSpan.FromDays(1));
        var report = await Retention.ReportAsync(Period);
        var went = await PurgeAsync();
        Assert.That(
            (went.Denials, went.Appeals, went.Drafts, went.Exhibits, went.Packets, went.History),
            Is.EqualTo((1, 1, 3, 1, 1, 8)));
        Assert.That(report.Due with { Files = went.Files }, Is.EqualTo(went), "the report says what goes");
        foreach (var table in s_emptied)
        {
            Assert.That(await CountAsync(table), Is.Zero, table);
        }

        Assert.That((await CountAsync("files"), await CountAsync("remittances")), Is.EqualTo((1, 1)));
        Assert.That((await PurgeAsync()).Denials, Is.Zero, "nothing is left to go");
    }

    [TestCase("queued")]
    [TestCase("drafted")]
    [TestCase("approved")]
    [TestCase("sent")]
    [TestCase("failed")]
    public async Task What_is_not_closed_stays_whatever_its_age(string status)
    {
        var id = status is "queued" or "failed" ? await QueuedAsync() : await DraftedAsync();
        if (status == "failed")
        {
            await Appeals.FailDraftAsync(id, "no playbook");
        }

        if (status is "approved" or "sent")
        {
            await Appeals.ApproveAsync(id, 1, "lee", null);
        }

        if (status == "sent")
        {
            await Appeals.MarkSentAsync(id, "pat", "mail", null);
        }

        Pass(years: 20);
        Assert.That((await PurgeAsync()).Denials, Is.Zero);
        Assert.That((await Retention.ReportAsync(Period)).Open, Is.EqualTo(1));
        Assert.That(await CountAsync("appeals"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_withdrawn_appeal_and_a_denial_without_letter_go_too()
    {
        var id = await QueuedAsync();
        await Appeals.WithdrawAsync(id, "pat", "paid meanwhile");
        await RecordAsync((Example.Claim(2), Example.Verdict(kind: null)));
        Pass(years: 7);
        Assert.That((await PurgeAsync()).Denials, Is.EqualTo(2));
    }

    [Test]
    public async Task A_late_change_keeps_a_case_and_a_look_does_not()
    {
        var noted = await ClosedAsync(1);
        var viewed = await ClosedAsync(2);
        Pass(years: 3);
        await Appeals.NoteAsync(noted, "pat", "the payer called");
        await Appeals.RecordViewAsync(viewed, "auditor");
        await Appeals.RecordExportAsync(viewed, "auditor", "pdf");
        Pass(years: 4);
        Assert.That((await PurgeAsync()).Appeals, Is.EqualTo(1));
        Assert.That((await Appeals.FindAsync(noted) is null, await Appeals.FindAsync(viewed) is null), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_payment_dated_later_keeps_its_claims()
    {
        await RecordAsync(
            Example.Remittance() with { Payment = Example.Remittance().Payment with { Date = Example.Today.AddYears(2) } },
            "postdated",
            (Example.Claim(), Example.Verdict(kind: null)));
        Pass(years: 7);
        Assert.That((await PurgeAsync()).Denials, Is.Zero);
        Pass(years: 2);
        Assert.That((await PurgeAsync()).Denials, Is.EqualTo(1));
    }

    [Test]
    public async Task A_later_level_keeps_the_earlier_one_and_both_go_together()
    {
        var first = await ClosedAsync();
        Pass(years: 4);
        var (_, second) = await Appeals.BeginNextLevelAsync(first, new(LetterKind.SecondLevel, 2, null), "pat");
        Pass(years: 3);
        Assert.That((await PurgeAsync()).Appeals, Is.Zero, "the second level is open");
        await Appeals.WithdrawAsync(second!.Value, "pat", "given up");
        Pass(years: 5);
        Assert.That((await PurgeAsync()).Appeals, Is.Zero, "the second level is young");
        Pass(years: 2);
        Assert.That((await PurgeAsync()).Appeals, Is.EqualTo(2));
    }

    [Test]
    public async Task A_hold_on_any_level_keeps_all_of_them_until_it_is_lifted()
    {
        var first = await ClosedAsync();
        var (_, second) = await Appeals.BeginNextLevelAsync(first, new(LetterKind.SecondLevel, 2, null), "pat");
        await Appeals.WithdrawAsync(second!.Value, "pat", "given up");
        await ClosedAsync(2);
        Pass(years: 7);
        Assert.That(await Holds.PlaceAsync(second.Value, "counsel", "litigation 7"), Is.EqualTo(ChangeResult.Done));
        Assert.That((await PurgeAsync()).Appeals, Is.EqualTo(1), "only the other claim");
        Assert.That((await Retention.ReportAsync(Period)).Held, Is.EqualTo(1));
        Assert.That((await Holds.OfAsync(first)).Single().Reason, Is.EqualTo("litigation 7"));
        Assert.That(await Holds.LiftAsync(second.Value, "counsel"), Is.EqualTo(ChangeResult.Done));
        Assert.That((await PurgeAsync()).Appeals, Is.EqualTo(2), "a hold is no change of the case");
    }

    [Test]
    public async Task A_hold_is_placed_once_and_lifted_once_and_the_history_knows()
    {
        var id = await ClosedAsync();
        Assert.That(await Holds.LiftAsync(id, "counsel"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Holds.PlaceAsync(id, "counsel", "audit"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Holds.PlaceAsync(id, "counsel", "audit"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Holds.LiftAsync(id, "counsel"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Holds.PlaceAsync(id, "counsel", "another audit"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Holds.PlaceAsync(404, "counsel", "audit"), Is.EqualTo(ChangeResult.NotFound));
        Assert.That((await ActionsAsync(id))[^3..], Is.EqualTo(new[] { HistoryAction.HoldPlaced, HistoryAction.HoldLifted, HistoryAction.HoldPlaced }));
        Assert.That((await Holds.OfAsync(id)).Single().Reason, Is.EqualTo("another audit"));
    }

    [Test]
    public async Task A_purge_stopped_between_two_batches_goes_on_later()
    {
        var claims = Enumerable.Range(1, 450).Select(number => (Example.Claim(number), Example.Verdict(kind: null))).ToArray();
        await RecordAsync(claims);
        Pass(years: 7);
        var run = await Retention.BeginAsync(Period, "pat");
        Assert.That(await Retention.PurgeBatchAsync(run), Is.True);
        Assert.That((await CountAsync("denials"), run.Counts.Denials), Is.EqualTo((250, 200)));
        Assert.That((await Retention.PurgesAsync(1)).Single(), Has.Property("FinishedAt").Null.And.Property("Counts").EqualTo(run.Counts));
        Assert.That((await PurgeAsync()).Denials, Is.EqualTo(250));
        Assert.That((await Retention.PurgesAsync(2)).Select(purge => purge.FinishedAt is null), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public async Task Many_workers_may_purge_at_once()
    {
        var claims = Enumerable.Range(1, 600).Select(number => (Example.Claim(number), Example.Verdict(kind: null))).ToArray();
        await RecordAsync(claims);
        Pass(years: 7);
        var counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => PurgeAsync(new(Another())))));
        Assert.That(counts.Sum(went => went.Denials), Is.EqualTo(600));
        Assert.That(await CountAsync("denials"), Is.Zero);
    }

    [Test]
    public async Task Only_what_is_being_purged_can_be_deleted_and_never_what_is_held()
    {
        var (gone, kept) = (await ClosedAsync(1), await ClosedAsync(2));
        await Holds.PlaceAsync(kept, "counsel", "audit");
        await RunAsync($"INSERT INTO {Table("purging")} VALUES ({gone})");
        foreach (var table in new[] { "history", "drafts", "packets" })
        {
            await Assert.CatchAsync<DbException>(() => RunAsync($"DELETE FROM {Table(table)}"));
            await Assert.CatchAsync<DbException>(() => RunAsync($"DELETE FROM {Table(table)} WHERE appeal_id = {kept}"));
            await RunAsync($"DELETE FROM {Table(table)} WHERE appeal_id = {gone}");
            Assert.That(await CountAsync(table), Is.Positive, table);
        }

        var refusal = await Assert.CatchAsync<DbException>(() => RunAsync($"INSERT INTO {Table("purging")} VALUES ({kept})"));
        Assert.That(refusal!.Message, Does.Contain("a legal hold lies on the appeal"));
        await Retention.BeginAsync(Period, "pat");
        await Assert.CatchAsync<DbException>(() => RunAsync($"DELETE FROM {Table("purges")}"));
    }

    [Test]
    public async Task A_file_loses_its_name_only_when_nothing_of_it_is_left()
    {
        var id = await ClosedAsync();
        var file = (await Appeals.FindAsync(id))!.FileId;
        await Files.CompleteAsync(file, Example.Totals(), "archive/2026/03/Doe.835");
        await Holds.PlaceAsync(id, "counsel", "audit");
        Pass(years: 7);
        await PurgeAsync();
        Assert.That((await Files.FindAsync(file))!.Name, Is.EqualTo("file1.835"));
        await Holds.LiftAsync(id, "counsel");
        Assert.That((await PurgeAsync()).Files, Is.EqualTo(1));
        Assert.That((await Files.FindAsync(file))!.Name, Is.EqualTo($"purged-{file}"));
        var toRemove = await Retention.FilesToRemoveAsync();
        Assert.That(toRemove.Single(), Is.EqualTo(new PurgedFile { Id = file, StoredAs = "archive/2026/03/Doe.835" }));
        await Retention.FilesRemovedAsync([file]);
        Assert.That((await Files.FindAsync(file))!.StoredAs, Is.Null);
        Assert.That(await Retention.FilesToRemoveAsync(), Is.Empty);
        Assert.That(await ScalarAsync<int>($"SELECT COUNT(*) FROM {Table("remittances")} WHERE provider_adjustments_json IS NOT NULL"), Is.Zero);
        Assert.That(await Retention.IsPurgedAsync(Example.Hash(1), Period), Is.True);
        await FileAsync();
        Assert.That(await Retention.IsPurgedAsync(Example.Hash(1), Period), Is.False, "it came again");
    }

    [Test]
    public async Task What_was_purged_is_still_known_when_it_comes_again()
    {
        await RecordAsync(Example.Remittance(), "same", (Example.Claim(), Example.Verdict(kind: null)));
        Pass(years: 7);
        await PurgeAsync();
        Assert.That((await RecordAsync(Example.Remittance(), "same", (Example.Claim(), Example.Verdict()))).IsNew, Is.False);
        Assert.That(await CountAsync("appeals"), Is.Zero);
    }

    [Test]
    public async Task A_document_taken_out_is_kept_for_a_while_and_longer_under_a_hold()
    {
        var id = await DraftedAsync();
        await Appeals.AttachAsync(id, 1, Example.Exhibit("A"), Example.Draft(), "pat");
        await Appeals.RemoveExhibitAsync(id, 2, "A", Example.Draft(), "pat");
        Time.Advance(TimeSpan.FromDays(365));
        Assert.That(await Retention.DocumentsAsync(Period), Has.Count.EqualTo(1));
        Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await Retention.DocumentsAsync(Period), Is.Empty);
        Assert.That((await Retention.ReportAsync(Period)).RemovedExhibits, Is.EqualTo(1));
        await Holds.PlaceAsync(id, "counsel", "audit");
        Assert.That(await Retention.DocumentsAsync(Period), Has.Count.EqualTo(1));
    }

    private void Pass(int years) => Time.SetUtcNow(Time.GetUtcNow().AddYears(years));

    private Task<PurgeCounts> PurgeAsync() => PurgeAsync(Retention);

    private async Task<PurgeCounts> PurgeAsync(LedgerRetention retention)
    {
        var run = await retention.BeginAsync(Period, "pat");
        while (await retention.PurgeBatchAsync(run) || await retention.PurgeFilesAsync(run))
        {
        }

        await retention.FinishAsync(run, 0, 0);
        return run.Counts;
    }

    // Drafted, with an exhibit and a waiver, approved, packed and decided.
    private async Task<long> ClosedAsync(int number = 1)
    {
        var id = await DraftedAsync(number: number);
        await Appeals.AttachAsync(id, 1, Example.Exhibit("A"), Example.Draft(), "pat");
        await Appeals.WaiveAsync(id, 2, "claim-copy", "sent before", Example.Draft(), "pat");
        await Appeals.ApproveAsync(id, 3, "lee", null);
        await Appeals.RecordPacketAsync(id, [Example.Packet(3)], "pat");
        await Appeals.MarkSentAsync(id, "pat", "fax", null);
        await Appeals.RecordOutcomeAsync(id, "pat", AppealOutcome.Upheld, 0m);
        return id;
    }
}
