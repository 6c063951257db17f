using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The worklist on the command line: narrowed, as a file, and given to people.</summary>
internal sealed class WorklistVerbTests
{
    private readonly TempFolder _folder = new();

    private string Data => _folder.Sub("data");

    [OneTimeSetUp]
    public async Task Ingest() =>
        Assert.That((await WorkerProcess.RunAsync("ingest", Path.Combine(Repository.Samples, "denied"), "--data", Data)).ExitCode, Is.AnyOf(0, 1));

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public async Task Appeals_are_given_to_people_and_listed_by_them()
    {
        var ids = (await ListAsync("--sort", "Newest")).Take(3).Select(row => row.GetProperty("id").ToString()).ToList();
        var assigned = await RunAsync("assign", ids[0], ids[1], "--to", "Kim", "--by", "tester");
        Assert.That((assigned.ExitCode, assigned.Error.Trim()), Is.EqualTo((0, "2 appeals of 2 assigned.")));
        Assert.That((await ListAsync("--assignee", "Kim")).Select(row => (row.GetProperty("id").ToString(), row.GetProperty("assignee").GetString())), Is.EquivalentTo(new[] { (ids[0], "Kim"), (ids[1], "Kim") }));
        Assert.That((await ListAsync("--unassigned")).Select(row => row.GetProperty("id").ToString()), Does.Contain(ids[2]).And.Not.Contain(ids[0]));
        var again = await RunAsync("assign", ids[0], ids[2], "--to", "Kim", "--by", "tester");
        Assert.That((again.ExitCode, again.Error), Is.EqualTo((1, again.Error)));
        Assert.That(again.Error, Does.Contain($"Appeal {ids[0]}: this person works on it already.").And.Contain("1 appeal of 2 assigned."));
        Assert.That((await RunAsync("assign", ids[1], "--nobody", "--by", "tester")).ExitCode, Is.Zero);
        Assert.That((await RunAsync("show", ids[1], "--by", "tester")).Output, Does.Contain("tester: Assigned to nobody, was Kim").And.Not.Match("(?m)^Assigned to"));
        Assert.That((await RunAsync("show", ids[0], "--by", "tester")).Output, Does.Match("(?m)^Assigned to Kim"));
    }

    [TestCase("assign 1", "either --to NAME or --nobody")]
    [TestCase("assign 1 --to x --nobody", "either --to NAME or --nobody")]
    [TestCase("assign 4040 --to x", "Appeal 4040: there is no such appeal any more.")]
    public async Task What_cannot_be_assigned_is_told_and_ends_with_2(string command, string told)
    {
        var ran = await RunAsync(command.Split(' '));
        Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((2, ran.Error)));
        Assert.That(ran.Error, Does.Contain(told));
    }

    [Test]
    public async Task Filters_narrow_the_list()
    {
        var all = await ListAsync();
        foreach (var (arguments, fits) in new (string[], Func<JsonElement, bool>)[]
        {
            (["--code", "CO-197"], row => Codes(row).Contains("197")),
            (["--code", "n382"], row => Codes(row).Contains("N382")),
            (["--group", "Unapproved"], row => row.GetProperty("status").GetString() is "Drafted" or "Queued" or "DraftFailed"),
            (["--outcome", "Recovered"], _ => false),
            (["--needs", "Open"], row => row.GetProperty("needs").GetArrayLength() > 0),
            (["--min-amount", "150", "--max-amount", "200"], row => row.GetProperty("deniedAmount").GetDecimal() is >= 150m and <= 200m),
            (["--practice", "nobody of that name"], _ => false),
            (["--due-from", "2026-05-01", "--due-before", "2026-08-01"], row => row.GetProperty("deadline").GetString() is { } day && string.CompareOrdinal(day, "2026-05-01") >= 0 && string.CompareOrdinal(day, "2026-08-01") < 0),
        })
        {
            var ids = all.Where(fits).Select(Id).ToList();
            Assert.That((await ListAsync(arguments)).Select(Id), Is.EqualTo(ids), string.Join(' ', arguments));
        }

        Assert.That(all.Count(row => Codes(row).Contains("197")), Is.Positive);
    }

    [Test]
    public async Task A_list_for_a_spreadsheet_has_each_row_and_is_in_the_access_log()
    {
        var all = await ListAsync("--sort", "Amount");
        var csv = await RunAsync("list", "--csv", "--sort", "Amount");
        Assert.That((csv.ExitCode, csv.Error), Is.EqualTo((0, string.Empty)));
        var lines = csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.That(lines[0], Does.EndWith("Recovered,File").And.Contain("Appeal,Status"));
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[0]), Is.EqualTo(all.Select(Id)));
        Assert.That((await RunAsync("list", "--csv", "--limit", "2")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(3));
        var access = await WorkerProcess.RunAsync("access", "--data", Data);
        Assert.That(access.Output, Does.Contain("Exported Worklist (csv, command line)"));
    }

    private static string Id(JsonElement row) => row.GetProperty("id").ToString();

    private static IEnumerable<string> Codes(JsonElement row) => row.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!.Split('-')[1])
        .Concat(row.GetProperty("remarks").EnumerateArray().Select(remark => remark.GetString()!));

    private async Task<List<JsonElement>> ListAsync(params string[] filters)
    {
        var list = await RunAsync(["list", "--json", .. filters]);
        Assert.That(list.ExitCode, Is.Zero, list.Error);
        return [.. JsonDocument.Parse(list.Output).RootElement.EnumerateArray()];
    }

    private Task<Ran> RunAsync(params string[] args) => WorkerProcess.RunAsync(["appeals", .. args, "--data", Data]);
}
