using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Later remittances decide appeals, whatever the order in which they come.</summary>
public sealed class OutcomeFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly Verdict s_paid = Example.Verdict(kind: null) with
    {
        Disposition = Disposition.None,
        IsOrdinary = true,
        DeniedAmount = 0m,
        Services = [],
    };

    private int _later;

    private LedgerOutcomes Outcomes => new(Database);

    [Test]
    public async Task A_payment_closes_the_appeal_that_was_sent()
    {
        var id = await SentAsync();
        var recorded = await RecordLaterAsync(Paid(120m));
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That(recorded.ClosedAppeals, Is.EqualTo(1));
        Assert.That((appeal.Status, appeal.Outcome, appeal.RecoveredAmount, appeal.DecidedOn), Is.EqualTo((AppealStatus.Closed, AppealOutcome.Won, 120m, Example.Today.AddDays(30))));
        var line = (await Appeals.HistoryAsync(id))[^1];
        Assert.That((line.Action, line.Actor), Is.EqualTo((HistoryAction.OutcomeRecorded, "clausea")));
        Assert.That(line.Detail, Does.StartWith("Won, recovered 120.00, as the payer's own remittance says. Remittance of 2026-04-01, trace LATER")
            .And.Contain("matched by the same claim number of the payer.").And.Not.Contain("No letter"));
    }

    [Test]
    public async Task A_payment_before_a_letter_was_sent_says_so_and_the_draft_does_not_bring_it_back()
    {
        var id = await QueuedAsync();
        await RecordLaterAsync(Paid(120m));
        Assert.That(await Appeals.SaveDraftAsync(id, Example.Draft(), "clausea"), Is.False);
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Closed));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.EndWith("No letter had been sent."));
    }

    [Test]
    public async Task The_same_remittance_again_adds_nothing()
    {
        var id = await SentAsync();
        await RecordLaterAsync(Paid(120m));
        var before = (await Appeals.HistoryAsync(id)).Count;
        _later--;
        var again = await RecordLaterAsync(Paid(120m));
        Assert.That((again.IsNew, again.ClosedAppeals), Is.EqualTo((false, 0)));
        Assert.That((await Appeals.HistoryAsync(id)).Count, Is.EqualTo(before));
        Assert.That(await CountAsync("outcomes"), Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_paid_in_part_and_denied_in_part_is_partly_won()
    {
        var id = await SentAsync();
        await RecordLaterAsync((Example.Claim() with { Paid = 60m, Services = [Line(60m)] }, Example.Verdict() with { DeniedAmount = 90m }));
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That((appeal.Outcome, appeal.RecoveredAmount), Is.EqualTo((AppealOutcome.PartlyWon, 60m)));
    }

    [Test]
    public async Task Upheld_needs_the_payers_word_and_a_mere_denial_goes_to_a_person()
    {
        var first = await SentAsync();
        await RecordLaterAsync((Example.Claim(), Example.Verdict()));
        Assert.That((await Appeals.FindAsync(first))!.Status, Is.EqualTo(AppealStatus.Sent));
        Assert.That((await Appeals.HistoryAsync(first))[^1].Detail, Does.StartWith("The payer denied it again, without saying"));
        Assert.That((await Appeals.FindAsync(first))!.ToDos.Select(toDo => toDo.Text), Has.Some.StartsWith("Denied again. If this answers the appeal"));
        await RecordLaterAsync((Example.Claim() with { Services = [Line(0m) with { Adjustments = [new("CO", "193", 180m, null)] }] }, Example.Verdict()));
        Assert.That((await Appeals.FindAsync(first))!.Outcome, Is.EqualTo(AppealOutcome.Upheld));
    }

    [Test]
    public async Task Another_visit_an_earlier_day_and_a_withdrawn_appeal_are_left_alone()
    {
        var id = await SentAsync();
        await RecordLaterAsync((Example.Claim() with
        {
            PayerClaimNumber = "OTHER",
            Paid = 120m,
            Services = [Line(120m) with { Dates = [new("472", new(2026, 2, 15))] }],
        }, s_paid));
        await RecordLaterAsync(Paid(120m), day: Example.Today.AddDays(-3));
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Sent));
        await Appeals.WithdrawAsync(id, "pat", "given up");
        await RecordLaterAsync(Paid(120m), day: Example.Today.AddDays(60));
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Withdrawn));
        Assert.That(await CountAsync("outcomes"), Is.Zero);
    }

    [Test]
    public async Task Money_for_a_claim_that_was_denied_twice_is_counted_once()
    {
        var first = await SentAsync();
        var again = await RecordAsync(Day(Example.Today.AddDays(10)), "again", (Example.Claim() with { Status = "2" }, Example.Verdict()));
        await RecordLaterAsync(Paid(120m));
        var second = (await Appeals.FindAsync(again.NewAppeals.Single()))!;
        Assert.That(((await Appeals.FindAsync(first))!.RecoveredAmount, second.RecoveredAmount), Is.EqualTo((120m, (decimal?)null)));
        Assert.That((second.Status, second.StatusReason), Is.EqualTo((AppealStatus.Withdrawn, second.StatusReason)));
        Assert.That(second.StatusReason, Does.StartWith($"The payer has paid this claim; the amount stands with appeal {first}."));
    }

    [Test]
    public async Task A_reversal_alone_closes_nothing_and_with_its_correction_the_correction_counts()
    {
        var id = await SentAsync();
        var reversal = (Example.Claim() with { Status = "22", Charge = -180m, Position = new(20, 2000), Services = [] }, s_paid);
        await RecordLaterAsync(reversal);
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Sent));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.StartWith("The payer took its decision back"));
        var lines = (await Appeals.HistoryAsync(id)).Count;
        var corrected = Paid(120m);
        await RecordLaterAsync([reversal, (corrected.Claim with { Position = new(30, 3000), Corrects = new Position(20, 2000) }, corrected.Verdict)]);
        Assert.That((await Appeals.FindAsync(id))!.Outcome, Is.EqualTo(AppealOutcome.Won));
        Assert.That((await Appeals.HistoryAsync(id)).Count, Is.EqualTo(lines + 1));
    }

    [Test]
    public async Task What_is_taken_back_after_it_was_won_goes_to_a_person()
    {
        var id = await SentAsync();
        await RecordLaterAsync(Paid(120m));
        await RecordLaterAsync((Example.Claim() with { Status = "22", Charge = -180m, Paid = -120m, Services = [] }, s_paid), day: Example.Today.AddDays(60));
        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That((appeal.Status, appeal.RecoveredAmount), Is.EqualTo((AppealStatus.Closed, 120m)));
        Assert.That(appeal.ToDos.Select(toDo => toDo.Text), Has.Some.StartsWith("The payer took back what it had paid."));
    }

    [TestCase(1, 2)]
    [TestCase(2, 1)]
    public async Task Upheld_and_then_paid_is_won_whichever_is_read_first(params int[] order)
    {
        var id = await SentAsync();
        var upheld = (Example.Claim() with { Services = [Line(0m) with { Adjustments = [new("CO", "193", 180m, null)] }] }, Example.Verdict());
        foreach (var which in order)
        {
            await RecordLaterAsync(which == 1 ? upheld : Paid(120m), Example.Today.AddDays(30 * which));
        }

        var appeal = (await Appeals.FindAsync(id))!;
        Assert.That((appeal.Outcome, appeal.RecoveredAmount, appeal.DecidedOn), Is.EqualTo((AppealOutcome.Won, 120m, Example.Today.AddDays(60))));
    }

    [Test]
    public async Task A_person_takes_a_wrong_outcome_back_and_it_stays_so()
    {
        var id = await SentAsync();
        await RecordLaterAsync(Paid(120m));
        Assert.That(await Appeals.ReopenAsync(id, "pat", "another claim"), Is.EqualTo(ChangeResult.Done));
        var open = (await Appeals.FindAsync(id))!;
        Assert.That((open.Status, open.Outcome, open.RecoveredAmount), Is.EqualTo((AppealStatus.Sent, (AppealOutcome?)null, (decimal?)null)));
        var later = await LatestRemittanceAsync();
        var paid = Paid(120m);
        Assert.That(await Outcomes.WeighAsync(later, 1, Day(Example.Today.AddDays(30)), [(paid.Claim, paid.Verdict)]), Is.Zero);
        Assert.That((await Appeals.FindAsync(id))!.Status, Is.EqualTo(AppealStatus.Sent));
    }

    [Test]
    public async Task A_denial_that_comes_after_its_payment_asks_for_a_second_look()
    {
        var paid = Paid(120m);
        var payment = await RecordLaterAsync(paid);
        Assert.That(await Outcomes.WaitingAsync(), Is.Empty, "a payment alone waits for nothing");
        var denied = await RecordAsync((Example.Claim(), Example.Verdict()));
        Assert.That(await Outcomes.WaitingAsync(), Is.EqualTo(new[] { denied.RemittanceId }));
        Assert.That(await Outcomes.FilesAsync(), Is.EqualTo(new[] { 1L }));
        var places = await Outcomes.RemittancesOfAsync(1);
        Assert.That(places.Values, Does.Contain(payment.RemittanceId));
        Assert.That(await Outcomes.WeighAsync(payment.RemittanceId, 1, Day(Example.Today.AddDays(30)), [(paid.Claim, paid.Verdict)]), Is.EqualTo(1));
        await Outcomes.DoneAsync([denied.RemittanceId]);
        Assert.That(await Outcomes.WaitingAsync(), Is.Empty);
        Assert.That((await Appeals.FindAsync(denied.NewAppeals.Single()))!.Outcome, Is.EqualTo(AppealOutcome.Won));
    }

    [Test]
    public async Task A_denial_recorded_while_its_payment_was_read_makes_the_payment_be_read_again()
    {
        var known = new AppealedClaims(Database);
        await using var writing = await Remittances.BeginAsync(await FileAsync(2), Example.Interchange(), Later(Example.Today.AddDays(30)));
        writing.AskedAbout(await known.RefreshAsync());
        Assert.That(known.MayHave(AccountKey.Of(Example.Claim().PatientControlNumber!)), Is.False);
        await RecordAsync((Example.Claim(), Example.Verdict()));
        var payment = await writing.CommitAsync(Example.Summary("payment"));
        Assert.That(await Outcomes.WaitingAsync(), Is.EqualTo(new[] { payment.RemittanceId }));
        Assert.That(await Outcomes.FilesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Numbers_of_denied_claims_are_known_at_once_and_those_that_come_later_after_a_refresh()
    {
        await RecordAsync([.. Enumerable.Range(1, 30).Select(number => (Example.Claim(number), Example.Verdict()))]);
        var known = new AppealedClaims(Database);
        await known.RefreshAsync();
        await RecordAsync((Example.Claim(31), Example.Verdict()));
        var keys = Enumerable.Range(1, 32).Select(number => AccountKey.Of(Example.Claim(number).PatientControlNumber!)).ToList();
        Assert.That(keys.Select(known.MayHave), Is.EqualTo(Enumerable.Repeat(true, 30).Concat([false, false])));
        await known.RefreshAsync();
        Assert.That(keys.Select(known.MayHave), Is.EqualTo(Enumerable.Repeat(true, 31).Append(false)));
    }

    private async Task<long> SentAsync()
    {
        var id = await DraftedAsync();
        Assert.That(await Appeals.ApproveAsync(id, 1, "pat", null, Example.Draft()), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.MarkSentAsync(id, "pat", "fax", null), Is.EqualTo(ChangeResult.Done));
        return id;
    }

    private static (ClaimPayment Claim, Verdict Verdict) Paid(decimal amount) =>
        (Example.Claim() with { Paid = amount, Services = [Line(amount)] }, s_paid);

    private static ServicePayment Line(decimal paid) => Example.Claim().Services[0] with { Paid = paid, Adjustments = [new("CO", "45", 180m - paid, null)] };

    private static Remittance Day(DateOnly day) => Example.Remittance() with { Payment = Example.Remittance().Payment with { Date = day } };

    private Remittance Later(DateOnly day) => Day(day) with
    {
        Payment = Day(day).Payment with { TraceNumber = $"LATER{_later}" },
        Position = new(100 * _later, 0),
    };

    private Task<RemittanceRecorded> RecordLaterAsync((ClaimPayment Claim, Verdict Verdict) claim, DateOnly? day = null) => RecordLaterAsync([claim], day);

    private async Task<RemittanceRecorded> RecordLaterAsync((ClaimPayment Claim, Verdict Verdict)[] claims, DateOnly? day = null)
    {
        _later++;
        await using var writing = await Remittances.BeginAsync(await FileAsync(), Example.Interchange(), Later(day ?? Example.Today.AddDays(30)));
        foreach (var (claim, verdict) in claims)
        {
            writing.Weigh(claim, verdict);
        }

        return await writing.CommitAsync(Example.Summary($"later-{_later}", claims.Length));
    }

    private Task<long> LatestRemittanceAsync() => ScalarAsync<long>($"SELECT MAX(id) FROM {Table("remittances")}");
}
