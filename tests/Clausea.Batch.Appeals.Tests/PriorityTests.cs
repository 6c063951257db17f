namespace Clausea.Batch.Appeals.Tests;

/// <summary>Each part of a priority, as a table.</summary>
internal sealed class PriorityTests
{
    private static readonly DateOnly s_today = new(2026, 3, 2);

    //         dollars   days left  age  disposition           money  time  strength  age
    [TestCase(0.01, 180, 0, Disposition.Appeal, 0, 0, 20, 0)]
    [TestCase(25.00, 91, 0, Disposition.Appeal, 4, 0, 20, 0)]
    [TestCase(99.99, 90, 9, Disposition.Appeal, 8, 4, 20, 1)]
    [TestCase(100.00, 61, 8, Disposition.Appeal, 13, 4, 20, 0)]
    [TestCase(195.00, 60, 45, Disposition.CorrectClaim, 13, 9, 16, 5)]
    [TestCase(250.00, 31, 90, Disposition.SendRecords, 18, 9, 20, 10)]
    [TestCase(999.99, 30, 900, Disposition.Review, 23, 15, 10, 10)]
    [TestCase(1000.00, 15, 0, Disposition.NextPayer, 28, 15, 12, 0)]
    [TestCase(2500.00, 14, 0, Disposition.BillPatient, 32, 21, 4, 0)]
    [TestCase(9999.99, 8, 0, Disposition.Escalate, 36, 21, 20, 0)]
    [TestCase(10000.00, 7, 0, Disposition.Escalate, 40, 25, 20, 0)]
    [TestCase(250000.00, 0, 0, Disposition.Reopening, 40, 25, 16, 0)]
    [TestCase(195.00, -3, 0, Disposition.Appeal, 13, 25, 20, 0)]
    public void Every_part_is_counted_and_shown(
        double dollars, int daysLeft, int age, Disposition disposition, int money, int time, int strength, int old)
    {
        var score = PriorityScore.Of(Verdict(disposition, (decimal)dollars, s_today.AddDays(daysLeft)), s_today.AddDays(-age), s_today, CodeCatalogue.Shipped);
        Assert.Multiple(() =>
        {
            Assert.That(score.Parts.Select(part => (part.Name, part.Points)), Is.EqualTo(new[] { ("money", money), ("time", time), ("strength", strength), ("age", old), ("invited", 0) }));
            Assert.That(score.Points, Is.EqualTo(money + time + strength + old));
            Assert.That(score.Parts.Select(part => part.Why), Has.All.Not.Empty);
        });
    }

    [TestCase(-1, "the deadline has passed")]
    [TestCase(0, "the deadline is today")]
    [TestCase(1, "1 day left")]
    [TestCase(2, "2 days left")]
    public void The_days_left_are_told(int daysLeft, string why) =>
        Assert.That(Part(Verdict(Disposition.Appeal, 100, s_today.AddDays(daysLeft)), "time").Why, Is.EqualTo(why));

    [Test]
    public void An_invited_appeal_goes_first() => Assert.That(
        Part(Verdict(Disposition.Appeal, 100, s_today) with { Remarks = ["N115", "MA02"] }, "invited"),
        Is.EqualTo(new PriorityPart("invited", 5, "MA02 speaks of a right to appeal")));

    [TestCase(Disposition.None)]
    [TestCase(Disposition.Hold)]
    [TestCase(Disposition.WriteOff)]
    public void Nothing_to_do_is_never_urgent(Disposition disposition) => Assert.That(
        PriorityScore.Of(Verdict(disposition, 90_000, s_today), s_today, s_today, CodeCatalogue.Shipped).Points, Is.Zero);

    [Test]
    public void No_score_is_above_a_hundred() => Assert.That(
        PriorityScore.Of(Verdict(Disposition.Escalate, 90_000, s_today) with { Remarks = ["MA02"] }, s_today.AddYears(-1), s_today, CodeCatalogue.Shipped).Points,
        Is.EqualTo(100));

    private static PriorityPart Part(Verdict verdict, string name) =>
        PriorityScore.Of(verdict, s_today, s_today, CodeCatalogue.Shipped).Parts.Single(part => part.Name == name);

    private static Verdict Verdict(Disposition disposition, decimal denied, DateOnly deadline) => new()
    {
        Disposition = disposition,
        Rule = "sample",
        Because = "A sample.",
        DeniedAmount = denied,
        Deadline = new Deadline { Date = deadline, SafeDate = deadline, Basis = "sample", Source = "sample", IsDefault = false },
    };
}
