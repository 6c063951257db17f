using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Clausea.Batch.Dashboard.Today;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed partial class TodayTests : WithDashboard
{
    [Test]
    public async Task Each_number_is_that_of_the_rows_behind_it()
    {
        var many = await Host.Ledger.TakeAsync(WorklistPagingTests.Claims(60), "many.835");
        await Host.Ledger.DraftAsync(many.Take(40));
        var appeals = Host.Ledger.Appeals;
        foreach (var (id, place) in many.Take(40).Index())
        {
            if (place % 4 == 0)
            {
                await appeals.AssignAsync(id, "local user", "boss");
            }

            if (place % 5 == 1)
            {
                var draft = (await appeals.FindAsync(id))!.Draft!;
                await appeals.RedraftAsync(id, draft.Draft with { Needs = [], Findings = [] }, "pat");
            }

            if (place % 5 == 2)
            {
                await appeals.ApproveAsync(id, 1, "pat", "known");
            }

            if (place % 10 == 3)
            {
                await appeals.RecordOutcomeAsync(id, "pat", place % 20 == 3 ? AppealOutcome.Won : AppealOutcome.PartlyWon, 40m);
            }
        }

        await appeals.FailDraftAsync(many[50], "a template");
        await Host.Ledger.TakeAsync(Repository.Sample("denied/coding.835"));
        var (_, html) = await Host.GetAsync("today");
        var numbers = Number().Matches(html).Select(match => (Key: match.Groups["Key"].Value, Path: WebUtility.HtmlDecode(match.Groups["Path"].Value), Value: match.Groups["Value"].Value, Beside: match.Groups["Beside"].Value)).ToList();
        Assert.That(numbers.Select(number => number.Key), Is.SupersetOf(new[]
        {
            "overdue", "due-3", "due-7", "at-risk", "review", "ready", "needs", "send", "failed", "mine", "without-letter", "new", "stake", "recovered-month", "recovered-quarter",
        }));
        foreach (var (key, path, value, beside) in numbers)
        {
            var (count, denied, recovered) = key == "without-letter" ? await OthersAsync(path) : await RowsAsync(path);
            var isMoney = key is "stake" || key.StartsWith("recovered", StringComparison.Ordinal);
            Assert.That(value, Is.EqualTo(
                !isMoney ? $"{count}" : (key == "stake" ? denied : recovered).ToString("$#,##0.00", CultureInfo.InvariantCulture)), key);
            Assert.That(beside, key == "without-letter" ? Is.Empty : Is.EqualTo(isMoney ? $"{count} {(count == 1 ? "appeal" : "appeals")}" : denied.ToString("$#,##0.00", CultureInfo.InvariantCulture)), key);
        }

        Assert.That(numbers.Count(number => number.Value is not ("0" or "$0.00")), Is.GreaterThan(10), "most of them are of something");
    }

    [Test]
    public async Task A_first_day_says_what_to_do()
    {
        await using var host = await DashboardHost.StartAsync();
        var (status, html) = await host.GetAsync("today");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("Drop an 835").And.Contain("No nightly run was made yet").And.Contain("No file is kept apart"));
    }

    [Test]
    public async Task Quarantined_files_stand_there_with_the_reason_and_files_with_their_findings()
    {
        await Host.Ledger.TakeAsync(Repository.Sample("damaged/unbalanced.835"));
        await Host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        var (_, html) = await Host.GetAsync("today");
        var quarantine = html[html.IndexOf("id=\"quarantine\"", StringComparison.Ordinal)..];
        Assert.That(quarantine, Does.Contain("not-edi.txt").And.Contain("1 file").And.Match("<td class=\"cl-wide\">[^<]{10,}").And.Not.Contain("unbalanced"));
        Assert.That(html[html.IndexOf("id=\"files\"", StringComparison.Ordinal)..], Does.Contain("unbalanced.835").And.Match("3 files, [1-9][0-9]* finding"));
    }

    [Test]
    public async Task The_last_nightly_run_is_told_with_what_went_wrong()
    {
        var runs = new LedgerRuns(Host.Ledger.Database);
        var run = await runs.BeginAsync(NightOf.Run, DateTimeOffset.UtcNow.AddHours(-5));
        await runs.FinishAsync(run!.Value, """{"problems":["inbox: the disk is <full>"],"figures":{"filesTaken":3,"filesQuarantined":0,"claims":9,"denials":4,"newAppeals":2,"draftsWaiting":0,"openNeeds":0,"draftsFailed":0,"dueSoon":0,"overdue":0,"won":0,"recovered":0}}""");
        var (_, html) = await Host.GetAsync("today");
        Assert.That(html, Does.Contain("inbox: the disk is &lt;full&gt;").And.Match(@"3 files,\s+4 denials and\s+2 new appeals"));
    }

    [TestCase("{}")]
    [TestCase("no json")]
    [TestCase("""{"figures":{"other":1}}""")]
    public async Task A_summary_of_another_version_is_borne(string json)
    {
        var runs = new LedgerRuns(Host.Ledger.Database);
        await runs.FinishAsync((await runs.BeginAsync(NightOf.Run, DateTimeOffset.UtcNow.AddHours(-5)))!.Value, json);
        var (status, html) = await Host.GetAsync("today");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("The nightly run was made"));
    }

    [TestCase("2026-03-02", "2026-02-27", Description = "Friday's work is new on Monday")]
    [TestCase("2026-03-03", "2026-03-02")]
    [TestCase("2026-01-20", "2026-01-16", Description = "behind a holiday")]
    public void New_is_what_came_since_the_last_working_day(string today, string since) =>
        Assert.That(TodayQuestions.WorkingDayBefore(DateOnly.Parse(today, CultureInfo.InvariantCulture)), Is.EqualTo(DateOnly.Parse(since, CultureInfo.InvariantCulture)));

    // Every page of the list that a number leads to.
    private async Task<(int Count, decimal Denied, decimal Recovered)> RowsAsync(string path)
    {
        var (count, denied, recovered) = (0, 0m, 0m);
        while (path.Length > 0)
        {
            var (status, html) = await Host.GetAsync(path);
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), path);
            foreach (Match row in Row().Matches(html))
            {
                count++;
                denied += Dollars(row.Groups["Denied"].Value);
                recovered += row.Groups["Recovered"].Success ? Dollars(row.Groups["Recovered"].Value) : 0m;
            }

            path = WebUtility.HtmlDecode(NextLink().Match(html).Groups["Path"].Value);
        }

        return (count, denied, recovered);
    }

    private async Task<(int Count, decimal Denied, decimal Recovered)> OthersAsync(string path)
    {
        var (_, html) = await Host.GetAsync(path);
        return (html.Split("<th scope=\"row\">").Length - 1, 0m, 0m);
    }

    private static decimal Dollars(string text) => decimal.Parse(text, NumberStyles.Currency, CultureInfo.GetCultureInfo("en-US"));

    [GeneratedRegex("<a id=\"(?<Key>[a-z0-9-]+)\" href=\"/hangfire/(?<Path>appeals[^\"]*)\"[^>]*>\\s*<strong>(?<Value>[^<]*)</strong>\\s*<span>[^<]*</span>\\s*(<small>(?<Beside>[^<]*)</small>)?")]
    private static partial Regex Number();

    [GeneratedRegex("data-label=\"Denied\" class=\"cl-right\">(?<Denied>\\$[0-9.,]+)(<small>(?<Recovered>\\$[0-9.,]+) recovered</small>)?")]
    private static partial Regex Row();

    [GeneratedRegex("rel=\"next\" href=\"/hangfire/(?<Path>[^\"]+)\"")]
    private static partial Regex NextLink();
}
