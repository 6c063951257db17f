using System.Data.Common;

namespace Clausea.Batch.Ledger.Tests;

public sealed class AccessFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private LedgerAccess Access => new(Database);

    [Test]
    public async Task What_was_seen_is_found_by_person_and_day()
    {
        await Access.RecordAsync(new("pat", AccessAction.Viewed, AccessSubject.Worklist));
        Time.Advance(TimeSpan.FromDays(1));
        await Access.RecordAsync(new("lee", AccessAction.Viewed, AccessSubject.File, 7));
        await Access.RecordAsync(new("pat", AccessAction.Exported, AccessSubject.Bundle, Detail: "12 packets, zip"));
        var all = await Access.ListAsync(new());
        Assert.That(all.Select(row => (row.Actor, row.Action, row.Subject, row.SubjectId, row.Detail)), Is.EqualTo(new (string, AccessAction, AccessSubject, long?, string?)[]
        {
            ("pat", AccessAction.Viewed, AccessSubject.Worklist, null, null),
            ("lee", AccessAction.Viewed, AccessSubject.File, 7, null),
            ("pat", AccessAction.Exported, AccessSubject.Bundle, null, "12 packets, zip"),
        }));
        Assert.That((await Access.ListAsync(new() { Actor = "pat" })).Select(row => row.Id), Is.EqualTo(new[] { 1, 3 }));
        Assert.That((await Access.ListAsync(new() { Since = Time.GetUtcNow() })).Select(row => row.Id), Is.EqualTo(new[] { 2, 3 }));
        Assert.That((await Access.ListAsync(new() { AfterId = 1, Limit = 1 })).Single(), Is.EqualTo(all[1]));
    }

    [TestCase("UPDATE {0} SET actor = 'nobody'")]
    [TestCase("DELETE FROM {0}")]
    public async Task The_access_log_is_only_added_to(string statement)
    {
        await Access.RecordAsync(new("pat", AccessAction.Viewed, AccessSubject.Worklist));
        var refusal = await Assert.CatchAsync<DbException>(() => RunAsync(statement.Replace("{0}", Table("access_log"), StringComparison.Ordinal)));
        Assert.That(refusal!.Message, Does.Contain("access_log is append-only"));
        Assert.That((await Access.ListAsync(new())).Single().Actor, Is.EqualTo("pat"));
    }

    [Test]
    public async Task What_cannot_be_logged_is_told()
    {
        await RunAsync($"DROP TABLE {Table("access_log")}");
        await Assert.CatchAsync<DbException>(() => Access.RecordAsync(new("pat", AccessAction.Viewed, AccessSubject.Worklist)));
    }
}
