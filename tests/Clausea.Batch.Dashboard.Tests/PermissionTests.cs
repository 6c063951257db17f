using System.Net;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Who may do what: every route with every role.</summary>
internal sealed class PermissionTests
{
    private static readonly string[] s_commands =
        ["approve", "save", "fill", "bring-back", "redraft", "attach", "detach", "waive", "reopen", "sent", "outcome", "next-level", "note", "withdraw"];

    // Hangfire's own, with what somebody may do there.
    private static readonly (string Method, string Path, Right Right)[] s_hangfire =
    [
        ("GET", "", Right.Look),
        ("POST", "stats", Right.Look),
        ("GET", "jobs/enqueued", Right.Look),
        ("GET", "jobs/enqueued/drafts", Right.Look),
        ("GET", "jobs/processing", Right.Look),
        ("GET", "jobs/scheduled", Right.Look),
        ("GET", "jobs/succeeded", Right.Look),
        ("GET", "jobs/failed", Right.Look),
        ("GET", "jobs/deleted", Right.Look),
        ("GET", "jobs/awaiting", Right.Look),
        ("GET", "jobs/details/1", Right.Look),
        ("GET", "recurring", Right.Look),
        ("GET", "servers", Right.Look),
        ("GET", "retries", Right.Look),
        ("POST", "jobs/failed/requeue", Right.Administer),
        ("POST", "jobs/failed/delete", Right.Administer),
        ("POST", "jobs/succeeded/requeue", Right.Administer),
        ("POST", "jobs/enqueued/delete", Right.Administer),
        ("POST", "jobs/actions/requeue/1", Right.Administer),
        ("POST", "jobs/actions/delete/1", Right.Administer),
        ("POST", "recurring/trigger", Right.Administer),
        ("POST", "recurring/remove", Right.Administer),
    ];

    // What people.md says.
    private static readonly Dictionary<string, Right> s_table = new()
    {
        ["/appeals"] = Right.Look,
        ["/appeals/find"] = Right.Look,
        ["/appeals/#"] = Right.Look,
        ["/appeals/#/letter.html"] = Right.Export,
        ["/appeals/#/approve"] = Right.Approve,
        ["/appeals/#/packet"] = Right.Work,
        ["/appeals/#/exhibits/A"] = Right.Export,
        ["/appeals/#/revisions"] = Right.Look,
        ["/appeals/#/edit"] = Right.Work,
        ["/appeals/#/save"] = Right.Work,
        ["/appeals/#/fill"] = Right.Work,
        ["/appeals/#/bring-back"] = Right.Work,
        ["/appeals/#/redraft"] = Right.Work,
        ["/appeals/#/attach"] = Right.Work,
        ["/appeals/#/detach"] = Right.Work,
        ["/appeals/#/waive"] = Right.Work,
        ["/appeals/#/reopen"] = Right.Approve,
        ["/appeals/#/sent"] = Right.Work,
        ["/appeals/#/outcome"] = Right.Work,
        ["/appeals/#/next-level"] = Right.Work,
        ["/appeals/#/note"] = Right.Work,
        ["/appeals/#/withdraw"] = Right.Approve,
        ["/files"] = Right.Look,
        ["/files/#/replay"] = Right.Work,
        ["/codes"] = Right.Look,
        ["/codes/50"] = Right.Look,
        ["/settings"] = Right.Administer,
        ["/access"] = Right.Administer,
        ["/sign-in"] = Right.Open,
        ["/sign-in/enter"] = Right.Open,
        ["/sign-in/provider"] = Right.Open,
        ["/sign-out"] = Right.Look,
        ["/account"] = Right.Look,
        ["/account/here"] = Right.Look,
        ["/account/password"] = Right.Look,
    };

    [OneTimeSetUp]
    public void Register() => DashboardMap.RegisterOnce();

