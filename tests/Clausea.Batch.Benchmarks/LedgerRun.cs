using System.Diagnostics;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Dapper;

namespace Clausea.Batch.Benchmarks;

/// <summary>A large ledger of synthetic appeals, and how long the queries of the pages take over it.</summary>
internal static class LedgerRun
{
    private const int PerRemittance = 1000;
    private const int Repeats = 7;

    private static double s_slowest;

    public static async Task WriteAsync(int appeals, string folder)
    {
        Directory.CreateDirectory(folder);
        var database = new LedgerDatabase(new() { SqliteFile = Path.Combine(folder, "ledger.db") }, TimeProvider.System);
        await database.UpgradeAsync();
        var watch = Stopwatch.StartNew();
        var denied = Denied();
        for (var (at, number) = (0, 1); at < appeals; number++)
        {
            at += await RecordAsync(database, denied, number, Math.Min(PerRemittance, appeals - at));
        }

        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync(Lives, commandTimeout: 0);
        Console.WriteLine($"{appeals:N0} appeals in {watch.Elapsed.TotalSeconds:F0} s");
    }

    // Denied claims of a synthetic file with a letter, and their verdicts.
    private static List<(Remittance Remittance, ClaimPayment Claim, Verdict Verdict)> Denied()
    {
        var templates = TemplateSet.Load(Repository.Templates);
        var triage = new ClaimTriage(CodeCatalogue.Shipped, templates.Playbooks, templates.Payers);
        using var stream = new MemoryStream();
        new SyntheticEra(20_000, seed: 1).Write(stream);
        return
        [
            .. EraTree.Read(stream.ToArray()).Remittances
                .SelectMany(remittance => remittance.Claims.Select(claim => (remittance.Header, claim, triage.Decide(remittance.Header, claim))))
                .Where(entry => entry.Item3.HasLetter),
        ];
    }

    private static async Task<int> RecordAsync(
        LedgerDatabase database, List<(Remittance Remittance, ClaimPayment Claim, Verdict Verdict)> denied, int number, int count)
    {
        var file = await new LedgerFiles(database).RegisterAsync(new(number.ToString("x64", null)), $"day-{number}.835", 1);
        var remittance = Remittance(denied[0].Remittance, number);
        await using var writing = await new LedgerRemittances(database).BeginAsync(file.Id, null, remittance);
        for (var i = 0; i < count; i++)
        {
            var chance = (int)(((long)number * 7919 + i * 104_729L) % 1_000_003);
            var (_, claim, verdict) = denied[chance % denied.Count];
            claim = claim with { PatientControlNumber = $"P{number:D5}{i:D4}", PayerClaimNumber = $"{chance:D7}{i:D4}{number:D5}" };
            verdict = verdict with
            {
                Priority = chance % 101,
                DeniedAmount = verdict.DeniedAmount + chance % 500,
                Deadline = verdict.Deadline is { } deadline ? deadline with { Date = deadline.Date.AddDays(chance % 400) } : null,
            };
            writing.Count(ClaimFigures.Of(claim, verdict));
            await writing.AddAsync(claim, verdict);
        }

        return (await writing.CommitAsync(new()
        {
            Claims = count,
            Services = count,
            Charge = 0,
            Paid = 0,
            ProviderAdjustments = [],
            ProviderSummaries = [],
            Balanced = true,
            Unbalanced = 0,
            Complete = true,
            Fingerprint = $"synthetic-{number}",
        })).NewAppeals.Count;
    }

    private static Remittance Remittance(Remittance like, int number) => like with
    {
        Payment = like.Payment with { TraceNumber = $"T{number}", Date = new DateOnly(2024, 1, 1).AddDays(number % 700) },
        Payer = like.Payer with { Name = $"SYNTHETIC PLAN {number % 40}", Id = new("XV", $"PAY{number % 40:D3}") },
        Payee = like.Payee with { Name = $"SYNTHETIC PRACTICE {number % 12}", Id = new("XX", $"10000000{number % 12:D2}") },
    };

