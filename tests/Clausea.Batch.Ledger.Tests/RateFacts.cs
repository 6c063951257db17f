using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What denials are measured against: every claim, by month of service.</summary>
public sealed class RateFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly DateOnly First = new(2000, 1, 15);
    private static readonly DateOnly Last = new(2099, 12, 31);

    private LedgerRates Rates => new(Database);

    [Test]
    public async Task Paid_claims_count_without_being_kept()
    {
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m), Figures(1, 20, 100m, 0m, denied: 100m), Figures(2, 1, 20m, 20m));
        Assert.That(await CountAsync("denials"), Is.Zero);
        var months = await Rates.ByMonthAsync(First, Last);
        Assert.That(months.Select(Line), Is.EqualTo(new[]
        {
            "2026-01-01: 2 claims, 2 services, 280.00 charged, 150.00 paid, 1 denied, 100.00",
            "2026-02-01: 1 claims, 1 services, 20.00 charged, 20.00 paid, 0 denied, 0.00",
        }));
        Assert.That((months[0].OfClaims, months[0].OfCharge), Is.EqualTo((0.5m, 100m / 280m)));
    }

    [Test]
    public async Task Months_are_told_from_their_first_day_on()
    {
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m), Figures(2, 1, 20m, 20m), Figures(3, 1, 30m, 30m));
        var february = await Rates.ByMonthAsync(new(2026, 2, 27), new(2026, 2, 28));
        Assert.That(february.Single().Month, Is.EqualTo(new DateOnly(2026, 2, 1)));
    }

    [Test]
    public async Task A_claim_that_names_no_service_counts_in_the_month_of_the_payment()
    {
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 10m, 0m) with { Service = null });
        Assert.That((await Rates.ByMonthAsync(First, Last)).Single().Month, Is.EqualTo(new DateOnly(2026, 3, 1)));
    }

    [Test]
    public async Task Payers_and_practices_are_told_apart()
    {
        var other = Example.Remittance("TRACE2") with { Payer = new() { Name = "Other Plan", Id = new("XV", "PAY02") } };
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m));
        await CountAsync(other, "two", Figures(1, 15, 100m, 0m, denied: 60m), Figures(1, 16, 100m, 100m));
        await CountAsync(other with { ControlNumber = "0002", Payment = other.Payment with { TraceNumber = "TRACE3" } }, "three", Figures(3, 1, 50m, 0m, denied: 50m));
        var payers = await Rates.ByPayerAsync(First, Last);
        Assert.That(payers.Select(payer => (payer.Name, payer.Id, payer.Claims, payer.DeniedClaims, payer.DeniedAmount)), Is.EqualTo(new[]
        {
            ("Other Plan", "PAY02", 3, 2, 110m), ("ACME [Health] 100%", "PAY01", 1, 0, 0m),
        }));
        var practice = (await Rates.ByPracticeAsync(First, Last)).Single();
        Assert.That((practice.Name, practice.Id, practice.Claims, practice.Charge), Is.EqualTo(("Calm Minds", "1999999984", 4, 430m)));
    }

    [Test]
    public async Task The_same_remittance_again_is_not_counted_again()
    {
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m));
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m));
        Assert.That((await Rates.ByMonthAsync(First, Last)).Single().Claims, Is.EqualTo(1));
    }

    [Test]
    public async Task A_remittance_that_repeats_another_is_left_out()
    {
        await CountAsync(Example.Remittance(), "one", Figures(1, 15, 180m, 150m));
        await CountAsync(Example.Remittance(), "two", Figures(1, 15, 180m, 150m));
        await RunAsync($"UPDATE {Table("remittances")} SET resent_of = 1 WHERE fingerprint = 'two'");
        Assert.That((await Rates.ByMonthAsync(First, Last)).Single().Claims, Is.EqualTo(1));
    }

    [Test]
    public async Task Older_remittances_get_one_row_of_their_own_totals()
    {
        await StartAtAsync(4);
        var old = new OldLedger(Database, 4);
        await old.AddRemittanceAsync();
        await old.AddDenialAsync(Example.Claim(1), Example.Verdict());
        await old.AddDenialAsync(Example.Claim(2), Example.Verdict(amount: 20.05m));
        var (charge, paid) = IsSqlite ? ("36000", "2") : ("360.00", "0.02");
        await RunAsync($"UPDATE {Table("remittances")} SET claims = 2, services = 2, charge = {charge}, paid = {paid}");
        await Database.UpgradeAsync();
        Assert.That((await Rates.ByMonthAsync(First, Last)).Select(Line), Is.EqualTo(new[]
        {
            "2026-03-01: 2 claims, 2 services, 360.00 charged, 0.02 paid, 2 denied, 170.05",
        }));
        Assert.That(await CountAsync("claim_counts"), Is.EqualTo(1));
    }

    [Test]
    public void A_reversal_takes_its_claim_off_and_what_is_not_decided_counts_as_nothing()
    {
        var claim = Example.Claim() with { Charge = 180m, Paid = 90m };
        var verdict = Example.Verdict();
        Assert.That(ClaimFigures.Of(claim, verdict), Is.EqualTo(new ClaimFigures(new(2026, 1, 15), 1, 1, 180m, 90m, 150m)));
        var reversal = new ClaimFigures(new(2026, 1, 15), -1, -1, -180m, -90m, 0m);
        Assert.That(ClaimFigures.Of(claim with { Status = "22", Charge = -180m, Paid = -90m }, verdict), Is.EqualTo(reversal));
        Assert.That(ClaimFigures.Of(claim with { Status = "22" }, verdict), Is.EqualTo(reversal), "some senders forget the signs");
        Assert.That(ClaimFigures.Of(claim with { Status = "25" }, verdict), Is.Default);
        Assert.That(ClaimFigures.Of(claim with { Status = "23" }, verdict), Is.Default);
        Assert.That(ClaimFigures.Of(claim, verdict with { Disposition = Disposition.Hold }).Denied, Is.Zero);
        Assert.That(ClaimFigures.Of(claim, verdict with { IsOrdinary = true }).Denied, Is.Zero);
    }

    private async Task CountAsync(Remittance remittance, string fingerprint, params ClaimFigures[] claims)
    {
        await using var writing = await Remittances.BeginAsync(await FileAsync(), null, remittance);
        foreach (var claim in claims)
        {
            writing.Count(claim);
        }

        await writing.CommitAsync(Example.Summary(fingerprint, claims.Length));
    }

    private static ClaimFigures Figures(int month, int day, decimal charge, decimal paid, decimal denied = 0) =>
        new(new(2026, month, day), 1, 1, charge, paid, denied);

    private static string Line(DenialRate rate) => FormattableString.Invariant(
        $"{rate.Month:yyyy-MM-dd}: {rate.Claims} claims, {rate.Services} services, {rate.Charge:0.00} charged, {rate.Paid:0.00} paid, {rate.DeniedClaims} denied, {rate.DeniedAmount:0.00}");
}
