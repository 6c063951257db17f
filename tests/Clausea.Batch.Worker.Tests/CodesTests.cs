using System.Text.Json;
using Clausea.Batch.Appeals;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Worker.Tests;

/// <summary>`codes`: official lists, imported and used. Every text here is invented.</summary>
internal sealed class CodesTests
{
    private const string List = "Code,Description,Start,Stop\n50,Invented words of fifty,01/01/1995,\n16,Invented words of sixteen,01/01/1995,06/30/2007\n399,Invented words of a new code,11/01/2026,\nN382,Invented words of a remark,,\n";

    private TempFolder _temp = null!;

    private string Data => _temp.Sub("data");

    [SetUp]
    public void SetUp() => _temp = new TempFolder();

    [TearDown]
    public void TearDown() => _temp.Dispose();

    [Test]
    public async Task An_import_says_what_was_taken_and_what_differs()
    {
        var ran = await Codes("import", Write("list.csv", List));
        Assert.Multiple(() =>
        {
            Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((0, string.Empty)));
            Assert.That(ran.Output, Does.Contain("list.csv: 3 reason codes, 1 remark code"));
            Assert.That(ran.Output, Does.Contain("3 reason codes: 3 added, 0 changed, 0 removed, 0 unchanged"));
            Assert.That(ran.Output, Does.Match("1 not in the shipped catalogue; .*: 399"));
            Assert.That(ran.Output, Does.Match("1 ended by the list, active in the shipped catalogue: 16"));
            Assert.That(Kept(), Is.EqualTo(new[] { "reason-codes.json", "remark-codes.json" }));
        });
    }

    [Test]
    public async Task Importing_again_replaces_the_list()
    {
        await Codes("import", Write("list.csv", List));
        var ran = await Codes("import", Write("new.txt", "50\tInvented words of fifty\nStart: 01/01/1995\n16\tOther words\n1\tInvented words of one\n"), "--json");
        var reasons = JsonDocument.Parse(ran.Output).RootElement.GetProperty("lists")[0];
        var listed = await Listed();
        Assert.Multiple(() =>
        {
            Assert.That(Texts(reasons, "added"), Is.EqualTo(new[] { "1" }));
            Assert.That(Texts(reasons, "changed"), Is.EqualTo(new[] { "16" }));
            Assert.That(Texts(reasons, "removed"), Is.EqualTo(new[] { "399" }));
            Assert.That(reasons.GetProperty("unchanged").GetInt32(), Is.EqualTo(1));
            Assert.That(listed["16"], Is.EqualTo("Other words"));
            Assert.That(listed["N382"], Is.EqualTo("Invented words of a remark"));
            Assert.That(listed, Does.Not.ContainKey("399"));
            Assert.That(listed["45"], Is.Null);
        });
    }

    [TestCase("no list at all")]
    [TestCase("PK\u0003\u0004")]
    [TestCase("Code,Description\nF0,Words\nE1,Words\n")]
    public async Task Garbage_is_refused_and_changes_nothing(string garbage)
    {
        await Codes("import", Write("list.csv", List));
        var before = Content();
        var ran = await Codes("import", Write("good.csv", "Code,Description\n50,Other words\n"), Write("garbage.csv", garbage));
        Assert.Multiple(() =>
        {
            Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((2, string.Empty)));
            Assert.That(ran.Error, Does.Contain("garbage.csv: ").And.Contain("Nothing was changed."));
            Assert.That(Content(), Is.EqualTo(before));
        });
    }

    [Test]
    public async Task A_file_that_is_not_there_is_told()
    {
        var ran = await Codes("import", _temp.Sub("none.csv"));
        Assert.That((ran.ExitCode, ran.Error.Contains("There is no such file.", StringComparison.Ordinal)), Is.EqualTo((2, true)));
        Assert.That(Directory.Exists(Path.Combine(Data, "codes")), Is.False);
    }

    [Test]
    public async Task Bad_rows_are_told_with_their_line_and_left_out()
    {
        var ran = await Codes("import", Write("list.csv", "Code,Description\n50,Invented words\n16,\nx y,Words\n"));
        Assert.Multiple(() =>
        {
            Assert.That(ran.ExitCode, Is.EqualTo(1));
            Assert.That(ran.Error, Does.Contain("list.csv: line 3: the code has no text").And.Contain("list.csv: line 4: this is not a code"));
            Assert.That(ran.Output, Does.Contain("1 reason code, 2 problems"));
        });
    }

    [Test]
    public async Task Letters_and_explain_quote_the_list_until_it_is_forgotten()
    {
        await Codes("import", Write("list.csv", List));
        var (explained, unknown, letter) = (await Run("explain", "CO-50"), await Run("explain", "399"), await Letter());
        var forgot = await Codes("forget");
        var after = await Letter();
        Assert.Multiple(() =>
        {
            Assert.That(explained.Output, Does.Contain("Official text: \"Invented words of fifty\"").And.Match("From list.csv, imported [0-9-]{10}"));
            Assert.That(unknown.Output, Does.Contain("Invented words of a new code").And.Match(@"goes\s+to\s+a\s+person"));
            Assert.That(letter.Output, Does.Contain("50: \"Invented words of fifty\""));
            Assert.That(forgot.ExitCode, Is.Zero);
            Assert.That(Kept(), Is.Empty);
            Assert.That(after.Output, Does.Not.Contain("Invented").And.Contain("50, in our words:"));
        });

        Task<Ran> Letter() => Run("templates", "check", "--show", "medical-necessity", "--templates", Repository.Templates);
    }

    [Test]
    public async Task A_drafted_letter_quotes_the_list()
    {
        await Codes("import", Write("list.csv", List));
        await Run("ingest", Path.Combine(Repository.Samples, "denied"), "--templates", Repository.Templates);
        var appeals = JsonDocument.Parse((await Run("appeals", "list", "--json")).Output).RootElement.EnumerateArray()
            .Where(appeal => appeal.GetProperty("reasons").EnumerateArray().Any(reason => reason.GetString()!.EndsWith("-50", StringComparison.Ordinal))).ToList();
        Assert.That(appeals, Is.Not.Empty);
        var shown = await Run("appeals", "show", appeals[0].GetProperty("id").GetRawText());
        Assert.That(shown.Output, Does.Contain("\"Invented words of fifty\""));
    }

    [Test]
    public async Task A_damaged_list_is_told_and_left_aside()
    {
        await Codes("import", Write("list.csv", List));
        File.WriteAllText(Path.Combine(Data, "codes", "reason-codes.json"), "{ damaged");
        var ran = await Run("explain", "50");
        Assert.Multiple(() =>
        {
            Assert.That(ran.ExitCode, Is.Zero);
            Assert.That(ran.Error, Does.Contain("reason-codes.json cannot be used"));
            Assert.That(ran.Output, Does.Not.Contain("Official text"));
        });
    }

    [Test]
    public void An_import_is_picked_up_while_the_worker_runs()
    {
        var time = new FakeTimeProvider();
        var folder = new OfficialFolder(Path.Combine(Data, "codes"));
        var current = new CurrentTemplates(Repository.Templates, new CurrentCodes(folder, NullLogger<CurrentCodes>.Instance), time, NullLogger<CurrentTemplates>.Instance);
        var before = current.Now;
        var import = new OfficialImport();
        import.Read("list.txt", "50\tInvented words"u8);
        folder.Save(import.Lists(time.GetUtcNow()).Single());
        Assert.That(current.Now, Is.SameAs(before));

        time.Advance(TimeSpan.FromSeconds(3));
        var imported = current.Now;
        Assert.That((imported.Codes.Official("50")?.Text, imported.Set), Is.EqualTo(("Invented words", before.Set)));

        File.WriteAllText(Path.Combine(folder.Path, "reason-codes.json"), "damaged");
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.That(current.Now.Codes.Official("50"), Is.Null);
    }

    private Task<Ran> Codes(params string[] args) => Run(["codes", .. args]);

    private Task<Ran> Run(params string[] args) => WorkerProcess.RunAsync([.. args, "--data", Data]);

    private async Task<Dictionary<string, string?>> Listed() => JsonDocument.Parse((await Codes("list", "--json")).Output).RootElement.EnumerateArray()
        .ToDictionary(row => row.GetProperty("code").GetString()!, row => row.GetProperty("official").GetString());

    private string Write(string name, string text)
    {
        File.WriteAllText(_temp.Sub(name), text);
        return _temp.Sub(name);
    }

    private IEnumerable<string> Kept() => Directory.EnumerateFiles(Path.Combine(Data, "codes")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private List<string> Content() => [.. Directory.EnumerateFiles(Path.Combine(Data, "codes")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static IEnumerable<string> Texts(JsonElement list, string name) => list.GetProperty(name).EnumerateArray().Select(code => code.GetString()!);
}
