using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What the world does to a worker: the ledger away, the disk full or read-only. Nothing is lost, nothing is tried to
/// death, and health says why.</summary>
internal sealed partial class FaultTests
{
    private static readonly Dictionary<string, string> s_impatient = new() { ["Ledger__BusyTimeout"] = "00:00:01" };

    [Test]
    public async Task A_ledger_held_by_another_program_only_delays()
    {
        using var office = new Office();
        await using var worker = Start(office, s_impatient);
        using var http = await AddressAsync(worker);
        await office.DropAsync(await office.SynthesizeAsync(2000, 1), "before.835");
        await Eventually.BecomesAsync(() => office.Read<long>("SELECT COUNT(*) FROM files").Single() == 1, "it has begun");
        await using (var held = await HoldAsync(office))
        {
            for (var i = 0; i < 5; i++)
            {
                await office.DropAsync(await office.SynthesizeAsync(20, 10 + i), $"during-{i}.835");
            }

            await Task.Delay(TimeSpan.FromSeconds(12));
            Assert.That(worker.HasExited, Is.False, worker.Error);
        }

        // What was taken is given its next try within a minute.
        await Eventually.BecomesAsync(office.IsAtRest, "all is done", seconds: 150);
        office.AssertNothingLostAndNothingTwice();
        Assert.That(office.Read<long>("SELECT MAX(failures) FROM files").Single(), Is.Zero, "it was not the files' doing");
        Assert.That(Directory.EnumerateFiles(Path.Combine(office.Data, "quarantine")), Is.Empty);
    }

    [Test]
    public async Task A_ledger_away_at_the_start_is_waited_for_and_health_says_why()
    {
        using var office = new Office();
        Assert.That((await WorkerProcess.RunAsync("files", "--data", office.Data)).ExitCode, Is.Zero, "the ledger is made");
        await office.DropAsync(await office.SynthesizeAsync(50, 1), "waiting.835");
        var port = FreePort();
        WorkerProcess worker;
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await using (var held = await HoldAsync(office))
        {
            worker = WorkerProcess.StartWith(s_impatient, "serve", "--data", office.Data, "--urls", $"http://127.0.0.1:{port}");
            await Eventually.BecomesAsync(() => StatusAsync(http, "/health/live", HttpStatusCode.OK), "it answers although it waits");
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("ledger").And.Contain("another program has held it"));
            using var page = await http.GetAsync(new Uri("/hangfire/appeals", UriKind.Relative));
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(File.Exists(Path.Combine(office.Data, "inbox", "waiting.835")), Is.True, "files stay where they are");
        }

