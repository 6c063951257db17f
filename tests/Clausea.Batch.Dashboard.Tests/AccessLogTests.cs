using System.Net;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Who looked at lists of patients.</summary>
internal sealed class AccessLogTests
{
    [TestCase("appeals", AccessSubject.Worklist)]
    [TestCase("files", AccessSubject.Files)]
    [TestCase("codes", AccessSubject.Codes)]
    [TestCase("codes/50", AccessSubject.Codes)]
    public async Task A_look_at_a_list_is_one_line(string page, AccessSubject subject)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.GetAsync(page);
        var row = (await AccessOf(host).ListAsync(new())).Single();
        Assert.That((row.Actor, row.Action, row.Subject, row.SubjectId, row.Detail), Is.EqualTo(("local user", AccessAction.Viewed, subject, (long?)null, (string?)null)));
    }

    [Test]
    public async Task A_search_is_a_line_that_does_not_tell_for_what()
    {
        await using var host = await DashboardHost.StartAsync();
        using var found = await host.PostAsync("appeals", "appeals/find", ("number", "ACCT-SECRET-1"));
        var rows = await AccessOf(host).ListAsync(new());
        Assert.That(rows.Select(row => row.Subject), Is.EqualTo(new[] { AccessSubject.Worklist, AccessSubject.Search }));
        Assert.That(string.Concat(rows), Does.Not.Contain("SECRET"));
    }

    [Test]
    public async Task A_look_at_one_appeal_is_a_line_here_and_one_of_its_history()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.GetAsync($"appeals/{id}");
        await host.GetAsync($"appeals/{id}/letter.pdf");
        using var noted = await host.PostAsync($"appeals/{id}", $"appeals/{id}/note", ("text", "Called the payer"));
        await host.GetAsync("appeals/999");
        var rows = await AccessOf(host).ListAsync(new());
        Assert.That(rows.Select(row => (row.Action, row.Subject, row.SubjectId, row.Detail)), Is.EqualTo(new (AccessAction, AccessSubject, long?, string?)[]
        {
            (AccessAction.Viewed, AccessSubject.Appeal, id, null),
            (AccessAction.Exported, AccessSubject.Appeal, id, "letter"),
            (AccessAction.Viewed, AccessSubject.Appeal, id, null),
            (AccessAction.Changed, AccessSubject.Appeal, id, "note"),
        }));
        Assert.That(await host.Ledger.Appeals.HistoryAsync(id), Has.Some.Property("Action").EqualTo(HistoryAction.Viewed));
    }

    [Test]
    public async Task What_cannot_be_logged_is_not_shown()
    {
        await using var host = await DashboardHost.StartAsync();
        await using (var connection = await host.Ledger.Database.OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE access_log";
            await command.ExecuteNonQueryAsync();
        }

        using var response = await host.Client.GetAsync(new Uri("files", UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Not.Contain("<table"));
    }

    private static LedgerAccess AccessOf(DashboardHost host) => new(host.Ledger.Database);
}
