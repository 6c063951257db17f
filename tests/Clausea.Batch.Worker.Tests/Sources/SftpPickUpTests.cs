using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>Files are picked up from a real server: each arrives, whole, once.</summary>
internal sealed class SftpPickUpTests
{
    private SshServer _server = null!;
    private TempFolder _folder = null!;
    private DataFolder _data = null!;

    [SetUp]
    public async Task SetUp()
    {
        _server = await SshServer.StartAsync();
        _folder = new TempFolder();
        _data = new DataFolder(_folder.Path);
        _data.Create();
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _folder.Dispose();
        }
    }

    [Test]
    public async Task Files_are_fetched_and_then_archived_on_the_server()
    {
        _server.Put("one.835", "first");
        _server.Put("two.835", "second");
        _server.Put("notes.txt", "not meant");
        Directory.CreateDirectory(_server.Remote("done"));
        var source = _server.Source(("After", "Archive"), ("ArchiveFolder", _server.Remote("done")), ("Pattern", "*.835"));
        AssertLooked(await LookAsync(source), found: 2, fetched: 2);
        Assert.Multiple(() =>
        {
            Assert.That(Inbox(), Is.EquivalentTo(new[] { "one.835", "two.835" }));
            Assert.That(File.ReadAllText(_folder.Sub("inbox", "two.835")), Is.EqualTo("second"));
            Assert.That(Names(_server.Remote()), Is.EqualTo(new[] { "notes.txt" }));
            Assert.That(Names(_server.Remote("done")), Is.EquivalentTo(new[] { "one.835", "two.835" }));
        });
        AssertLooked(await LookAsync(source), found: 0, fetched: 0);
    }

    [Test]
    public async Task An_archived_file_of_the_same_name_is_not_overwritten()
    {
        _server.Put("done/daily.835", "yesterday");
        _server.Put("daily.835", "today");
        AssertLooked(await LookAsync(_server.Source(("After", "Archive"), ("ArchiveFolder", _server.Remote("done")))), found: 1, fetched: 1);
        Assert.That(Directory.EnumerateFiles(_server.Remote("done")).Select(File.ReadAllText), Is.EquivalentTo(new[] { "yesterday", "today" }));
    }

    [Test]
    public async Task Files_are_fetched_and_then_deleted_on_the_server()
    {
        _server.Put("one.835", "first");
        AssertLooked(await LookAsync(_server.Source(("After", "Delete"))), found: 1, fetched: 1);
        Assert.That((Names(_server.Remote()), Inbox()), Is.EqualTo((Array.Empty<string>(), new[] { "one.835" })));
    }

    [Test]
    public async Task What_is_kept_is_fetched_once_and_again_when_it_changes()
    {
        var path = _server.Put("one.835", "first");
        var source = _server.Source();
        AssertLooked(await LookAsync(source), found: 1, fetched: 1);
        AssertLooked(await LookAsync(source), found: 0, fetched: 0);
        File.WriteAllText(path, "first, corrected");
        AssertLooked(await LookAsync(source), found: 1, fetched: 1);
        Assert.That(Directory.EnumerateFiles(_data.Inbox).Select(File.ReadAllText), Is.EquivalentTo(new[] { "first", "first, corrected" }));
        var memory = File.ReadAllText(_folder.Sub("sources", "clearinghouse.json"));
        Assert.That(memory, Does.Not.Contain("one"), "names may tell of patients");
        File.Delete(path);
        AssertLooked(await LookAsync(source), found: 0, fetched: 0);
        Assert.That(File.ReadAllText(_folder.Sub("sources", "clearinghouse.json")), Is.EqualTo("{}"), "what is gone is forgotten");
    }

    [Test]
    public async Task A_damaged_memory_fetches_again_and_says_so()
    {
        _server.Put("one.835", "first");
        await LookAsync(_server.Source());
        File.WriteAllText(_folder.Sub("sources", "clearinghouse.json"), "{\"half");
        var result = await LookAsync(_server.Source());
        Assert.That((result.Fetched, result.Problems.Single()), Is.EqualTo((1, "sources/clearinghouse.json in the data folder was damaged, so that what it knew was fetched again; the ledger recognizes it.")));
        AssertLooked(await LookAsync(_server.Source()), found: 0, fetched: 0);
    }

    [Test]
    public async Task Another_host_key_is_refused_before_anything_is_read()
    {
        _server.Put("one.835", "first");
        const string Expected = "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        var result = await LookAsync(_server.Source(("HostKey", Expected), ("After", "Delete")));
        Assert.Multiple(() =>
        {
            Assert.That((result.Found, result.Fetched), Is.EqualTo((0, 0)));
            Assert.That(result.Problems.Single(), Does.Contain(Expected).And.Contain(_server.HostKey).And.Contain(_server.RsaHostKey).And.Contain("Sources:Sftp:0:HostKey"));
            Assert.That(Inbox(), Is.Empty);
            Assert.That(Names(_server.Remote()), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task Any_of_several_pinned_keys_of_any_kind_is_accepted()
    {
        _server.Put("one.835", "first");
        AssertLooked(await LookAsync(_server.Source(("HostKey", "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, " + _server.RsaHostKey))), found: 1, fetched: 1);
        Assert.That((await SftpConnection.PresentedAsync(_server.Source(), CancellationToken.None)).Select(key => key.Fingerprint), Is.EquivalentTo(new[] { _server.HostKey, _server.RsaHostKey }));
    }

    [Test]
    public async Task A_file_still_growing_is_left()
    {
        _server.Put("whole.835", "whole");
        var growing = _server.Put("growing.835", "gro");
        var source = _server.Source(("SettleTime", "00:00:30"));
        var result = await LookAsync(source, new BetweenLooks(() => File.AppendAllText(growing, "wing")));
        Assert.That((result.Fetched, result.Moving, Inbox()), Is.EqualTo((1, 1, new[] { "whole.835" })));
        AssertLooked(await LookAsync(source, new BetweenLooks(() => { })), found: 1, fetched: 1);
        Assert.That(File.ReadAllText(_folder.Sub("inbox", "growing.835")), Is.EqualTo("growing"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_file_that_changes_while_it_is_fetched_is_discarded(bool grows)
    {
        var path = _server.PutLarge("large.835", 192);
        var source = _server.Source(("After", "Delete"));
        var look = LookAsync(source);
        await Eventually.BecomesAsync(() => Parts().Any(part => part.Length > 0), "the download has begun");
        if (grows)
        {
            File.AppendAllText(path, "more");
        }
        else
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        var result = await look;
        Assert.That((result.Fetched, result.Moving, Inbox().Count, Parts().Count(), File.Exists(path)), Is.EqualTo((0, 1, 0, 0, true)));
    }

    [Test]
    public async Task What_was_written_over_a_fetched_file_is_not_deleted()
    {
        _server.Put("one.835", "first");
        var source = _server.Source(("After", "Delete"));
        using var client = await SftpConnection.OpenAsync(source, CancellationToken.None);
        var remote = new RemoteFolder(client, source);
        var step = new RemoteStep(client, remote, source, TimeProvider.System);
        var fetched = (await remote.ListAsync(CancellationToken.None)).Single();
        _server.Put("one.835", "written over it");
        Assert.That(await step.TryAsync(fetched, CancellationToken.None), Is.Null);
        Assert.That(Names(_server.Remote()), Is.EqualTo(new[] { "one.835" }));
        Assert.That(await step.TryAsync((await remote.ListAsync(CancellationToken.None)).Single(), CancellationToken.None), Is.Null);
        Assert.That(Names(_server.Remote()), Is.Empty);
    }

    [Test]
    public async Task A_connection_cut_in_the_middle_leaves_no_part_and_the_next_look_succeeds()
    {
        _server.PutLarge("large.835", 192);
        var source = _server.Source(("After", "Delete"));
        var look = LookAsync(source);
        await Eventually.BecomesAsync(() => Parts().Any(part => part.Length > 0), "the download has begun");
        _server.CutConnections();
        var result = await look;
        Assert.Multiple(() =>
        {
            Assert.That(result.Fetched, Is.Zero);
            Assert.That(result.Problems.Single(), Does.Contain("ended early"));
            Assert.That(Inbox(), Is.Empty);
            Assert.That(Parts(), Is.Empty);
        });
        AssertLooked(await LookAsync(source), found: 1, fetched: 1);
        Assert.That(new FileInfo(_folder.Sub("inbox", "large.835")).Length, Is.EqualTo(192L << 20));
    }

    [Test]
    public async Task A_server_that_falls_silent_is_given_up()
    {
        _server.PutLarge("large.835", 192);
        var source = _server.Source(("Timeout", "00:00:02"), ("SettleTime", "00:00:30"));
        var atList = await LookAsync(source, new BetweenLooks(_server.FallSilent)).WaitAsync(TimeSpan.FromMinutes(1));
        _server.CutConnections();
        var look = LookAsync(source, new BetweenLooks(() => { }));
        await Eventually.BecomesAsync(() => Parts().Any(part => part.Length > 0), "the download has begun");
        _server.FallSilent();
        var atDownload = await look.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That(new[] { atList, atDownload }.SelectMany(result => result.Problems), Is.EqualTo(Enumerable.Repeat("127.0.0.1 did not answer within Sources:Sftp:0:Timeout. The next look tries again.", 2)));
        Assert.That((Inbox().Count, Parts().Count()), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task What_a_killed_worker_left_is_cleared_and_nothing_else()
    {
        var (ours, other) = (_folder.Sub("inbox", ".clearinghouse.abc.part"), _folder.Sub("inbox", ".clearinghouse-2.abc.part"));
        File.WriteAllText(ours, "half");
        File.WriteAllText(other, "half");
        await LookAsync(_server.Source());
        Assert.That((File.Exists(ours), File.Exists(other)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Two_at_once_take_each_file_once()
    {
        for (var i = 0; i < 60; i++)
        {
            _server.Put($"{i}.835", $"file {i}");
        }

        var source = _server.Source(("After", "Delete"));
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => LookAsync(source))));
        Assert.Multiple(() =>
        {
            Assert.That(results.Sum(result => result.Fetched), Is.EqualTo(60));
            Assert.That(results.SelectMany(result => result.Problems), Is.Empty);
            Assert.That(Inbox(), Has.Count.EqualTo(60));
        });
        using (new HeldNames(_data.Locks).TryHold($"source-{source.Name}"))
        {
            Assert.That((await LookAsync(source)).IsBusy, Is.True);
        }

        Assert.That((await LookAsync(source)).IsBusy, Is.False);
    }

    [Test]
    public async Task Odd_names_arrive_under_names_that_are_safe()
    {
        string[] names = ["with blanks.835", "Zahlung für März.835", "-rf.835", "two\nlines.835", "a:b?.835", "CON.835", "back\\slash.835", new string('x', 240) + ".835", "支付.835"];
        foreach (var name in names)
        {
            _server.Put(name, name);
        }

        _server.Put(".hidden.835", "being written");
        _server.Put("upload.835.filepart", "being written");
        Directory.CreateDirectory(_server.Remote("done"));
        AssertLooked(await LookAsync(_server.Source(("After", "Archive"), ("ArchiveFolder", _server.Remote("done")))), found: names.Length, fetched: names.Length);
        Assert.Multiple(() =>
        {
            Assert.That(Directory.EnumerateFiles(_data.Inbox).Select(File.ReadAllText), Is.EquivalentTo(names));
            Assert.That(Inbox(), Is.SupersetOf(new[] { "with blanks.835", "Zahlung für März.835", "_-rf.835", "two_lines.835", "a_b_.835", "_CON.835", "back_slash.835", "支付.835" }));
            Assert.That(Names(_server.Remote("done")), Is.EquivalentTo(names), "the server keeps its own");
        });
    }

    [Test]
    public async Task A_name_that_is_no_text_is_given_back_to_the_server_as_it_is()
    {
        // Latin-1, as an old server writes it: this runtime cannot make such a name itself.
        _server.Put("x.835", "umlaut");
        Shell($"mv x.835 \"$(printf 'M\\344rz.835')\"");
        AssertLooked(await LookAsync(_server.Source(("After", "Delete"))), found: 1, fetched: 1);
        Assert.That((Inbox(), Names(_server.Remote())), Is.EqualTo((new[] { "März.835" }, Array.Empty<string>())));
    }

    [Test]
    public async Task Folders_below_are_looked_through_when_asked_and_links_never()
    {
        _server.Put("top.835", "top");
        _server.Put("2026/11/same.835", "november");
        _server.Put("2026/12/same.835", "december");
        _server.Put("done/old.835", "old");
        File.CreateSymbolicLink(_server.Remote("link.835"), _server.Remote("top.835"));
        Directory.CreateSymbolicLink(_server.Remote("around"), _server.Remote());
        AssertLooked(await LookAsync(_server.Source(("Name", "flat"))), found: 1, fetched: 1);
        AssertLooked(await LookAsync(_server.Source(("Subfolders", "true"), ("After", "Archive"), ("ArchiveFolder", _server.Remote("done")))), found: 3, fetched: 3);
        Assert.That(Directory.EnumerateFiles(_data.Inbox).Select(File.ReadAllText), Is.EquivalentTo(new[] { "top", "top", "november", "december" }));
    }

    private Task<PickUpResult> LookAsync(SftpSource source, TimeProvider? time = null) =>
        new SftpPickUp(_data, source, time ?? TimeProvider.System).RunAsync(CancellationToken.None);

    private static void AssertLooked(PickUpResult result, int found, int fetched)
    {
        Assert.That(result.Problems, Is.Empty);
        Assert.That((result.Found, result.Fetched, result.Moving), Is.EqualTo((found, fetched, 0)));
    }

    private IReadOnlyList<string> Inbox() => [.. Names(_data.Inbox).Where(name => name[0] != '.')];

    private IEnumerable<FileInfo> Parts() => new DirectoryInfo(_data.Inbox).EnumerateFiles(".*.part");

    private static IReadOnlyList<string> Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private void Shell(string command)
    {
        using var shell = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = _server.Remote() })!;
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero);
    }

    /// <summary>A clock whose waits end at once, once something has happened in them.</summary>
    private sealed class BetweenLooks(Action happens) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            happens();
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
