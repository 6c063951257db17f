using System.Net;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Jobs;
using Hangfire;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed class DashboardTests
{
    private const string BehavioralHealth = "denied/bh-n382-with-co50.835";

    private DashboardHost _host;
    private IReadOnlyList<long> _ids;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await DashboardHost.StartAsync();
        _ids = await _host.TakeAsync(BehavioralHealth);
        Assert.That(_ids, Is.Not.Empty);
    }

    [TearDown]
    public ValueTask StopAsync() => _host.DisposeAsync();

    [TestCase("appeals")]
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
    [TestCase("jobs/enqueued")]
    public async Task Pages_answer(string path)
    {
        var (status, html) = await _host.GetAsync(path);
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
        var (status, _) = await _host.GetAsync(path);
        Assert.That(status, Is.EqualTo(expected));
    }

    [Test]
    public async Task Every_code_has_a_page_and_every_letter_preview_prints()
    {
        foreach (var code in Clausea.Batch.Appeals.CodeCatalogue.Shipped.Reasons.Select(reason => reason.Code))
        {
            var (status, html) = await _host.GetAsync($"codes/{code}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), code);
            Assert.That(html, Does.Not.Contain("The letter cannot be shown"), code);
        }
    }

    [Test]
    public async Task Menu_begins_with_our_pages()
    {
        var (_, html) = await _host.GetAsync("appeals");
        var menu = html[html.IndexOf("navbar-nav", StringComparison.Ordinal)..];
        var places = new[] { "appeals", "files", "codes", "jobs/enqueued" }
            .Select(item => menu.IndexOf($"\"/hangfire/{item}\"", StringComparison.Ordinal));
        Assert.That(places, Is.Ordered.And.All.Positive);
    }

    [Test]
    public async Task Stylesheet_is_kept_and_pages_are_not()
    {
        using var page = await _host.Client.GetAsync(new Uri("appeals/1", UriKind.Relative));
        Assert.That(page.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        var html = await page.Content.ReadAsStringAsync();
        var from = html.IndexOf("/hangfire/clausea/", StringComparison.Ordinal);
        var address = html[from..html.IndexOf('"', from)];
        using var style = await _host.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(style.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/css"));
        Assert.That(style.Headers.CacheControl?.MaxAge, Is.GreaterThan(TimeSpan.FromDays(30)));
        using var old = await _host.Client.GetAsync(new Uri("clausea/0123.css", UriKind.Relative));
        Assert.That(old.Headers.CacheControl?.MaxAge, Is.Null);
    }

    [Test]
    public async Task Worklist_shows_accounts_but_no_names()
    {
        var found = await _host.Ledger.Appeals.FindAsync(_ids[0]);
        var patient = found!.Claim.Patient!;
        foreach (var path in new[] { "appeals", "appeals?view=others", "files" })
        {
            var (_, html) = await _host.GetAsync(path);
            Assert.That(html, Does.Not.Contain(patient.Last).IgnoreCase, path);
            Assert.That(html, Does.Not.Contain(patient.Id.Value), path);
        }

        var (_, list) = await _host.GetAsync("appeals");
        Assert.That(list, Does.Contain(found.Claim.PatientControlNumber).And.Contain("default, verify"));
    }

    [Test]
    public async Task Titles_name_no_patient()
    {
        var (_, html) = await _host.GetAsync($"appeals/{_ids[0]}");
        Assert.That(html, Does.Contain($"<title>Appeal {_ids[0]}"));
    }

    [Test]
    public async Task Claim_numbers_are_found_by_post_and_stay_out_of_addresses()
    {
        var account = (await _host.Ledger.Appeals.FindAsync(_ids[0]))!.Claim.PatientControlNumber!;
        using var response = await _host.PostAsync("appeals", "appeals/find", ("number", account));
        var html = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain($"/appeals/{_ids[0]}\"").And.Not.Contain($"/appeals/{_ids[1]}\""));
        Assert.That(html, Does.Not.Match($"href=\"[^\"]*{account}"));
    }

    [Test]
    public async Task Post_without_a_token_is_refused()
    {
        using var response = await _host.PostRawAsync($"appeals/{_ids[0]}/note", ("text", "hello"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        var history = await _host.Ledger.Appeals.HistoryAsync(_ids[0]);
        Assert.That(history.Select(row => row.Action), Has.None.EqualTo(HistoryAction.Noted));
    }

    [Test]
    public async Task Note_is_recorded_and_the_answer_leads_back()
    {
        var page = $"appeals/{_ids[0]}";
        using var response = await _host.PostAsync(page, page + "/note", ("text", "Called <the payer>"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/hangfire/{page}?done=noted"));
        var (_, html) = await _host.GetAsync(page + "?done=noted");
        Assert.That(html, Does.Contain("Called &lt;the payer&gt;").And.Contain("Your note is in the history").And.Contain("local user"));
    }

    [TestCase("note", "text")]
    [TestCase("withdraw", "reason")]
    public async Task Empty_and_endless_texts_are_refused(string command, string field)
    {
        var page = $"appeals/{_ids[0]}";
        foreach (var text in new[] { " ", new string('x', 2001) })
        {
            using var response = await _host.PostAsync(page, $"{page}/{command}", (field, text));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
    }

    [Test]
    public async Task Approval_with_open_needs_takes_a_reason()
    {
        var page = $"appeals/{_ids[0]}";
        using var bare = await _host.PostAsync(page, page + "/approve", ("revision", "1"));
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await bare.Content.ReadAsStringAsync(), Does.Contain("written reason"));
        using var reasoned = await _host.PostAsync(page, page + "/approve", ("revision", "1"), ("reason", "sent by phone"));
        Assert.That(reasoned.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await _host.Ledger.Appeals.FindAsync(_ids[0]))!.Status, Is.EqualTo(AppealStatus.Approved));
        var (_, html) = await _host.GetAsync(page);
        Assert.That(html, Does.Not.Contain("/approve\"").And.Contain("approved by local user"));
    }

    [Test]
    public async Task Approving_another_revision_than_the_one_read_is_a_conflict()
    {
        var page = $"appeals/{_ids[0]}";
        using var redrafted = await _host.PostAsync(page, page + "/redraft", ("playbook", "medical-necessity"));
        Assert.That(redrafted.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        using var stale = await _host.PostAsync(page, page + "/approve", ("revision", "1"), ("reason", "read it"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task Playbook_is_switched_and_the_letter_drafted_anew()
    {
        var page = $"appeals/{_ids[0]}";
        using var response = await _host.PostAsync(page, page + "/redraft", ("playbook", "patient-identifier"));
        var found = await _host.Ledger.Appeals.FindAsync(_ids[0]);
        Assert.That(response.Headers.Location?.ToString(), Does.EndWith("?done=redrafted"));
        Assert.That(found!.Playbook, Is.EqualTo("patient-identifier"));
        Assert.That(found.Draft!.Revision, Is.EqualTo(2));
        using var unknown = await _host.PostAsync(page, page + "/redraft", ("playbook", "../secret"));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Change_in_the_wrong_status_is_a_conflict_in_clear_words()
    {
        var page = $"appeals/{_ids[0]}";
        using var first = await _host.PostAsync(page, page + "/withdraw", ("reason", "paid meanwhile"));
        using var second = await _host.PostAsync(page, page + "/withdraw", ("reason", "again"));
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("does not allow this any more"));
        using var missing = await _host.PostAsync(page, "appeals/999/note", ("text", "x"));
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("html", "text/html")]
    [TestCase("txt", "text/plain")]
    public async Task Letter_is_handed_out_and_the_history_says_so(string format, string mediaType)
    {
        using var response = await _host.Client.GetAsync(new Uri($"appeals/{_ids[0]}/letter.{format}", UriKind.Relative));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(mediaType));
        Assert.That(response.Content.Headers.ContentDisposition?.FileName, Is.EqualTo($"appeal-{_ids[0]}.{format}"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("NEEDS"));
        var exported = (await _host.Ledger.Appeals.HistoryAsync(_ids[0])).Last(row => row.Action == HistoryAction.Exported);
        Assert.That(exported.Detail, Is.EqualTo(format));
    }

    [Test]
    public async Task Looking_is_recorded()
    {
        await _host.GetAsync($"appeals/{_ids[0]}");
        var history = await _host.Ledger.Appeals.HistoryAsync(_ids[0]);
        Assert.That(history[^1], Has.Property("Action").EqualTo(HistoryAction.Viewed).And.Property("Actor").EqualTo("local user"));
    }

    [Test]
    public async Task Queued_appeal_says_that_its_draft_is_being_written()
    {
        var ids = await _host.Ledger.TakeAsync(Repository.Sample("denied/timely-filing.835"));
        var (_, html) = await _host.GetAsync($"appeals/{ids[0]}");
        Assert.That(html, Does.Contain("The draft is being written"));
        var (status, _) = await _host.GetAsync($"appeals/{ids[0]}/letter.txt");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Files_show_findings_with_their_place_and_why_one_is_kept_apart()
    {
        await _host.Ledger.TakeAsync(Repository.Sample("damaged/unbalanced.835"));
        await _host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        var (_, html) = await _host.GetAsync("files");
        Assert.That(html, Does.Contain("ERA102").And.Match(@"segment \d+ \(offset \d+\)").And.Contain("Quarantined"));
    }

    [Test]
    public async Task Job_page_leads_to_the_appeal_that_the_job_drafts()
    {
        var client = new BackgroundJobClient(_host.Jobs);
        var draft = client.Enqueue<DraftAppealJob>(job => job.Run(_ids[0], CancellationToken.None));
        var other = client.Enqueue<OtherJob>(job => job.Run(_ids[0]));
        var (_, html) = await _host.GetAsync($"jobs/details/{draft}");
        Assert.That(html, Does.Contain($"href=\"/hangfire/appeals/{_ids[0]}\""));
        (_, html) = await _host.GetAsync($"jobs/details/{other}");
        Assert.That(html, Does.Not.Contain($"/hangfire/appeals/{_ids[0]}"));
    }
}
