using Clausea.Batch.Shared;
using static Clausea.Batch.Appeals.Tests.SettingsText;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>From a notice to a last day and a safe day.</summary>
internal sealed class DeadlineCountTests
{
    // notice, window, clock, start, last day, safe day
    [TestCase("2026-03-01", "days: 120", "presumed-receipt", "2026-03-06", "2026-07-02", "2026-06-18")]
    [TestCase("2026-03-02", "days: 120", "presumed-receipt", "2026-03-07", "2026-07-02", "2026-06-18")]
    [TestCase("2026-03-02", "days: 180", "notice", "2026-03-02", "2026-08-28", "2026-08-14")]
    [TestCase("2026-03-02", "days: 180", "receipt", "2026-03-02", "2026-08-28", "2026-08-14")]
    [TestCase("2026-03-02", "days: 60", "notice", "2026-03-02", "2026-05-01", "2026-04-17")]
    [TestCase("2026-03-02", "days: 65", "notice", "2026-03-02", "2026-05-06", "2026-04-22")]
    [TestCase("2026-03-02", "days: 20", "notice", "2026-03-02", "2026-03-20", "2026-03-10")]
    [TestCase("2026-03-02", "days: 2", "notice", "2026-03-02", "2026-03-04", "2026-03-03")]
    [TestCase("2026-03-02", "days: 1", "notice", "2026-03-02", "2026-03-03", "2026-03-03")]
    [TestCase("2025-12-30", "days: 60", "notice", "2025-12-30", "2026-02-27", "2026-02-13")]
    [TestCase("2027-12-30", "days: 60", "notice", "2027-12-30", "2028-02-28", "2028-02-14")]
    [TestCase("2027-12-31", "days: 60", "notice", "2027-12-31", "2028-02-29", "2028-02-15")]
    [TestCase("2025-10-31", "months: 4", "notice", "2025-10-31", "2026-02-27", "2026-02-13")]
    [TestCase("2027-10-31", "months: 4", "notice", "2027-10-31", "2028-02-29", "2028-02-15")]
    [TestCase("2026-03-02", "months: 4", "notice", "2026-03-02", "2026-07-02", "2026-06-18")]
    [TestCase("2026-03-02", "months: 1", "notice", "2026-03-02", "2026-04-02", "2026-03-19")]
    [TestCase("2024-02-29", "months: 12", "notice", "2024-02-29", "2025-02-28", "2025-02-14")]
    [TestCase("2026-03-02", "months: 12", "notice", "2026-03-02", "2027-03-02", "2027-02-16")]
    [TestCase("2026-07-27", "days: 151", "notice", "2026-07-27", "2026-12-24", "2026-12-10")]
    [TestCase("2026-08-03", "days: 151", "notice", "2026-08-03", "2026-12-31", "2026-12-17")]
    public void A_window_is_counted_from_the_start_of_its_clock(string notice, string window, string clock, string start, string last, string safe)
    {
        var deadline = Count(notice, $"{window}, clock: {clock}");
        Assert.Multiple(() =>
        {
            Assert.That((Show(deadline.Start), Show(deadline.Date), Show(deadline.SafeDate)), Is.EqualTo((start, last, safe)), deadline.Basis);
            Assert.That(WorkingDay.Is(deadline.SafeDate), Is.True);
        });
    }

    [TestCase("2026-03-02", "days: 60", "60 calendar days after the notice of March 2, 2026 (payment date)")]
    [TestCase("2026-03-02", "months: 1, clock: presumed-receipt", "1 month after presumed receipt, 5 days after the notice of March 2, 2026 (payment date)")]
    [TestCase("2026-03-02", "days: 60, clock: receipt", "60 calendar days after the notice of March 2, 2026 (payment date); the rule counts from receipt, whose day is not recorded, so this is the cautious count")]
    [TestCase("2026-05-05", "days: 60", "60 calendar days after the notice of May 5, 2026 (payment date); moved back from Saturday, July 4, 2026 (Independence Day), to a working day")]
    [TestCase("2026-03-08", "days: 6", "6 calendar days after the notice of March 8, 2026 (payment date); moved back from Saturday, March 14, 2026, to a working day")]
    public void The_basis_tells_the_count_in_words(string notice, string rule, string basis) =>
        Assert.That(Count(notice, rule).Basis, Is.EqualTo(basis));

    [TestCase("verified_on: 2026-01-15", "none")]
    [TestCase("verified_on: 2024-09-02", "none")]
    [TestCase("verified_on: 2024-09-01", "the source was last checked on September 1, 2024, more than 18 months before the notice")]
    [TestCase("verified_on: 2027-01-01", "none")]
    [TestCase("note: x", "nobody has recorded when the source of the rule was checked")]
    [TestCase("verified_on: 2026-01-15, default: true", "the rule is only usual, and nobody has recorded this payer's own")]
    public void A_rule_that_nobody_verified_of_late_is_a_default(string rule, string why)
    {
        var deadline = Count("2026-03-02", $"days: 60, {rule}", verified: false);
        Assert.That((deadline.WhyDefault ?? "none", deadline.IsDefault), Is.EqualTo((why, why != "none")));
    }

    [Test]
    public void A_deadline_carries_what_the_rule_says()
    {
        var deadline = Count("2026-03-02", "days: 60, form: CMS-20027, decision_days: 30");
        Assert.That(
            (deadline.Rule, deadline.Level, deadline.Form, deadline.DecisionDays, Show(deadline.VerifiedOn), deadline.Source),
            Is.EqualTo(("only", 1, "CMS-20027", 30, "2026-01-15", "a manual")));
    }

    [Test]
    public void A_deadline_of_an_older_ledger_can_be_read()
    {
        const string Old = """{"Date":"2026-07-03","SafeDate":"2026-06-19","Basis":"b","Source":"s","IsDefault":false}""";
        var deadline = System.Text.Json.JsonSerializer.Deserialize<Deadline>(Old)!;
        Assert.That((deadline.Level, deadline.Start, deadline.Rule, deadline.WhyDefault), Is.EqualTo((1, (DateOnly?)null, (string?)null, (string?)null)));
    }

    private static IEnumerable<TestCaseData> Documented =>
        from line in File.ReadLines(Repository.PathOf("docs", "deadlines.md"))
        let cells = line.Trim('|').Split('|', StringSplitOptions.TrimEntries)
        where cells.Length == 7 && cells[0].StartsWith("20", StringComparison.Ordinal)
        select new TestCaseData(cells[0], cells[1].Trim('`'), cells[2], cells[3], cells[4], cells[5]);

    [Test]
    public void The_document_has_worked_examples() => Assert.That(Documented.Count(), Is.GreaterThan(5));

    [TestCaseSource(nameof(Documented))]
    public void The_worked_examples_of_the_document_are_right(string notice, string rule, string start, string counted, string last, string safe)
    {
        var deadline = Count(notice, rule);
        Assert.That((Show(deadline.Start), Show(deadline.Date), Show(deadline.SafeDate)), Is.EqualTo((start, last, safe)), deadline.Basis);
        Assert.That(WorkingDay.OnOrBefore(Day(counted)!.Value), Is.EqualTo(deadline.Date));
    }

    private static Deadline Count(string notice, string rule, bool verified = true)
    {
        var book = Payers($"filing_rules: [{{ name: only, source: a manual, {(verified ? "verified_on: 2026-01-15, " : "")}{rule} }}]");
        return book.DeadlineFor(Remittance(paid: notice), Claim(served: null), LetterKind.Appeal, CodeCatalogue.Shipped)!;
    }
}