    // Of twenty appeals one waits for its draft, eight for a person; the others are sent, decided or given up.
    private const string Lives = """
        INSERT INTO drafts (appeal_id, revision, kind, playbook, markdown, needs_count, needs_json, created_at, created_by)
        SELECT id, 1, kind, COALESCE(playbook, ''), replace(hex(zeroblob(300)), '00', 'text '), CASE WHEN id % 9 = 0 THEN 0 ELSE 1 END,
            CASE WHEN id % 9 = 0 THEN '[]' ELSE '[{"What":"progress note of the disputed date, with exhibit and page","Owner":"treating clinician"}]' END, created_at, 'clausea'
        FROM appeals WHERE id % 20 <> 0;
        UPDATE appeals SET revision = 1, drafted_at = created_at, readiness = CASE WHEN id % 9 = 0 THEN 2 ELSE 1 END,
            assignee = CASE WHEN id % 7 < 4 THEN 'person ' || (id % 7) WHEN id % 200003 = 5 THEN 'newcomer' END,
            closed_at = CASE WHEN id % 20 > 13 THEN date(created_at, '-' || (id % 700) || ' days') || 'T12:00:00.000Z' END, status = CASE
            WHEN id % 20 < 9 THEN 'Drafted' WHEN id % 20 = 9 THEN 'Approved' WHEN id % 20 < 14 THEN 'Sent'
            WHEN id % 20 < 19 THEN 'Closed' ELSE 'Withdrawn' END,
            outcome = CASE WHEN id % 20 IN (14, 15) THEN 'Won' WHEN id % 20 = 16 THEN 'PartlyWon' WHEN id % 20 IN (17, 18) THEN 'Upheld' END,
            recovered_amount = CASE WHEN id % 20 IN (14, 15, 16) THEN denied_amount / 2 END
        WHERE id % 20 <> 0;
        PRAGMA wal_checkpoint(TRUNCATE);
        """;

    public static async Task MeasureAsync(string folder)
    {
        var database = new LedgerDatabase(new() { SqliteFile = Path.Combine(folder, "ledger.db") }, TimeProvider.System);
        await database.UpgradeAsync();
        var (worklist, appeals, files) = (new LedgerWorklist(database), new LedgerAppeals(database), new LedgerFiles(database));
        var (codes, rates) = (new LedgerCodes(database), new LedgerRates(database));
        foreach (var (name, filter) in Filters())
        {
            await TellAsync(name, () => worklist.ListAsync(filter));
            if (await worklist.PageAsync(filter) is { Count: > 1 } page)
            {
                await TellAsync($"  the page behind it", () => worklist.ListAsync(filter with { After = page[^1].Cursor }));
                await TellAsync($"  the page before its last row", () => worklist.ListAsync(filter with { Before = page[^1].Cursor }));
                await TellAsync($"  the rows beside one", () => worklist.NeighborsAsync(filter, page[page.Count / 2].Id));
            }
        }

        Console.WriteLine($"{s_slowest:F1} ms  the slowest of all lists");
        await TellAsync("inside of all claim numbers", () => worklist.ListAsync(new() { ClaimNumber = "ZZZ", InsideNumbers = true }));
        var today = await TodayAsync(appeals);
        await TellAsync("today", () => worklist.NumbersAsync(today));
        await TellAsync("claims without a letter, count", () => worklist.CountWithoutLetterAsync());
        await TellAsync("names", () => worklist.NamesAsync(500));

        await TellAsync("totals", () => worklist.TotalsAsync());
        await TellAsync("claims without a letter", () => worklist.WithoutLetterAsync(50));
        await TellAsync("files, latest 100", () => files.ListAsync(100));
        await TellAsync("queued, count", () => appeals.CountQueuedAsync());
        await TellAsync("queued, a page of 500", () => appeals.QueuedAsync(500, 0));
        await TellAsync("one case", () => appeals.FindAsync(777_777));
        await TellAsync("its history", () => appeals.HistoryAsync(777_777));
        await TellAsync("codes, all counts", () => codes.CountsAsync());
        await TellAsync("code 197", () => codes.FindAsync("197"));
        await TellAsync("rates by payer, a year", () => rates.ByPayerAsync(new(2024, 1, 1), new(2026, 12, 31)));
        await MeasureFilesAsync(new FileList(database));
        await MeasureInsightsAsync(database);
    }