        await using (worker)
        {
            await Eventually.BecomesAsync(office.IsAtRest, "all is done", seconds: 120);
            Assert.That(await StatusAsync(http, "/health/ready", HttpStatusCode.OK), Is.True);
            office.AssertNothingLostAndNothingTwice();
        }
    }

    [Test]
    public async Task A_disk_that_fills_up_stops_the_taking_and_loses_nothing()
    {
        using var disk = SmallDisk.Mount(40);
        using var office = new Office(disk.Path);
        var settings = new Dictionary<string, string> { ["Data__MinFreeMegabytes"] = "8", ["Inbox__SweepEvery"] = "00:00:02" };
        await using var worker = Start(office, settings);
        await office.DropAsync(await office.SynthesizeAsync(300, 1), "first.835");
        await Eventually.BecomesAsync(office.IsAtRest, "the first is done");

        var filler = Path.Combine(disk.Path, "filler");
        await FillAsync(filler, leave: 6);
        await office.DropAsync(await office.SynthesizeAsync(300, 2), "second.835");
        await Eventually.BecomesAsync(() => worker.Error.Contains("MB left", StringComparison.Ordinal), "it says that it takes no more");
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.That(File.Exists(Path.Combine(office.Data, "inbox", "second.835")), Is.True);

        File.Delete(filler);
        await Eventually.BecomesAsync(office.IsAtRest, "the second is done once there is room", seconds: 90);
        office.AssertNothingLostAndNothingTwice();
    }

    [Test]
    public async Task A_disk_that_is_full_in_the_middle_only_delays()
    {
        using var disk = SmallDisk.Mount(60);
        using var office = new Office(disk.Path);
        await using var worker = Start(office, new Dictionary<string, string> { ["Data__MinFreeMegabytes"] = "0", ["Inbox__SweepEvery"] = "00:00:02" });
        var filler = Path.Combine(disk.Path, "filler");
        await office.DropAsync(await office.SynthesizeAsync(4000, 1), "large.835");
        await Eventually.BecomesAsync(() => office.Read<long>("SELECT COUNT(*) FROM files").Single() == 1, "it has begun");
        await FillAsync(filler, leave: 0);
        await Task.Delay(TimeSpan.FromSeconds(10));
        Assert.That(worker.HasExited, Is.False, worker.Error);
        File.Delete(filler);
        await Eventually.BecomesAsync(office.IsAtRest, "all is done once there is room", seconds: 150);
        office.AssertNothingLostAndNothingTwice();
        Assert.That(office.Read<long>("SELECT MAX(failures) FROM files").Single(), Is.Zero);
    }

    [Test]
    public async Task A_read_only_disk_is_told_in_words()
    {
        using var disk = SmallDisk.Mount(20);
        using var office = new Office(disk.Path);
        Assert.That((await WorkerProcess.RunAsync("files", "--data", office.Data)).ExitCode, Is.Zero);
        SmallDisk.Run("mount", "-o", "remount,ro", disk.Path);
        var ran = await WorkerProcess.RunAsync("ingest", SampleTable.Rows.First().Path, "--data", office.Data);
        Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((2, string.Empty)));
        Assert.That(ran.Error, Is.Not.Empty.And.Not.Contain("   at "));
    }

    private static WorkerProcess Start(Office office, IReadOnlyDictionary<string, string> settings) =>
        WorkerProcess.StartWith(settings, "serve", "--data", office.Data, "--urls", "http://127.0.0.1:0");

    private static async Task<HttpClient> AddressAsync(WorkerProcess worker)
    {
        await Eventually.BecomesAsync(() => Address().IsMatch(worker.Output) || worker.HasExited, "serve tells its address");
        Assert.That(worker.HasExited, Is.False, worker.Error);
        return new HttpClient { BaseAddress = new Uri(Address().Match(worker.Output).Groups[1].Value) };
    }

    private static async Task<bool> StatusAsync(HttpClient http, string path, HttpStatusCode expected)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode == expected;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    // As a backup or a database tool may do.
    private static async Task<SqliteConnection> HoldAsync(Office office)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(office.Data, "ledger.db")};Pooling=False;Default Timeout=60");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task FillAsync(string path, int leave)
    {
        var free = new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace - ((long)leave << 20);
        await using var filler = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
        var block = new byte[1 << 16];
        try
        {
            for (; free > 0; free -= block.Length)
            {
                await filler.WriteAsync(block.AsMemory(0, (int)Math.Min(block.Length, free)));
            }
        }
        catch (IOException)
        {
            // Full to the last byte.
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Address();

    /// <summary>A disk of its own, in memory. Mounting it needs rights that not everybody has.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        public static SmallDisk Mount(int megabytes)
        {
            var disk = new SmallDisk(Directory.CreateTempSubdirectory("clausea-disk-").FullName);
            if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path))
            {
                Directory.Delete(disk.Path);
                Assert.Ignore("A small disk can be mounted only on Linux, by root");
            }

            return disk;
        }

        public static bool Run(string program, params string[] args)
        {
            try
            {
                using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        }

        public void Dispose()
        {
            SqliteConnection.ClearAllPools();
            Run("umount", "-l", Path);
            Directory.Delete(Path);
        }
    }
}
