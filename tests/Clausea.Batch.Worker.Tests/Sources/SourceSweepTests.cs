using System.Collections.Concurrent;
using System.Net.Sockets;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>Sources beside the ledger: what is fetched twice counts once, and what goes wrong is told without secrets.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class SourceSweepTests
{
    private const string PasswordVariable = "CLAUSEA_TEST_SFTP_PASSWORD";
    private const string Password = "hunter2-is-no-password";
    private const string Patient = "QUACKENBUSH-TESSA.835";

    private readonly ConcurrentBag<string> _log = [];
    private SshServer? _server;
    private TempFolder _folder = null!;
    private ServiceProvider? _services;

    [SetUp]
    public void SetUp()
    {
        _log.Clear();
        _folder = new TempFolder();
        Environment.SetEnvironmentVariable(PasswordVariable, Password);
    }

    [TearDown]
    public async Task TearDown()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Test]
    public async Task A_file_that_cannot_be_archived_is_fetched_once_and_told()
    {
        _server = await SshServer.StartAsync(readOnly: true);
        Directory.CreateDirectory(_server.Remote("done"));
        File.Copy(Path.Combine(Repository.Samples, "denied", "coding.835"), _server.Remote(Patient));
        await StartAsync(_server.Settings(("After", "Archive"), ("ArchiveFolder", _server.Remote("done"))));
        var results = new[] { await LookAsync(), await LookAsync() };
        Assert.That(results.Select(result => (result.Found, result.Fetched)), Is.EqualTo(new[] { (1, 1), (0, 0) }));
        Assert.That(
            results.Select(result => result.Problems.Single()),
            Is.All.EqualTo("1 of 1 files lie in the inbox, but could not be moved to the folder of Sources:Sftp:0:ArchiveFolder (permission denied). The first of them is number 1 in the order of names."));
        Assert.That((await FilesAsync()).Select(file => file.SeenCount), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_file_that_is_fetched_twice_is_in_the_ledger_once()
    {
        _server = await SshServer.StartAsync(readOnly: true);
        File.Copy(Path.Combine(Repository.Samples, "denied", "coding.835"), _server.Remote(Patient));
        await StartAsync(_server.Settings(("After", "Delete")));
        await LookAsync();
        await FilesAsync();

        // As after a stop between the fetch and the note of it.
        File.Delete(_folder.Sub("sources", "clearinghouse.json"));
        Assert.That((await LookAsync()).Fetched, Is.EqualTo(1));
        Assert.That((await FilesAsync()).Select(file => file.SeenCount), Is.EqualTo(new[] { 2 }));
        Assert.That(Directory.EnumerateFiles(_folder.Sub("duplicates")).Count(), Is.EqualTo(1));
    }

    [TestCase("Folder", "/nowhere", "127.0.0.1 has no folder as Sources:Sftp:0:Folder names it.")]
    [TestCase("ArchiveFolder", "/nowhere", "127.0.0.1 has no folder as Sources:Sftp:0:ArchiveFolder names it. Nothing was picked up.")]
    [TestCase("User", "nobody-here", "127.0.0.1 did not let the user of Sources:Sftp:0:User in with the private key of Sources:Sftp:0:KeyVariable.")]
    [TestCase("KeyVariable", PasswordVariable, "The private key of Sources:Sftp:0:KeyVariable cannot be read; it must be a whole private key in the form of OpenSSH, PEM or PuTTY.")]
    [TestCase("KeyVariable", "CLAUSEA_TEST_NOT_SET", "Sources:Sftp:0:KeyVariable names the environment variable CLAUSEA_TEST_NOT_SET, which is not set.")]
    public async Task What_is_wrong_is_told_by_its_key(string key, string value, string told)
    {
        _server = await SshServer.StartAsync();
        _server.Put(Patient, "first");
        (string, string?)[] archive = key == "ArchiveFolder" ? [("After", "Archive")] : [];
        await StartAsync(_server.Settings([(key, value), .. archive]));
        Assert.That((await LookAsync()).Problems, Is.EqualTo(new[] { told }));
        AssertNoSecrets();
    }

    [Test]
    public async Task A_refused_password_is_told_and_not_shown()
    {
        _server = await SshServer.StartAsync();
        await StartAsync(_server.Settings(("KeyVariable", null), ("PasswordVariable", PasswordVariable)));
        Assert.That((await LookAsync()).Problems.Single(), Is.EqualTo("127.0.0.1 did not let the user of Sources:Sftp:0:User in with the password of Sources:Sftp:0:PasswordVariable."));
        AssertNoSecrets();
    }

    [Test]
    public async Task A_key_with_a_passphrase_is_read_and_a_wrong_one_told()
    {
        _server = await SshServer.StartAsync();
        _server.Put(Patient, "first");
        var file = _folder.Sub("key");
        SshServer.WriteSecret(file, _server.UserKey);
        SshServer.Run("ssh-keygen", "-q", "-p", "-P", string.Empty, "-N", Password, "-f", file);
        var good = _server.Source(("KeyVariable", null), ("KeyFile", file), ("PassphraseVariable", PasswordVariable));
        Assert.That(await new SftpPickUp(Data(), good, TimeProvider.System).CountAsync(CancellationToken.None), Is.EqualTo(1));
        foreach (var (phrase, told) in new[] { (SshServer.KeyVariable, "cannot be read; check it, and the passphrase of Sources:Sftp:0:PassphraseVariable"), (null, "has a passphrase: name its environment variable in Sources:Sftp:0:PassphraseVariable") })
        {
            var source = _server.Source(("KeyVariable", null), ("KeyFile", file), ("PassphraseVariable", phrase));
            var thrown = await Assert.ThrowsAsync<SourceException>(() => new SftpPickUp(Data(), source, TimeProvider.System).CountAsync(CancellationToken.None));
            Assert.That(thrown!.Message, Does.Contain(told));
            Assert.That(thrown.ToString(), Does.Not.Contain(Password).And.Not.Contain("PRIVATE KEY"));
        }
    }

    [Test]
    public async Task One_failing_source_does_not_hold_up_another_and_health_tells_which()
    {
        _server = await SshServer.StartAsync();
        _server.Put(Patient, "first");
        using var nobody = new TcpListener(System.Net.IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((System.Net.IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var settings = _server.Settings(("Name", "away"), ("Port", $"{port}"));
        foreach (var (key, value) in _server.Settings())
        {
            settings[key.Replace(":0:", ":1:", StringComparison.Ordinal)] = value;
        }

        await StartAsync(settings);
        var results = await _services!.GetRequiredService<SourceSweep>().RunAsync(CancellationToken.None);
        Assert.That(results.Select(result => (result.Source, result.Fetched)), Is.EqualTo(new[] { ("away", 0), ("clearinghouse", 1) }));
        var health = await new SourcesHealth(_services!.GetRequiredService<SourceStatuses>()).CheckHealthAsync(new HealthCheckContext());
        Assert.That(health.Status, Is.EqualTo(HealthStatus.Degraded));
        Assert.That(health.Description, Is.EqualTo($"away: 127.0.0.1 port {port} could not be reached (ConnectionRefused). Check Sources:Sftp:0:Host and Port, and that the network lets it through."));
        AssertNoSecrets();
    }

    [TestCase("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [TestCase("SSH-2.0-x\r\n\u0001\u0002\u0003\u0004 no packet of the protocol, whatever it may mean to be, is as this one is")]
    [TestCase("")]
    public async Task A_server_that_is_none_stops_nothing(string says)
    {
        _server = await SshServer.StartAsync();
        var port = 0;
        var answering = AnswerAsync(says, bound => port = bound);
        await StartAsync(_server.Settings(("Port", $"{port}"), ("Timeout", "00:00:05")));
        Assert.That((await LookAsync()).Problems, Has.Count.EqualTo(1));
        await answering;
    }

    private static async Task AnswerAsync(string says, Action<int> bound)
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        bound(((System.Net.IPEndPoint)listener.LocalEndpoint).Port);
        using var client = await listener.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(says));
    }

    // The log of every test here is searched: it has told the problem, so that something was looked at.
    private void AssertNoSecrets()
    {
        var lines = _log.ToList();
        Assert.That(lines, Is.Not.Empty);
        foreach (var secret in new[] { Password, "QUACKENBUSH", "TESSA", "PRIVATE KEY", _server!.UserKey.Split('\n')[2] })
        {
            Assert.That(lines.Where(line => line.Contains(secret, StringComparison.Ordinal)), Is.Empty, secret);
        }
    }

    private async Task StartAsync(Dictionary<string, string?> settings)
    {
        settings["Inbox:SettleTime"] = "0";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new LogLines(_log)))
            .AddClausea(configuration, Data(), Repository.Templates).AddJobs(configuration).BuildServiceProvider();
        await _services.GetRequiredService<LedgerDatabase>().UpgradeAsync();
    }

    private DataFolder Data()
    {
        var data = new DataFolder(_folder.Path);
        data.Create();
        return data;
    }

    private async Task<PickUpResult> LookAsync() => (await _services!.GetRequiredService<SourceSweep>().RunAsync(CancellationToken.None)).Single();

    private async Task<IReadOnlyList<FileRow>> FilesAsync()
    {
        var sweep = _services!.GetRequiredService<InboxSweep>();
        while (await sweep.RunAsync(CancellationToken.None) != Look.Clear)
        {
            await Task.Yield();
        }

        return await _services!.GetRequiredService<LedgerFiles>().ListAsync(10, CancellationToken.None);
    }

    private sealed class LogLines(ConcurrentBag<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
