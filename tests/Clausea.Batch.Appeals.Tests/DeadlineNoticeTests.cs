using static Clausea.Batch.Appeals.Tests.SettingsText;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Which date starts the clock, and which times remark codes state beside it.</summary>
internal sealed class DeadlineNoticeTests
{
    // paid, produced, served, received, notice
    [TestCase("2026-03-02", "2026-03-01", "2026-01-05", null, "2026-03-01", "production date")]
    [TestCase("2026-03-01", "2026-03-02", "2026-01-05", null, "2026-03-01", "payment date")]
    [TestCase("2026-03-02", "2026-03-02", "2026-01-05", null, "2026-03-02", "payment and production date")]
    [TestCase("2026-03-02", null, "2026-01-05", null, "2026-03-02", "payment date")]
    [TestCase(null, "2026-03-01", "2026-01-05", null, "2026-03-01", "production date")]
    [TestCase("2026-03-02", "2025-03-01", "2026-01-05", null, "2026-03-02", "payment date; the production date of March 1, 2025 cannot be right beside the last day of service")]
    [TestCase("2025-03-02", "2026-03-01", "2026-01-05", null, "2026-03-01", "production date; the payment date of March 2, 2025 cannot be right beside the last day of service")]
    [TestCase("2026-03-02", "2026-01-10", "2026-01-05", "2026-01-12", "2026-03-02", "payment date; the production date of January 10, 2026 cannot be right beside the day of receipt")]
    [TestCase("2026-03-02", "2026-01-12", "2026-01-05", "2026-01-12", "2026-01-12", "production date")]
    [TestCase("2026-01-05", null, "2026-01-05", null, "2026-01-05", "payment date")]
    [TestCase("2026-03-02", "0206-03-01", null, null, "2026-03-02", "payment date; the production date of March 1, 0206 cannot be right")]
    [TestCase("2026-03-02", "9999-12-31", "2026-01-05", null, "2026-03-02", "payment date; the production date of December 31, 9999 cannot be right beside the last day of service")]
    public void The_clock_starts_at_the_earliest_credible_date(string? paid, string? produced, string? served, string? received, string date, string which)
    {
        var notice = Notice.Of(Remittance(paid: paid, produced: produced), Claim(served: served, received: received));
        Assert.That((Show(notice.Date), notice.Which, notice.WhyNone), Is.EqualTo((date, which, (string?)null)));
    }

    [TestCase(null, null, "2026-01-05", "neither a payment date nor a production date")]
    [TestCase("2025-12-31", null, "2026-01-05", "lies before the last day of service of this claim")]
    [TestCase("2025-12-31", "2025-12-30", "2026-01-05", "lies before the last day of service of this claim")]
    [TestCase("9999-12-31", null, null, "No date of the remittance can be right")]
    public void Without_a_credible_date_there_is_no_deadline_but_a_reason(string? paid, string? produced, string? served, string words)
    {
        var book = Payers("filing_rules: [{ name: only, source: a manual, days: 60 }]");
        var (remittance, claim) = (Remittance(paid: paid, produced: produced), Claim(served: served));
        Assert.Multiple(() =>
        {
            Assert.That(book.DeadlineFor(remittance, claim, LetterKind.Appeal, CodeCatalogue.Shipped), Is.Null);
            Assert.That(book.WhyNoDeadline(remittance, claim, LetterKind.Appeal, CodeCatalogue.Shipped), Does.Contain(words));
        });
    }

    [Test]
    public void Without_a_rule_there_is_a_reason_too() =>
        Assert.That(PayerBook.Empty.WhyNoDeadline(Remittance(), Claim(), LetterKind.Appeal, CodeCatalogue.Shipped), Does.StartWith("No filing rule fits"));

    [TestCase("MA02", "MA02 180 2026-08-28")]
    [TestCase("MA01", "MA01 120 2026-06-30")]
    [TestCase("N355", "N355 120 2026-06-30")]
    [TestCase("M27", "M27 120 2026-06-30")]
    [TestCase("N887", "N887 60 2026-05-01")]
    [TestCase("N366", "N366 365 2027-03-02")]
    [TestCase("MA59", "MA59 30 2026-04-01")]
    [TestCase("MA72", "MA72 30 2026-04-01")]
    [TestCase("N1", "")]
    [TestCase("N187", "")]
    [TestCase("N115 MA01 MA02 MA01", "MA01 120 2026-06-30, MA02 180 2026-08-28")]
    public void A_remark_states_its_own_time(string remarks, string windows) =>
        Assert.That(
            string.Join(", ", StatedWindows.Of(remarks.Split(' '), new DateOnly(2026, 3, 2)).Select(window => $"{window.Code} {window.Days} {Show(window.Until)}")),
            Is.EqualTo(windows));

    [Test]
    public void Every_stated_time_is_of_a_known_remark_and_tells_itself()
    {
        Assert.That(StatedWindows.Codes, Has.Count.EqualTo(8));
        var windows = StatedWindows.Of(StatedWindows.Codes, null);
        Assert.Multiple(() =>
        {
            Assert.That(windows.Select(window => window.Code).Where(code => CodeCatalogue.Shipped.Remark(code) is null), Is.Empty);
            Assert.That(windows.Select(window => window.Until), Is.All.Null);
            Assert.That(windows.Select(window => window.Text), Is.All.EndsWith("."));
        });
    }

    [Test]
    public void What_a_remark_states_does_not_change_the_deadline()
    {
        var book = Payers("filing_rules: [{ name: only, source: a manual, days: 60 }]");
        var claim = Claim() with { Remarks = ["MA02"] };
        Assert.That(Show(book.DeadlineFor(Remittance(), claim, LetterKind.Appeal, CodeCatalogue.Shipped)?.Date), Is.EqualTo("2026-05-01"));
    }
}
