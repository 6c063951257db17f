using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Jobs may run twice.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class JobTests
{
    private TempFolder _folder = null!;
    private ServiceProvider _services = null!;

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TempFolder();
        var data = new DataFolder(_folder.Path);
        data.Create();
        var configuration = new ConfigurationBuilder().Build();
        _services = new ServiceCollection().AddLogging().AddClausea(configuration, data, Repository.Templates).AddJobs(configuration).BuildServiceProvider();
        await _services.GetRequiredService<LedgerDatabase>().UpgradeAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Running_twice_changes_nothing_ProcessFileJob()
    {
        var id = await TakeAsync("denied/several-causes.835");
        var job = _services.GetRequiredService<ProcessFileJob>();
        await job.Run(id, null, CancellationToken.None);
        var once = await SnapshotAsync();
        await job.Run(id, null, CancellationToken.None);
        Assert.That(await SnapshotAsync(), Is.EqualTo(once));
        Assert.That(once, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Running_twice_changes_nothing_DraftAppealJob()
    {
        await _services.GetRequiredService<ProcessFileJob>().Run(await TakeAsync("denied/several-causes.835"), null, CancellationToken.None);
        var job = _services.GetRequiredService<DraftAppealJob>();
        var appeals = _services.GetRequiredService<LedgerAppeals>();
        await job.Run(1, CancellationToken.None);
        var once = await appeals.HistoryAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => job.Run(1, CancellationToken.None))));
        Assert.That((await appeals.HistoryAsync(1)).Count, Is.EqualTo(once.Count));
        Assert.That((await appeals.FindAsync(1))!.Draft!.Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task A_queued_appeal_without_a_living_job_gets_one()
    {
        await _services.GetRequiredService<ProcessFileJob>().Run(await TakeAsync("denied/several-causes.835"), null, CancellationToken.None);
        var appeals = _services.GetRequiredService<LedgerAppeals>();
        var queue = _services.GetRequiredService<DraftQueue>();
        Assert.That(await queue.RecoverAsync(CancellationToken.None), Is.Zero, "all have jobs that live");
        await appeals.SetJobAsync(1, "gone", "memory-of-another-process");
        Assert.That(await queue.RecoverAsync(CancellationToken.None), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_finished_in_the_ledger_but_not_moved_is_put_away()
    {
        var id = await TakeAsync("clean/all-paid.835");
        var data = _services.GetRequiredService<DataFolder>();
        var path = data.FindInProcessing(id)!;
        await _services.GetRequiredService<LedgerFiles>().CompleteAsync(id, FileTotals.None, "archive/2026/01/all-paid.835");
        await _services.GetRequiredService<ProcessFileJob>().Run(id, null, CancellationToken.None);
        Assert.That((File.Exists(path), File.Exists(_folder.Sub("archive", "2026", "01", "all-paid.835"))), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task What_lies_in_processing_without_a_living_job_gets_one()
    {
        var data = _services.GetRequiredService<DataFolder>();
        await TakeAsync("clean/all-paid.835");
        File.Copy(Path.Combine(Repository.Samples, "denied", "coding.835"), data.NewInProcessing("coding.835"));
        var queue = _services.GetRequiredService<FileQueue>();
        Assert.That(await queue.RecoverAsync(CancellationToken.None), Is.EqualTo(2));
        Assert.That(await queue.RecoverAsync(CancellationToken.None), Is.Zero, "both have jobs that live");
        Assert.That(data.Unregistered(), Is.Empty);
    }

    [Test]
    public async Task A_broken_template_edit_keeps_the_last_good_version()
    {
        var templates = _folder.Sub("templates");
        foreach (var file in Directory.EnumerateFiles(Repository.Templates, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(templates, Path.GetRelativePath(Repository.Templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var time = new MovingClock();
        var current = new CurrentTemplates(templates, _services.GetRequiredService<CurrentCodes>(), time, _services.GetRequiredService<ILogger<CurrentTemplates>>());
        var playbooks = current.Now.Set.Playbooks.All.Count;
        await File.WriteAllTextAsync(Path.Combine(templates, "playbooks", "frequency.md"), "---\nbroken");
        time.Now = time.Now.AddSeconds(5);
        Assert.That(current.Now.Set.Playbooks.All, Has.Count.EqualTo(playbooks));
        File.Delete(Path.Combine(templates, "playbooks", "frequency.md"));
        time.Now = time.Now.AddSeconds(5);
        Assert.That(current.Now.Set.Playbooks.All, Has.Count.EqualTo(playbooks - 1));
    }

    private async Task<long> TakeAsync(string sample) =>
        (await _services.GetRequiredService<Intake>().TakeCopyAsync(Path.Combine(Repository.Samples, sample), CancellationToken.None)).FileId;

    private async Task<List<(long Id, AppealStatus Status, decimal Denied)>> SnapshotAsync() =>
        [.. (await _services.GetRequiredService<LedgerWorklist>().PageAsync(new WorklistFilter { Limit = 1000 })).Select(row => (row.Id, row.Status, row.DeniedAmount))];

    private sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
