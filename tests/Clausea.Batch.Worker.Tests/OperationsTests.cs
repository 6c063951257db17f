using System.Net;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Clausea.Batch.Worker.Operations.Health;
using Clausea.Batch.Worker.Operations.Mail;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What those who run the worker see of it, when something is away or late.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class OperationsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private TempFolder _folder = null!;
    private DataFolder _data = null!;

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        _data = new DataFolder(_folder.Path);
        _data.Create();
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task A_scrape_answers_with_the_rest_while_the_ledger_is_away()
    {
        await using var app = await StartAsync(("Ledger:SqlServer", "Server=127.0.0.1,1;Connect Timeout=1;Encrypt=False"));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await File.WriteAllTextAsync(Path.Combine(_data.Inbox, "waits.835"), "x");
        app.Services.GetRequiredService<Telemetry>().DraftFailed();
        var metrics = string.Empty;
        await Eventually.BecomesAsync(
            async () => (metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("clausea_inbox_files", StringComparison.Ordinal),
            "the folders are told");
        Assert.That(metrics, Does.Match(@"clausea_ledger_up\{[^}]*\} 0\n").And.Match(@"clausea_inbox_files\{[^}]*\} 1\n").And.Match(@"clausea_drafts_failed_total\{[^}]*\} 1\n"));
        Assert.That(metrics, Does.Contain("dotnet_").And.Not.Contain("clausea_appeals{"));
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable), await ready.Content.ReadAsStringAsync());
        Assert.That(await ready.Content.ReadAsStringAsync(), Does.StartWith("{\n  \"status\": \"Unhealthy\"").And.Contain("The ledger does not answer").And.Contain("serves files, drafts, nightly"));
        using var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.That(live.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_is_late_is_told_and_still_answered_with_200()
    {
        var database = await LedgerAsync(TimeProvider.System);
        await using (var connection = await database.OpenAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE schema_versions SET applied_at = '2020-01-01T00:00:00.000Z'";
            Assert.That(await command.ExecuteNonQueryAsync(), Is.Positive);
        }

        await using var app = await StartAsync(("Test:Queues", "files,drafts,nightly,default"));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var ready = string.Empty;
        await Eventually.BecomesAsync(
            async () =>
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                ready = await response.Content.ReadAsStringAsync();
                return response.StatusCode == HttpStatusCode.OK;
            },
            "Hangfire's server has told that it lives");
        Assert.That(ready, Does.StartWith("{\n  \"status\": \"Degraded\"").And.Contain("No nightly run has finished yet"));
    }

    [TestCase("127.0.0.1", "127.0.0.1", true)]
    [TestCase("::1", "::1", true)]
    [TestCase("10.0.0.5", "10.0.0.5", true)]
    [TestCase("10.0.0.9", "10.0.0.5", false)]
    [TestCase(null, "10.0.0.5", false)]
    public void Metrics_are_for_this_machine(string? remote, string local, bool expected)
    {
        var connection = new DefaultHttpContext().Connection;
        connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        connection.LocalIpAddress = IPAddress.Parse(local);
        Assert.That(MetricsPage.IsLocal(connection), Is.EqualTo(expected));
    }

    [TestCase(false, HttpStatusCode.Forbidden)]
    [TestCase(true, HttpStatusCode.OK)]
    public async Task Another_machine_reads_metrics_only_where_it_may(bool allowed, HttpStatusCode expected)
    {
        await using var app = await StartAsync(("Metrics:AllowRemote", allowed.ToString()), ("Test:Remote", "10.0.0.9"));
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var response = await http.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Each_try_of_a_job_that_ends_in_an_error_is_counted()
    {
        await using var app = await StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        app.Services.GetRequiredService<IBackgroundJobClient>().Enqueue(() => FailingJob.Run("a name"));
        var metrics = string.Empty;
        await Eventually.BecomesAsync(
            async () => (metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Contains("clausea_jobs_failed_total{", StringComparison.Ordinal),
            "the failure is counted");
        Assert.That(metrics, Does.Match(@"clausea_jobs_failed_total\{[^}]*job=""FailingJob""\} 1\n").And.Not.Contain("a name"));
    }

    [Test]
    public async Task The_ledger_is_asked_at_most_every_fifteen_seconds()
    {
        var time = new FakeTimeProvider(s_now);
        var database = await LedgerAsync(time);
        var reader = new StandReader(new LedgerSummary(database), _data, time);
        var first = await ReadAsync(reader);
        time.Advance(TimeSpan.FromSeconds(14));
        Assert.That(await ReadAsync(reader), Is.SameAs(first));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await ReadAsync(reader)).At, Is.EqualTo(s_now.AddSeconds(15)));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.That(reader.Latest, Is.Null, "too old to be told");
    }

    [Test]
    public async Task Too_little_free_space_is_not_ready_and_says_so()
    {
        var health = await new DataFolderHealth(_data, Space(long.MaxValue)).CheckHealthAsync(new());
        Assert.That(health.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(health.Description, Does.Contain("Data:MinFreeMegabytes").And.Not.Contain(_folder.Path));
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.Empty, "the try leaves nothing");
    }

    [Test]
    public async Task An_inbox_that_is_gone_is_not_ready()
    {
        Directory.Delete(_data.Inbox);
        Assert.That((await new InboxHealth(_data).CheckHealthAsync(new())).Status, Is.EqualTo(HealthStatus.Unhealthy));
        Directory.Delete(_folder.Path, recursive: true);
        Assert.That((await new DataFolderHealth(_data, Space(0)).CheckHealthAsync(new())).Status, Is.EqualTo(HealthStatus.Unhealthy));
        _data.Create();
    }

    //        file  draft night ledger    waiting                 nightly
    [TestCase(null, null, null, 1, HealthStatus.Healthy, HealthStatus.Healthy)]
    [TestCase(null, null, null, 27, HealthStatus.Healthy, HealthStatus.Degraded)]
    [TestCase(null, null, 26, 900, HealthStatus.Healthy, HealthStatus.Healthy)]
    [TestCase(null, null, 27, 900, HealthStatus.Healthy, HealthStatus.Degraded)]
    [TestCase(1, 1, 2, 900, HealthStatus.Healthy, HealthStatus.Healthy)]
    [TestCase(2, null, 2, 900, HealthStatus.Degraded, HealthStatus.Healthy)]
    [TestCase(null, 2, 2, 900, HealthStatus.Degraded, HealthStatus.Healthy)]
    [TestCase(2, 2, 27, 900, HealthStatus.Degraded, HealthStatus.Degraded)]
    public void What_is_late_degrades(int? file, int? draft, int? nightly, int ledger, HealthStatus waiting, HealthStatus night)
    {
        DateTimeOffset? Ago(int? hours) => hours is { } some ? s_now.AddHours(-some) : null;
        var stand = new LedgerStand
        {
            At = s_now,
            Appeals = new Dictionary<AppealStatus, int>(),
            DueSoon = 0,
            Overdue = 0,
            OldestFile = Ago(file),
            OldestQueued = Ago(draft),
            NightlyRun = Ago(nightly),
            LedgerMade = s_now.AddHours(-ledger),
            SchemaVersion = 4,
        };
        Assert.That((WaitingHealth.Judge(stand).Status, NightlyHealth.Judge(stand).Status), Is.EqualTo((waiting, night)));
    }

    [Test]
    public async Task A_wrong_setting_is_told_by_its_key()
    {
        var ran = await WorkerProcess.RunAsync(
            new Dictionary<string, string> { ["Data__MinFreeMegabytes"] = "-1" }, "serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.That(ran.ExitCode, Is.EqualTo(2));
        Assert.That(ran.Error, Does.EndWith("Data:MinFreeMegabytes must be 0 or more." + Environment.NewLine));
    }

    [TestCase("Logging__Format", "xml", "Logging:Format must be text or json, but is xml.")]
    [TestCase("CLAUSEA_SECRETS", "/nowhere", "CLAUSEA_SECRETS names a folder that does not exist.")]
    public async Task What_is_read_before_all_else_is_told_too(string variable, string value, string words)
    {
        var ran = await WorkerProcess.RunAsync(new Dictionary<string, string> { [variable] = value }, "serve", "--data", _folder.Path);
        Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((2, words + Environment.NewLine)));
    }

    [TestCase("Server=db1;Database=clausea;User Id=worker", "s;ec'r\"et", "server=db1;database=clausea;user id=worker;password=\"s;ec'r\"\"et\"")]
    [TestCase("Server=db1;Pwd=old", "new", "server=db1;password=new")]
    [TestCase("Server=db1;Password=kept", "", "Server=db1;Password=kept")]
    [TestCase("", "unused", null)]
    public void The_password_of_the_ledger_may_lie_apart(string connection, string password, string? expected) => Assert.That(
        LedgerConnection.Of(new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:SqlServer", connection), new("Ledger:Password", password)]).Build()),
        Is.EqualTo(expected));

    [Test]
    public void What_is_no_connection_string_is_told_without_its_text()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Ledger:SqlServer", "hush"), new("Ledger:Password", "x")]).Build();
        var thrown = Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => LedgerConnection.Of(configuration))!;
        Assert.That(thrown.Message, Does.Contain("Ledger:SqlServer").And.Not.Contain("hush"));
    }

    [TestCase("Ledger:SqlServer", "Server=db1;User Id=u;Password=hush", "server=db1;user id=u")]
    [TestCase("Ledger:SqlServer", "hush", "set, but no connection string")]
    [TestCase("Ledger:Password", "hush", "set (not shown)")]
    [TestCase("Sftp:Sources:0:Secret", "hush", "set (not shown)")]
    [TestCase("Mail:PasswordVariable", "SMTP_PASSWORD", "SMTP_PASSWORD (its value is not shown)")]
    [TestCase("Mail:DashboardUrl", "https://u:hush@host/", "set (not shown: it holds a user)")]
    [TestCase("Mail:Host", "mail.example.org", "mail.example.org")]
    public void Secrets_are_not_shown(string key, string value, string shown) => Assert.That(EffectiveSettings.Shown(key, value), Is.EqualTo(shown));

    private FreeSpace Space(long least) => new(_data, Microsoft.Extensions.Options.Options.Create(new DataOptions { MinFreeMegabytes = least }));

    private static async Task<Stand> ReadAsync(StandReader reader) => (await reader.ReadAsync(Timeout.InfiniteTimeSpan, CancellationToken.None))!;

    private async Task<LedgerDatabase> LedgerAsync(TimeProvider time)
    {
        var database = new LedgerDatabase(new LedgerOptions { SqliteFile = _data.Ledger }, time);
        await database.UpgradeAsync();
        return database;
    }

    // The operations of the worker alone, with a server for jobs of the tests.
    private async Task<WebApplication> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddClausea(builder.Configuration, _data, Repository.Templates);
        builder.Services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());
        builder.Services.AddHangfireServer(server => server.Queues = (builder.Configuration["Test:Queues"] ?? "default").Split(','));
        builder.Services.AddNightlyReport(builder.Configuration);
        builder.Services.AddOperations(builder.Configuration, new CommandLineSettings(new Dictionary<string, string>()));
        var app = builder.Build();
        app.UseDeveloperExceptionPage();
        if (builder.Configuration["Test:Remote"] is { } remote)
        {
            app.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(remote);
                return next();
            });
        }

        app.MapOperations();
        await app.StartAsync();
        return app;
    }
}

/// <summary>A job that fails.</summary>
public static class FailingJob
{
    [AutomaticRetry(Attempts = 0)]
    public static void Run(string what) => throw new InvalidOperationException($"No {what}");
}