    private static async Task MeasureFilesAsync(FileList files)
    {
        foreach (var group in Enum.GetValues<FileGroup>())
        {
            await TellAsync($"files, {group}", () => files.PageAsync(group, null, 101));
        }

        await TellAsync("files, counts", () => files.CountsAsync());
        await TellAsync("files, by 50 hashes", () => files.FindAsync([.. Enumerable.Range(1, 50).Select(number => new FileHash(number.ToString("x64", null)))]));
        await TellAsync("remittances of a file", () => files.RemittancesAsync(500, 0, 201));
    }

    // The count is made beside the pages; what they wait for is the version, and the report.
    private static async Task MeasureInsightsAsync(LedgerDatabase database)
    {
        var insights = new LedgerInsights(database);
        var watch = Stopwatch.StartNew();
        var cube = await insights.CountAsync();
        Console.WriteLine($"{"insights, counted beside the pages",-40} {watch.Elapsed.TotalSeconds,8:F1} s");
        var current = new CurrentInsights(insights, TimeProvider.System);
        while (await current.FindAsync() is null)
        {
            await Task.Delay(500);
        }

        await TellAsync("insights, the last count", () => current.FindAsync());
        await TellAsync("insights, report of all", () => Task.FromResult(cube.Report(new() { From = new(1990, 1, 1) })));
        await TellAsync("insights, report of a payer", () => Task.FromResult(cube.Report(new() { Payer = "SYNTHETIC PLAN 7" })));
        await TellAsync("insights, report of a month", () => Task.FromResult(cube.Report(new() { From = new(2025, 12, 1), To = new(2025, 12, 1) })));
    }

    private static IEnumerable<(string, WorklistFilter)> Filters()
    {
        foreach (var sort in Enum.GetValues<WorklistSort>())
        {
            var all = new WorklistFilter { Sort = sort, Limit = 50 };
            foreach (var (name, filter) in Narrowed(all))
            {
                yield return ($"{sort}, {name}", filter);
            }
        }
    }

