using Dapper;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What the pages ask for is found through an index and comes in its order: a ledger of a million appeals is neither
/// read nor sorted for a page of fifty.</summary>
public sealed class QueryPlanTests
{
    private static readonly (string Name, WorklistFilter Filter)[] Filters =
    [
        ("all", new()),
        ("status", new() { Status = AppealStatus.Drafted }),
        ("due", new() { DueBefore = Example.Today }),
        ("status and due", new() { Status = AppealStatus.Drafted, DueBefore = Example.Today }),
        ("amount", new() { MinAmount = 100 }),
        ("playbook", new() { Playbook = "medical-necessity" }),
        ("kind", new() { Kind = Clausea.Batch.Appeals.LetterKind.Records }),
        ("disposition", new() { Disposition = Clausea.Batch.Appeals.Disposition.Appeal }),
        ("payer", new() { Payer = "ACME" }),
        ("status and payer", new() { Status = AppealStatus.Drafted, Payer = "ACME" }),
    ];

    private TestEngine _engine = null!;
    private LedgerDatabase _database = null!;

    [SetUp]
    public async Task Start()
    {
        _engine = await TestEngine.StartAsync(LedgerEngine.Sqlite);
        _database = new(_engine.Options, TimeProvider.System);
        await _database.UpgradeAsync();
    }

    [TearDown]
    public async Task Stop() => await _engine.DisposeAsync();

    [Test]
    public async Task No_page_of_the_worklist_reads_or_sorts_all_appeals([Values] WorklistSort sort, [Values] bool behind)
    {
        foreach (var (name, filter) in Filters)
        {
            var after = behind ? WorklistCursor.Of(new() { Id = 1 }, sort).ToString() : null;
            var plan = await PlanAsync(filter with { Sort = sort, After = after });
            Assert.That(plan, Has.Some.StartsWith("SCAN a").Or.Some.StartsWith("SEARCH a"), name);
            Assert.That(Sorted(plan), Is.Empty, $"{name}: {string.Join("; ", plan)}");
            Assert.That(ReadsTable(plan, sort), Is.Empty, $"{name}: {string.Join("; ", plan)}");
        }
    }

    [Test]
    public async Task A_claim_number_is_looked_for_in_its_index([Values] WorklistSort sort)
    {
        var plan = await PlanAsync(new() { Sort = sort, ClaimNumber = "12" });
        Assert.That(plan, Has.Some.Contains("SCAN s USING COVERING INDEX ix_denials_search"));
        Assert.That(plan, Has.Some.StartsWith("SEARCH a USING INDEX"), string.Join("; ", plan));
    }

    [Test]
    public async Task Totals_and_queues_are_read_from_indexes()
    {
        foreach (var name in new[] { "LedgerWorklist.ByStatus", "LedgerWorklist.Due", "LedgerAppeals.CountQueued", "LedgerAppeals.Queued" })
        {
            var sql = TransactSqlTests.Statements().Single(statement => statement.Name == name).Sql;
            var plan = await PlanAsync(sql, new { first = "2026-01-01", last = "2026-02-01", afterId = 0, limit = 1 });
            Assert.That(plan, Has.All.Contains("INDEX"), $"{name}: {string.Join("; ", plan)}");
        }
    }

    [Test]
    public async Task Lists_of_files_are_not_sorted_and_a_file_finds_its_own()
    {
        (string Name, string Step)[] expected =
        [
            ("FileList.All", "SEARCH files USING INTEGER PRIMARY KEY"),
            ("FileList.OfStatus", "SEARCH files USING INDEX ix_files_status"),
            ("FileList.InWork", "SEARCH files USING INDEX ix_files_status"),
            ("FileList.WithFindings", "SEARCH files USING INTEGER PRIMARY KEY"),
            ("FileList.Counts", "SCAN files USING COVERING INDEX ix_files_status"),
            ("FileList.Remittances", "SEARCH r USING INDEX ix_remittances_file"),
        ];
        foreach (var (name, step) in expected)
        {
            var sql = TransactSqlTests.Statements().Single(statement => statement.Name == name).Sql;
            var plan = await PlanAsync(sql, new { before = 9L, after = 0L, fileId = 1, status = "Archived", limit = 1 });
            Assert.That(plan, Has.Some.StartsWith(step), $"{name}: {string.Join("; ", plan)}");
            Assert.That(name == "FileList.InWork" ? [] : Sorted(plan), Is.Empty, name);
        }
    }

    [Test]
    public async Task Insights_read_no_whole_claims()
    {
        foreach (var name in new[] { "LedgerInsights.Denials", "LedgerInsights.Appeals" })
        {
            var plan = await PlanAsync(TransactSqlTests.Statements().Single(statement => statement.Name == name).Sql, new { });
            Assert.That(plan, Has.Some.EndsWith("USING COVERING INDEX ix_denials_remittance"), $"{name}: {string.Join("; ", plan)}");
            Assert.That(plan, Has.None.Matches("^SCAN (a|d|denials|appeals)$"), name);
        }
    }

    // The newest come by the key of the table itself, which is no scan of it but for what comes first.
    private static IEnumerable<string> ReadsTable(IEnumerable<string> plan, WorklistSort sort) => plan.Where(line =>
        line.StartsWith("SCAN", StringComparison.Ordinal) && !line.Contains("INDEX", StringComparison.Ordinal)
        && !(sort == WorklistSort.Newest && line == "SCAN a"));

    private static IEnumerable<string> Sorted(IEnumerable<string> plan) => plan.Where(line =>
        line.StartsWith("USE TEMP B-TREE", StringComparison.Ordinal));

    private Task<List<string>> PlanAsync(WorklistFilter filter)
    {
        var query = new WorklistQuery(filter);
        return PlanAsync(query.Sql, query.Parameters);
    }

    private async Task<List<string>> PlanAsync(Sql sql, object parameters)
    {
        await using var connection = await _database.OpenAsync();
        var rows = await connection.QueryAsync<(long Id, long Parent, long NotUsed, string Detail)>(
            $"EXPLAIN QUERY PLAN {sql.For(LedgerEngine.Sqlite)}", parameters);
        return [.. rows.Select(row => row.Detail)];
    }
}