    [Test]
    public void Every_route_takes_the_right_that_the_table_says_and_no_other_is_there() =>
        Assert.That(DashboardMap.Routes.Select(route => (Example(route.Path, "#"), route.Right)), Is.EquivalentTo(s_table.Select(row => (row.Key, row.Value))));

    [TestCase(UserRole.Reader, Right.Look, Right.Export)]
    [TestCase(UserRole.Biller, Right.Look, Right.Export, Right.ExportMany, Right.Work)]
    [TestCase(UserRole.Approver, Right.Look, Right.Export, Right.ExportMany, Right.Work, Right.Approve)]
    [TestCase(UserRole.Administrator, Right.Look, Right.Export, Right.ExportMany, Right.Work, Right.Approve, Right.Administer)]
    public void A_role_has_these_rights_and_no_others(UserRole role, params Right[] rights) =>
        Assert.That(Enum.GetValues<Right>().Where(right => role.Has(right)), Is.EqualTo(rights.Prepend(Right.Open)));

    [Test]
    public async Task Every_route_answers_each_role_as_the_table_says([Values] UserRole role)
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("pat", role);
        using var browser = await host.SignInAsync("pat");
        var token = await browser.TokenAsync("account");
        foreach (var (method, path, right) in All(id).Where(route => route.Path != "sign-out"))
        {
            var status = await StatusAsync(browser, method, path, token);
            Assert.That(status == HttpStatusCode.Forbidden, Is.EqualTo(!role.Has(right)), $"{method} {path}: {status}");
        }

