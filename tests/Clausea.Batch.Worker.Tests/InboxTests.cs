using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What may lie in an inbox, and what becomes of it.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class InboxTests
{
    private WorkerParts _worker = null!;

    [SetUp]
    public async Task SetUp() => _worker = await WorkerParts.CreateAsync(("Inbox:SettleTime", "00:00:00"));

    [TearDown]
    public async Task TearDown() => await _worker.DisposeAsync();

    [TestCase("plain.835")]
    [TestCase("with blanks and 'quotes'.835")]
    [TestCase("-leading-dash.835")]
    [TestCase("two\nlines.835")]
    [TestCase("übung ☎ 835.txt")]
    [TestCase("no-ending")]
    [TestCase("%2e%2e%2f$(x)`y`;z.835")]
    public async Task A_file_of_any_name_is_taken(string name)
    {
        Drop(name);
        await SweepAsync();
        Assert.That(await FilesAsync(), Has.Count.EqualTo(1));
        Assert.That((await FilesAsync())[0].Name, Is.EqualTo(name));
        Assert.That(Directory.EnumerateFileSystemEntries(_worker.Folder.Inbox), Is.Empty);
    }

    [Test]
    public async Task A_name_as_long_as_a_system_allows_is_taken([Values("x", "漢")] string letter)
    {
        var name = string.Concat(Enumerable.Repeat(letter, 251 / System.Text.Encoding.UTF8.GetByteCount(letter))) + ".835";
        Drop(name);
        await SweepAsync();
        await RunFilesAsync();
        var file = (await FilesAsync()).Single();
        Assert.That((file.Status, Path.GetExtension(file.StoredAs)), Is.EqualTo((FileStatus.Archived, ".835")));
        Assert.That(File.Exists(_worker.Folder.Absolute(file.StoredAs!)), Is.True);
    }

    [Test]
    public async Task Links_are_named_and_not_followed()
    {
        var outside = _worker.Temp.Sub("outside");
        Directory.CreateDirectory(outside);
        File.Copy(SampleTable.Rows.First().Path, Path.Combine(outside, "secret.835"));
        File.CreateSymbolicLink(Path.Combine(_worker.Folder.Inbox, "link.835"), Path.Combine(outside, "secret.835"));
        Directory.CreateSymbolicLink(Path.Combine(_worker.Folder.Inbox, "folder"), outside);
        File.CreateSymbolicLink(Path.Combine(_worker.Folder.Inbox, "dangling.835"), "/there/is/nothing");
        Drop("plain.835");
        await SweepAsync();
        Assert.That(await FilesAsync(), Has.Count.EqualTo(1));
        Assert.That(File.Exists(Path.Combine(outside, "secret.835")), Is.True);
        Assert.That(Problems().Select(problem => problem.Name), Is.EquivalentTo(new[] { "link.835", "folder", "dangling.835" }));
        Assert.That(Problems().Select(problem => problem.Why), Is.All.Contains("links are not followed"));
    }

    [Test]
    public async Task Folders_are_looked_into_only_when_asked()
    {
        var sub = Path.Combine(_worker.Folder.Inbox, "payer", "today");
        Directory.CreateDirectory(sub);
        File.Copy(SampleTable.Rows.First().Path, Path.Combine(sub, "deep.835"));
        await SweepAsync();
        Assert.That(await FilesAsync(), Is.Empty);
        Assert.That(Problems().Single().Why, Does.Contain("Inbox:Subfolders"));

        _worker.Options.Subfolders = true;
        await SweepAsync();
        Assert.That((await FilesAsync()).Single().Name, Is.EqualTo("deep.835"));
        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public async Task A_file_that_is_open_elsewhere_holds_up_no_other()
    {
        Drop("held.835");
        Drop("plain.835", 1);
        await using (new FileStream(Path.Combine(_worker.Folder.Inbox, "held.835"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            await SweepAsync();
            await RunFilesAsync();
        }

        await SweepAsync();
        await RecoverAsync();
        await RunFilesAsync();
        Assert.That((await FilesAsync()).Select(file => file.Status), Is.EqualTo(new[] { FileStatus.Archived, FileStatus.Archived }));
    }

    [Test]
    public async Task Temporary_names_stay_in_every_spelling([Values(".x.835", "~x.835", "x.835.part", "x.835.PART", "x.tmp", "x.crdownload", "x.filepart")] string name)
    {
        Drop(name);
        await SweepAsync();
        Assert.That(File.Exists(Path.Combine(_worker.Folder.Inbox, name)), Is.True);
        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public async Task A_file_whose_taking_was_cut_short_is_found_again()
    {
        // As it lies on another volume after a stop: renamed, not yet copied.
        Drop("plain.835");
        var path = Path.Combine(_worker.Folder.Inbox, "plain.835");
        File.Move(path, DataFolder.Taking(path));
        await SweepAsync();
        Assert.That((await FilesAsync()).Single().Name, Is.EqualTo("plain.835"));
    }

    [Test]
    public async Task Many_sweeps_at_once_take_each_file_once()
    {
        for (var i = 0; i < 20; i++)
        {
            Drop($"{i}.835", i);
        }

        _worker.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<WorkersOptions>>().Value.Files = 4;
        var sweeps = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<InboxSweep>(_worker.Services)).ToList();
        await Task.WhenAll(sweeps.Select(sweep => Task.Run(() => sweep.RunAsync(CancellationToken.None))));
        await RecoverAsync();
        Assert.That(await FilesAsync(), Has.Count.EqualTo(20));
        Assert.That((await FilesAsync()).Select(file => file.SeenCount), Is.All.EqualTo(1));
        Assert.That(_worker.Folder.RegisteredInProcessing().ToList(), Has.Count.EqualTo(20).And.Unique);
        Assert.That(Directory.EnumerateFiles(_worker.Folder.Duplicates), Is.Empty);
        sweeps.ForEach(sweep => sweep.Dispose());
    }

    [Test]
    public async Task A_worker_takes_what_it_can_soon_do_and_leaves_the_rest_to_others()
    {
        for (var i = 0; i < 20; i++)
        {
            Drop($"{i:00}.835", i);
        }

        Assert.That(await SweepAsync(), Is.EqualTo(Look.Full));
        Assert.That(await FilesAsync(), Has.Count.EqualTo(16));
        await using var other = await _worker.AnotherAsync();
        other.Options.SettleTime = TimeSpan.Zero;
        Assert.That(await other.Services.GetRequiredService<InboxSweep>().RunAsync(CancellationToken.None), Is.EqualTo(Look.Clear));
        Assert.That(await FilesAsync(), Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_clock_that_is_set_back_holds_up_no_file()
    {
        _worker.Options.SettleTime = TimeSpan.FromSeconds(2);
        Drop("plain.835");
        await SweepAsync();
        _worker.Time.Jump(TimeSpan.FromDays(-400));
        _worker.Time.Advance(TimeSpan.FromSeconds(3));
        await SweepAsync();
        Assert.That(await FilesAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_disk_nearly_full_takes_no_file_and_says_so()
    {
        _worker.Data.MinFreeMegabytes = int.MaxValue;
        Drop("plain.835");
        await SweepAsync();
        Assert.That(await FilesAsync(), Is.Empty);
        var status = _worker.Services.GetRequiredService<InboxStatus>();
        Assert.That(status.Paused, Does.Contain("MB left").And.Contain("Data:MinFreeMegabytes"));
        _worker.Data.MinFreeMegabytes = 0;
        await SweepAsync();
        Assert.That((status.Paused, (await FilesAsync()).Count), Is.EqualTo(((string?)null, 1)));
    }

    private void Drop(string name, int number = 0) => _worker.Drop(name, number);

    private Task<Look> SweepAsync() => _worker.Services.GetRequiredService<InboxSweep>().RunAsync(CancellationToken.None);

    private Task<int> RecoverAsync() => _worker.Services.GetRequiredService<FileQueue>().RecoverAsync(CancellationToken.None);

    private Task RunFilesAsync() => _worker.RunFilesAsync();

    private Task<IReadOnlyList<FileRow>> FilesAsync() => _worker.Files.ListAsync(100);

    private IReadOnlyList<InboxProblem> Problems() => _worker.Services.GetRequiredService<InboxStatus>().Problems;
}
