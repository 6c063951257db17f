using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Lists of the worklist against the plainest way to make them: take all rows, keep those that fit, sort.</summary>
public sealed class WorklistListFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly string[] s_payers = ["ACME [Health] 100%", "Northwind", "Acme West"];
    private static readonly string[] s_playbooks = ["medical-necessity", "timely-filing", "send-records"];
    private static readonly string?[] s_people = [null, "pat", "lee"];

    private List<Known> _all = [];

    [Test]
    public async Task Every_filter_in_every_order_shows_what_fits_in_both_directions([Values] WorklistSort sort)
    {
        await FillAsync();
        foreach (var filter in Filters())
        {
            var expected = Expected(filter with { Sort = sort });
            var forth = await ForthAsync(filter with { Sort = sort, Limit = 7 });
            Assert.That(forth.Select(row => row.Id), Is.EqualTo(expected), $"{filter}");
            if (forth.Count > 0)
            {
                Assert.That((await BackAsync(filter with { Sort = sort, Limit = 7 }, forth[^1])).Select(row => row.Id), Is.EqualTo(expected.SkipLast(1)), $"{filter}");
            }
        }
    }

    [Test]
    public async Task However_a_list_begins_it_is_the_same([Values] WorklistSort sort)
    {
        await FillAsync();
        await using var connection = await Database.OpenAsync();
        var ways = 0;
        foreach (var filter in Filters().Select(filter => filter with { Sort = sort, Limit = 1000 }).Where(filter => filter is { Payer: null, Practice: null, ClaimNumber: null, Statuses.Count: > 0 }))
        {
            var plain = new WorklistQuery(filter, new());
            foreach (var start in plain.Conditions.Where(condition => condition.Index is not null).Prepend(null))
            {
                var query = new WorklistQuery(filter, new(), start);
                Assert.That(await connection.QueryAsync<long>(query.Page.For(Database.Engine), query.Parameters), Is.EqualTo(Expected(filter)), $"{filter} by {start?.Text}");
                ways++;
            }
        }

        Assert.That(ways, Is.GreaterThan(60));
    }

    [Test]
    public async Task Neighbors_are_the_rows_beside_one_whether_it_fits_or_not([Values] WorklistSort sort)
    {
        await FillAsync();
        foreach (var filter in new WorklistFilter[] { new(), new() { Status = AppealStatus.Drafted }, new() { Payer = "acme", Group = WorklistGroup.Unsent }, new() { Assignee = "pat" }, new() { Payer = "nobody" } })
        {
            var sorted = filter with { Sort = sort };
            var (all, expected) = (Expected(sorted with { Status = null, Group = null, Payer = null, Assignee = null }), Expected(sorted).ToHashSet());
            foreach (var id in all.Where((_, place) => place % 5 == 0))
            {
                var place = all.IndexOf(id);
                Assert.That(await Worklist.NeighborsAsync(sorted, id), Is.EqualTo(new WorklistNeighbors(
                    all.Take(place).Where(expected.Contains).Select(other => (long?)other).LastOrDefault(), all.Skip(place + 1).Where(expected.Contains).Select(other => (long?)other).FirstOrDefault())), $"{sorted} {id}");
            }
        }

        Assert.That(await Worklist.NeighborsAsync(new(), 9999), Is.EqualTo(new WorklistNeighbors(null, null)));
    }

    [Test]
    public async Task Numbers_are_those_of_the_rows()
    {
        await FillAsync();
        WorklistFilter[] filters = [.. Filters().Where(filter => filter is { Payer: null, Practice: null, ClaimNumber: null })];
        var numbers = await Worklist.NumbersAsync(filters);
        foreach (var (filter, number) in filters.Zip(numbers))
        {
            var rows = Fitting(filter).ToList();
            Assert.That((number.Appeals, number.DeniedAmount), Is.EqualTo((rows.Count, rows.Sum(row => row.Row.DeniedAmount))), $"{filter}");
            if (filter.ClosedSince is not null)
            {
                Assert.That(number.RecoveredAmount, Is.EqualTo(rows.Sum(row => row.Row.RecoveredAmount ?? 0)), $"{filter}");
            }
        }
    }

    [Test]
    public async Task A_page_says_whether_there_is_more_and_how_many_there_are()
    {
        await FillAsync();
        var page = await Worklist.ListAsync(new() { Limit = 10 });
        Assert.That((page.Rows.Count, page.HasMore, page.Total), Is.EqualTo((10, true, new WorklistCount(_all.Count, false))));
        var next = await Worklist.ListAsync(new() { Limit = 10, After = page.Rows[^1].Cursor });
        Assert.That((next.Rows.Count, next.HasMore, next.Total), Is.EqualTo((10, true, (WorklistCount?)null)));
        var back = await Worklist.ListAsync(new() { Limit = 10, Before = next.Rows[0].Cursor });
        Assert.That((back.Rows.Select(row => row.Id).SequenceEqual(page.Rows.Select(row => row.Id)), back.HasMore), Is.EqualTo((true, false)));
        Assert.That(await Worklist.ListAsync(new() { Payer = "nobody" }), Is.EqualTo(new WorklistPage { Rows = [], HasMore = false, Total = new(0, false) }).Using<WorklistPage>((x, y) => x.Rows.Count == y.Rows.Count && x.Total == y.Total));
        await Assert.ThrowsAsync<ArgumentException>(() => Worklist.PageAsync(new() { After = page.Rows[^1].Cursor, Before = next.Rows[0].Cursor }));
    }

    [Test]
    public async Task More_than_a_thousand_are_counted_where_sums_tell_them_and_else_told_as_more()
    {
        for (var part = 0; part < 3; part++)
        {
            await RecordAsync([.. Enumerable.Range(1 + (part * 400), 400).Select(number => (Example.Claim(number), Example.Verdict()))]);
        }

        Assert.That((await Worklist.ListAsync(new() { Status = AppealStatus.Queued, Limit = 5 })).Total, Is.EqualTo(new WorklistCount(1200, false)));
        Assert.That((await Worklist.ListAsync(new() { Playbook = "medical-necessity", Limit = 5 })).Total, Is.EqualTo(new WorklistCount(1000, true)));
        Assert.That((await Worklist.ListAsync(new() { MaxAmount = 1m, Limit = 5 })).Total, Is.EqualTo(new WorklistCount(0, false)));
    }

    [Test]
    public async Task An_assignment_is_kept_with_a_line_of_history_and_offered_again()
    {
        var id = await QueuedAsync();
        Assert.That(await Appeals.AssignAsync(id, "pat", "lee"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.AssignAsync(id, "pat", "lee"), Is.EqualTo(ChangeResult.Conflict));
        Assert.That((await Appeals.FindAsync(id))!.Assignee, Is.EqualTo("pat"));
        Assert.That(await Appeals.AssignAsync(id, "kim", "lee"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.AssignAsync(id, null, "lee"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.AssignAsync(99, "pat", "lee"), Is.EqualTo(ChangeResult.NotFound));
        Assert.That((await Appeals.HistoryAsync(id)).Where(row => row.Action == HistoryAction.Assigned).Select(row => row.Detail), Is.EqualTo(new[] { "to pat", "to kim, was pat", "to nobody, was kim" }));
        Assert.That((await Worklist.NamesAsync(100)).Where(name => name.Role == NameRole.Assignee).Select(name => name.Name), Is.EqualTo(new[] { "kim", "pat" }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Appeals.AssignAsync(id, new string('x', 101), "lee"));
    }

    [Test]
    public async Task A_payer_and_a_practice_have_one_name_each_however_often_they_come()
    {
        await QueuedAsync(1);
        await QueuedAsync(2);
        var names = await Worklist.NamesAsync(100);
        Assert.That(names.Select(name => (name.Role, name.Name, name.Code, name.TaxId)), Is.EqualTo(new[]
        {
            (NameRole.Payer, "ACME [Health] 100%", "PAY01", (string?)null), (NameRole.Practice, "Calm Minds", "1999999984", "987654321"),
        }));
    }

    private static IEnumerable<WorklistFilter> Filters()
    {
        WorklistFilter[] single =
        [
            new(), new() { Status = AppealStatus.Drafted }, new() { Status = AppealStatus.Closed }, new() { Group = WorklistGroup.Unsent }, new() { Group = WorklistGroup.Unapproved },
            new() { Group = WorklistGroup.Undecided }, new() { Group = WorklistGroup.Unsent, Status = AppealStatus.Sent }, new() { Disposition = Disposition.SendRecords }, new() { Kind = LetterKind.Records },
            new() { Kind = LetterKind.Escalation }, new() { Payer = "acme" }, new() { Payer = "PAY1" }, new() { Payer = "nobody" }, new() { Practice = "1000000001" }, new() { Practice = "practice" },
            new() { Playbook = "timely-filing" }, new() { Playbook = "nothing" }, new() { Code = "CO-50" }, new() { Code = "n386" }, new() { Code = "pr-1" }, new() { Code = "ZZZ" },
            new() { DueBefore = Example.Today }, new() { DueFrom = Example.Today }, new() { DueFrom = Example.Today, DueBefore = Example.Today.AddDays(8) }, new() { MinAmount = 103m }, new() { MaxAmount = 101.5m },
            new() { MinAmount = 101m, MaxAmount = 103m }, new() { ClaimNumber = "ACCT00000" }, new() { ClaimNumber = "acct000012" }, new() { ClaimNumber = "00002" }, new() { ClaimNumber = "00002", InsideNumbers = true }, new() { ClaimNumber = "icn_00001", InsideNumbers = true }, new() { ClaimNumber = "x%", InsideNumbers = true }, new() { FileId = 2 },
            new() { FileId = 99 }, new() { Assignee = "pat" }, new() { Assignee = "nobody" }, new() { Unassigned = true }, new() { Needs = WorklistNeeds.Open }, new() { Needs = WorklistNeeds.None },
            new() { Outcome = WorklistOutcome.Won }, new() { Outcome = WorklistOutcome.Recovered }, new() { Outcome = WorklistOutcome.Upheld }, new() { CreatedSince = Example.Start.AddHours(20) },
            new() { ClosedSince = Example.Start.AddHours(50) }, new() { ClosedSince = Example.Start.AddYears(1) }, new() { Outcome = WorklistOutcome.Recovered, Status = AppealStatus.Drafted },
        ];
        var random = new Random(11);
        return single.Concat(Enumerable.Range(0, 60).Select(_ => Both(single[random.Next(single.Length)], single[random.Next(single.Length)])));
    }

    private static WorklistFilter Both(WorklistFilter one, WorklistFilter two) => new()
    {
        Status = one.Status ?? two.Status,
        Group = one.Group ?? two.Group,
        Disposition = one.Disposition ?? two.Disposition,
        Kind = one.Kind ?? two.Kind,
        Payer = one.Payer ?? two.Payer,
        Practice = one.Practice ?? two.Practice,
        Playbook = one.Playbook ?? two.Playbook,
        Code = one.Code ?? two.Code,
        DueFrom = one.DueFrom ?? two.DueFrom,
        DueBefore = one.DueBefore ?? two.DueBefore,
        MinAmount = one.MinAmount ?? two.MinAmount,
        MaxAmount = one.MaxAmount ?? two.MaxAmount,
        ClaimNumber = one.ClaimNumber ?? two.ClaimNumber,
        InsideNumbers = one.InsideNumbers || two.InsideNumbers,
        FileId = one.FileId ?? two.FileId,
        Assignee = one.Assignee ?? two.Assignee,
        Unassigned = one.Unassigned || two.Unassigned,
        Needs = one.Needs ?? two.Needs,
        Outcome = one.Outcome ?? two.Outcome,
        CreatedSince = one.CreatedSince ?? two.CreatedSince,
        ClosedSince = one.ClosedSince ?? two.ClosedSince,
    };

    private List<long> Expected(WorklistFilter filter)
    {
        var fitting = Fitting(filter);
        var sorted = filter.Sort switch
        {
            WorklistSort.Priority => fitting.OrderByDescending(row => row.Row.Priority).ThenByDescending(row => row.Row.Id),
            WorklistSort.Deadline => fitting.OrderBy(row => row.Row.Deadline ?? DateOnly.MaxValue).ThenBy(row => row.Row.Id),
            WorklistSort.Amount => fitting.OrderByDescending(row => row.Row.DeniedAmount).ThenByDescending(row => row.Row.Id),
            _ => fitting.OrderByDescending(row => row.Row.Id),
        };
        return [.. sorted.Select(row => row.Row.Id)];
    }

    // Written down from what the words of the filter mean, without a look at its SQL.
    private IEnumerable<Known> Fitting(WorklistFilter filter)
    {
        var fitting = _all.Where(row =>
            (filter.Status is null || row.Row.Status == filter.Status)
            && (filter.Group is null || IsIn(filter.Group.Value, row.Row.Status))
            && (filter.Disposition is null || row.Row.Disposition == filter.Disposition)
            && (filter.Kind is null || row.Row.Kind == filter.Kind)
            && (filter.Payer is null || row.Row.PayerId == filter.Payer || Contains(row.Row.Payer, filter.Payer))
            && (filter.Practice is null || row.Row.PracticeNpi == filter.Practice || Contains(row.Row.Practice, filter.Practice))
            && (filter.Playbook is null || row.Row.Playbook == filter.Playbook)
            && (filter.Code is null || row.Row.Reasons.Select(reason => reason.Split('-')[1]).Concat(row.Row.Remarks).Contains(filter.Code.Split('-')[^1], StringComparer.OrdinalIgnoreCase))
            && (filter.DueFrom is null || row.Row.Deadline >= filter.DueFrom)
            && (filter.DueBefore is null || row.Row.Deadline < filter.DueBefore)
            && (filter.MinAmount is null || row.Row.DeniedAmount >= filter.MinAmount)
            && (filter.MaxAmount is null || row.Row.DeniedAmount <= filter.MaxAmount)
            && (filter.FileId is null || row.File == filter.FileId)
            && (filter.Assignee is null || row.Row.Assignee == filter.Assignee)
            && (!filter.Unassigned || row.Row.Assignee is null)
            && (filter.Needs is null || (row.Row.Revision > 0 && (row.Row.OpenNeeds > 0) == (filter.Needs == WorklistNeeds.Open)))
            && (filter.Outcome is null || $"{row.Row.Outcome}" == $"{filter.Outcome}" || (filter.Outcome == WorklistOutcome.Recovered && row.Row.Outcome is AppealOutcome.Won or AppealOutcome.PartlyWon))
            && (filter.CreatedSince is null || row.Row.CreatedAt >= filter.CreatedSince)
            && (filter.ClosedSince is null || row.Closed >= filter.ClosedSince));
        if (filter.ClaimNumber is not { } number)
        {
            return fitting;
        }

        bool Begins(Known row) => new[] { row.Row.PatientControlNumber!, row.Row.PayerClaimNumber! }.Any(known => known.StartsWith(number, StringComparison.OrdinalIgnoreCase));
        return _all.Exists(Begins) ? fitting.Where(Begins) : fitting.Where(row => filter.InsideNumbers).Where(row => Contains(row.Row.PatientControlNumber, number) || Contains(row.Row.PayerClaimNumber, number));
    }

    private static bool IsIn(WorklistGroup group, AppealStatus status) => group switch
    {
        WorklistGroup.Unsent => status is AppealStatus.Queued or AppealStatus.DraftFailed or AppealStatus.Drafted or AppealStatus.Approved,
        WorklistGroup.Unapproved => status is AppealStatus.Queued or AppealStatus.DraftFailed or AppealStatus.Drafted,
        _ => status is not (AppealStatus.Closed or AppealStatus.Withdrawn),
    };

    private static bool Contains(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    // Ninety appeals of nine remittances in three files, each as far in its life as its number says.
    private async Task FillAsync()
    {
        for (var number = 0; number < 9; number++)
        {
            var remittance = Example.Remittance($"T{number}") with
            {
                Payer = new() { Name = s_payers[number % 3], Id = new("XV", $"PAY{number % 3}") },
                Payee = new() { Name = number % 2 == 0 ? "Calm Minds" : "Other practice", Id = new("XX", $"100000000{number % 2}") },
            };
            await using var writing = await Remittances.BeginAsync(await FileAsync(1 + (number / 3)), Example.Interchange(), remittance);
            for (var i = 0; i < 10; i++)
            {
                await writing.AddAsync(Example.Claim((number * 10) + i), VerdictOf((number * 10) + i));
            }

            foreach (var id in (await writing.CommitAsync(Example.Summary($"list-{number}", 10))).NewAppeals)
            {
                await LiveAsync(id);
            }

            Time.Advance(TimeSpan.FromHours(7));
        }

        await using var connection = await Database.OpenAsync();
        var more = (await connection.QueryAsync<(long Id, DateTimeOffset? Closed, long File)>(
            $"SELECT a.id, a.closed_at, r.file_id FROM {Table("appeals")} a JOIN {Table("denials")} d ON d.id = a.denial_id JOIN {Table("remittances")} r ON r.id = d.remittance_id")).ToDictionary(row => row.Id);
        _all = [.. (await Worklist.RowsAsync([.. more.Keys])).Select(row => new Known(row, more[row.Id].Closed, more[row.Id].File))];
        Assert.That(_all, Has.Count.EqualTo(90));
    }

    private static Verdict VerdictOf(int number)
    {
        var kind = number % 4 == 1 ? LetterKind.Records : LetterKind.Appeal;
        var verdict = Example.Verdict(kind, dueIn: (number % 7) - 2, priority: number % 3, amount: 100m + (number % 5));
        return verdict with
        {
            Disposition = kind == LetterKind.Records ? Disposition.SendRecords : Disposition.Appeal,
            Playbook = s_playbooks[number % 3],
            Deadline = number % 6 == 0 ? null : verdict.Deadline,
            Reasons = number % 2 == 0 ? ["CO-50"] : ["PR-1", "CO-16"],
            Remarks = number % 5 == 0 ? ["N386"] : [],
        };
    }

    private async Task LiveAsync(long id)
    {
        await Appeals.AssignAsync(id, s_people[id % 3], "boss");
        if (id % 10 == 0)
        {
            await Appeals.FailDraftAsync(id, "a template");
        }

        if (id % 10 is 0 or 1)
        {
            return;
        }

        var kind = (id - 1) % 4 == 1 ? LetterKind.Records : LetterKind.Appeal;
        await Appeals.SaveDraftAsync(id, Example.Draft((int)id % 2, s_playbooks[(id - 1) % 3], kind), "clausea");
        if (id % 10 > 4)
        {
            await Appeals.ApproveAsync(id, 1, "pat", "known");
        }

        if (id % 10 > 5)
        {
            await Appeals.MarkSentAsync(id, "pat", "fax", null);
        }

        if (id % 10 is 7 or 8)
        {
            await Appeals.RecordOutcomeAsync(id, "pat", id % 3 == 0 ? AppealOutcome.Won : id % 3 == 1 ? AppealOutcome.PartlyWon : AppealOutcome.Upheld, id % 3 == 2 ? 0m : 10m + id);
        }

        if (id % 10 == 9)
        {
            await Appeals.WithdrawAsync(id, "pat", "no use");
        }
    }

    private async Task<List<WorklistRow>> ForthAsync(WorklistFilter filter)
    {
        List<WorklistRow> rows = [];
        for (string? after = null; ; after = rows[^1].Cursor)
        {
            var page = await Worklist.ListAsync(filter with { After = after });
            rows.AddRange(page.Rows);
            if (!page.HasMore)
            {
                return rows;
            }
        }
    }

    private async Task<List<WorklistRow>> BackAsync(WorklistFilter filter, WorklistRow last)
    {
        List<WorklistRow> rows = [];
        for (var before = last.Cursor; ; before = rows[0].Cursor)
        {
            var page = await Worklist.ListAsync(filter with { Before = before });
            rows.InsertRange(0, page.Rows);
            if (!page.HasMore)
            {
                return rows;
            }
        }
    }

    private sealed record Known(WorklistRow Row, DateTimeOffset? Closed, long File);
}
