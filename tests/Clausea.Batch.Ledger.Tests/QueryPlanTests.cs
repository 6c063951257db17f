using Dapper;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What the pages ask for is found through an index and comes in its order: a ledger of a million appeals is neither
/// read nor sorted for a page of fifty.</summary>
public sealed class QueryPlanTests
{
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
    public async Task A_list_goes_through_the_index_of_its_order_and_sorts_what_that_gave([Values] WorklistSort sort)
    {
        foreach (var conditions in Conditions())
        {
            var filter = TransactSqlTests.Filter(sort, conditions) with { ClaimNumber = null };
            var query = new WorklistQuery(filter, Facts(filter));
            var plan = await PlanAsync(query.Page, query.Parameters);
            var index = sort switch
            {
                WorklistSort.Priority => "ix_appeals_priority",
                WorklistSort.Deadline => "ix_appeals_deadline",
                WorklistSort.Amount => "ix_appeals_amount",
                _ => "ix_appeals_newest",
            };
            var told = $"{filter}: {string.Join("; ", plan)}";
            Assert.That(OfAppeals(plan), Is.Not.Empty.And.All.Contains($"INDEX {index} (status=?"), told);
            if (filter.CreatedSince is null)
            {
                Assert.That(OfAppeals(plan), Is.All.Contains("COVERING"), told);
            }

            Assert.That(plan.Zip(plan.Skip(1)).Where(lines => lines.First.StartsWith("SEARCH a", StringComparison.Ordinal) && lines.Second.StartsWith("USE TEMP", StringComparison.Ordinal)), Is.Empty, told);
        }
    }

    [Test]
    public async Task A_list_that_begins_with_a_condition_finds_what_fits_it_through_an_index([Values] WorklistSort sort)
    {
        var seen = 0;
        foreach (var (start, sql) in Conditions().SelectMany(conditions => TransactSqlTests.Worklists(sort, conditions)).Where(entry => entry.Start is not null))
        {
            var plan = await PlanAsync(sql, Anything);
            Assert.That(OfAppeals(plan), Is.Not.Empty.And.All.StartsWith("SEARCH").And.All.Contains($"INDEX {start!.Index} ("), $"{start.Text}: {string.Join("; ", plan)}");
            seen++;
        }

        Assert.That(seen, Is.GreaterThan(15));
    }

    [Test]
    public async Task What_a_list_begins_with_is_counted_in_indexes([Values] WorklistSort sort)
    {
        foreach (var conditions in Conditions())
        {
            var filter = TransactSqlTests.Filter(sort, conditions) with { ClaimNumber = null };
            List<WorklistCondition> starts = [.. new WorklistQuery(filter, Facts(filter)).Conditions.Where(condition => condition.Index is not null)];
            if (starts.Count > 0)
            {
                var plan = await PlanAsync(WorklistStart.Statement(starts, alone: false), Anything);
                Assert.That(OfAppeals(plan), Is.All.Matches("^SEARCH a USING (COVERING INDEX|PRIMARY KEY)"), string.Join("; ", plan));
            }
        }
    }

    [Test]
    public async Task A_whole_claim_number_is_found_through_an_index_and_a_part_of_one_in_an_index()
    {
        var filter = new WorklistFilter { ClaimNumber = "12" };
        var whole = new WorklistQuery(filter, new(ClaimsBegin: true));
        var plan = await PlanAsync(whole.Page, whole.Parameters);
        Assert.That(plan, Has.Some.Contains("ix_denials_account (patient_control_number>? AND patient_control_number<?)").And.Some.Contains("ix_denials_claim ("));
        Assert.That(plan, Has.None.StartsWith("SCAN s"));
        var part = new WorklistQuery(filter, new());
        plan = await PlanAsync(part.Page, part.Parameters);
        Assert.That(plan, Has.Some.Contains("SCAN s USING COVERING INDEX ix_denials_account").And.Some.Contains("SCAN t USING COVERING INDEX ix_denials_claim"));
        Assert.That(OfAppeals(plan), Is.Not.Empty.And.All.StartsWith("SEARCH a USING INDEX ix_appeals_denial"), string.Join("; ", plan));
    }

