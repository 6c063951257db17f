using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>A payer sends a remittance again, and it says something else.</summary>
public sealed class ResentFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly (ClaimPayment, Verdict) s_changed =
        (Example.Claim() with { Services = [.. Example.Claim().Services.Select(service => service with { Remarks = ["M127"] })] }, Example.Verdict());

    [Test]
    public async Task The_same_payment_with_other_content_goes_to_a_person()
    {
        var first = await RecordAsync(Example.Remittance(), "one", (Example.Claim(), Example.Verdict()));
        var second = await RecordAsync(Example.Remittance(), "two", s_changed, (Example.Claim(2), Example.Verdict()));
        Assert.That((second.IsNew, second.NewDenials, second.ResentOf), Is.EqualTo((true, 2, first.RemittanceId)));
        Assert.That(second.NewAppeals, Is.Empty, "no letter may argue against a decision that is withdrawn");
        var rows = await Worklist.WithoutLetterAsync(10);
        Assert.That(rows.Select(row => (row.Disposition, row.Rule)), Is.EqualTo(Enumerable.Repeat((Disposition.Review, ResentRemittance.Rule), 2)));
        Assert.That(rows[0].Because, Does.Contain("sent this payment before").And.Contain("not medically necessary"));
        Assert.That(rows[0].ToDos[0].Text, Does.StartWith("Compare this remittance"));
    }

    [Test]
    public async Task The_same_content_adds_nothing_and_is_no_other()
    {
        await RecordAsync(Example.Remittance(), "one", (Example.Claim(), Example.Verdict()));
        var again = await RecordAsync(Example.Remittance(), "one", (Example.Claim(), Example.Verdict()));
        Assert.That((again.IsNew, again.ResentOf, again.NewDenials), Is.EqualTo((false, (long?)null, 0)));
    }

    [Test]
    public async Task Another_amount_goes_to_a_person_only_for_claims_that_came_before()
    {
        var first = await RecordAsync(Example.Remittance(), "one", (Example.Claim(), Example.Verdict()));
        var second = await RecordAsync(With(payment => payment with { Amount = 99m }), "two", s_changed, (Example.Claim(2), Example.Verdict()));
        Assert.That((second.ResentOf, second.NewDenials, second.NewAppeals.Count), Is.EqualTo((first.RemittanceId, 2, 1)));
    }

    [TestCase("PAY02", "2026-03-02", "1234.50", TestName = "Another payer may use the same number")]
    [TestCase("PAY01", "2026-12-02", "1234.50", TestName = "A number comes round again after half a year")]
    [TestCase("PAY01", "2026-03-03", "0", TestName = "What pays nothing has one number for all, on another day")]
    public async Task A_trace_number_alone_says_nothing(string payer, string date, string amount)
    {
        await RecordAsync(With(payment => payment with { Amount = amount == "0" ? 0m : payment.Amount }), "one", (Example.Claim(), Example.Verdict()));
        var other = With(payment => payment with
        {
            Date = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture),
            Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture),
        });
        other = other with { Payer = other.Payer with { Id = new("XV", payer) } };
        var second = await RecordAsync(other, "two", s_changed);
        Assert.That((second.ResentOf, second.NewAppeals.Count), Is.EqualTo(((long?)null, 1)));
    }

    [Test]
    public async Task Without_a_payment_the_same_day_is_another_remittance_unless_the_claim_is_the_same()
    {
        var first = await RecordAsync(With(payment => payment with { Amount = 0m }), "one", (Example.Claim(), Example.Verdict()));
        var second = await RecordAsync(With(payment => payment with { Amount = 0m }), "two", s_changed, (Example.Claim(2), Example.Verdict()));
        Assert.That((second.ResentOf, second.NewAppeals.Count), Is.EqualTo((first.RemittanceId, 1)));
    }

    private static Remittance With(Func<Payment, Payment> change) => Example.Remittance() with { Payment = change(Example.Remittance().Payment) };
}