    private static IEnumerable<(string, WorklistFilter)> Narrowed(WorklistFilter all)
    {
        var unsent = all with { Group = WorklistGroup.Unsent };
        yield return ("all", all);
        yield return ("not sent", unsent);
        yield return ("drafted", all with { Status = AppealStatus.Drafted });
        yield return ("failed (none)", all with { Status = AppealStatus.DraftFailed });
        yield return ("not sent, due before 2024-09", unsent with { DueBefore = new(2024, 9, 1) });
        yield return ("not sent, due before 2020 (none)", unsent with { DueBefore = new(2020, 1, 1) });
        yield return ("drafted, due within a week", all with { DueFrom = new(2025, 9, 1), DueBefore = new(2025, 9, 8), Status = AppealStatus.Drafted });
        yield return ("2,000 dollars or more", all with { MinAmount = 2000 });
        yield return ("a million dollars (none)", all with { MinAmount = 1_000_000 });
        yield return ("payer by id", all with { Payer = "PAY007" });
        yield return ("payer by name", all with { Payer = "PLAN 7" });
        yield return ("payer unknown", all with { Payer = "NOBODY" });
        yield return ("practice", all with { Practice = "PRACTICE 3" });
        yield return ("payer and practice that never met", all with { Payer = "PAY007", Practice = "1000000002" });
        yield return ("playbook", all with { Playbook = "medical-necessity" });
        yield return ("playbook unknown", all with { Playbook = "nothing" });
        yield return ("kind Records", all with { Kind = LetterKind.Records });
        yield return ("kind SecondLevel (none)", all with { Kind = LetterKind.SecondLevel });
        yield return ("playbook and a kind it never has", all with { Playbook = "medical-necessity", Kind = LetterKind.CorrectedClaim });
        yield return ("disposition and a kind it never has", all with { Disposition = Disposition.CorrectClaim, Kind = LetterKind.Records });
        yield return ("one file", all with { FileId = 500 });
        yield return ("code CO-50", all with { Code = "CO-50" });
        yield return ("code unknown", all with { Code = "ZZZ" });
        yield return ("code and a playbook it never has", all with { Code = "29", Playbook = "medical-necessity" });
        yield return ("code, drafted, payer", all with { Code = "50", Status = AppealStatus.Drafted, Payer = "PAY007" });
        yield return ("of one person", unsent with { Assignee = "person 2" });
        yield return ("of a person with five", unsent with { Assignee = "newcomer" });
        yield return ("of nobody, due", unsent with { Unassigned = true, DueBefore = new(2024, 9, 1) });
        yield return ("ready to approve", all with { Status = AppealStatus.Drafted, Needs = WorklistNeeds.None });
        yield return ("open needs, 2,000 dollars, payer", all with { Status = AppealStatus.Drafted, Needs = WorklistNeeds.Open, MinAmount = 2000, Payer = "PAY007" });
        yield return ("recovered", all with { Outcome = WorklistOutcome.Recovered });
        yield return ("upheld, one payer", all with { Outcome = WorklistOutcome.Upheld, Payer = "PAY007" });
        yield return ("new since today", all with { CreatedSince = DateTimeOffset.UtcNow.AddHours(-1) });
        yield return ("claim number, whole", all with { ClaimNumber = "P005000123" });
        yield return ("claim number, its beginning", all with { ClaimNumber = "P00500" });
        yield return ("claim number, unknown", all with { ClaimNumber = "ZZZ" });
    }

    // What the page of the day tells; the last twentieth is new.
    private static async Task<WorklistFilter[]> TodayAsync(LedgerAppeals appeals)
    {
        var last = (await appeals.FindAsync(950_000))?.CreatedAt ?? DateTimeOffset.UtcNow;
        var (unsent, today) = (new WorklistFilter { Group = WorklistGroup.Unsent }, new DateOnly(2025, 3, 3));
        return
        [
            unsent with { DueBefore = today }, unsent with { DueFrom = today, DueBefore = today.AddDays(4) }, unsent with { DueFrom = today, DueBefore = today.AddDays(8) },
            new() { Group = WorklistGroup.Unapproved, DueBefore = today.AddDays(8) }, new() { Status = AppealStatus.Drafted }, new() { Status = AppealStatus.Drafted, Needs = WorklistNeeds.None },
            new() { Status = AppealStatus.DraftFailed }, new() { Group = WorklistGroup.Undecided }, new() { CreatedSince = last },
            new() { Outcome = WorklistOutcome.Recovered, ClosedSince = DateTimeOffset.UtcNow.AddDays(-30) }, new() { Outcome = WorklistOutcome.Recovered, ClosedSince = DateTimeOffset.UtcNow.AddDays(-90) },
            unsent with { Assignee = "newcomer" },
        ];
    }

    private static async Task TellAsync<T>(string name, Func<Task<T>> query)
    {
        await query();
        List<double> times = [];
        for (var i = 0; i < Repeats && times.Sum() < 4000; i++)
        {
            var watch = Stopwatch.StartNew();
            await query();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        s_slowest = Math.Max(s_slowest, times[times.Count / 2]);
        Console.WriteLine($"{times[times.Count / 2],9:F1} ms  {name}");
    }
}
