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
    };

    // Of twenty appeals one waits for its draft, eight for a person; the others are sent, decided or given up.
    private const string Lives = """
        INSERT INTO drafts (appeal_id, revision, kind, playbook, markdown, needs_count, needs_json, created_at, created_by)
        SELECT id, 1, kind, COALESCE(playbook, ''), replace(hex(zeroblob(300)), '00', 'text '), 1,
            '[{"What":"progress note of the disputed date, with exhibit and page","Owner":"treating clinician"}]', created_at, 'clausea'
        FROM appeals WHERE id % 20 <> 0;
        UPDATE appeals SET revision = 1, drafted_at = created_at, status = CASE
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
            await TellAsync(name, () => worklist.PageAsync(filter));
            if (await worklist.PageAsync(filter) is { Count: > 1 } page)
            {
                await TellAsync($"  the page behind it", () => worklist.PageAsync(filter with { After = page[^1].Cursor }));
            }
        }

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
            var open = new WorklistFilter { Sort = sort, Limit = 50 };
            yield return ($"{sort}, all", open);
            yield return ($"{sort}, drafted", open with { Status = AppealStatus.Drafted });
            yield return ($"{sort}, queued", open with { Status = AppealStatus.Queued });
            yield return ($"{sort}, failed (none)", open with { Status = AppealStatus.DraftFailed });
            yield return ($"{sort}, due before 2024-09", open with { DueBefore = new(2024, 9, 1) });
            yield return ($"{sort}, drafted and due", open with { DueBefore = new(2024, 9, 1), Status = AppealStatus.Drafted });
            yield return ($"{sort}, 2,000 dollars or more", open with { MinAmount = 2000 });
            yield return ($"{sort}, payer by id", open with { Payer = "PAY007" });
            yield return ($"{sort}, payer by name", open with { Payer = "PLAN 7" });
            yield return ($"{sort}, payer unknown", open with { Payer = "NOBODY" });
            yield return ($"{sort}, playbook", open with { Playbook = "medical-necessity" });
            yield return ($"{sort}, playbook unknown", open with { Playbook = "nothing" });
            yield return ($"{sort}, kind Records", open with { Kind = LetterKind.Records });
            yield return ($"{sort}, one file", open with { FileId = 500 });
            yield return ($"{sort}, claim number, whole", open with { ClaimNumber = "P005000123" });
            yield return ($"{sort}, claim number, unknown", open with { ClaimNumber = "ZZZ" });
        }
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
        Console.WriteLine($"{times[times.Count / 2],9:F1} ms  {name}");
    }
}
