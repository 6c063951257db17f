using System.Net;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed class CommandTests : WithDashboard
{
    [Test]
    public async Task Post_without_a_token_is_refused()
    {
        using var response = await Host.PostRawAsync($"appeals/{Ids[0]}/note", ("text", "hello"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var history = await Host.Ledger.Appeals.HistoryAsync(Ids[0]);
        Assert.That(history.Select(row => row.Action), Has.None.EqualTo(HistoryAction.Noted));
    }

    [Test]
    public async Task Note_is_recorded_and_the_answer_leads_back()
    {
        var page = $"appeals/{Ids[0]}";
        using var response = await Host.PostAsync(page, page + "/note", ("text", "Called <the payer>"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/hangfire/{page}?done=noted"));
        var (_, html) = await Host.GetAsync(page + "?done=noted");
        Assert.That(html, Does.Contain("Your note is in the history"));
        Assert.That(html, Does.Contain("Called &lt;the payer&gt;").And.Contain("local user"));
    }

    [TestCase("note", "text")]
    [TestCase("withdraw", "reason")]
    public async Task Empty_and_endless_texts_are_refused(string command, string field)
    {
        var page = $"appeals/{Ids[0]}";
        foreach (var text in new[] { " ", new string('x', 2001) })
        {
            using var response = await Host.PostAsync(page, $"{page}/{command}", (field, text));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Approval_with_open_needs_takes_a_reason()
    {
        var page = $"appeals/{Ids[0]}";
        using var bare = await Host.PostAsync(page, page + "/approve", ("revision", "1"));
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await bare.Content.ReadAsStringAsync(), Does.Contain("written reason"));
        using var reasoned = await Host.PostAsync(
            page, page + "/approve", ("revision", "1"), ("reason", "sent by phone"));
        Assert.That(reasoned.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await Host.Ledger.Appeals.FindAsync(Ids[0]))!.Status, Is.EqualTo(AppealStatus.Approved));
        var (_, html) = await Host.GetAsync(page);
        Assert.That(html, Does.Not.Contain("/approve\"").And.Contain("approved by local user"));
    }

    [Test]
    public async Task Approving_another_revision_than_the_one_read_is_a_conflict()
    {
        var page = $"appeals/{Ids[0]}";
        using var redrafted = await Host.PostAsync(page, page + "/redraft", ("playbook", "medical-necessity"));
        Assert.That(redrafted.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        using var stale = await Host.PostAsync(page, page + "/approve", ("revision", "1"), ("reason", "read it"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task Playbook_is_switched_and_the_letter_drafted_anew()
    {
        var page = $"appeals/{Ids[0]}";
        using var response = await Host.PostAsync(page, page + "/redraft", ("playbook", "patient-identifier"));
        var found = await Host.Ledger.Appeals.FindAsync(Ids[0]);
        Assert.That(response.Headers.Location?.ToString(), Does.EndWith("?done=redrafted"));
        Assert.That(found!.Playbook, Is.EqualTo("patient-identifier"));
        Assert.That(found.Draft!.Revision, Is.EqualTo(2));
        using var unknown = await Host.PostAsync(page, page + "/redraft", ("playbook", "../secret"));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Change_in_the_wrong_status_is_a_conflict_in_clear_words()
    {
        var page = $"appeals/{Ids[0]}";
        using var first = await Host.PostAsync(page, page + "/withdraw", ("reason", "paid meanwhile"));
        using var second = await Host.PostAsync(page, page + "/withdraw", ("reason", "again"));
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("does not allow this any more"));
        using var missing = await Host.PostAsync(page, "appeals/999/note", ("text", "x"));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
