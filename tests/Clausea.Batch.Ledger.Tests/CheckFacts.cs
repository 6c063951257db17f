namespace Clausea.Batch.Ledger.Tests;

public sealed class CheckFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private LedgerCheck Check => new(Database);

    [Test]
    public async Task A_ledger_in_use_is_sound()
    {
        var id = await DraftedAsync();
        await Appeals.AttachAsync(id, 1, Example.Exhibit("A"), Example.Draft(), "pat");
        await Appeals.ApproveAsync(id, 2, "lee", null);
        await Appeals.RecordPacketAsync(id, [Example.Packet(2, 1, 2), Example.Packet(2, 2, 2)], "pat");
        await QueuedAsync(2);
        Assert.That(await Check.RunAsync(), Is.Empty);
        Assert.That((await Check.DocumentsAsync()).Select(document => document.Name), Is.EquivalentTo(new[]
        {
            $"Exhibit A of appeal {id}", $"A packet of appeal {id}", $"A packet of appeal {id}",
        }));
    }

    [TestCase("UPDATE {appeals} SET revision = 2", "Appeal 1 should have a draft")]
    [TestCase("UPDATE {appeals} SET revision = 0, status = 'Drafted'", "Appeal 1 should have a draft")]
    [TestCase("UPDATE {appeals} SET revision = 0, status = 'Queued'", "Appeal 1 has a draft of a later revision")]
    [TestCase("UPDATE {remittances} SET new_denials = 0", "Remittance 1 has another number of denials")]
    [TestCase("UPDATE {remittances} SET new_denials = 2", "Remittance 1 has another number of denials")]
    [TestCase("INSERT INTO {purging} VALUES (1)", "left denial 1 behind")]
    [TestCase("UPDATE {schema_versions} SET version = 99 WHERE version = 1", "run the newer program")]
    public async Task What_does_not_fit_together_is_told(string statement, string told)
    {
        await DraftedAsync();
        var sql = statement;
        foreach (var table in new[] { "appeals", "remittances", "purging", "schema_versions" })
        {
            sql = sql.Replace($"{{{table}}}", Table(table), StringComparison.Ordinal);
        }

        await RunAsync(sql);
        Assert.That(await Check.RunAsync(), Has.Some.Contains(told));
    }

    [Test]
    public async Task A_purge_leaves_a_sound_ledger()
    {
        await RecordAsync((Example.Claim(1), Example.Verdict(kind: null)), (Example.Claim(2), Example.Verdict()));
        Time.SetUtcNow(Time.GetUtcNow().AddYears(7));
        var retention = new LedgerRetention(Database);
        var run = await retention.BeginAsync(RetentionPeriod.Of(Time.GetUtcNow(), 6, 365), "pat");
        Assert.That(await retention.PurgeBatchAsync(run), Is.True);
        Assert.That(await Check.RunAsync(), Is.Empty);
    }

    [Test]
    public async Task An_older_schema_is_told_and_not_upgraded()
    {
        await StartAtAsync(1);
        Assert.That((await Check.RunAsync()).Single(), Does.Contain("schema version 1").And.Contain("upgrades it"));
        Assert.That(await CountAsync("schema_versions"), Is.EqualTo(1));
    }
}
