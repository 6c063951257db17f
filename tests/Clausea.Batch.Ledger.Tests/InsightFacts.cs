using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What insights count, held against a plain count of the same varied claims.</summary>
public sealed class InsightFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly string[][] Reasons = [["CO-50"], ["CO-50", "PR-50", "CO-197"], ["CO-29"], ["OA-16", "CO-45"]];
    private static readonly string[][] Remarks = [[], ["N115"], ["N115", "M127"], ["n382"]];

    private readonly List<Denied> _denied = [];
    private readonly List<(Remittance Remittance, ClaimFigures Figures)> _counted = [];

    private LedgerInsights Insights => new(Database);

    [SetUp]
    public void Forget()
    {
        _denied.Clear();
        _counted.Clear();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task Every_sum_is_that_of_a_plain_count(int seed)
    {
        await FillAsync(new Random(seed));
        var cube = await Insights.CountAsync();
        InsightFilter[] filters =
        [
            new(), new() { Payer = "PAY2" }, new() { Payer = "plan 1" }, new() { Payer = "plan" }, new() { Payer = "nobody" }, new() { Practice = "1999999984" },
            new() { From = new(2025, 12, 20) }, new() { To = new(2026, 1, 1) }, new() { From = new(2026, 1, 31), To = new(2026, 2, 1), Payer = "Plan 2", Practice = "Other Practice" },
        ];
        foreach (var filter in filters)
        {
            var report = cube.Report(filter);
            var denied = _denied.FindAll(entry => Fits(filter, entry.Remittance, entry.Month));
            var counted = _counted.FindAll(entry => Fits(filter, entry.Remittance, MonthOf(entry.Remittance, entry.Figures.Service)));
            Assert.That(Line(report.Total), Is.EqualTo(Line(counted.Select(entry => entry.Figures), denied)), $"{filter}");
            Compare(report.ByMonth, row => row.Month!.Value, denied.ToLookup(entry => entry.Month), counted.ToLookup(entry => MonthOf(entry.Remittance, entry.Figures.Service)));
            Compare(report.ByPayer, row => (row.Name, row.Id), denied.ToLookup(entry => PayerOf(entry.Remittance)), counted.ToLookup(entry => PayerOf(entry.Remittance)));
            Compare(report.ByPractice, row => (row.Name, row.Id), denied.ToLookup(entry => PracticeOf(entry.Remittance)), counted.ToLookup(entry => PracticeOf(entry.Remittance)));
            var codes = denied.SelectMany(entry => entry.Codes.Select(code => (Code: code, Entry: entry))).ToLookup(pair => pair.Code, pair => pair.Entry);
            Assert.That(report.ByCode.Select(row => row.Name), Is.EquivalentTo(codes.Select(group => group.Key)));
            foreach (var row in report.ByCode)
            {
                Assert.That(Sums(row.Sums), Is.EqualTo(Sums(codes[row.Name!])), row.Name);
            }
        }

        Assert.That(cube.Report(new()).Total.Sums.Denials, Is.GreaterThan(20));
        Assert.That(cube.Report(new() { Payer = "plan" }).Total.Sums, Is.EqualTo(cube.Report(new()).Total.Sums), "a part of every name");
    }

    [Test]
    public async Task Playbooks_and_codes_are_counted_whenever_they_were_used()
    {
        await FillAsync(new Random(3));
        var cube = await Insights.CountAsync();
        var letters = _denied.FindAll(entry => entry.HasAppeal);
        Assert.That(Sums(cube.PlaybookSums("medical-necessity") with { Denials = letters.Count, DeniedAmount = letters.Sum(entry => entry.Amount) }), Is.EqualTo(Sums(letters)));
        Assert.That(cube.PlaybookSums("never-used"), Is.EqualTo(DenialSums.None));
        Assert.That(cube.Codes, Is.EqualTo(await Codes.CountsAsync()).And.Not.Empty);
        foreach (var row in cube.Everything.ByPayer)
        {
            Assert.That(cube.LatestOfPayer(row)!.Payment.TraceNumber, Is.EqualTo(_counted.Last(entry => PayerOf(entry.Remittance) == (row.Name, row.Id)).Remittance.Payment.TraceNumber));
        }

        Assert.That(cube.Everything.ByPractice.Select(row => PracticeOf(cube.LatestOfPractice(row)!)), Is.EqualTo(cube.Everything.ByPractice.Select(row => (row.Name, row.Id))));
        Assert.That(cube.Parties, Is.Unique.And.Count.EqualTo(_counted.Select(entry => (PayerOf(entry.Remittance), PracticeOf(entry.Remittance))).Distinct().Count()));
    }

    [Test]
    public async Task What_waits_for_the_payer_or_repeats_a_payment_is_not_denied()
    {
        await RecordAsync((Example.Claim(1), Example.Verdict(kind: null) with { Disposition = Disposition.Hold }), (Example.Claim(2), Example.Verdict()));
        await RecordAsync((Example.Claim(3), Example.Verdict()));
        Assert.That((await Insights.CountAsync()).Report(new()).Total.Sums.Denials, Is.EqualTo(2));
        await RunAsync($"UPDATE {Table("remittances")} SET resent_of = 1 WHERE id = 2");
        Assert.That((await Insights.CountAsync()).Report(new()).Total.Sums.Denials, Is.EqualTo(1));
    }

    [Test]
    public async Task Decisions_are_timed_from_sending_with_their_median()
    {
        var ids = (await RecordAsync([.. Enumerable.Range(1, 4).Select(number => (Example.Claim(number), Example.Verdict()))])).NewAppeals;
        foreach (var (id, days) in ids.Zip([10, 40, 20]))
        {
            await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea");
            await Appeals.ApproveAsync(id, 1, "me", null);
            await Appeals.MarkSentAsync(id, "me", "fax", null);
            await Appeals.RecordOutcomeAsync(id, "me", new Decision(AppealOutcome.Upheld, 0m, Example.Today.AddDays(days), null));
        }

        await Appeals.RecordOutcomeAsync(ids[3], "me", AppealOutcome.Won, 1m);
        var total = (await Insights.CountAsync()).Report(new()).Total;
        Assert.That((total.DecisionDays, total.Decisions, total.Sums.Decided), Is.EqualTo((20, 3, 4)), "what was never sent has no time");
    }

    [Test]
    public async Task A_page_gets_the_same_count_until_the_ledger_changes()
    {
        var current = new CurrentInsights(Insights, TimeProvider.System) { Patience = TimeSpan.FromMinutes(1) };
        var empty = (await current.FindAsync())!;
        Assert.That(empty.Report(new()).Total.Sums, Is.EqualTo(DenialSums.None));
        Assert.That(await current.FindAsync(), Is.SameAs(empty));
        var id = await QueuedAsync();
        Assert.That((await ChangedAsync(current, empty)).Report(new()).Total.Sums.Open, Is.EqualTo(1));
        var open = (await current.FindAsync())!;
        await Appeals.RecordOutcomeAsync(id, "me", AppealOutcome.Won, 20m);
        Assert.That((await ChangedAsync(current, open)).Report(new()).Total.Sums.Recovered, Is.EqualTo(20m));
    }

    [Test]
    public async Task Nobody_waits_longer_than_they_should()
    {
        await QueuedAsync();
        var current = new CurrentInsights(Insights, TimeProvider.System) { Patience = TimeSpan.Zero };
        var cube = await current.FindAsync();
        while (cube is null)
        {
            await Task.Delay(10);
            cube = await current.FindAsync();
        }

        Assert.That(cube.Report(new()).Total.Sums.Denials, Is.EqualTo(1));
    }

    // A count that took long rests for a while.
    private static async Task<InsightCube> ChangedAsync(CurrentInsights current, InsightCube before)
    {
        InsightCube? now;
        while ((now = await current.FindAsync()) == before)
        {
            await Task.Delay(10);
        }

        return now!;
    }

    private async Task FillAsync(Random random)
    {
        for (var number = 0; number < 12; number++)
        {
            var remittance = Example.Remittance($"T{number}") with
            {
                Payer = new() { Name = $"Plan {number % 3}", Id = number % 3 == 0 ? default : new("XV", $"PAY{number % 3}") },
                Payee = number % 4 == 0 ? new() { Name = "Other Practice", Id = new("FI", "123456789") } : Example.Remittance().Payee,
                Payment = Example.Remittance($"T{number}").Payment with { Date = number % 5 == 0 ? null : new DateOnly(2026, 1, 15).AddDays(20 * (number % 4)) },
            };
            await using var writing = await Remittances.BeginAsync(await FileAsync(), null, remittance);
            var claims = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Make(random, remittance)).ToList();
            foreach (var (claim, verdict) in claims)
            {
                var figures = ClaimFigures.Of(claim, verdict);
                writing.Count(figures);
                _counted.Add((remittance, figures));
                await writing.AddAsync(claim, verdict);
            }

            var recorded = await writing.CommitAsync(Example.Summary($"f{number}", claims.Count));
            await DecideAsync(random, _denied.Skip(_denied.Count - claims.Count).Where(entry => entry.HasAppeal), recorded.NewAppeals);
        }
    }

    private (ClaimPayment Claim, Verdict Verdict) Make(Random random, Remittance remittance)
    {
        DateOnly? service = random.Next(6) == 0 ? null : new DateOnly(2025, 11, 20).AddDays(random.Next(90));
        var example = Example.Claim(_denied.Count + 1);
        var claim = example with { Services = [example.Services[0] with { Dates = service is { } day ? [new("472", day)] : [] }] };
        var verdict = Example.Verdict(random.Next(4) == 0 ? null : LetterKind.Appeal, amount: random.Next(1, 20_000) / 100m) with
        {
            Reasons = Reasons[random.Next(Reasons.Length)],
            Remarks = Remarks[random.Next(Remarks.Length)],
        };
        _denied.Add(new Denied(remittance, MonthOf(remittance, service), verdict)
        {
            Codes = [.. verdict.Reasons.Select(reason => reason.Split('-')[1]).Concat(verdict.Remarks).Select(code => code.ToUpperInvariant()).Distinct()],
        });
        return (claim, verdict);
    }

    private async Task DecideAsync(Random random, IEnumerable<Denied> denied, IReadOnlyList<long> appeals)
    {
        foreach (var (entry, id) in denied.Zip(appeals))
        {
            (entry.Status, entry.Outcome) = random.Next(6) switch
            {
                0 => (AppealStatus.Closed, AppealOutcome.Won),
                1 => (AppealStatus.Closed, AppealOutcome.PartlyWon),
                2 => (AppealStatus.Closed, AppealOutcome.Upheld),
                3 => (AppealStatus.Withdrawn, (AppealOutcome?)null),
                _ => (AppealStatus.Queued, null),
            };
            if (entry.Outcome is { } outcome)
            {
                entry.Recovered = outcome == AppealOutcome.Upheld ? 0 : random.Next(1, 5000) / 100m;
                await Appeals.RecordOutcomeAsync(id, "me", outcome, entry.Recovered);
            }
            else if (entry.Status == AppealStatus.Withdrawn)
            {
                await Appeals.WithdrawAsync(id, "me", "paid");
            }
        }
    }

    private static void Compare<TKey>(
        IReadOnlyList<InsightRow> rows, Func<InsightRow, TKey> keyOf, ILookup<TKey, Denied> denied, ILookup<TKey, (Remittance Remittance, ClaimFigures Figures)> counted)
    {
        Assert.That(rows.Select(keyOf), Is.EquivalentTo(denied.Select(group => group.Key).Union(counted.Select(group => group.Key))));
        foreach (var row in rows)
        {
            Assert.That(Line(row), Is.EqualTo(Line(counted[keyOf(row)].Select(entry => entry.Figures), denied[keyOf(row)])));
        }
    }

    private static bool Fits(InsightFilter filter, Remittance remittance, DateOnly month) =>
        (filter.From is not { } from || (month.Year, month.Month).CompareTo((from.Year, from.Month)) >= 0)
        && (filter.To is not { } to || (month.Year, month.Month).CompareTo((to.Year, to.Month)) <= 0)
        && (filter.Payer is not { } payer || payer == "plan" || string.Equals(payer, remittance.Payer.Name, StringComparison.OrdinalIgnoreCase) || payer == remittance.PayerId)
        && (filter.Practice is not { } practice || practice == remittance.Payee.Name || practice == (remittance.PayeeNpi ?? remittance.PayeeTaxId));

    // The day of the test's clock stands in for a payment without one.
    private static DateOnly MonthOf(Remittance remittance, DateOnly? service)
    {
        var day = service ?? remittance.Payment.Date ?? Example.Today;
        return new(day.Year, day.Month, 1);
    }

    private static (string? Name, string? Id) PayerOf(Remittance remittance) => (remittance.Payer.Name, remittance.PayerId);

    private static (string? Name, string? Id) PracticeOf(Remittance remittance) => (remittance.Payee.Name, remittance.PayeeNpi ?? remittance.PayeeTaxId);

    private static string Line(InsightRow row) => FormattableString.Invariant(
        $"{row.Rate!.Claims} {row.Rate.Services} {row.Rate.Charge:0.00} {row.Rate.Paid:0.00} {row.Rate.DeniedClaims} {row.Rate.DeniedAmount:0.00} {Sums(row.Sums)}");

    private static string Line(IEnumerable<ClaimFigures> counted, IEnumerable<Denied> denied)
    {
        var figures = counted.ToList();
        return FormattableString.Invariant(
            $"{figures.Sum(claim => claim.Claims)} {figures.Sum(claim => claim.Services)} {figures.Sum(claim => claim.Charge):0.00} {figures.Sum(claim => claim.Paid):0.00} {figures.Count(claim => claim.Denied > 0)} {figures.Sum(claim => claim.Denied):0.00} {Sums([.. denied])}");
    }

    private static string Sums(DenialSums sums) => FormattableString.Invariant(
        $"{sums.Denials} denied {sums.DeniedAmount:0.00}, {sums.Appeals} appeals: {sums.Open} open, {sums.Sent} sent, {sums.Won} {sums.PartlyWon} {sums.Upheld} {sums.Withdrawn}, at stake {sums.AtStake:0.00}, recovered {sums.Recovered:0.00}");

    private static string Sums(IEnumerable<Denied> denied)
    {
        var all = denied.ToList();
        var appeals = all.FindAll(entry => entry.HasAppeal);
        int Of(AppealOutcome outcome) => appeals.Count(entry => entry.Outcome == outcome);
        var open = appeals.FindAll(entry => entry.Status == AppealStatus.Queued);
        return FormattableString.Invariant(
            $"{all.Count} denied {all.Sum(entry => entry.Amount):0.00}, {appeals.Count} appeals: {open.Count} open, 0 sent, {Of(AppealOutcome.Won)} {Of(AppealOutcome.PartlyWon)} {Of(AppealOutcome.Upheld)} {appeals.Count(entry => entry.Status == AppealStatus.Withdrawn)}, at stake {open.Sum(entry => entry.Amount):0.00}, recovered {all.Sum(entry => entry.Recovered):0.00}");
    }

    private sealed class Denied(Remittance remittance, DateOnly month, Verdict verdict)
    {
        public Remittance Remittance => remittance;

        public DateOnly Month => month;

        public decimal Amount => verdict.DeniedAmount;

        public bool HasAppeal => verdict.HasLetter;

        public IReadOnlyList<string> Codes { get; init; } = [];

        public AppealStatus Status { get; set; } = AppealStatus.Queued;

        public AppealOutcome? Outcome { get; set; }

        public decimal Recovered { get; set; }
    }
}
