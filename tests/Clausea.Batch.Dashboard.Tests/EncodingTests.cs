using System.Text.RegularExpressions;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed partial class EncodingTests
{
    private const string Evil = "<script>alert('x\")</script>{{7}}[a](javascript:b)";

    [Test]
    public async Task Text_of_a_remittance_comes_out_as_text()
    {
        await using var host = await DashboardHost.StartAsync();
        var claim = WorklistPagingTests.Claims(1, account: Evil, patient: Evil, payer: Evil);
        var ids = await host.Ledger.TakeAsync(claim, $"{Evil}.835");
        await host.Ledger.DraftAsync(ids);
        Assert.That(ids, Has.Count.EqualTo(1));
        foreach (var path in new[] { "appeals", $"appeals/{ids[0]}", "files", "files/1", "insights", "payers", $"appeals/{ids[0]}/letter.html" })
        {
            var (_, html) = await host.GetAsync(path);
            Assert.That(html, Does.Contain("&lt;script&gt;alert"), path);
            Assert.That(html, Does.Not.Contain("<script>alert"), path);
            Assert.That(html, Does.Not.Contain("href=\"javascript"), path);
            Assert.That(html, Does.Contain("{{7}}"), path);
            Assert.That(OddAttribute().Matches(html), Is.Empty, path);
        }
    }

    [TestCase("appeals?payer=%3Cscript%3Ealert(1)%3C/script%3E%22%20autofocus")]
    [TestCase("appeals?playbook=%22%3E%3Cscript%3Ealert(1)")]
    [TestCase("appeals?after=%22%3E%3Cscript%3Ealert(1)")]
    [TestCase("appeals/1?done=%3Cscript%3Ealert(1)")]
    [TestCase("codes?q=%22%3E%3Cscript%3Ealert(1)")]
    [TestCase("insights?payer=%22%3E%3Cscript%3Ealert(1)&from=%22%3E%3Cscript%3Ealert(1)")]
    [TestCase("files?show=%22%3E%3Cscript%3Ealert(1)&before=%22%20autofocus")]
    [TestCase("files/uploaded?hash=%22%3E%3Cscript%3Ealert(1)")]
    public async Task Text_of_an_address_comes_out_as_text(string path)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.TakeAsync("denied/bh-n382-with-co50.835");
        var (_, html) = await host.GetAsync(path);
        Assert.That(html, Does.Not.Contain("<script>alert"));
        Assert.That(html, Does.Not.Contain("\" autofocus"));
    }

    // A quote in a value that was not encoded would begin an attribute.
    [GeneratedRegex("<[a-z]+ [^<>]*alert\\('x\"")]
    private static partial Regex OddAttribute();
}
