using System.Net;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Jobs;
using Hangfire;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed class DashboardTests : WithDashboard
{
    [TestCase("today")]
    [TestCase("appeals")]
    [TestCase("appeals?status=Unsent&due=Near&assignee=me&code=CO-50&practice=x&min=10&max=1,000&needs=Open&since=2026-01-01")]
    [TestCase("appeals?status=Undecided&assignee=nobody&outcome=Recovered&closed=2026-01-01&disposition=Appeal")]
    [TestCase("appeals/1?in=status%3DDrafted%26sort%3DAmount")]
    [TestCase("appeals/1?in=%26%3D%3D%00nonsense")]
    [TestCase("appeals?status=Drafted&kind=Appeal&payer=north&playbook=behavioral-health-clinical-review&sort=Amount")]
    [TestCase("appeals?due=Soon&sort=Deadline")]
    [TestCase("appeals?due=Passed&sort=Newest")]
    [TestCase("appeals?status=nonsense&sort=5&file=x")]
    [TestCase("appeals?view=others")]
    [TestCase("appeals/1")]
    [TestCase("files")]
    [TestCase("codes")]
    [TestCase("codes?q=psych")]
    [TestCase("codes/N382")]
    [TestCase("codes/co-50")]
    [TestCase("codes/PR")]
    [TestCase("codes?kind=Service&q=psych&seen=1")]
    [TestCase("codes?kind=nonsense")]
    [TestCase("codes/status-4")]
    [TestCase("codes/PLB-WO")]
    [TestCase("codes/filing%20mb")]
    [TestCase("codes/0905")]
    [TestCase("settings")]
    [TestCase("jobs/enqueued")]
    public async Task Pages_answer(string path)
    {
        var (status, html) = await Host.GetAsync(path);
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("Clausea.Batch").And.Contain("/hangfire/appeals\""));
    }

    [TestCase("appeals/999", HttpStatusCode.NotFound)]
    [TestCase("appeals/999/letter.txt", HttpStatusCode.NotFound)]
    [TestCase("appeals/999999999999999999", HttpStatusCode.NotFound)]
    [TestCase("codes/ZZZ9", HttpStatusCode.NotFound)]
    [TestCase("codes/%3Cb%3E", HttpStatusCode.NotFound)]
    [TestCase("appeals?after=nonsense", HttpStatusCode.BadRequest)]
    [TestCase("appeals/1/approve", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_refused(string path, HttpStatusCode expected)
    {
        var (status, _) = await Host.GetAsync(path);
        Assert.That(status, Is.EqualTo(expected));
    }

    [Test]
    public async Task Every_code_has_a_page_and_every_letter_preview_prints()
    {
        foreach (var code in CodeIndex.All(CodeCatalogue.Shipped).Select(entry => $"{entry.Name}"))
        {
            var (status, html) = await Host.GetAsync($"codes/{code}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), code);
            Assert.That(html, Does.Not.Contain("The letter cannot be shown"), code);
        }
    }

    [Test]
    public async Task Codes_show_what_was_seen_here_and_stand_in_order()
    {
        var (_, html) = await Host.GetAsync("codes");
        var rows = new[] { "2", "9", "16", "100", "A1" }.Select(code => html.IndexOf($"/codes/{code}\"", StringComparison.Ordinal));
        Assert.That(rows, Is.Ordered.And.All.Positive);
        var row = html[html.IndexOf("/codes/N382\"", StringComparison.Ordinal)..];
        Assert.That(row[..row.IndexOf("</tr>", StringComparison.Ordinal)], Does.Contain("2 denials").And.Contain("$"));
        (_, html) = await Host.GetAsync("codes?seen=1");
        Assert.That(html, Does.Contain("/codes/N382\"").And.Contain("/codes/50\"").And.Not.Contain("/codes/N706\""));
        (_, html) = await Host.GetAsync("codes/N382");
        Assert.That(html, Does.Contain("Last 90 days").And.Contain("Northwind").IgnoreCase);
    }

    [Test]
    public async Task An_unknown_code_names_those_that_resemble_it()
    {
        var (status, html) = await Host.GetAsync("codes/N38");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(html, Does.Contain("Did you mean").And.Contain("/codes/N382\""));
    }

    [Test]
    public async Task Menu_begins_with_our_pages()
    {
        var (_, html) = await Host.GetAsync("appeals");
        var menu = html[html.IndexOf("navbar-nav", StringComparison.Ordinal)..];
        var places = new[] { "today", "appeals", "files", "codes", "playbooks", "payers", "insights", "settings", "jobs/enqueued" }
            .Select(item => menu.IndexOf($"\"/hangfire/{item}\"", StringComparison.Ordinal));
        Assert.That(places, Is.Ordered.And.All.Positive);
    }

    [Test]
    public async Task Script_is_kept_and_comes_from_our_own_address()
    {
        var (_, html) = await Host.GetAsync("today");
        var from = html.IndexOf("/hangfire/clausea/", html.IndexOf("<script src=\"/hangfire/clausea", StringComparison.Ordinal), StringComparison.Ordinal);
        using var script = await Host.Client.GetAsync(new Uri(html[from..html.IndexOf('"', from)], UriKind.Relative));
        Assert.That(script.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/javascript"));
        Assert.That(script.Headers.CacheControl?.MaxAge, Is.GreaterThan(TimeSpan.FromDays(30)));
    }

    [Test]
    public async Task Stylesheet_is_kept_and_pages_are_not()
    {
        using var page = await Host.Client.GetAsync(new Uri("appeals/1", UriKind.Relative));
        Assert.That(page.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        var html = await page.Content.ReadAsStringAsync();
        var from = html.IndexOf("/hangfire/clausea/", StringComparison.Ordinal);
        var address = html[from..html.IndexOf('"', from)];
        using var style = await Host.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(style.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/css"));
        Assert.That(style.Headers.CacheControl?.MaxAge, Is.GreaterThan(TimeSpan.FromDays(30)));
        using var old = await Host.Client.GetAsync(new Uri("clausea/0123.css", UriKind.Relative));
        Assert.That(old.Headers.CacheControl?.MaxAge, Is.Null);
    }

    [Test]
    public async Task Worklist_shows_accounts_but_no_names()
    {
        var found = await Host.Ledger.Appeals.FindAsync(Ids[0]);
        var patient = found!.Claim.Patient!;
        foreach (var path in new[] { "appeals", "appeals?view=others", "files", "files/1", "insights", "playbooks", "payers" })
        {
            var (_, html) = await Host.GetAsync(path);
            Assert.That(html, Does.Not.Contain(patient.Last).IgnoreCase, path);
            Assert.That(html, Does.Not.Contain(patient.Id.Value), path);
        }

        var (_, list) = await Host.GetAsync("appeals");
        Assert.That(list, Does.Contain(found.Claim.PatientControlNumber).And.Contain("default, verify"));
    }

    [Test]
    public async Task Titles_name_no_patient()
    {
        var (_, html) = await Host.GetAsync($"appeals/{Ids[0]}");
        Assert.That(html, Does.Contain($"<title>Appeal {Ids[0]}"));
    }

    [Test]
    public async Task Claim_numbers_are_found_by_post_and_stay_out_of_addresses()
    {
        var account = (await Host.Ledger.Appeals.FindAsync(Ids[0]))!.Claim.PatientControlNumber!;
        using var response = await Host.PostAsync("appeals", "appeals/find", ("number", account));
        var html = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain($"/appeals/{Ids[0]}\"").And.Not.Contain($"/appeals/{Ids[1]}\""));
        Assert.That(html, Does.Not.Match($"(href|action)=\"[^\"]*{account}"));
    }

    [TestCase("html", "text/html")]
    [TestCase("txt", "text/plain")]
    public async Task Letter_is_handed_out_and_the_history_says_so(string format, string mediaType)
    {
        var address = new Uri($"appeals/{Ids[0]}/letter.{format}", UriKind.Relative);
        using var response = await Host.Client.GetAsync(address);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(mediaType));
        Assert.That(response.Content.Headers.ContentDisposition?.FileName, Is.EqualTo($"appeal-{Ids[0]}.{format}"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("NEEDS"));
        var history = await Host.Ledger.Appeals.HistoryAsync(Ids[0]);
        Assert.That(history.Last(row => row.Action == HistoryAction.Exported).Detail, Is.EqualTo(format));
    }

    [Test]
    public async Task Looking_is_recorded()
    {
        await Host.GetAsync($"appeals/{Ids[0]}");
        var history = await Host.Ledger.Appeals.HistoryAsync(Ids[0]);
        Assert.That((history[^1].Action, history[^1].Actor), Is.EqualTo((HistoryAction.Viewed, "local user")));
    }

    [Test]
    public async Task Queued_appeal_says_that_its_draft_is_being_written()
    {
        var ids = await Host.Ledger.TakeAsync(Repository.Sample("denied/timely-filing.835"));
        var (_, html) = await Host.GetAsync($"appeals/{ids[0]}");
        Assert.That(html, Does.Contain("The draft is being written"));
        var (status, _) = await Host.GetAsync($"appeals/{ids[0]}/letter.txt");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Files_show_findings_with_their_place_and_why_one_is_kept_apart()
    {
        await Host.Ledger.TakeAsync(Repository.Sample("damaged/unbalanced.835"));
        await Host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        var (_, html) = await Host.GetAsync("files");
        Assert.That(html, Does.Contain("1 error").And.Contain("Quarantined").And.Contain("is no 835").Or.Contain("not"));
        (_, html) = await Host.GetAsync("files/2");
        Assert.That(html, Does.Contain("ERA102").And.Match(@"segment \d+ \(offset \d+\)"));
    }

    [Test]
    public async Task Job_page_leads_to_the_appeal_that_the_job_drafts()
    {
        var client = new BackgroundJobClient(Host.Jobs);
        var draft = client.Enqueue<DraftAppealJob>(job => job.Run(Ids[0], CancellationToken.None));
        var other = client.Enqueue<OtherJob>(job => job.Run(Ids[0]));
        var (_, html) = await Host.GetAsync($"jobs/details/{draft}");
        Assert.That(html, Does.Contain($"href=\"/hangfire/appeals/{Ids[0]}\""));
        (_, html) = await Host.GetAsync($"jobs/details/{other}");
        Assert.That(html, Does.Not.Contain($"/hangfire/appeals/{Ids[0]}"));
    }
}
