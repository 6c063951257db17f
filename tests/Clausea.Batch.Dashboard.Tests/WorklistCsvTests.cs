using System.Text;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed class WorklistCsvTests
{
    [Test]
    public async Task The_list_comes_as_a_file_with_all_its_rows_in_their_order()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.Ledger.TakeAsync(WorklistPagingTests.Claims(620), "many.835");
        var bytes = await host.BytesAsync("appeals/list.csv?sort=Amount&after=ignored");
        Assert.That(bytes.Take(3), Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }), "Excel takes it as UTF-8");
        var lines = Encoding.UTF8.GetString(bytes.AsSpan(3)).Split("\r\n");
        Assert.That(lines, Has.Length.EqualTo(622), "a heading, the rows, and an end of line");
        Assert.That(lines[0], Does.StartWith("Appeal,Status,Outcome,Letter").And.Contain(",Account,"));
        Assert.That(lines[1], Does.Contain(",106.00,"));
        Assert.That(lines[620], Does.Contain(",100.00,"));
        Assert.That(lines.Skip(1).SkipLast(1).Select(line => line.Split(',')[0]), Is.Unique);
        Assert.That(Encoding.UTF8.GetString(await host.BytesAsync("appeals/list.csv?status=Sent")).Split("\r\n"), Has.Length.EqualTo(2));
    }

    [TestCase("=1+1")]
    [TestCase("+1")]
    [TestCase("-1+cmd|' /C calc'!A0")]
    [TestCase("@SUM(A1)")]
    [TestCase(" =1+1")]
    [TestCase("＝1+1")]
    public async Task What_would_be_a_formula_is_text(string evil)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.Ledger.TakeAsync(WorklistPagingTests.Claims(1, account: evil.Replace("*", string.Empty, StringComparison.Ordinal), payer: evil), $"{evil.Replace('/', '-')}.835");
        var text = Encoding.UTF8.GetString(await host.BytesAsync("appeals/list.csv"));
        var cells = text.Split("\r\n")[1].Split(',');
        Assert.That(cells.Count(cell => cell.TrimStart('"').StartsWith('\'')), Is.GreaterThanOrEqualTo(3), text);
        Assert.That(cells.Select(cell => cell.TrimStart('"', ' ')), Has.None.Matches("^[=+@＝-][^0-9]"), text);
    }

    [Test]
    public void Quotes_commas_and_lines_stay_inside_of_their_cell()
    {
        Assert.That(Casework.WorklistCsv.Cell("a \"b\", c"), Is.EqualTo("\"a \"\"b\"\", c\""));
        Assert.That(Casework.WorklistCsv.Cell("a\r\nb"), Is.EqualTo("\"a\r\nb\""));
        Assert.That(Casework.WorklistCsv.Cell("plain"), Is.EqualTo("plain"));
        Assert.That(Casework.WorklistCsv.Text("\t=1"), Is.EqualTo("'\t=1"));
        Assert.That(Casework.WorklistCsv.Text("CO-50"), Is.EqualTo("CO-50"));
        Assert.That(Casework.WorklistCsv.Text(null), Is.Null);
    }
}
