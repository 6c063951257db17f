using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

internal sealed class IngestTests
{
    private static readonly string[] s_withLetter = ["Appeal", "SendRecords", "CorrectClaim", "TimelyFilingProof", "Escalate"];

    // Of a file that breaks off only whole remittances are taken.
    private static readonly HashSet<string?> s_cutOff =
    [
        .. SampleTable.Rows.Where(row => row.Balanced is not null)
            .SelectMany(row => EraTree.ReadFile(row.Path).Remittances)
            .Where(remittance => !remittance.Summary.Complete)
            .SelectMany(remittance => remittance.Claims)
            .Select(claim => claim.PatientControlNumber),
    ];

    private static readonly int s_letters = SampleTable.Rows.SelectMany(row => row.Triage).Select(entry => entry.Split(' '))
        .Count(entry => s_withLetter.Contains(entry[1]) && !s_cutOff.Contains(entry[0]));

    [Test]
    public async Task Ingesting_the_samples_twice_adds_nothing_the_second_time()
    {
        using var folder = new TempFolder();
        var first = await IngestAsync(folder, Repository.Samples);
        var appeals = await AppealsAsync(folder);
        var second = await IngestAsync(folder, Repository.Samples);
        var again = await AppealsAsync(folder);
        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("newAppeals").GetInt32(), Is.EqualTo(s_letters));
            Assert.That(appeals.Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Drafted"));
            Assert.That(second.GetProperty("newAppeals").GetInt32(), Is.Zero);
            Assert.That(second.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("status").GetString()), Is.All.StartsWith("known"));
            Assert.That(again.Select(appeal => appeal.GetProperty("id").GetInt64()), Is.EqualTo(appeals.Select(appeal => appeal.GetProperty("id").GetInt64())));
        });
    }

    [Test]
    public async Task The_same_content_named_twice_is_taken_once()
    {
        using var folder = new TempFolder();
        var text = EraText.WithClaim("CLP*ACCT-9*1*150*0*0*12*ICN-9", "SVC*HC:90834*150*0", "CAS*CO*197*150").ToString();
        string[] names = ["one.835", "two.835", "three.835"];
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(folder.Sub(name), text);
        }

        var data = folder.Sub("data");
        var ran = await WorkerProcess.RunAsync(["ingest", .. names.Select(name => folder.Sub(name)), "--json", "--data", data]);
        var summary = JsonDocument.Parse(ran.Output).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That(summary.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("status").GetString()), Is.EqualTo(new[] { "archived", "known", "known" }));
            Assert.That(summary.GetProperty("newAppeals").GetInt32(), Is.EqualTo(1));
            Assert.That(Directory.EnumerateFiles(Path.Combine(data, "archive"), "*", SearchOption.AllDirectories).Count(), Is.EqualTo(1));
            Assert.That(Directory.EnumerateFiles(Path.Combine(data, "processing")), Is.Empty);
        });
    }

    [Test]
    public async Task Many_files_read_side_by_side_are_recorded_in_the_order_in_which_they_were_named()
    {
        using var folder = new TempFolder();
        var random = new Random(7);
        var accounts = new List<string>();
        for (var file = 0; file < 30; file++)
        {
            // Some take long to read and some do not.
            var claims = Enumerable.Range(0, random.Next(1, 400)).Select(claim => $"ACCT-{file:D2}-{claim:D3}").ToList();
            accounts.AddRange(claims);
            var text = new EraText().Numbered(file + 1);
            claims.ForEach(account => text.Claim($"CLP*{account}*1*150*0*0*12*ICN-{account}", "SVC*HC:90834*150*0", "CAS*CO*197*150"));
            await File.WriteAllTextAsync(folder.Sub($"{file:D2}.835"), text.ToString());
        }

        var data = folder.Sub("data");
        var ran = await WorkerProcess.RunAsync("ingest", folder.Path, "--without-drafts", "--json", "--data", data);
        var waiting = JsonDocument.Parse(ran.Output).RootElement.GetProperty("draftsWaiting").GetInt32();
        var appeals = (await AppealsAsync(data)).OrderBy(appeal => appeal.GetProperty("id").GetInt64()).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(waiting, Is.EqualTo(accounts.Count));
            Assert.That(appeals.Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Queued"));
            Assert.That(appeals.Select(appeal => appeal.GetProperty("patientControlNumber").GetString()), Is.EqualTo(accounts));
        });
    }

    [Test]
    public async Task Each_file_ends_where_the_table_says()
    {
        using var folder = new TempFolder();
        var ingested = await IngestAsync(folder, Repository.Samples);
        var ends = ingested.GetProperty("files").EnumerateArray().ToDictionary(
            file => Path.GetRelativePath(Repository.Samples, file.GetProperty("file").GetString()!),
            file => file.GetProperty("status").GetString() == "archived" ? "archive" : "quarantine");
        Assert.Multiple(() =>
        {
            Assert.That(SampleTable.Rows.ToDictionary(row => row.File, row => row.EndsIn), Is.EqualTo(ends));
            Assert.That(Directory.EnumerateFiles(folder.Sub("quarantine"), "*.reason.txt").Select(File.ReadAllText).ToList(), Has.Count.EqualTo(SampleTable.Rows.Count(row => row.EndsIn == "quarantine")).And.All.Length.GreaterThan(15));
            Assert.That(Directory.EnumerateFiles(folder.Sub("processing")), Is.Empty);
        });
    }

    [Test]
    public async Task The_same_remittance_in_another_wrapping_adds_nothing()
    {
        using var folder = new TempFolder();
        var text = EraText.WithClaim("CLP*ACCT-9*1*150*0*0*12*ICN-9", "SVC*HC:90834*150*0", "CAS*CO*197*150");
        await File.WriteAllTextAsync(folder.Sub("one.835"), text.ToString());
        await File.WriteAllTextAsync(folder.Sub("two.835"), text.With("|>^\n"));
        var data = folder.Sub("data");
        var first = await IngestAsync(data, folder.Sub("one.835"));
        var second = await IngestAsync(data, folder.Sub("two.835"));
        Assert.That((first.GetProperty("newAppeals").GetInt32(), second.GetProperty("newAppeals").GetInt32()), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task Killed_in_the_middle_again_and_again_it_ends_with_one_draft_per_denial()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var (file, data) = (folder.Sub("big.835"), folder.Sub("data"));
        Assert.That((await WorkerProcess.RunAsync("synthesize", "--claims", "5000", "--seed", "4", "--per-remittance", "500", "--out", file)).ExitCode, Is.Zero);
        var triage = JsonDocument.Parse((await WorkerProcess.RunAsync("triage", file, "--json")).Output).RootElement.EnumerateArray()
            .Where(row => row.GetProperty("kind").ValueKind != JsonValueKind.Null)
            .Select(row => row.GetProperty("patientControlNumber").GetString()).ToList();
        for (var kills = 0; kills < 4; kills++)
        {
            await using var worker = WorkerProcess.Start("ingest", file, "--data", data);
            await Task.Delay(random.Next(300, 2500));
            await worker.KillAsync();
        }

        await IngestAsync(data, file);
        var appeals = await AppealsAsync(data);
        Assert.Multiple(() =>
        {
            Assert.That(triage, Has.Count.GreaterThan(500));
            Assert.That(appeals.Select(appeal => appeal.GetProperty("patientControlNumber").GetString()), Is.EquivalentTo(triage));
            Assert.That(appeals.Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Drafted"));
            Assert.That(Directory.EnumerateFiles(Path.Combine(data, "archive"), "*", SearchOption.AllDirectories).Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_letter_is_exported_and_the_history_knows()
    {
        using var folder = new TempFolder();
        await IngestAsync(folder, Path.Combine(Repository.Samples, "denied", "bh-n382-with-co50.835"));
        var export = await WorkerProcess.RunAsync("appeals", "export", "1", "2", "--format", "txt", "--out", folder.Sub("out"), "--data", folder.Path, "--by", "tester");
        var show = await WorkerProcess.RunAsync("appeals", "show", "1", "--data", folder.Path, "--by", "tester");
        var approve = await WorkerProcess.RunAsync("appeals", "approve", "1", "--data", folder.Path);
        Assert.Multiple(() =>
        {
            Assert.That(export.ExitCode, Is.Zero);
            Assert.That(File.ReadAllText(folder.Sub("out", "appeal-1.txt")), Does.Contain("⟦NEEDS:").And.Contain("CO-50").And.Contain("N382"));
            Assert.That(show.Output, Does.Contain("tester: Exported txt").And.Contain("tester: Viewed"));
            Assert.That((approve.ExitCode, approve.Error), Is.EqualTo((1, "The draft still needs something, or says what the check doubts (appeals show tells); supply it, or give a written reason with --overrule." + Environment.NewLine)));
        });
    }

    [TestCase("ingest", "/there/is/nothing")]
    [TestCase("inspect", "/there/is/nothing")]
    [TestCase("no-such-verb")]
    [TestCase("appeals", "export", "999", "--format", "docx")]
    [TestCase("explain", "ZZZ9")]
    public async Task Wrong_usage_ends_with_2_and_words(params string[] args)
    {
        using var folder = new TempFolder();
        var ran = await WorkerProcess.RunAsync([.. args, "--data", folder.Path]);
        Assert.That(ran.ExitCode, Is.EqualTo(2));
        Assert.That(ran.Error, Is.Not.Empty.And.Not.Contain("   at "));
    }

    private static Task<JsonElement> IngestAsync(TempFolder data, string path) => IngestAsync(data.Path, path);

    private static async Task<JsonElement> IngestAsync(string data, string path)
    {
        var ran = await WorkerProcess.RunAsync("ingest", path, "--data", data, "--json");
        Assert.That(ran.ExitCode, Is.AnyOf(0, 1), ran.Error);
        return JsonDocument.Parse(ran.Output).RootElement;
    }

    private static Task<List<JsonElement>> AppealsAsync(TempFolder data) => AppealsAsync(data.Path);

    private static async Task<List<JsonElement>> AppealsAsync(string data)
    {
        var ran = await WorkerProcess.RunAsync("appeals", "list", "--json", "--data", data);
        return [.. JsonDocument.Parse(ran.Output).RootElement.EnumerateArray()];
    }
}
