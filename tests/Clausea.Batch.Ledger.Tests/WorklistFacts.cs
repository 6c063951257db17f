using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

public sealed class WorklistFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Paging_returns_every_row_once_in_order([Values] WorklistSort sort, [Values(1, 3, 100)] int limit)
    {
        await RecordAsync([.. Enumerable.Range(1, 23).Select(number => (
            Example.Claim(number),
            Example.Verdict(dueIn: number % 4, priority: number % 3, amount: 100m + (number % 5) / 100m)
                with { Deadline = number % 6 == 0 ? null : Example.Verdict(dueIn: number % 4).Deadline }))]);
        var rows = await PagesAsync(new() { Sort = sort, Limit = limit });
        Assert.That(rows.Select(row => row.Id), Is.Unique.And.Exactly(23).Items);
        Assert.That(rows.Select(row => row.Id), Is.EqualTo(Sorted(rows, sort).Select(row => row.Id)));
    }

    [Test]
    public async Task A_row_that_arrives_while_paging_moves_none_of_the_others()
    {
        await RecordAsync([.. Enumerable.Range(1, 6).Select(number => (Example.Claim(number), Example.Verdict()))]);
        var first = await Worklist.PageAsync(new() { Limit = 3 });
        await RecordAsync((Example.Claim(7), Example.Verdict(priority: 999)));
        var second = await Worklist.PageAsync(new() { Limit = 3, After = first[^1].Cursor });
        Assert.That(first.Concat(second).Select(row => row.Id), Is.EqualTo(new long[] { 6, 5, 4, 3, 2, 1 }));
    }

    [Test]
    public async Task Filters_restrict_each_by_itself_and_together()
    {
        var records = Example.Verdict(LetterKind.Records, dueIn: 3, amount: 20m)
            with
        { Disposition = Disposition.SendRecords, Playbook = "send-records" };
        var other = Example.Remittance("T2") with { Payer = new() { Name = "Other_Plan", Id = new("XV", "PAY02") } };
        var appeal = (await RecordAsync((Example.Claim(1), Example.Verdict()))).NewAppeals.Single();
        var sent = (await RecordAsync(other, "other", (Example.Claim(2), records))).NewAppeals.Single();
        await Appeals.SaveDraftAsync(appeal, Example.Draft(needs: 1), "clausea");

        foreach (var (filter, expected) in new (WorklistFilter, long)[]
        {
            (new() { Status = AppealStatus.Drafted },          appeal),
            (new() { Status = AppealStatus.Queued },           sent),
            (new() { Disposition = Disposition.SendRecords },  sent),
            (new() { Kind = LetterKind.Records },              sent),
            (new() { Playbook = "medical-necessity" },         appeal),
            (new() { Payer = "PAY02" },                        sent),
            (new() { Payer = "[Health]" },                     appeal),
            (new() { Payer = "100%" },                         appeal),
            (new() { Payer = "r_P" },                          sent),
            (new() { DueBefore = Example.Today.AddDays(4) },   sent),
            (new() { MinAmount = 20.01m },                     appeal),
            (new() { ClaimNumber = "000002", InsideNumbers = true }, sent),
            (new() { ClaimNumber = "ICN_000001" },             appeal),
            (new() { FileId = 1, Kind = LetterKind.Appeal, MinAmount = 150m, Payer = "ACME" }, appeal),
        })
        {
            Assert.That(
                (await Worklist.PageAsync(filter)).Select(row => row.Id),
                Is.EqualTo(new[] { expected }), $"{filter}");
        }

        Assert.That(await Worklist.PageAsync(new() { Payer = "x_P" }), Is.Empty);
        Assert.That(await Worklist.PageAsync(new() { FileId = 99 }), Is.Empty);
    }

    [Test]
    public async Task A_row_has_what_the_list_shows()
    {
        var id = await DraftedAsync(needs: 2);
        var row = (await Worklist.PageAsync(new())).Single();
        Assert.That(
            (row.Id, row.Status, row.Kind, row.Disposition),
            Is.EqualTo((id, AppealStatus.Drafted, LetterKind.Appeal, Disposition.Appeal)));
        Assert.That(
            (row.Payer, row.PayerId, row.PatientControlNumber, row.PayerClaimNumber),
            Is.EqualTo(("ACME [Health] 100%", "PAY01", "ACCT000001", "ICN_000001")));
        Assert.That(
            (row.ServiceFrom, row.ServiceTo),
            Is.EqualTo((new DateOnly(2026, 1, 15), new DateOnly(2026, 1, 15))));
        Assert.That(
            (row.DeniedAmount, row.Deadline, row.DeadlineIsDefault),
            Is.EqualTo((150.00m, Example.Today.AddDays(30), false)));
        Assert.That(row.Reasons, Is.EqualTo(new[] { "CO-50" }));
        Assert.That(row.Remarks, Is.EqualTo(new[] { "N115", "MA01" }));
        Assert.That(
            (row.File, row.CreatedAt, row.DraftedAt, row.SentAt),
            Is.EqualTo(("file1.835", Example.Start, Example.Start, (DateTimeOffset?)null)));
        Assert.That(row.Needs, Is.EqualTo(new[] { "⟦NEEDS: fact 1 — clinician⟧", "⟦NEEDS: fact 2 — clinician⟧" }));
        Assert.That(row.OpenNeeds, Is.EqualTo(2));
    }

    [Test]
    public async Task A_cursor_of_another_sort_or_of_nothing_is_refused()
    {
        await QueuedAsync();
        var cursor = (await Worklist.PageAsync(new())).Single().Cursor;
        foreach (var after in new[] { cursor, "", "???", "YWJj" })
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => Worklist.PageAsync(new() { After = after, Sort = WorklistSort.Amount }), after);
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Worklist.PageAsync(new() { Limit = 0 }));
    }

    [Test]
    public async Task Totals_count_and_sum_by_status_and_by_what_is_due()
    {
        var ids = (await RecordAsync(
            (Example.Claim(1), Example.Verdict(dueIn: -1, amount: 0.01m)),
            (Example.Claim(2), Example.Verdict(dueIn: 0, amount: 999_999_999.99m)),
            (Example.Claim(3), Example.Verdict(dueIn: 14, amount: 10m)),
            (Example.Claim(4), Example.Verdict(dueIn: 15, amount: 20m)),
            (Example.Claim(5), Example.Verdict(dueIn: -5, amount: 40m)))).NewAppeals;
        await Appeals.RecordOutcomeAsync(ids[4], "pat", AppealOutcome.PartlyWon, 33.33m);
        var totals = await Worklist.TotalsAsync();
        Assert.That(totals.ByStatus, Is.EqualTo(new StatusTotal[]
        {
            new(AppealStatus.Closed, 1, 40m, 33.33m), new(AppealStatus.Queued, 4, 1_000_000_030.00m, 0m),
        }));
        Assert.That(totals.Overdue, Is.EqualTo(new DueTotal(1, 0.01m)));
        Assert.That(totals.DueSoon, Is.EqualTo(new DueTotal(2, 1_000_000_009.99m)));
    }

    [Test]
    public async Task Totals_of_an_empty_ledger_are_zero()
    {
        var totals = await Worklist.TotalsAsync();
        Assert.That(totals.ByStatus, Is.Empty);
        Assert.That((totals.DueSoon, totals.Overdue), Is.EqualTo((new DueTotal(0, 0m), new DueTotal(0, 0m))));
    }

    [Test]
    public async Task Claims_without_a_letter_come_with_what_to_do()
    {
        Assert.That(await Worklist.WithoutLetterAsync(10), Is.Empty);
        await RecordAsync(
            (Example.Claim(1), Example.Verdict(kind: null) with { ToDos = ["First"] }),
            (Example.Claim(2), Example.Verdict()),
            (Example.Claim(3), Example.Verdict(kind: null) with { ToDos = [] }));
        var rows = await Worklist.WithoutLetterAsync(10);
        Assert.That(rows.Select(row => row.PatientControlNumber), Is.EqualTo(new[] { "ACCT000003", "ACCT000001" }));
        Assert.That(rows[1].ToDos.Select(toDo => toDo.Text), Is.EqualTo(new[] { "First" }));
        Assert.That((rows[1].Disposition, rows[1].Rule), Is.EqualTo((Disposition.Review, "CO-50 with money")));
        Assert.That(await Worklist.WithoutLetterAsync(1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_sums_stay_those_of_the_appeals_whatever_is_done_with_them()
    {
        var ids = (await RecordAsync([.. Enumerable.Range(1, 12).Select(number => (Example.Claim(number), Example.Verdict(dueIn: number % 5, amount: 10m + number)))])).NewAppeals;
        foreach (var id in ids.Skip(1))
        {
            await Appeals.SaveDraftAsync(id, Example.Draft(needs: (int)id % 3), "clausea");
        }

        await Appeals.FailDraftAsync(ids[0], "a template");
        await Appeals.EditAsync(ids[1], 1, Example.Draft(), "pat", "filled");
        await Appeals.RedraftAsync(ids[2], Example.Draft(needs: 1), null, "pat");
        await Appeals.ApproveAsync(ids[2], 2, "pat", "known");
        await Appeals.ReopenAsync(ids[2], "pat", "not yet");
        await Appeals.ApproveAsync(ids[3], 1, "pat", "known");
        await Appeals.MarkSentAsync(ids[3], "pat", "fax", null);
        await Appeals.RecordOutcomeAsync(ids[3], "pat", AppealOutcome.PartlyWon, 3.33m);
        await Appeals.RecordOutcomeAsync(ids[3], "pat", AppealOutcome.Upheld, 0m);
        await Appeals.BeginNextLevelAsync(ids[3], new(LetterKind.SecondLevel, 2, null), "pat");
        await Appeals.RecordOutcomeAsync(ids[4], "pat", AppealOutcome.Won, 12m);
        await Appeals.WithdrawAsync(ids[5], "pat", "no use");
        await Appeals.AssignAsync(ids[6], "lee", "pat");
        await SumsFitAsync();
        await Worklist.FoldSumsAsync(most: 1);
        await SumsFitAsync();

        Time.SetUtcNow(Time.GetUtcNow().AddYears(7));
        var retention = new LedgerRetention(Database);
        await Appeals.WithdrawAsync(ids[7], "pat", "long ago");
        Time.SetUtcNow(Time.GetUtcNow().AddYears(7));
        var run = await retention.BeginAsync(RetentionPeriod.Of(Time.GetUtcNow(), 6, 365), "pat");
        Assert.That(await retention.PurgeBatchAsync(run), Is.True);
        Assert.That(run.Counts.Appeals, Is.GreaterThan(1));
        await SumsFitAsync();
    }

    private async Task SumsFitAsync()
    {
        var fields = "status, deadline_key, readiness";
        var summed = await TextAsync($"SELECT {fields}, SUM(appeals) AS n, SUM(denied_amount) AS d, SUM(recovered_amount) AS r FROM {Table("appeal_sums")} GROUP BY {fields} HAVING SUM(appeals) <> 0 ORDER BY {fields}");
        var counted = await TextAsync($"SELECT {fields}, COUNT(*) AS n, SUM(denied_amount) AS d, SUM(COALESCE(recovered_amount, 0)) AS r FROM {Table("appeals")} GROUP BY {fields} ORDER BY {fields}");
        Assert.That(counted, Has.Count.GreaterThan(4));
        Assert.That(summed, Is.EqualTo(counted));
    }

    private async Task<List<string>> TextAsync(string sql)
    {
        await using var connection = await Database.OpenAsync();
        return [.. (await connection.QueryAsync(sql)).Select(row => string.Join(" ", ((IDictionary<string, object>)row).Values))];
    }

    private async Task<List<WorklistRow>> PagesAsync(WorklistFilter filter)
    {
        List<WorklistRow> rows = [];
        for (string? after = null; ; after = rows[^1].Cursor)
        {
            var page = await Worklist.PageAsync(filter with { After = after });
            Assert.That(page, Has.Count.LessThanOrEqualTo(filter.Limit));
            if (page.Count == 0)
            {
                return rows;
            }

            rows.AddRange(page);
        }
    }

    private static IEnumerable<WorklistRow> Sorted(List<WorklistRow> rows, WorklistSort sort) => sort switch
    {
        WorklistSort.Priority => rows.OrderByDescending(row => row.Priority).ThenByDescending(row => row.Id),
        WorklistSort.Deadline => rows.OrderBy(row => row.Deadline ?? DateOnly.MaxValue).ThenBy(row => row.Id),
        WorklistSort.Amount => rows.OrderByDescending(row => row.DeniedAmount).ThenByDescending(row => row.Id),
        _ => rows.OrderByDescending(row => row.Id),
    };
}
