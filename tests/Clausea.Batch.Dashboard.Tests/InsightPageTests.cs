using System.Net;
using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Playbooks;
using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Insights, playbooks, payers: figures and what is configured.</summary>
internal sealed class InsightPageTests : WithDashboard
{
    [Test]
    public async Task Insights_show_a_chart_and_a_table_for_each_way_of_counting()
    {
        var (status, html) = await Host.GetAsync("insights");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        foreach (var table in new[] { "codes", "payers", "practices", "months" })
        {
            Assert.That(html, Does.Contain($"data-chart=\"{table}\"").And.Contain($"<table class=\"cl-table cl-rows\" id=\"{table}\"").And.Contain($"insights/{table}.csv\""), table);
        }

        Assert.That(html, Does.Contain("/codes/50\"").And.Contain("/codes/N382\"").And.Contain("A month is that of the first service").And.Contain("Counted "));
        Assert.That(html, Does.Not.Contain("<script>"));
    }

    [Test]
    public async Task Insights_are_narrowed_by_month_payer_and_practice()
    {
        var row = (await new LedgerWorklist(Host.Ledger.Database).PageAsync(new())).First();
        var payer = Uri.EscapeDataString(row.Payer!);
        Assert.That((await Host.GetAsync($"insights?payer={payer}")).Html, Does.Contain($"<option value=\"{WebUtility.HtmlEncode(row.Payer)}\" selected").And.Contain("data-chart"));
        Assert.That((await Host.GetAsync("insights?payer=nobody")).Html, Does.Contain("No claim fits"));
        Assert.That((await Host.GetAsync("insights?from=2001-01&to=2001-12")).Html, Does.Contain("No claim fits").And.Contain("value=\"2001-01\""));
        Assert.That((await Host.GetAsync("insights?from=nonsense")).Html, Does.Contain("data-chart"));
    }