    [Test]
    public async Task Rows_and_neighbors_are_read_by_their_numbers()
    {
        var plan = await PlanAsync(LedgerWorklist.Rows([1, 2]), new { });
        Assert.That(plan, Is.All.StartsWith("SEARCH"), string.Join("; ", plan));
        var after = new WorklistQuery(new() { Status = AppealStatus.Drafted, After = TransactSqlTests.Cursor(WorklistSort.Priority) }, new());
        var before = new WorklistQuery(new() { Status = AppealStatus.Drafted, Before = TransactSqlTests.Cursor(WorklistSort.Priority) }, new());
        plan = await PlanAsync(WorklistQuery.Neighbors(after, before), after.Parameters);
        Assert.That(OfAppeals(plan), Has.Count.EqualTo(2).And.All.Contains("ix_appeals_priority (status=? AND priority"), string.Join("; ", plan));
    }

    [Test]
    public async Task Totals_and_queues_are_read_from_indexes()
    {
        foreach (var name in new[]
        {
            "LedgerAppeals.CountQueued", "LedgerAppeals.Queued", "LedgerWorklist.WithoutLetter", "LedgerWorklist.CountOfOthers", "LedgerWorklist.ToDosWithoutLetter",
        })
        {
            var sql = TransactSqlTests.Statements().Single(statement => statement.Name == name).Sql;
            var plan = await PlanAsync(sql, Anything);
            Assert.That(plan.Where(line => !line.StartsWith("USE TEMP", StringComparison.Ordinal)), Has.All.Matches("INDEX|PRIMARY KEY"), $"{name}: {string.Join("; ", plan)}");
        }

        var sums = TransactSqlTests.Statements().Single(statement => statement.Name == "LedgerWorklist.ByStatus").Sql;
        Assert.That(await PlanAsync(sums, Anything), Has.None.Contains("appeals a"), "it reads the sums alone");
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
            Assert.That(name == "FileList.InWork" ? [] : plan.Where(line => line.StartsWith("USE TEMP B-TREE", StringComparison.Ordinal)), Is.Empty, name);
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

    [Test]
    public async Task Numbers_of_statuses_and_deadlines_come_from_the_sums_and_others_from_indexes()
    {
        WorklistFilter[] summed =
        [
            new() { Group = WorklistGroup.Undecided }, new() { Group = WorklistGroup.Unsent, DueBefore = Example.Today },
            new() { Status = AppealStatus.Drafted, Needs = WorklistNeeds.None },
        ];
        var parameters = new DynamicParameters();
        var text = LedgerWorklist.Numbers(summed, parameters).For(LedgerEngine.Sqlite);
        Assert.That(text, Does.Contain("FROM appeal_sums").And.Not.Contain("FROM appeals "));
        WorklistFilter[] counted =
        [
            new() { CreatedSince = Example.Start }, new() { ClosedSince = Example.Start, Outcome = WorklistOutcome.Recovered },
            new() { Assignee = "pat", Group = WorklistGroup.Unsent },
        ];
        var plan = await PlanAsync(LedgerWorklist.Numbers(counted, parameters), Anything);
        Assert.That(OfAppeals(plan), Has.Count.EqualTo(3).And.All.Contains("SEARCH a USING COVERING INDEX"), string.Join("; ", plan));
    }

    private static IEnumerable<int> Conditions() =>
        Enumerable.Range(0, TransactSqlTests.Conditions).Select(bit => 1 << bit).Concat([0, 1 | 32, 1 | 64, 1 | 8, 8 | 16, 1 | 4096, 8 | 4096 | (1 << 15), 1 | (1 << 16)]);

    private static WorklistLookup Facts(WorklistFilter filter) => new(filter.Payer is null ? null : [1, 2], filter.Practice is null ? null : [3]);

    private static List<string> OfAppeals(IEnumerable<string> plan) => [.. plan.Where(line =>
        line.StartsWith("SEARCH a ", StringComparison.Ordinal) || line.StartsWith("SCAN a", StringComparison.Ordinal))];

    // A value for whatever a statement names.
    private static DynamicParameters Anything
    {
        get
        {
            var parameters = new DynamicParameters();
            foreach (var name in Names.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                parameters.Add(name, 1);
            }

            return parameters;
        }
    }

    private const string Names =
        "limit few many one afterId beforeId lowest highest disposition kind playbook file_id assignee created_at closed_at deadline_key_from deadline_key_to " +
        "denied_amount_from denied_amount_to code code_bit claim from to capitalsFrom capitalsTo besideKey besideId created_at0 closed_at1 assignee2";

    private async Task<List<string>> PlanAsync(Sql sql, object parameters)
    {
        await using var connection = await _database.OpenAsync();
        var rows = await connection.QueryAsync<(long Id, long Parent, long NotUsed, string Detail)>(
            $"EXPLAIN QUERY PLAN {sql.For(LedgerEngine.Sqlite)}", parameters);
        return [.. rows.Select(row => row.Detail)];
    }
}
