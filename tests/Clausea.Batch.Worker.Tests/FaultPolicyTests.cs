using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Three tries, then quarantine with the reason; a stop is no failure; what was quarantined can be replayed.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class FaultPolicyTests
{
    private WorkerParts _worker = null!;

    [SetUp]
    public async Task SetUp() => _worker = await WorkerParts.CreateAsync(("Inbox:SettleTime", "00:00:00"));

    [TearDown]
    public async Task TearDown() => await _worker.DisposeAsync();

    [Test]
    public async Task A_file_that_fails_three_times_is_quarantined_and_holds_up_no_other()
    {
        var poison = await TakeUnreadableAsync("JOHN DOE.835");
        _worker.Drop("good.835", 5);
        await SweepAsync();
        var failed = new List<FileFailedException>();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            failed.Add((await Assert.ThrowsAsync<FileFailedException>(() => RunAsync(poison)))!);
            Assert.That((await _worker.Files.FindAsync(poison))!.Failures, Is.EqualTo(attempt));
        }

        await RunAsync(poison);
        var row = (await _worker.Files.FindAsync(poison))!;
        Assert.That((row.Status, row.Failures), Is.EqualTo((FileStatus.Quarantined, 3)));
        Assert.That(row.Reason, Does.StartWith("It was tried 3 times, and failed each time").And.Contain("replay"));
        Assert.That(await File.ReadAllTextAsync(_worker.Folder.Absolute(row.StoredAs!) + ".reason.txt"), Is.EqualTo(row.Reason + Environment.NewLine));
        Assert.That(failed.Select(e => e.ToString()).Append(row.Reason), Is.All.Not.Contains("DOE"), "a name may tell of a patient");
        await _worker.RunFilesAsync();
        Assert.That((await _worker.Files.ListAsync(10))[0].Status, Is.EqualTo(FileStatus.Archived));
    }

    [Test]
    public async Task A_try_that_is_stopped_in_the_middle_does_not_count()
    {
        var text = new EraText();
        for (var i = 0; i < 1500; i++)
        {
            text.Claim($"CLP*ACCT-{i}*1*150*0*0*12*ICN-{i}", "SVC*HC:90834*150*0", "CAS*CO*197*150");
        }

        await File.WriteAllTextAsync(Path.Combine(_worker.Folder.Inbox, "a.835"), text.ToString());
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        for (var i = 0; i < 5; i++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.CatchAsync<OperationCanceledException>(() => _worker.Services.GetRequiredService<FileRun>().RunAsync(id, new FileWatch(new Stopping(stop)), stop.Token));
        }

        Assert.That((await _worker.Files.FindAsync(id))!.Attempts, Is.Zero);
        await RunAsync(id);
        Assert.That((await _worker.Files.FindAsync(id))!.Status, Is.EqualTo(FileStatus.Archived));
    }

    [Test]
    public async Task A_file_that_takes_the_program_down_each_time_is_quarantined_in_the_end()
    {
        _worker.Drop("a.835");
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        for (var i = 0; i < 10; i++)
        {
            // Begun, and no end.
            await _worker.Files.BeginAsync(id);
        }

        await RunAsync(id);
        var row = (await _worker.Files.FindAsync(id))!;
        Assert.That((row.Status, row.Reason), Is.EqualTo((FileStatus.Quarantined, "Its processing was begun 10 times, and each time something stopped the program before the end. Look at the log of those times, then replay the file.")));
        Assert.That(await ReplayAsync(id), Is.True);
        await RunAsync(id);
        row = (await _worker.Files.FindAsync(id))!;
        Assert.That((row.Status, row.Totals.NewAppeals), Is.EqualTo((FileStatus.Archived, 1)));
        Assert.That(Directory.EnumerateFiles(_worker.Folder.Quarantine), Is.Empty, "file and reason are gone from there");
    }

    [Test]
    public async Task A_replay_that_is_cut_short_goes_on()
    {
        var id = await QuarantinedAsync();
        await _worker.Files.ReopenAsync(id);
        Assert.That(await _worker.Services.GetRequiredService<FileQueue>().RecoverAsync(CancellationToken.None), Is.EqualTo(1));
        await RunAsync(id);
        Assert.That((await _worker.Files.FindAsync(id))!.Status, Is.EqualTo(FileStatus.Archived));
    }

    [Test]
    public async Task Only_a_quarantined_file_is_replayed()
    {
        _worker.Drop("a.835");
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        Assert.That(await ReplayAsync(id), Is.False);
        await RunAsync(id);
        Assert.That(await ReplayAsync(id), Is.False);
        Assert.That(await ReplayAsync(999), Is.False);
    }

    [Test]
    public async Task Bytes_that_vanish_are_told_and_the_same_content_is_taken_when_it_comes_again()
    {
        _worker.Drop("a.835");
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        File.Delete(_worker.Folder.FindInProcessing(id)!);
        await RunAsync(id);
        Assert.That((await _worker.Files.FindAsync(id))!.Status, Is.EqualTo(FileStatus.Received), "it may be somebody's for a moment");
        _worker.Time.Advance(TimeSpan.FromMinutes(16));
        await RunAsync(id);
        var row = (await _worker.Files.FindAsync(id))!;
        Assert.That((row.Status, row.StoredAs, row.Reason), Is.EqualTo((FileStatus.Quarantined, (string?)null, "Its bytes are gone from processing/: drop the file again.")));
        _worker.Drop("a.835");
        await SweepAsync();
        await _worker.RunFilesAsync();
        Assert.That((await _worker.Files.FindAsync(id))!.Status, Is.EqualTo(FileStatus.Archived));
    }

    [Test]
    public async Task Two_files_of_one_name_both_keep_their_place()
    {
        await using var other = await _worker.AnotherAsync();
        _worker.Drop("same.835", 1);
        await SweepAsync();
        _worker.Drop("same.835", 2);
        await SweepAsync();
        var ids = _worker.Folder.RegisteredInProcessing().Order().ToList();

        // Both are promised the same place before either is moved, as two workers may do at once.
        foreach (var id in ids)
        {
            await _worker.Files.BeginAsync(id);
            await _worker.Files.CompleteAsync(id, FileTotals.None, "archive/2026/11/same.835");
            await RunAsync(id);
        }

        var rows = await _worker.Files.ListAsync(10);
        Assert.That(rows.Select(row => row.StoredAs).ToList(), Has.Count.EqualTo(2).And.Unique);
        Assert.That(rows.Select(row => File.Exists(_worker.Folder.Absolute(row.StoredAs!))), Is.All.True);
    }

    private async Task<long> QuarantinedAsync()
    {
        _worker.Drop("a.835");
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        await _worker.Services.GetRequiredService<FileProcessing>().GiveUpAsync(id, "for a test", CancellationToken.None);
        return id;
    }

    // Opening a link that leads to itself fails for every account, whatever its rights.
    private async Task<long> TakeUnreadableAsync(string name)
    {
        _worker.Drop(name);
        await SweepAsync();
        var id = _worker.Folder.RegisteredInProcessing().Single();
        var path = _worker.Folder.FindInProcessing(id)!;
        File.Delete(path);
        File.CreateSymbolicLink(path, path);
        return id;
    }

    private Task<Look> SweepAsync() => _worker.Services.GetRequiredService<InboxSweep>().RunAsync(CancellationToken.None);

    private Task<string?> RunAsync(long id) => _worker.Services.GetRequiredService<ProcessFileJob>().Run(id, null, CancellationToken.None);

    private Task<bool> ReplayAsync(long id) => _worker.Services.GetRequiredService<FileQueue>().ReplayAsync(id, CancellationToken.None);

    // In the middle of the file.
    private sealed class Stopping(CancellationTokenSource source) : IProgress<FileProgress>
    {
        public void Report(FileProgress value) => source.Cancel();
    }
}
