using System.Data.Common;

namespace Clausea.Batch.Ledger.Tests;

public sealed class SchemaFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Upgrading_twice_changes_nothing()
    {
        await QueuedAsync();
        await Database.UpgradeAsync();
        await Another().UpgradeAsync();
        Assert.That(await CountAsync("schema_versions"), Is.EqualTo(SchemaScript.All(Database.Engine).Count));
        Assert.That(await CountAsync("appeals"), Is.EqualTo(1));
        Assert.That(await Database.IsCurrentAsync(), Is.True);
    }

    [Test]
    public async Task Many_processes_may_upgrade_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Another().UpgradeAsync())));
        Assert.That(await CountAsync("schema_versions"), Is.EqualTo(SchemaScript.All(Database.Engine).Count));
    }

    [Test]
    public async Task A_newer_schema_is_refused()
    {
        await RunAsync($"UPDATE {Table("schema_versions")} SET version = 99 WHERE version = 1");
        var refusal = await Assert.ThrowsAsync<LedgerTooNewException>(() => Another().UpgradeAsync());
        Assert.That(refusal!.Message, Is.EqualTo(
            $"The ledger has schema version 99, but this program knows only up to {SchemaScript.All(Database.Engine).Count}: run the newer program"));
        Assert.That(await Database.IsCurrentAsync(), Is.False);
    }

    [Test]
    public async Task The_check_is_quiet_when_the_ledger_answers_and_throws_when_it_does_not()
    {
        await Database.CheckAsync();
        await RunAsync($"DROP TABLE {Table("schema_versions")}");
        await Assert.ThrowsAsync(Is.InstanceOf<DbException>(), () => Database.CheckAsync());
    }

    [Test]
    public void Both_engines_have_the_same_versions()
    {
        var versions = SchemaScript.All(LedgerEngine.Sqlite).Select(script => script.Name).ToList();
        Assert.That(versions, Is.Not.Empty);
        Assert.That(SchemaScript.All(LedgerEngine.SqlServer).Select(script => script.Name), Is.EqualTo(versions));
        Assert.That(
            SchemaScript.All(LedgerEngine.Sqlite).Select(script => script.Version),
            Is.EqualTo(Enumerable.Range(1, versions.Count)));
    }

    [Test]
    public async Task SQLite_is_opened_safely()
    {
        Assume.That(IsSqlite);
        Assert.That(await ScalarAsync<string>("PRAGMA journal_mode"), Is.EqualTo("wal"));
        Assert.That(await ScalarAsync<int>("PRAGMA synchronous"), Is.EqualTo(2));
        Assert.That(await ScalarAsync<int>("PRAGMA foreign_keys"), Is.EqualTo(1));
        Assert.That(await ScalarAsync<int>("PRAGMA busy_timeout"), Is.EqualTo(30000));
    }
}
