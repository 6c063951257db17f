using System.Data.Common;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

public sealed class HistoryFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly (string Name, Func<LedgerAppeals, long, Task> Run)[] Writes =
    [
        ("fail draft", (appeals, id) => appeals.FailDraftAsync(id, "no playbook")),
        ("save draft", (appeals, id) => appeals.SaveDraftAsync(id, Example.Draft(), "clausea")),
        ("redraft",    (appeals, id) => appeals.RedraftAsync(id, Example.Draft(), "pat")),
        ("note",       (appeals, id) => appeals.NoteAsync(id, "pat", "called")),
        ("view",       (appeals, id) => appeals.RecordViewAsync(id, "pat")),
        ("export",     (appeals, id) => appeals.RecordExportAsync(id, "pat", "pdf")),
        ("edit",       (appeals, id) => appeals.EditAsync(id, 2, Example.Draft(), "pat", "a word")),
        ("attach",     (appeals, id) => appeals.AttachAsync(id, 3, Example.Exhibit("A"), Example.Draft(), "pat")),
        ("waive",      (appeals, id) => appeals.WaiveAsync(id, 4, "claim-copy", "sent before", Example.Draft(), "pat")),
        ("remove",     (appeals, id) => appeals.RemoveExhibitAsync(id, 5, "A", Example.Draft(), "pat")),
        ("approve",    (appeals, id) => appeals.ApproveAsync(id, 6, "lee", null)),
        ("reopen",     (appeals, id) => appeals.ReopenAsync(id, "lee", "a typing error")),
        ("approve",    (appeals, id) => appeals.ApproveAsync(id, 6, "lee", null, Example.Draft())),
        ("packet",     (appeals, id) => appeals.RecordPacketAsync(id, [Example.Packet(7)], "pat")),
        ("sent",       (appeals, id) => appeals.MarkSentAsync(id, "pat", "mail", null)),
        ("outcome",    (appeals, id) => appeals.RecordOutcomeAsync(id, "pat", AppealOutcome.Upheld, 0m)),
        ("next level", (appeals, id) => appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, null), "pat")),
    ];

    [Test]
    public async Task Every_write_to_an_appeal_appends_one_line()
    {
        var id = await QueuedAsync();
        foreach (var (name, run) in Writes)
        {
            var before = await ActionsAsync(id);
            Time.Advance(TimeSpan.FromMinutes(1));
            var result = run(Appeals, id);
            await result;
            Assert.That((result as Task<ChangeResult>)?.Result, Is.Null.Or.EqualTo(ChangeResult.Done), name);
            var after = await Appeals.HistoryAsync(id);
            Assert.That(after, Has.Count.EqualTo(before.Length + 1), name);
            Assert.That(after[^1].HappenedAt, Is.EqualTo(Time.GetUtcNow()), name);
        }
    }

    [Test]
    public async Task Withdrawal_appends_a_line()
    {
        var id = await QueuedAsync();
        await Appeals.WithdrawAsync(id, "pat", "duplicate");
        Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.Withdrawn }));
    }

    [Test]
    public async Task A_refused_change_appends_nothing()
    {
        var id = await QueuedAsync();
        await Appeals.MarkSentAsync(id, "pat", "mail", null);
        await Appeals.ApproveAsync(id, 1, "pat", null);
        Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued }));
    }

    [Test]
    public async Task What_concerns_no_appeal_is_not_found()
    {
        foreach (var result in new[]
        {
            await Appeals.NoteAsync(404, "pat", "x"), await Appeals.RecordViewAsync(404, "pat"),
            await Appeals.RecordExportAsync(404, "pat", "pdf"), await Appeals.ApproveAsync(404, 1, "pat", null),
            await Appeals.WithdrawAsync(404, "pat", "x"), await Appeals.RedraftAsync(404, Example.Draft(), "pat"),
        })
        {
            Assert.That(result, Is.EqualTo(ChangeResult.NotFound));
        }

        Assert.That(await CountAsync("history"), Is.Zero);
    }

    [TestCase("UPDATE {0} SET actor = 'nobody'", "history")]
    [TestCase("DELETE FROM {0}", "history")]
    [TestCase("UPDATE {0} SET markdown = 'other'", "drafts")]
    [TestCase("DELETE FROM {0}", "drafts")]
    [TestCase("UPDATE {0} SET hash = 'other'", "packets")]
    [TestCase("DELETE FROM {0}", "packets")]
    public async Task History_drafts_and_packets_cannot_be_changed(string statement, string table)
    {
        var id = await DraftedAsync();
        await Appeals.RecordPacketAsync(id, [Example.Packet(1)], "pat");
        var before = await CountAsync(table);
        var sql = statement.Replace("{0}", Table(table), StringComparison.Ordinal);
        var refusal = await Assert.CatchAsync<DbException>(() => RunAsync(sql));
        Assert.That(refusal!.Message, Does.Contain($"{table} {(table == "history" ? "is" : "are")} append-only"));
        Assert.That(await CountAsync(table), Is.EqualTo(before));
    }

    [Test]
    public async Task History_cannot_be_replaced_either()
    {
        Assume.That(IsSqlite);
        var id = await DraftedAsync();
        await Assert.CatchAsync<DbException>(() => RunAsync(
            $"""
            INSERT OR REPLACE INTO history (id, appeal_id, happened_at, actor, action) VALUES (1, {id}, 'x', 'x', 'x')
            """));
        await Assert.CatchAsync<DbException>(() => RunAsync(
            """
            INSERT OR REPLACE INTO drafts
                (appeal_id, revision, kind, playbook, markdown, needs_count, needs_json, created_at, created_by)
            SELECT appeal_id, revision, kind, playbook, 'x', 0, '[]', 'x', 'x' FROM drafts
            """));
        Assert.That(await ActionsAsync(id), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.Drafted }));
    }
}
