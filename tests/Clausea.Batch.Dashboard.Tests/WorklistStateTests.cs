using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Dashboard.Worklist;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>What a list is narrowed to, as an address has it.</summary>
internal sealed class WorklistStateTests
{
    private static readonly WorklistState s_full = new()
    {
        Status = AppealStatus.Drafted,
        Kind = LetterKind.Records,
        Disposition = Disposition.SendRecords,
        Payer = "a&b=c #%",
        Practice = "Calm, Minds",
        Playbook = "medical-necessity",
        Code = "CO-50",
        Due = DueWithin.Near,
        MinAmount = 10.5m,
        MaxAmount = 2000m,
        Assignee = "me",
        Needs = WorklistNeeds.Open,
        Outcome = WorklistOutcome.Recovered,
        FileId = 7,
        Since = new(2026, 3, 1),
        ClosedSince = new(2026, 2, 1),
        Sort = WorklistSort.Amount,
        After = "abc",
        Skipped = 100,
        Of = 130,
    };

    [Test]
    public void An_address_says_all_of_it_and_is_read_back()
    {
        foreach (var state in WorklistWords.Views.Select(view => view.State).Append(s_full).Append(new()).Append(new() { Others = true }).Append(new() { Group = WorklistGroup.Undecided, Before = "x" }))
        {
            var query = state.Href(new("/d")).Split('?') is [_, var after] ? after : null;
            Assert.That(WorklistState.Parse(query), Is.EqualTo(state), query);
            Assert.That(WorklistState.Parse(state.Query), Is.EqualTo(state.First), "without the place in it");
        }

        Assert.That(new WorklistState().Href(new("/d")), Is.EqualTo("/d/appeals"));
    }

    [TestCase("status=nonsense&kind=9&due=x&min=-1&max=abc&file=1x&since=yesterday&sort=7&skip=-4")]
    [TestCase("min=99999999999999&max=1e5&closed=2026-02-30")]
    public void What_is_not_understood_does_not_restrict(string query) =>
        Assert.That(WorklistState.Parse(query), Is.EqualTo(new WorklistState()));

    [Test]
    public void Each_condition_has_a_chip_that_takes_it_away_and_nothing_else()
    {
        var chips = WorklistWords.Chips(s_full, key => $"title of {key}").ToList();
        Assert.That(chips, Has.Count.EqualTo(16));
        Assert.That(chips.Select(chip => chip.Value), Has.Some.EqualTo("title of medical-necessity").And.Some.EqualTo("$10.50").And.Some.EqualTo("me"));
        foreach (var chip in chips)
        {
            Assert.That(WorklistWords.Chips(chip.Without, key => $"title of {key}").Select(other => (other.Name, other.Value)), Is.EqualTo(chips.Where(other => other != chip).Select(other => (other.Name, other.Value))));
            Assert.That((chip.Without.Sort, chip.Without.After), Is.EqualTo((WorklistSort.Amount, (string?)null)));
        }

        Assert.That(WorklistWords.Chips(new() { Sort = WorklistSort.Newest, After = "x" }, key => key!), Is.Empty);
    }

    [Test]
    public void Deadlines_leave_out_what_is_sent_unless_a_status_is_asked_for()
    {
        var clock = new Clock(new(2026, 3, 2), TimeZoneInfo.Utc);
        Assert.That(new WorklistState { Due = DueWithin.Passed }.ToFilter(clock, "pat").Group, Is.EqualTo(WorklistGroup.Unsent));
        Assert.That(new WorklistState { Due = DueWithin.Passed, Status = AppealStatus.Sent }.ToFilter(clock, "pat").Group, Is.Null);
        Assert.That(new WorklistState { Group = WorklistGroup.Undecided, Due = DueWithin.Passed }.ToFilter(clock, "pat").Group, Is.EqualTo(WorklistGroup.Undecided));
        Assert.That(new WorklistState { Assignee = "me" }.ToFilter(clock, "pat").Assignee, Is.EqualTo("pat"));
        Assert.That(new WorklistState { Assignee = "nobody" }.ToFilter(clock, "pat"), Has.Property("Assignee").Null.And.Property("Unassigned").True);
    }

    [TestCase("America/Chicago", "2026-03-02", "2026-03-02T06:00:00Z")]
    [TestCase("America/Chicago", "2026-07-01", "2026-07-01T05:00:00Z")]
    [TestCase("America/Havana", "2026-03-08", "2026-03-08T05:00:00Z")]
    public void A_day_begins_at_midnight_of_the_office(string zone, string day, string instant)
    {
        var clock = new Clock(default, TimeZoneInfo.FindSystemTimeZoneById(zone));
        Assert.That(clock.Midnight(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
