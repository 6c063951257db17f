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

    /// <summary>In the place of the ledger, one as the program of an earlier schema left it, empty.</summary>
    protected async Task StartAtAsync(int version)
    {
        await Stop();
        _engine = await TestEngine.StartAsync(engine);
        Database = Another();
        SchemaScript[] scripts = [.. SchemaScript.All(engine).Where(script => script.Version <= version)];
        await new SchemaUpgrade(Database.Dialect, scripts).RunAsync(Time.GetUtcNow(), CancellationToken.None);
    }
}
