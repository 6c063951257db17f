using System.Globalization;
using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>`report` over the denied samples, in each of its forms.</summary>
internal sealed class ReportTests
{
    private TempFolder _folder = null!;

    [OneTimeSetUp]
    public async Task Ingest()
    {
        _folder = new TempFolder();
        var ran = await WorkerProcess.RunAsync("ingest", Path.Combine(Repository.Samples, "denied"), "--data", _folder.Path);
        Assert.That(ran.ExitCode, Is.Zero, ran.Error);
        ran = await RunAsync("appeals", "outcome", "1", "--result", "Won", "--recovered", "100.50");
        Assert.That(ran.ExitCode, Is.Zero, ran.Error);
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task Json_has_every_list_and_they_add_up()
    {
        var root = await JsonAsync();
        var total = root.GetProperty("total");
        Assert.That(root.GetProperty("month").GetString(), Is.EqualTo("of service"));
        Assert.That(total.GetProperty("denials").GetInt32(), Is.GreaterThan(30));
        Assert.That((total.GetProperty("won").GetInt32(), total.GetProperty("recovered").GetDecimal()), Is.EqualTo((1, 100.50m)));
        foreach (var list in new[] { "byPayer", "byProvider", "byMonth" })
        {
            foreach (var figure in new[] { "claims", "denials", "charged", "denied", "appeals", "open", "won", "atStake", "recovered" })
            {
                Assert.That(root.GetProperty(list).EnumerateArray().Sum(row => row.GetProperty(figure).GetDecimal()), Is.EqualTo(total.GetProperty(figure).GetDecimal()), $"{list} {figure}");
            }
        }

        var codes = root.GetProperty("byCode").EnumerateArray().ToList();
        Assert.That(codes.Select(row => row.GetProperty("code").GetString()), Does.Contain("50").And.Contain("N382").And.Unique);
        Assert.That(codes.Select(row => row.GetProperty("denied").GetDecimal()), Is.Ordered.Descending);
        Assert.That(codes.First(row => row.GetProperty("code").GetString() == "N382").GetProperty("meaning").GetString(), Does.Contain("identifier"));
    }

    [Test]
    public async Task Months_payers_and_providers_narrow_it()
    {
        var all = await JsonAsync();
        var month = all.GetProperty("byMonth")[0];
        var one = await JsonAsync("--from", month.GetProperty("month").GetString()!, "--to", month.GetProperty("month").GetString()! + "-15");
        Assert.That(one.GetProperty("byMonth").EnumerateArray().Single().ToString(), Is.EqualTo(month.ToString()));
        var payer = all.GetProperty("byPayer")[0];
        Assert.That((await JsonAsync("--payer", payer.GetProperty("id").GetString()!)).GetProperty("total").GetProperty("denials").GetInt32(), Is.GreaterThanOrEqualTo(payer.GetProperty("denials").GetInt32()));
        var provider = all.GetProperty("byProvider")[0];
        Assert.That((await JsonAsync("--provider", provider.GetProperty("provider").GetString()!)).GetProperty("byProvider").EnumerateArray().Select(row => row.GetProperty("provider").GetString()).Distinct(), Is.EqualTo(new[] { provider.GetProperty("provider").GetString() }));
        Assert.That((await JsonAsync("--from", "1999-01", "--to", "1999-12")).GetProperty("total").GetProperty("claims").GetInt32(), Is.Zero);
    }

    [Test]
    public async Task Csv_is_one_table_and_html_needs_nothing_else()
    {
        var csv = (await RunAsync("report", "--csv", "--by", "payer")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(csv[0], Does.StartWith("Payer,ID,Claims,Denials,Denial rate,Charged,Denied"));
        var together = (await RunAsync("report", "--csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(together[0], Does.StartWith("By,Code,Meaning,Payer,ID,Practice,Month,"));
        Assert.That(together.Count(line => line.StartsWith("payer,", StringComparison.Ordinal)), Is.EqualTo(csv.Length - 1));
        Assert.That(together.Skip(1).Select(line => line.Split(',')[0]).Distinct(), Is.EqualTo(new[] { "code", "payer", "practice", "month" }));

        var html = (await RunAsync("report", "--html", "--from", "2020-01")).Output;
        Assert.That(html, Does.StartWith("<!DOCTYPE html>").And.Contain("from 2020-01 on").And.Contain("By month of service").And.Not.Contain("http").And.Not.Contain("<script"));
        Assert.That(SamplePeople.Secrets.Where(secret => html.Contains(secret, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Text_is_for_people()
    {
        var ran = await RunAsync("report");
        Assert.That(ran.ExitCode, Is.Zero, ran.Error);
        Assert.That(ran.Output, Does.Contain("By payer").And.Contain("By month of service").And.Contain("N382").And.Contain("Recovered").And.Contain("100.50"));
        Assert.That((await RunAsync("report", "--by", "month")).Output, Does.Contain("By month of service").And.Not.Contain("By payer"));
    }

    [TestCase("--from", "January")]
    [TestCase("--from", "2026-02", "--to", "2026-01")]
    [TestCase("--csv", "--json")]
    [TestCase("--by", "patient")]
    public async Task What_makes_no_sense_is_refused(params string[] args)
    {
        var ran = await RunAsync(["report", .. args]);
        Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(ran.Error, Is.Not.Empty);
    }

    [Test]
    public async Task An_empty_ledger_has_an_empty_report()
    {
        using var folder = new TempFolder();
        var ran = await WorkerProcess.RunAsync("report", "--json", "--data", folder.Path);
        Assert.That(ran.ExitCode, Is.Zero, ran.Error);
        using var document = JsonDocument.Parse(ran.Output);
        Assert.That(document.RootElement.GetProperty("total").GetProperty("denials").GetInt32(), Is.Zero);
        Assert.That(document.RootElement.GetProperty("byCode").GetArrayLength(), Is.Zero);
    }

    private Task<Ran> RunAsync(params string[] args) => WorkerProcess.RunAsync([.. args, "--data", _folder.Path]);

    private async Task<JsonElement> JsonAsync(params string[] args)
    {
        var ran = await RunAsync(["report", "--json", .. args]);
        Assert.That(ran.ExitCode, Is.Zero, string.Create(CultureInfo.InvariantCulture, $"{ran.Error}"));
        using var document = JsonDocument.Parse(ran.Output);
        return document.RootElement.Clone();
    }
}
