using System.Text.Json;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>Sources as an office uses them: the worker and the verb, each a process of its own.</summary>
internal sealed partial class SourceServeTests
{
    private SshServer _server = null!;
    private TempFolder _folder = null!;

    [SetUp]
    public async Task SetUp()
    {
        _server = await SshServer.StartAsync();
        _folder = new TempFolder();
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
    public async Task A_remittance_on_the_server_arrives_in_the_ledger_of_a_running_worker()
    {
        await using var worker = WorkerProcess.Start(
            Environment(("After", "Delete"), ("Every", "00:00:01"), ("SettleTime", "00:00:01")), "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => Address().IsMatch(worker.Output) || worker.HasExited, "serve tells its address");
        Assert.That(worker.HasExited, Is.False, worker.Error);
        var row = SampleTable.Rows.First(row => row.File == "denied/coding.835");
        File.Copy(row.Path, _server.Remote("QUACKENBUSH.835"));
        await Eventually.BecomesAsync(() => Directory.EnumerateFiles(_folder.Sub("archive"), "QUACKENBUSH.835", SearchOption.AllDirectories).Any(), "the file is in the archive");
        Assert.That(_server.Remote("QUACKENBUSH.835"), Does.Not.Exist);
        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(worker.Output).Groups[1].Value) };
        Assert.That(await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)), Does.Contain("\"status\": \"Healthy\"").And.Not.Contain("Degraded"));
        await _server.StopAsync();
        await Eventually.BecomesAsync(async () => (await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative))).Contains("\"status\": \"Degraded\"", StringComparison.Ordinal), "health tells that the server is away");
        Assert.That(worker.Error, Does.Contain("Source clearinghouse").And.Not.Contain("QUACKENBUSH"));
    }

    [Test]
    public async Task The_verb_lists_checks_and_fetches()
    {
        _server.Put("one.835", "first");
        var environment = Environment();
        var list = await WorkerProcess.RunAsync(environment, "sources", "list", "--json");
        Assert.That(JsonDocument.Parse(list.Output).RootElement[0].GetProperty("hostKeys")[0].GetString(), Is.EqualTo(_server.HostKey));
        var check = await RunAsync(environment, "sources", "check");
        Assert.That((check.ExitCode, check.Output.Trim()), Is.EqualTo((0, "clearinghouse: the server has the pinned key and lets the user in; 1 file waiting.")), check.Error);
        Assert.That(_folder.Sub("inbox"), Does.Not.Exist, "a check writes nothing");
        var fetch = await RunAsync(environment, "sources", "fetch", "clearinghouse");
        Assert.That((fetch.ExitCode, fetch.Output.Trim()), Is.EqualTo((0, "clearinghouse: 1 file fetched into the inbox, 0 still being written.")), fetch.Error);
        Assert.That(_folder.Sub("inbox", "one.835"), Does.Exist);
        var again = await RunAsync(environment, "sources", "fetch", "--json");
        Assert.That(JsonDocument.Parse(again.Output).RootElement[0].GetProperty("fetched").GetInt32(), Is.Zero);
        using (new HeldNames(new DataFolder(_folder.Path).Locks).TryHold("source-clearinghouse"))
        {
            Assert.That((await RunAsync(environment, "sources", "fetch")).Output, Does.Contain("a worker is just looking"));
        }

        Assert.That((await RunAsync(environment, "sources", "fetch", "other")).ExitCode, Is.EqualTo(2));
        Assert.That((await RunAsync(new Dictionary<string, string>(), "sources", "check")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_a_pinned_key_the_verb_shows_what_the_server_presents_and_the_worker_does_not_start()
    {
        var environment = Environment(("HostKey", null));
        var check = await RunAsync(environment, "sources", "check");
        Assert.That(check.ExitCode, Is.EqualTo(1));
        Assert.That(check.Output, Does.Contain(_server.HostKey).And.Contain("(ssh-ed25519)").And.Contain(_server.RsaHostKey).And.Contain("Compare with the fingerprint that the sender published"));
        foreach (var verb in new[] { "serve", "sources" })
        {
            var refused = await RunAsync(environment, verb);
            Assert.That((refused.ExitCode, refused.Error), Is.EqualTo((2, refused.Error)));
            Assert.That(refused.Error, Does.Contain("Sources:Sftp:0:HostKey must be the SHA256 fingerprint"));
        }
    }

    [Test]
    public async Task A_demo_leaves_the_servers_alone()
    {
        _server.Put("one.835", "first");
        await using var demo = WorkerProcess.Start(Environment(("After", "Delete")), "demo", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => demo.Output.Contains("letters drafted", StringComparison.Ordinal) || demo.HasExited, "the demo is done");
        Assert.That(demo.HasExited, Is.False, demo.Error);
        Assert.That(_server.Remote("one.835"), Does.Exist);
        Assert.That(demo.Error, Does.Not.Contain("clearinghouse"));
    }

    private Task<Ran> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        WorkerProcess.RunAsync(environment, [.. args, "--data", _folder.Path]);

    private Dictionary<string, string> Environment(params (string Key, string? Value)[] settings) =>
        _server.Settings(settings).ToDictionary(entry => entry.Key.Replace(":", "__", StringComparison.Ordinal), entry => entry.Value!);

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Address();
}
