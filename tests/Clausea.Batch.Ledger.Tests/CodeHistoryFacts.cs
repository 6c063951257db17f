using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

public sealed class CodeHistoryFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Codes_are_counted_without_their_group_and_each_claim_once()
    {
        await RecordAsync(
            (Example.Claim(1), With(["CO-50", "PR-50", "CO-197"], ["N115", "N115"], 150.25m)),
            (Example.Claim(2), With(["PR-50"], [], 20m)));
        var counts = await Codes.CountsAsync();
        Assert.That(counts.Keys, Is.EquivalentTo(new[] { "50", "197", "N115" }));
        Assert.That(counts["50"], Is.EqualTo(new CodeCount("50", 2, 170.25m, 2, 170.25m)));
        Assert.That(counts["N115"], Is.EqualTo(new CodeCount("N115", 1, 150.25m, 1, 150.25m)));
    }

    [Test]
    public async Task What_is_older_than_ninety_days_counts_only_since_ever()
    {
        await RecordAsync((Example.Claim(1), Example.Verdict()));
        Time.Advance(TimeSpan.FromDays(91));
        await RecordAsync((Example.Claim(2), Example.Verdict()), (Example.Claim(3), Example.Verdict()));
        Assert.That((await Codes.CountsAsync())["50"], Is.EqualTo(new CodeCount("50", 3, 450m, 2, 300m)));
        var history = await Codes.FindAsync("50");
        Assert.That((history!.Days, history.Recent.Denials, history.Ever.Denials), Is.EqualTo((90, 2, 3)));
        Assert.That((history.Recent.DeniedAmount, history.Ever.DeniedAmount), Is.EqualTo((300m, 450m)));
    }

    [Test]
    public async Task Outcomes_of_appeals_are_told_by_code()
    {
        var other = With(["CO-29"], [], 10m);
        var ids = (await RecordAsync([.. Enumerable.Range(1, 6).Select(number => (Example.Claim(number), number == 6 ? other : Example.Verdict()))])).NewAppeals;
        await Appeals.RecordOutcomeAsync(ids[0], "me", AppealOutcome.Won, 150m);
        await Appeals.RecordOutcomeAsync(ids[1], "me", AppealOutcome.PartlyWon, 40.50m);
        await Appeals.RecordOutcomeAsync(ids[2], "me", AppealOutcome.Upheld, 0m);
        await Appeals.WithdrawAsync(ids[3], "me", "paid");
        await Appeals.RecordOutcomeAsync(ids[5], "me", AppealOutcome.Won, 10m);
        Assert.That((await Codes.FindAsync("N115"))!.Ever, Is.EqualTo(new CodeFigures
        {
            Denials = 5,
            DeniedAmount = 750m,
            Won = 1,
            PartlyWon = 1,
            Upheld = 1,
            Withdrawn = 1,
            Open = 1,
            RecoveredAmount = 190.50m,
        }));
    }

    [Test]
    public async Task A_denial_without_an_appeal_counts_as_a_denial()
    {
        await RecordAsync((Example.Claim(), Example.Verdict(kind: null)));
        var figures = (await Codes.FindAsync("50"))!.Ever;
        Assert.That((figures.Denials, figures.Open), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task The_payers_that_sent_it_most_come_first()
    {
        foreach (var (payer, number) in new[] { "B", "A", "B", "C", "D", "E", "F", "F", "F" }.Select((payer, place) => (payer, place)))
        {
            var remittance = Example.Remittance($"T{number}") with { Payer = new() { Name = payer } };
            await RecordAsync(remittance, $"f{number}", (Example.Claim(number + 1), Example.Verdict()));
        }

        var payers = (await Codes.FindAsync("50"))!.Payers;
        Assert.That(payers.Select(payer => payer.Payer), Is.EqualTo(new[] { "F", "B", "A", "C", "D" }));
        Assert.That(payers[0], Is.EqualTo(new CodePayer("F", 3, 450m)));
    }

    [Test]
    public async Task A_code_that_was_never_seen_has_no_history()
    {
        Assert.That(await Codes.FindAsync("50"), Is.Null);
        Assert.That(await Codes.CountsAsync(), Is.Empty);
    }

    [Test]
    public async Task The_same_claim_again_is_not_counted_again()
    {
        await RecordAsync(Example.Remittance(), "one", (Example.Claim(), Example.Verdict()), (Example.Claim(), Example.Verdict()));
        await RecordAsync(Example.Remittance(), "two", (Example.Claim(), Example.Verdict()));
        Assert.That((await Codes.CountsAsync()).Values.Select(count => count.Denials), Is.All.EqualTo(1).And.Exactly(3).Items);
    }

    [Test]
    public async Task An_odd_code_is_kept_short_and_the_claim_is_recorded()
    {
        await RecordAsync((Example.Claim(), With(["CO-" + new string('x', 200), "CO-"], ["n382", "-"], 1m)));
        Assert.That((await Codes.CountsAsync()).Keys, Is.EquivalentTo(new[] { new string('X', 40), "N382", "-" }));
    }

    private static Verdict With(IReadOnlyList<string> reasons, IReadOnlyList<string> remarks, decimal amount) =>
        Example.Verdict(amount: amount) with { Reasons = reasons, Remarks = remarks };
}
