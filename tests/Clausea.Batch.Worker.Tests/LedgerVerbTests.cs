using System.Text.Json;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The ledger over the years: backed up, restored, checked, damaged.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class LedgerVerbTests
{
    private TempFolder _folder = null!;

    private string Data => _folder.Sub("data");

    [SetUp]
    public void SetUp() => _folder = new TempFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_restored_backup_goes_on_with_nothing_lost_and_nothing_twice()
    {
        var backup = _folder.Sub("backup", "ledger.db");
        var file = _folder.Sub("big.835");
        Assert.That((await WorkerProcess.RunAsync("synthesize", "--claims", "1500", "--seed", "5", "--per-remittance", "300", "--out", file)).ExitCode, Is.Zero);
        await using (var worker = WorkerProcess.Start("ingest", file, "--data", Data))
        {
            await Eventually.BecomesAsync(async () => await CountAsync(Data) > 0, "the first appeals are recorded");
            var made = await RunAsync(Data, "ledger", "backup", "--out", backup);
            Assert.That((made.ExitCode, made.Error), Is.EqualTo((0, made.Error)), made.Error);
            Assert.That(made.Output, Does.Contain("Checked.").And.StartWith(backup));
            Assert.That(made.Error, Does.Contain("exhibits").And.Contain("packets").And.Contain("archive").And.Contain("templates"));
            await Eventually.BecomesAsync(() => worker.HasExited, "the worker is done", seconds: 120);
        }

        var restored = _folder.Sub("restored");
        Directory.CreateDirectory(restored);
        File.Copy(backup, Path.Combine(restored, "ledger.db"));
        Assert.That((await RunAsync(restored, "ingest", Path.Combine(Data, "archive"))).ExitCode, Is.AnyOf(0, 1));
        var (whole, again) = (await AppealsAsync(Data), await AppealsAsync(restored));
        Assert.That(again.Select(Claim), Is.EquivalentTo(whole.Select(Claim)).And.Not.Empty);
        Assert.That(again.Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Drafted"));
        Assert.That((await RunAsync(restored, "ledger", "check")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_backup_between_two_files_with_drafts_waiting_goes_on()
    {
        var data = new DataFolder(Data);
        data.Create();
        await using var services = Services(data);
        await services.GetRequiredService<LedgerDatabase>().UpgradeAsync();
        await ProcessAsync(services, "denied/several-causes.835");
        await DraftAsync(services, 1);
        var backup = _folder.Sub("backup.db");
        Assert.That((await RunAsync(Data, "ledger", "backup", "--out", backup)).Output, Does.Contain("1 file, 1 remittance, 3 appeals, 1 draft"));
        await ProcessAsync(services, "denied/coding.835");
        foreach (var appeal in await services.GetRequiredService<LedgerAppeals>().QueuedAsync(100, 0))
        {
            await DraftAsync(services, appeal.Id);
        }

        var restored = _folder.Sub("restored");
        Directory.CreateDirectory(restored);
        File.Copy(backup, Path.Combine(restored, "ledger.db"));
        var inbox = Directory.CreateDirectory(Path.Combine(restored, "inbox")).FullName;
        foreach (var file in Directory.EnumerateFiles(data.Archive, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(inbox, Path.GetFileName(file)));
        }

        var whole = await AppealsAsync(Data);
        await using (var worker = WorkerProcess.Start("serve", "--data", restored, "--urls", "http://127.0.0.1:0"))
        {
            await Eventually.BecomesAsync(async () => (await AppealsAsync(restored)).Count(IsDrafted) >= whole.Count, "all drafts are written");
        }

        Assert.That((await AppealsAsync(restored)).Select(Claim), Is.EquivalentTo(whole.Select(Claim)));
        Assert.That(whole, Has.Count.GreaterThan(3));
        Assert.That(Directory.EnumerateFiles(Path.Combine(restored, "duplicates")).Select(Path.GetFileName), Is.EqualTo(new[] { "several-causes.835" }));
        foreach (var appeal in whole)
        {
            var shown = (await RunAsync(restored, "appeals", "show", appeal.GetProperty("id").ToString())).Output;
            Assert.That(shown.Split('\n').Count(line => line.Contains(": Drafted ", StringComparison.Ordinal)), Is.EqualTo(1), shown);
        }

        Assert.That((await RunAsync(restored, "ledger", "check")).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_check_reads_the_documents_too_and_tells_which_is_lost()
    {
        await IngestAsync();
        await File.WriteAllTextAsync(_folder.Sub("note.txt"), "Synthetic progress note, 14:00 to 14:55.\n");
        Assert.That((await RunAsync(Data, "appeals", "attach", "1", _folder.Sub("note.txt"), "--title", "note", "--no-psychotherapy-notes")).ExitCode, Is.Zero);
        var sound = await RunAsync(Data, "ledger", "check", "--documents");
        Assert.That((sound.ExitCode, sound.Output.Trim()), Is.EqualTo((0, $"The ledger {Path.Combine(Data, "ledger.db")} is sound, and so is 1 document.")));
        var document = Directory.EnumerateFiles(Path.Combine(Data, "exhibits"), "*", SearchOption.AllDirectories).Single();
        await File.AppendAllTextAsync(document, "x");
        var changed = await RunAsync(Data, "ledger", "check", "--documents");
        File.Delete(document);
        var lost = await RunAsync(Data, "ledger", "check", "--documents");
        Assert.That((changed.ExitCode, changed.Output), Is.EqualTo((1, changed.Output)));
        Assert.That(changed.Output, Does.StartWith("Exhibit A of appeal 1 is not what was kept"));
        Assert.That(lost.Output, Does.StartWith("Exhibit A of appeal 1 is not in the data folder"));
    }

    [TestCase("serve", "--urls", "http://127.0.0.1:0")]
    [TestCase("appeals", "list")]
    [TestCase("ingest")]
    [TestCase("ledger", "backup", "--out", "x.db")]
    public async Task A_damaged_ledger_is_told_by_name_and_left_as_it_is(params string[] verb)
    {
        await IngestAsync();
        var ledger = Path.Combine(Data, "ledger.db");
        await using (var stream = new FileStream(ledger, FileMode.Open, FileAccess.Write))
        {
            stream.Write("no SQLite file at all"u8);
        }

        var before = await File.ReadAllBytesAsync(ledger);
        string[] args = verb is ["ingest"] ? ["ingest", Sample] : verb;
        var ran = await RunAsync(Data, args);
        Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((2, ran.Error)));
        Assert.That(ran.Error, Does.Contain($"The ledger {ledger} is damaged").And.Contain("restore").And.Not.Contain("   at "));
        Assert.That(await File.ReadAllBytesAsync(ledger), Is.EqualTo(before));
    }

    [Test]
    public async Task A_page_damaged_in_the_middle_is_found_by_the_check()
    {
        await IngestAsync();
        var ledger = Path.Combine(Data, "ledger.db");
        await using (var stream = new FileStream(ledger, FileMode.Open, FileAccess.ReadWrite))
        {
            stream.Position = stream.Length / 2 / 4096 * 4096;
            stream.Write(new byte[4096]);
        }

        var before = await File.ReadAllBytesAsync(ledger);
        var check = await RunAsync(Data, "ledger", "check");
        Assert.That((check.ExitCode, check.Output), Is.EqualTo((1, check.Output)));
        Assert.That(check.Output.Trim(), Is.Not.Empty);
        Assert.That(check.Error, Does.Contain(ledger).And.Contain("Nothing was changed"));
        Assert.That(await File.ReadAllBytesAsync(ledger), Is.EqualTo(before));
    }

    [Test]
    public async Task The_script_for_SQL_Server_has_the_tables_of_both_and_the_roles_apart()
    {
        var tables = (await WorkerProcess.RunAsync("ledger", "script")).Output;
        var roles = (await WorkerProcess.RunAsync("ledger", "script", "--roles")).Output;
        Assert.That(tables, Does.Contain("CREATE TABLE clausea.appeals").And.Contain("CREATE TABLE [HangFire].[Job]").And.Not.Contain("CREATE ROLE"));
        Assert.That(roles, Does.Contain("CREATE ROLE clausea_worker").And.Contain("CREATE ROLE clausea_reader").And.Not.Contain("CREATE TABLE"));
    }

    [TestCase("ledger", "check")]
    [TestCase("ledger", "backup", "--out", "x.db")]
    public async Task Without_a_ledger_there_is_nothing_to_look_at(params string[] verb)
    {
        var ran = await RunAsync(Data, verb);
        Assert.That((ran.ExitCode, ran.Error.Trim()), Is.EqualTo((2, $"There is no ledger in {Data}.")));
        Assert.That(File.Exists(Path.Combine(Data, "ledger.db")), Is.False);
    }

    [Test]
    public async Task Lists_that_were_printed_are_in_the_access_log()
    {
        await IngestAsync();
        await RunAsync(Data, "appeals", "list");
        await RunAsync(Data, "files");
        await RunAsync(Data, "appeals", "export", "1", "2", "--bundle", "zip", "--by", "pat");
        var json = JsonDocument.Parse((await RunAsync(Data, "access", "--json")).Output).RootElement.EnumerateArray().ToList();
        Assert.That(json.Select(row => row.GetProperty("subject").GetString()), Is.EqualTo(new[] { "Worklist", "Files", "Bundle" }));
        Assert.That((await RunAsync(Data, "access", "--actor", "pat")).Output.Trim(), Does.EndWith("pat: Exported Bundle (2 packets, zip)"));
        Assert.That((await RunAsync(Data, "access", "--since", "2199-01-01")).Output, Is.Empty);
    }

    private static ServiceProvider Services(DataFolder data)
    {
        var configuration = new ConfigurationBuilder().Build();
        return new ServiceCollection().AddLogging().AddClausea(configuration, data, Repository.Templates).AddJobs(configuration).BuildServiceProvider();
    }

    private static async Task ProcessAsync(ServiceProvider services, string sample)
    {
        var taken = await services.GetRequiredService<Intake>().TakeCopyAsync(Path.Combine(Repository.Samples, sample), CancellationToken.None);
        await services.GetRequiredService<ProcessFileJob>().Run(taken.FileId, null, CancellationToken.None);
    }

    private static Task DraftAsync(ServiceProvider services, long id) => services.GetRequiredService<DraftAppealJob>().Run(id, CancellationToken.None);

    private static bool IsDrafted(JsonElement appeal) => appeal.GetProperty("status").GetString() == "Drafted";

    private static string Sample => Path.Combine(Repository.Samples, "denied", "several-causes.835");

    private async Task IngestAsync() => Assert.That((await RunAsync(Data, "ingest", Sample)).ExitCode, Is.AnyOf(0, 1));

    private static Task<Ran> RunAsync(string data, params string[] args) => WorkerProcess.RunAsync([.. args, "--data", data]);

    private static async Task<int> CountAsync(string data) =>
        File.Exists(Path.Combine(data, "ledger.db")) && (await RunAsync(data, "appeals", "list", "--json", "--limit", "1")) is { ExitCode: 0 } ran
            ? JsonDocument.Parse(ran.Output).RootElement.GetArrayLength()
            : 0;

    private static async Task<List<JsonElement>> AppealsAsync(string data) =>
        [.. JsonDocument.Parse((await RunAsync(data, "appeals", "list", "--json")).Output).RootElement.EnumerateArray()];

    private static string? Claim(JsonElement appeal) => appeal.GetProperty("patientControlNumber").GetString();
}