    [Test]
    public async Task A_table_is_handed_out_for_spreadsheets_which_it_cannot_run()
    {
        await Host.Ledger.TakeAsync(WorklistPagingTests.Claims(1, payer: "=HYPERLINK(1),\"x\""), "evil.835");
        using var response = await Host.Client.GetAsync(new Uri("insights/payers.csv", UriKind.Relative));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/csv"));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.That(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble), Is.True);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.That(text, Does.Contain("Payer,ID,Claims,Denials").And.Contain("\"'=HYPERLINK(1),\"\"x\"\"\"").And.Not.Contain("\n="));
        Assert.That((await Host.GetAsync("insights/files.csv")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task An_empty_ledger_says_so()
    {
        await using var host = await DashboardHost.StartAsync();
        Assert.That((await host.GetAsync("insights")).Html, Does.Contain("No claims yet"));
        Assert.That((await host.GetAsync("insights/progress")).Html, Does.Contain("\"counted\""));
        Assert.That((await host.GetAsync("playbooks")).Html, Does.Contain("not used yet"));
        Assert.That((await host.GetAsync("payers")).Html, Does.Not.Contain("without an entry"));
    }

    [Test]
    public async Task Playbooks_tell_how_often_they_were_used_and_a_share_only_of_five()
    {
        var playbook = (await CaseAsync()).Playbook!;
        await Host.Ledger.Appeals.RecordOutcomeAsync(Ids[0], "pat", AppealOutcome.Won, 120.50m);
        var (_, html) = await Host.GetAsync("playbooks");
        var row = html[html.IndexOf($"/playbooks/{playbook}\"", StringComparison.Ordinal)..];
        row = row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
        Assert.That(row, Does.Contain($"appeals?playbook={playbook}\">2</a>").And.Contain("1 of 1").And.Contain("$120.50").And.Not.Contain("%"));
        Assert.That(Success.Of(new() { Won = 2, PartlyWon = 1, Upheld = 2 }), Is.EqualTo("60 % of 5"));
        Assert.That(Success.Of(new() { Won = 2, PartlyWon = 1, Upheld = 1 }), Is.EqualTo("3 of 4"));
        Assert.That(Success.Of(DenialSums.None), Is.EqualTo("none decided"));
    }

    [TestCase("first")]
    [TestCase("exhibits")]
    [TestCase("bare")]
    [TestCase("second-level")]
    [TestCase("external-review")]
    [TestCase("nonsense")]
    public async Task A_playbook_shows_its_letter_with_what_it_needs(string sample)
    {
        var (status, html) = await Host.GetAsync($"playbooks/medical-necessity?sample={sample}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("<mark class=\"need\">").And.Contain("Documents it asks for").And.Contain("medical-necessity.md").And.Contain("Quick explanation"));
        Assert.That(html, Does.Contain($"sample={(sample == "nonsense" ? "first" : sample)}#letter\" aria-current=\"page\""));
    }

    [Test]
    public async Task Every_playbook_has_a_page()
    {
        foreach (var playbook in Host.Ledger.Templates.Playbooks.All)
        {
            var (status, html) = await Host.GetAsync($"playbooks/{playbook.Key}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), playbook.Key);
            Assert.That(html.Contains("cl-paper", StringComparison.Ordinal), Is.EqualTo(playbook.Letter is not null), playbook.Key);
        }

        Assert.That((await Host.GetAsync("playbooks/nothing")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Mistakes_in_templates_are_told_where_they_belong()
    {
        TemplateProblem[] problems = [new("playbooks/medical-necessity.md", 3, 5, "a <mistake>"), new("payers.yaml", 7, 1, "no such line")];
        await using var host = await DashboardHost.StartAsync(more: services => services.AddSingleton<TellTemplateProblems>(() => problems));
        Assert.That((await host.GetAsync("playbooks")).Html, Does.Contain("playbooks/medical-necessity.md(3,5)").And.Contain("a &lt;mistake&gt;").And.Contain("payers.yaml(7,1)"));
        Assert.That((await host.GetAsync("payers")).Html, Does.Contain("payers.yaml(7,1)").And.Not.Contain("medical-necessity.md(3,5)"));
        var file = host.Ledger.Templates.Playbooks.Find("medical-necessity")!.File;
        problems[0] = problems[0] with { File = file };
        Assert.That((await host.GetAsync("playbooks/medical-necessity")).Html, Does.Contain("a &lt;mistake&gt;").And.Not.Contain("no such line"));
    }

    [Test]
    public async Task Payers_and_practices_tell_what_is_missing_and_who_is_not_there()
    {
        await Host.Ledger.TakeAsync(WorklistPagingTests.Claims(3, payer: "UNHEARD OF PLAN"), "other.835");
        var (_, html) = await Host.GetAsync("payers");
        foreach (var payer in Host.Ledger.Templates.Payers.Payers)
        {
            Assert.That(html, Does.Contain(WebUtility.HtmlEncode(payer.Name)));
        }

        foreach (var practice in Host.Ledger.Templates.Practices.Practices)
        {
            Assert.That(html, Does.Contain(WebUtility.HtmlEncode(practice.Name)));
        }

        var unknown = html[html.IndexOf("Payers without an entry", StringComparison.Ordinal)..html.IndexOf("id=\"payers\"", StringComparison.Ordinal)];
        Assert.That(unknown, Does.Contain("UNHEARD OF PLAN").And.Not.Contain("NORTHWIND"));
        Assert.That(html, Does.Contain("medicare-advantage").And.Contain("default, verify"));
    }

    [Test]
    public async Task A_nightly_run_tells_what_it_came_to()
    {
        var job = new BackgroundJobClient(Host.Jobs).Create<Worker.Jobs.NightlyRun>(run => run.Run("x"), new SucceededState("3 files <got> their job again.\nFailed: inbox", 1, 1));
        var (_, html) = await Host.GetAsync($"jobs/details/{job}");
        Assert.That(html, Does.Contain("<li>3 files &lt;got&gt; their job again.</li><li>Failed: inbox</li>"));
        var waiting = new BackgroundJobClient(Host.Jobs).Enqueue<Worker.Jobs.NightlyRun>(run => run.Run("x"));
        Assert.That((await Host.GetAsync($"jobs/details/{waiting}")).Html, Does.Contain("once it is done"));
    }
}
