using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed partial class WorklistPagingTests
{
    [TestCase("appeals")]
    [TestCase("appeals?sort=Amount")]
    [TestCase("appeals?due=Passed&sort=Deadline")]
    public async Task Each_appeal_is_on_one_page(string first)
    {
        await using var host = await DashboardHost.StartAsync();
        var ids = await host.Ledger.TakeAsync(Claims(130), "many.835");
        await host.Ledger.DraftAsync(ids.Take(50));
        var seen = new List<string>();
        var (pages, last) = (0, string.Empty);
        for (var path = first; path.Length > 0; pages++)
        {
            var (_, html) = await host.GetAsync(path);
            last = html;
            seen.AddRange(AppealLink().Matches(html).Select(match => match.Groups["Id"].Value));
            path = System.Net.WebUtility.HtmlDecode(NextLink().Match(html).Groups["Path"].Value);
        }

        Assert.That(pages, Is.EqualTo(2));
        last = System.Net.WebUtility.HtmlDecode(last);
        Assert.That(last, Does.Contain("101–130 of 130 appeals").And.Contain("rel=\"prev\"").And.Contain("First page"));
        var (_, back) = await host.GetAsync(PreviousLink().Match(last).Groups["Path"].Value);
        Assert.That(AppealLink().Matches(back).Select(match => match.Groups["Id"].Value), Is.EqualTo(seen.Take(100)));
        Assert.That(System.Net.WebUtility.HtmlDecode(back), Does.Contain("1–100 of 130 appeals").And.Not.Contain("rel=\"prev\""));
        Assert.That(seen, Is.EquivalentTo(ids.Select(id => id.ToString(CultureInfo.InvariantCulture))));
    }

    [Test]
    public async Task Empty_ledger_tells_what_to_do()
    {
        await using var host = await DashboardHost.StartAsync();
        var (_, html) = await host.GetAsync("appeals");
        Assert.That(html, Does.Contain("Drop an 835"));
        (_, html) = await host.GetAsync("files");
        Assert.That(html, Does.Contain("Drop an 835"));
    }

    // Long overdue, so that all are in the list of what is.
    internal static MemoryStream Claims(
        int count, string account = "ACC", string patient = "DOE", string payer = "PLAN")
    {
        var text = new StringBuilder(
            "ISA*00*          *00*          *ZZ*PAYER          *ZZ*OFFICE         " +
            "*250102*1200*^*00501*000000001*0*P*:~" +
            "GS*HP*PAYER*OFFICE*20250102*1200*1*X*005010X221A1~ST*835*0001~BPR*I*0*C*NON************20250102~" +
            $"TRN*1*T1*1999999999~DTM*405*20250102~N1*PR*{payer}*XV*P1~N1*PE*PRACTICE*XX*1234567893~LX*1~");
        for (var i = 1; i <= count; i++)
        {
            var charge = 100 + (i % 7);
            text.Append(CultureInfo.InvariantCulture, $"CLP*{account}{i}*1*{charge}*0**12*ICN{i}~")
                .Append(CultureInfo.InvariantCulture, $"NM1*QC*1*{patient}*{patient}****MI*M{i}~")
                .Append(CultureInfo.InvariantCulture, $"SVC*HC:90837*{charge}*0**1~DTM*472*20241201~")
                .Append(CultureInfo.InvariantCulture, $"CAS*CO*50*{charge}~");
        }

        text.Append("SE*10*0001~GE*1*1~IEA*1*000000001~");
        return new(Encoding.UTF8.GetBytes(text.ToString()));
    }

    [GeneratedRegex("<a href=\"/hangfire/appeals/(?<Id>[0-9]+)[\"?]")]
    private static partial Regex AppealLink();

    [GeneratedRegex("rel=\"next\" href=\"/hangfire/(?<Path>[^\"]+)\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("rel=\"prev\" href=\"/hangfire/(?<Path>[^\"]+)\"")]
    private static partial Regex PreviousLink();
}
