using System.Text.Json;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What is purged, with the files that belong to it.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class RetentionTests
{
    private readonly LaterClock _time = new();
    private TempFolder _folder = null!;
    private ServiceProvider _services = null!;

    private LedgerAppeals Appeals => _services.GetRequiredService<LedgerAppeals>();

    private RetentionWork Work => _services.GetRequiredService<RetentionWork>();

    [SetUp]
    public async Task SetUp()
    {
        _folder = new TempFolder();
        _time.Later = TimeSpan.Zero;
        _services = Services(purge: true);
        await _services.GetRequiredService<LedgerDatabase>().UpgradeAsync();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Originals_copies_and_documents_go_with_the_last_case_of_a_file()
    {
        await IngestAsync("denied/several-causes.835", "Doe-Jane.835");
        var original = Directory.EnumerateFiles(_folder.Sub("archive"), "*", SearchOption.AllDirectories).Single();
        File.Copy(original, _folder.Sub("duplicates", "Doe-Jane.835"));
        var (exhibit, packet) = await PackAsync(1);
        await WithdrawAsync(1, 2);
        YearsPass(7);
        await Work.RunAsync(CancellationToken.None);
        Assert.That((File.Exists(original), Documents("exhibits"), Documents("packets")), Is.EqualTo((true, Array.Empty<string>(), Array.Empty<string>())), "the third appeal is open");
        Assert.That((exhibit, packet), Is.Not.EqualTo((string.Empty, string.Empty)));
        await WithdrawAsync(3);
        YearsPass(7);
        var went = await Work.RunAsync(CancellationToken.None);
        Assert.That((went.Appeals, went.Files, went.Duplicates), Is.EqualTo((1, 1, 1)));
        Assert.That(Left(), Is.Empty);
        Assert.That((await _services.GetRequiredService<LedgerFiles>().FindAsync(1))!.Name, Is.EqualTo("purged-1"));
        Assert.That(await TakeAsync("denied/several-causes.835", "again.835"), Is.EqualTo(TakenAs.Known), "its content is still known");
    }

    [Test]
    public async Task A_document_that_another_appeal_shows_too_stays()
    {
        await IngestAsync("denied/several-causes.835", "a.835");
        var (shared, _) = await PackAsync(1);
        await AttachAsync(2);
        await WithdrawAsync(1);
        YearsPass(7);
        Assert.That((await Work.RunAsync(CancellationToken.None)).Documents, Is.EqualTo(1), "the packet");
        Assert.That(Documents("exhibits"), Is.EqualTo(new[] { shared }));
    }

    [Test]
    public async Task What_a_crash_left_behind_is_mended_by_the_next_purge()
    {
        await IngestAsync("clean/all-paid.835", "paid.835");
        var original = Directory.EnumerateFiles(_folder.Sub("archive"), "*", SearchOption.AllDirectories).Single();
        YearsPass(7);
        var retention = _services.GetRequiredService<LedgerRetention>();
        var run = await retention.BeginAsync(RetentionPeriod.Of(_time.GetUtcNow(), 6, 365), "crashed");
        Assert.That((await retention.PurgeFilesAsync(run), File.Exists(original)), Is.EqualTo((true, true)));
        await _services.GetRequiredService<RetentionWork>().PurgeAsync("next", CancellationToken.None);
        Assert.That(File.Exists(original), Is.False);
    }

    [Test]
    public async Task A_document_is_swept_only_when_nobody_kept_it_lately()
    {
        var store = new DocumentStore(_folder.Sub("exhibits"));
        var (old, fresh) = (await store.KeepAsync("old"u8.ToArray()), await store.KeepAsync("fresh"u8.ToArray()));
        foreach (var path in Paths("exhibits"))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-31));
        }

        await store.KeepAsync("fresh"u8.ToArray());
        Assert.That(store.Sweep(new HashSet<string>(), DateTimeOffset.UtcNow.AddDays(-30)), Is.EqualTo(1));
        Assert.That((await store.IsWholeAsync(old), await store.IsWholeAsync(fresh)), Is.EqualTo(((bool?)null, (bool?)true)));
    }

    [Test]
    public async Task A_document_whose_removal_was_cut_short_comes_back_when_it_is_named()
    {
        var store = new DocumentStore(_folder.Sub("exhibits"));
        var hash = await store.KeepAsync("note"u8.ToArray());
        var path = Paths("exhibits").Single();
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-31));
        File.Move(path, path + ".going");
        Assert.That(store.Sweep(new HashSet<string> { hash }, DateTimeOffset.UtcNow.AddDays(-30)), Is.Zero);
        Assert.That(await store.IsWholeAsync(hash), Is.True);
    }

    [Test]
    public async Task Several_workers_may_sweep_the_same_folder()
    {
        var store = new DocumentStore(_folder.Sub("exhibits"));
        for (byte i = 0; i < 200; i++)
        {
            await store.KeepAsync(new[] { i });
        }

        var later = DateTimeOffset.UtcNow.AddDays(1);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new DocumentStore(_folder.Sub("exhibits")).Sweep(new HashSet<string>(), later))));
        Assert.That(Paths("exhibits"), Is.Empty);
    }

    [Test]
    public async Task Without_leave_to_purge_the_night_only_tells()
    {
        await using var telling = Services(purge: false);
        await IngestAsync("clean/all-paid.835", "paid.835");
        YearsPass(7);
        var due = await telling.GetRequiredService<RetentionWork>().RunAsync(CancellationToken.None);
        Assert.That((due.Files, Left().Count), Is.EqualTo((1, 1)));
        Assert.That(await telling.GetRequiredService<LedgerRetention>().PurgesAsync(1), Is.Empty);
    }

    [Test]
    public async Task Holds_and_purges_are_a_matter_of_the_command_line_too()
    {
        await IngestAsync("denied/several-causes.835", "a.835");
        Assert.That((await RunAsync("appeals", "hold", "1", "--reason", "litigation 7", "--by", "counsel")).ExitCode, Is.Zero);
        Assert.That((await RunAsync("appeals", "hold", "1", "--reason", "again")).Error, Does.Contain("already"));
        Assert.That((await RunAsync("appeals", "show", "1")).Output, Does.Contain("Legal hold since").And.Contain("by counsel: litigation 7").And.Contain("counsel: HoldPlaced litigation 7"));
        Assert.That((await RunAsync("retention", "purge")).ExitCode, Is.EqualTo(2));
        var purge = await RunAsync("retention", "purge", "--yes", "--by", "admin");
        Assert.That((purge.ExitCode, purge.Output), Is.EqualTo((0, purge.Output)), purge.Error);
        Assert.That(purge.Output, Does.StartWith("Purge 1: 0 denials"));
        Assert.That((await RunAsync("retention", "report")).Output, Does.Contain("Kept for 6 years").And.Contain("by admin: 0 denials"));
        var json = JsonDocument.Parse((await RunAsync("retention", "report", "--json")).Output).RootElement;
        Assert.That(json.GetProperty("purges")[0].GetProperty("begunBy").GetString(), Is.EqualTo("admin"));
        Assert.That((await RunAsync("appeals", "release", "1")).ExitCode, Is.Zero);
        Assert.That((await RunAsync("appeals", "release", "1")).ExitCode, Is.EqualTo(1));
    }

    private ServiceProvider Services(bool purge)
    {
        var data = new DataFolder(_folder.Path);
        data.Create();
        var settings = new Dictionary<string, string?> { ["Retention:Purge"] = purge.ToString() };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddClausea(configuration, data, Repository.Templates).AddJobs(configuration);
        return services.AddSingleton<TimeProvider>(_time).BuildServiceProvider();
    }

    private async Task IngestAsync(string sample, string name)
    {
        Assert.That(await TakeAsync(sample, name), Is.EqualTo(TakenAs.New));
        await _services.GetRequiredService<ProcessFileJob>().Run(1, null, CancellationToken.None);
        foreach (var appeal in await Appeals.QueuedAsync(100, 0))
        {
            await _services.GetRequiredService<DraftAppealJob>().Run(appeal.Id, CancellationToken.None);
        }
    }

    private async Task<TakenAs> TakeAsync(string sample, string name)
    {
        var path = _folder.Sub("inbox", name);
        File.Copy(Path.Combine(Repository.Samples, sample), path);
        return (await _services.GetRequiredService<Intake>().TakeAsync(path, CancellationToken.None)).As;
    }

    private async Task<(string Exhibit, string Packet)> PackAsync(long id)
    {
        await AttachAsync(id);
        var draft = (await Appeals.FindAsync(id))!.Draft!;
        await Appeals.ApproveAsync(id, draft.Revision, "lee", "for the test");
        await _services.GetRequiredService<PacketWork>().MakeAsync(id, "mail", "pat");
        return (Documents("exhibits").Single(), Documents("packets").Single());
    }

    private async Task AttachAsync(long id)
    {
        var content = System.Text.Encoding.UTF8.GetBytes("Synthetic progress note, 14:00 to 14:55.\n");
        var hash = await new DocumentStore(_folder.Sub("exhibits")).KeepAsync(content);
        var draft = (await Appeals.FindAsync(id))!.Draft!;
        var exhibit = new NewExhibit("A", null, "progress note", Clausea.Batch.Appeals.ExhibitClass.ClinicalRecord, "note.txt", "text/plain", content.Length, 1, hash, "pat");
        Assert.That(await Appeals.AttachAsync(id, draft.Revision, exhibit, draft.Draft, "pat"), Is.EqualTo(ChangeResult.Done));
    }

    private async Task WithdrawAsync(params long[] ids)
    {
        foreach (var id in ids)
        {
            Assert.That(await Appeals.WithdrawAsync(id, "pat", "paid meanwhile"), Is.EqualTo(ChangeResult.Done));
        }
    }

    private void YearsPass(int years) => _time.Later += TimeSpan.FromDays(366 * years);

    private List<string> Left() =>
        [.. new[] { "archive", "duplicates", "quarantine", "exhibits", "packets" }.SelectMany(Paths)];

    private string[] Documents(string folder) => [.. Paths(folder).Select(path => Path.GetFileName(path)!).Order()];

    private IEnumerable<string> Paths(string folder) => Directory.Exists(_folder.Sub(folder))
        ? Directory.EnumerateFiles(_folder.Sub(folder), "*", SearchOption.AllDirectories)
        : [];

    private Task<Ran> RunAsync(params string[] args) => WorkerProcess.RunAsync([.. args, "--data", _folder.Path]);

    private sealed class LaterClock : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Later;
    }
}
