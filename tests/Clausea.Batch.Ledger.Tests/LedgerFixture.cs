using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Dapper;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>The facts of a ledger, which hold on every engine. Each test has an empty ledger.</summary>
[TestFixture(LedgerEngine.Sqlite)]
[TestFixture(LedgerEngine.SqlServer)]
public abstract class LedgerFixture(LedgerEngine engine)
{
    private TestEngine? _engine;
    private int _fingerprints;

    protected FakeTimeProvider Time { get; private set; } = null!;

    protected LedgerDatabase Database { get; private set; } = null!;

    protected LedgerFiles Files => new(Database);

    protected LedgerRemittances Remittances => new(Database);

    protected LedgerAppeals Appeals => new(Database);

    protected LedgerWorklist Worklist => new(Database);

    protected LedgerCodes Codes => new(Database);

    protected bool IsSqlite => engine == LedgerEngine.Sqlite;

    [SetUp]
    public async Task Start()
    {
        _engine = await TestEngine.StartAsync(engine);
        Time = new(Example.Start);
        Database = Another();
        await Database.UpgradeAsync();
    }

    [TearDown]
    public async Task Stop()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
            _engine = null;
        }
    }

    /// <summary>The same database as another process would open it.</summary>
    protected LedgerDatabase Another() => new(_engine!.Options, Time);

    protected string Table(string name) => IsSqlite ? name : $"clausea.{name}";

    protected Task<int> CountAsync(string table) => ScalarAsync<int>($"SELECT COUNT(*) FROM {Table(table)}");

    protected async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await Database.OpenAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    protected async Task RunAsync(string sql)
    {
        await using var connection = await Database.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    protected async Task<long> FileAsync(int number = 1) =>
        (await Files.RegisterAsync(Example.Hash(number), $"file{number}.835", 1000)).Id;

    /// <summary>Records one remittance with these claims, under a fingerprint of its own.</summary>
    protected async Task<RemittanceRecorded> RecordAsync(params (ClaimPayment Claim, Verdict Verdict)[] claims) =>
        await RecordAsync(Example.Remittance($"TRACE{++_fingerprints}"), $"fingerprint-{_fingerprints}", claims);

    protected async Task<RemittanceRecorded> RecordAsync(
        Remittance remittance, string fingerprint, params (ClaimPayment Claim, Verdict Verdict)[] claims)
    {
        await using var writing = await Remittances.BeginAsync(await FileAsync(), Example.Interchange(), remittance);
        foreach (var (claim, verdict) in claims)
        {
            await writing.AddAsync(claim, verdict);
        }

        return await writing.CommitAsync(Example.Summary(fingerprint, claims.Length));
    }

    /// <summary>One queued appeal.</summary>
    protected async Task<long> QueuedAsync(int number = 1) =>
        (await RecordAsync((Example.Claim(number), Example.Verdict()))).NewAppeals.Single();

    /// <summary>One appeal with a draft.</summary>
    protected async Task<long> DraftedAsync(int needs = 0, int number = 1)
    {
        var id = await QueuedAsync(number);
        Assert.That(await Appeals.SaveDraftAsync(id, Example.Draft(needs), "clausea"), Is.True);
        return id;
    }

    protected async Task<HistoryAction[]> ActionsAsync(long id) =>
        [.. (await Appeals.HistoryAsync(id)).Select(row => row.Action)];

    /// <summary>Makes the schema what its version 2 was.</summary>
    protected async Task BackToSchema2Async()
    {
        foreach (var statement in BackToSchema2())
        {
            await RunAsync(statement);
        }
    }

    private IEnumerable<string> BackToSchema2()
    {
        yield return IsSqlite ? "DROP INDEX ix_denials_search" : "DROP INDEX ix_denials_search ON clausea.denials";
        yield return IsSqlite ? "DROP INDEX ix_remittances_trace" : "DROP INDEX ix_remittances_trace ON clausea.remittances";
        foreach (var table in new[] { "claim_counts", "runs", "packets", "waivers", "exhibits" })
        {
            yield return $"DROP TABLE {Table(table)}";
        }

        foreach (var (table, column, constraint) in new[]
        {
            ("drafts", "dated", ""), ("drafts", "findings_json", ""), ("drafts", "findings_count", "df_drafts_findings_count"),
            ("drafts", "binding_count", "df_drafts_binding_count"), ("appeals", "level", "df_appeals_level"),
            ("appeals", "earlier_appeal_id", "fk_appeals_earlier"), ("appeals", "decided_on", ""), ("appeals", "decision_reference", ""),
            ("files", "job_id", ""), ("files", "job_storage", ""), ("files", "failures", "df_files_failures"), ("files", "failure", ""),
            ("files", "resent_remittances", "df_files_resent_remittances"), ("remittances", "resent_of", "fk_remittances_resent_of"),
        })
        {
            if (!IsSqlite && constraint.Length > 0)
            {
                yield return $"ALTER TABLE {Table(table)} DROP CONSTRAINT {constraint}";
            }

            yield return $"ALTER TABLE {Table(table)} DROP COLUMN {column}";
        }

        var text = IsSqlite ? "TEXT NOT NULL DEFAULT ''" : "nvarchar(max) NULL";
        yield return $"ALTER TABLE {Table("drafts")} ADD html {text}";
        yield return $"ALTER TABLE {Table("drafts")} ADD text {text}";
        yield return $"DELETE FROM {Table("schema_versions")} WHERE version >= 3";
    }
}