        var refusals = (await host.Access.ListAsync(new())).Where(row => row.Action == AccessAction.Refused).ToList();
        Assert.That(refusals, Has.Count.EqualTo(All(id).Count(route => !role.Has(route.Right))));
        Assert.That(refusals.Select(row => row.Actor), Is.All.EqualTo("pat"));
    }

    [Test]
    public async Task Nobody_who_is_not_signed_in_sees_or_changes_anything()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("pat", UserRole.Administrator);
        using var browser = host.Open();
        var token = await browser.TokenAsync("sign-in");
        var before = (await host.Ledger.Appeals.HistoryAsync(id)).Count;
        foreach (var (method, path, _) in All(id).Where(route => route.Right != Right.Open))
        {
            var status = await StatusAsync(browser, method, path, token);
            Assert.That(status, Is.EqualTo(method == "GET" ? HttpStatusCode.SeeOther : HttpStatusCode.Unauthorized), $"{method} {path}");
        }

        Assert.That(await host.Ledger.Appeals.HistoryAsync(id), Has.Count.EqualTo(before));
    }

    [Test]
    public void What_Hangfire_may_add_is_for_administrators() =>
        Assert.That(Guard.Of(new Unknown()).Right, Is.EqualTo(Right.Administer));

    [Test]
    public async Task A_reader_sees_no_form_and_no_button()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("pat", UserRole.Reader);
        using var reader = await host.SignInAsync("pat");
        foreach (var page in new[] { $"appeals/{id}", $"appeals/{id}/revisions", "files" })
        {
            var forms = (await reader.GetAsync(page)).Html.Split("method=\"post\"")[1..].Select(form => form.Split('"')[1]);
            Assert.That(forms, Is.EqualTo(new[] { "/hangfire/sign-out" }), page);
        }

        var (_, html) = await reader.GetAsync($"appeals/{id}");
        Assert.That(html, Does.Not.Contain("attach it, or go without it").And.Not.Contain("/packet").And.Not.Contain("/edit\"").And.Not.Contain("/hangfire/settings").And.Not.Contain("/hangfire/access"));
        Assert.That((await reader.GetAsync("jobs/failed")).Html, Does.Not.Contain("data-confirm").And.Contain("/hangfire/account"));
    }

    [Test]
    public async Task A_biller_sees_what_only_an_approver_may_not()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("pat", UserRole.Biller);
        await host.AddUserAsync("lee", UserRole.Approver);
        using var biller = await host.SignInAsync("pat");
        Assert.That((await biller.GetAsync($"appeals/{id}")).Html, Does.Contain("/note\"").And.Contain("an approver approves it").And.Not.Contain("/approve\"").And.Not.Contain("/withdraw\""));
        using var refused = await biller.PostAsync("account", $"appeals/{id}/approve", ("revision", "1"), ("reason", "I had typed this"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("This takes the role approver").And.Contain("yours is biller").And.Contain("I had typed this"));
        var refusal = (await host.Access.ListAsync(new())).Single(row => row.Action == AccessAction.Refused);
        Assert.That((refusal.Actor, refusal.Subject, refusal.SubjectId, refusal.Detail), Is.EqualTo(("pat", AccessSubject.Appeal, id, "approve: takes Approver")));
        using var approver = await host.SignInAsync("lee");
        Assert.That((await approver.GetAsync($"appeals/{id}")).Html, Does.Contain("/approve\"").And.Contain("/withdraw\""));
    }

    [Test]
    public async Task The_history_names_whoever_was_signed_in()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("Pat.Lee", UserRole.Biller);
        using var biller = await host.SignInAsync("pat.lee");
        using var noted = await biller.PostAsync($"appeals/{id}", $"appeals/{id}/note", ("text", "Called the payer"));
        Assert.That(noted.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await host.Ledger.Appeals.HistoryAsync(id))[^1], Has.Property("Actor").EqualTo("Pat.Lee").And.Property("Action").EqualTo(HistoryAction.Noted));
    }

    [Test]
    public async Task A_change_needs_a_token_and_a_POST()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        foreach (var command in s_commands)
        {
            using var bare = await host.PostRawAsync($"appeals/{id}/{command}", ("revision", "1"), ("text", "x"), ("reason", "x"));
            Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), command);
            Assert.That(await bare.Content.ReadAsStringAsync(), Does.Contain("This form is no longer valid"), command);
            using var get = await host.Client.GetAsync(new Uri($"appeals/{id}/{command}", UriKind.Relative));
            Assert.That(get.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed), command);
            using var missing = await host.PostAsync($"appeals/{id}", $"appeals/999/{command}", ("revision", "1"), ("text", "x"), ("reason", "x"), ("playbook", "medical-necessity"));
            Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.BadRequest), command);
        }

        Assert.That(await host.Ledger.Appeals.HistoryAsync(id), Has.None.Property("Actor").EqualTo("local user").And.Property("Action").Not.EqualTo(HistoryAction.Viewed));
    }

    [Test]
    public async Task Every_POST_of_every_route_needs_a_token()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Administrator);
        using var browser = await host.SignInAsync("pat");
        foreach (var (_, path, _) in All(1).Where(route => route.Method == "POST"))
        {
            using var response = await browser.PostRawAsync(path, ("text", "x"));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), path);
        }
    }

    private static List<(string Method, string Path, Right Right)> All(long id) =>
        [.. DashboardMap.Routes.Select(route => (route.Method, Example(route.Path, $"{id}")[1..], route.Right)), .. s_hangfire];

    private static string Example(string path, string id) => path
        .Replace("(?<Id>[0-9]{1,18})", id, StringComparison.Ordinal)
        .Replace("\\.(?<Format>html|txt|docx|pdf)", ".html", StringComparison.Ordinal)
        .Replace("(?<Letter>[A-Z]{1,2})", "A", StringComparison.Ordinal)
        .Replace("(?<Code>[^/]{1,40})", "50", StringComparison.Ordinal);

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string method, string path, string token)
    {
        using var response = method == "GET"
            ? await browser.AskAsync(path)
            : await browser.PostRawAsync(path, ("__RequestVerificationToken", token));
        return response.StatusCode;
    }

    private sealed class Unknown : IDashboardDispatcher
    {
        public Task Dispatch(DashboardContext context) => Task.CompletedTask;
    }
}
