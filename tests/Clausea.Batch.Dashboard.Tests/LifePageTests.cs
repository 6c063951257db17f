using System.Net;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>From approval to the next level.</summary>
internal sealed class LifePageTests : WithDashboard
{
    [Test]
    public async Task An_appeal_goes_from_approval_to_the_next_level()
    {
        await DoAsync("approve", ("reason", "the rest goes by portal"));
        using (var packet = await GetAsync("packet"))
        {
            Assert.That(packet.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await DoAsync("sent", ("channel", "fax"), ("reference", "FAX-1"));
        var (_, html) = await Host.GetAsync($"{Page}?done=sent");
        Assert.That(html, Does.Contain("by fax FAX-1").And.Contain("Record what the payer decided").And.Not.Contain("/sent\""));
        await DoAsync("outcome", ("result", "Upheld"), ("recovered", ""), ("decided", "2026-03-20"), ("decision", "D-77"));
        (_, html) = await Host.GetAsync($"{Page}?done=decided");
        Assert.That(html, Does.Contain("The outcome is recorded").And.Contain("03/20/2026").And.Contain("D-77").And.Contain("value=\"2026-03-20\"").And.Contain("Correct the outcome"));
        using var response = await Host.PostAsync(Page, $"{Page}/next-level");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        var next = response.Headers.Location!.ToString();
        Assert.That(next, Is.Not.EqualTo($"/hangfire/{Page}").And.StartsWith("/hangfire/appeals/"));
        (_, html) = await Host.GetAsync(next["/hangfire/".Length..]);
        Assert.That(html, Does.Contain("The draft is being written").And.Contain("this is level 2").And.Contain($"/hangfire/{Page}\""));
        var found = (await Host.Ledger.Appeals.FindAsync(long.Parse(next.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)))!;
        Assert.That((found.Kind, found.Status), Is.EqualTo((LetterKind.SecondLevel, AppealStatus.Queued)));
        Assert.That(Host.Later, Is.EqualTo(new[] { found.Id }), "its letter is asked for at once");
        Assert.That(await HistoryAsync(), Has.Some.Contains("packet").And.Some.StartsWith("Sent fax, FAX-1").And.Some.Contains("decided 2026-03-20, decision D-77"));
        await RefusedAsync(HttpStatusCode.Conflict, "already has a letter of that kind", "next-level");
    }

    [Test]
    public async Task External_review_is_asked_for_at_once_where_somebody_says_so()
    {
        await DecidedAsync("PartlyWon");
        await DoAsync("next-level", ("external", "yes"));
        Assert.That((await Host.Ledger.Appeals.FindAsync(Host.Later.Single()))!.Kind, Is.EqualTo(LetterKind.ExternalReview));
    }

    [Test]
    public async Task An_appeal_that_was_won_has_no_next_level()
    {
        await DecidedAsync("Won");
        Assert.That((await Host.GetAsync(Page)).Html, Does.Not.Contain("/next-level\""));
        await RefusedAsync(HttpStatusCode.BadRequest, "This appeal was won", "next-level");
    }

    [Test]
    public async Task An_approval_is_taken_back_for_a_reason()
    {
        await DoAsync("approve", ("reason", "by phone"));
        await RefusedAsync(HttpStatusCode.BadRequest, "say why", "reopen", ("reason", " "));
        await DoAsync("reopen", ("reason", "the <plan> sent a new notice"));
        var (_, html) = await Host.GetAsync($"{Page}?done=reopened");
        Assert.That(html, Does.Contain("It is taken back").And.Contain("the &lt;plan&gt; sent a new notice").And.Contain("/approve\""));
        Assert.That((await CaseAsync()).Status, Is.EqualTo(AppealStatus.Drafted));
    }

    [TestCase("reopen", "reason", "x")]
    [TestCase("sent", "channel", "fax")]
    public Task What_a_draft_cannot_do_is_a_conflict(string command, string field, string value) =>
        RefusedAsync(HttpStatusCode.Conflict, "does not allow this any more", command, ("revision", "1"), (field, value));

    [Test]
    public async Task A_withdrawn_appeal_has_no_outcome()
    {
        await DoAsync("withdraw", ("reason", "paid meanwhile"));
        await RefusedAsync(HttpStatusCode.Conflict, "does not allow this any more", "outcome", ("result", "Upheld"));
    }

    [Test]
    public Task A_draft_has_no_next_level() => RefusedAsync(HttpStatusCode.BadRequest, "Record first what the payer decided", "next-level");

    [TestCase("approve")]
    [TestCase("save")]
    [TestCase("fill")]
    [TestCase("waive")]
    [TestCase("redraft")]
    [TestCase("reopen")]
    [TestCase("withdraw", true)]
    public async Task What_a_sent_letter_cannot_have_is_a_conflict(string command, bool isFine = false)
    {
        await DoAsync("approve", ("reason", "by phone"));
        await DoAsync("sent", ("channel", "mail"));
        (string, string)[] fields =
            [("revision", "1"), ("reason", "x"), ("text", "Dear payer"), ("need", "1"), ("words", "x"), ("key", "claim-copy"), ("playbook", "medical-necessity")];
        if (isFine)
        {
            await DoAsync(command, fields);
        }
        else
        {
            await RefusedAsync(HttpStatusCode.Conflict, "Look at it as it is now", command, fields);
        }
    }

    [TestCase("", "", "", "Say what the payer decided")]
    [TestCase("Lost", "", "", "Say what the payer decided")]
    [TestCase("7", "", "", "Say what the payer decided")]
    [TestCase("Won", "ten", "", "no amount of dollars")]
    [TestCase("Won", "-5", "", "no amount of dollars")]
    [TestCase("Won", "1e9", "", "no amount of dollars")]
    [TestCase("Won", "1000000000", "", "no amount of dollars")]
    [TestCase("Upheld", "", "03/20/2026", "no date")]
    [TestCase("Upheld", "", "2026-02-30", "no date")]
    [TestCase("Upheld", "", "9999-12-31", "has not come yet")]
    public async Task An_outcome_that_makes_no_sense_is_told(string result, string recovered, string decided, string words)
    {
        await DoAsync("approve", ("reason", "by phone"));
        await DoAsync("sent", ("channel", "mail"));
        await RefusedAsync(HttpStatusCode.BadRequest, words, "outcome", ("result", result), ("recovered", recovered), ("decided", decided));
    }

    [Test]
    public async Task An_outcome_takes_dollars_as_people_write_them()
    {
        await DecidedAsync("PartlyWon", "$1,234.50");
        Assert.That((await CaseAsync()).RecoveredAmount, Is.EqualTo(1234.5m));
        Assert.That((await Host.GetAsync(Page)).Html, Does.Contain("value=\"1,234.50\""));
    }

    [Test]
    public async Task Sending_takes_a_channel_and_a_short_reference()
    {
        await DoAsync("approve", ("reason", "by phone"));
        await RefusedAsync(HttpStatusCode.BadRequest, "by which channel", "sent", ("reference", "x"));
        await RefusedAsync(HttpStatusCode.BadRequest, "longer than 200", "sent", ("channel", "fax"), ("reference", new string('x', 201)));
    }

    private async Task DecidedAsync(string result, string recovered = "")
    {
        await DoAsync("approve", ("reason", "by phone"));
        await DoAsync("sent", ("channel", "mail"));
        await DoAsync("outcome", ("result", result), ("recovered", recovered), ("decided", "2026-03-20"));
    }
}
