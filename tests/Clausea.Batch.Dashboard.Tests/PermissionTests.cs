using System.Net;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Who may change an appeal, and by which method.</summary>
internal sealed class PermissionTests
{
    private static readonly string[] s_commands =
        ["approve", "save", "fill", "bring-back", "redraft", "attach", "detach", "waive", "assign", "reopen", "sent", "outcome", "next-level", "note", "withdraw"];

    [Test]
    public async Task Who_may_only_look_changes_nothing_and_sees_no_form()
    {
        await using var host = await DashboardHost.StartAsync(isReadOnly: true);
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        foreach (var page in new[] { $"appeals/{id}", $"appeals/{id}/revisions", $"appeals/{id}/edit" })
        {
            Assert.That((await host.GetAsync(page)).Html, Does.Not.Contain("method=\"post\"").And.Not.Contain("attach it, or go without it"), page);
        }

        var before = await host.Ledger.Appeals.HistoryAsync(id);
        foreach (var command in s_commands)
        {
            // The worklist has a form: it finds, and changes nothing.
            using var response = await host.PostAsync("appeals", $"appeals/{id}/{command}", ("revision", "1"), ("text", "x"), ("reason", "x"));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), command);
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("You may look, but not change"), command);
        }

        var (_, list) = await host.GetAsync("appeals");
        Assert.That(list, Does.Not.Contain("appeals/bulk").And.Not.Contain("type=\"checkbox\""));
        using var bulk = await host.PostAsync("appeals", "appeals/bulk", ("do", "free"), ("one", $"{id}:1"));
        Assert.That(bulk.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await host.Ledger.Appeals.HistoryAsync(id), Has.Count.EqualTo(before.Count));
    }

    [Test]
    public async Task A_change_needs_a_token_and_a_POST()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        foreach (var command in s_commands)
        {
            using var bare = await host.PostRawAsync($"appeals/{id}/{command}", ("revision", "1"), ("text", "x"), ("reason", "x"));
            Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), command);
            using var get = await host.Client.GetAsync(new Uri($"appeals/{id}/{command}", UriKind.Relative));
            Assert.That(get.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), command);
            using var missing = await host.PostAsync($"appeals/{id}", $"appeals/999/{command}", ("revision", "1"), ("text", "x"), ("reason", "x"), ("playbook", "medical-necessity"));
            Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.BadRequest), command);
        }

        using var bulk = await host.PostRawAsync("appeals/bulk", ("do", "free"), ("one", $"{id}:1"));
        Assert.That(bulk.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await host.Ledger.Appeals.HistoryAsync(id), Has.None.Property("Actor").EqualTo("local user").And.Property("Action").Not.EqualTo(Ledger.HistoryAction.Viewed));
    }
}
