using System.CommandLine;
using Clausea.Batch.Dashboard;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Clausea.Batch.Worker.Operations;
using Clausea.Batch.Worker.Sources;
using Hangfire;
using Microsoft.AspNetCore.DataProtection;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>The worker with its dashboard: inbox, jobs, nightly run, pages, health.</summary>
internal static class WebHost
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    // An exhibit of 50 MB, and the form around it.
    private const long LargestUpload = 52 << 20;

    /// <param name="result">What was told on the command line.</param>
    /// <param name="folder">The data folder; null for that of the settings.</param>
    /// <param name="urls">Where to listen; null for what the settings say.</param>
    /// <param name="change">What this host does otherwise.</param>
    /// <param name="cancellationToken">Gives up waiting for the ledger.</param>
    public static async Task<WebApplication> CreateAsync(
        ParseResult result, DataFolder? folder, string? urls, Action<IServiceCollection>? change, CancellationToken cancellationToken)
    {
        ServiceHosting.EnterFolder();
        var builder = WebApplication.CreateBuilder();
        ProgramSettings.Add(builder.Configuration);
        SecretFiles.Add(builder.Configuration);
        folder ??= DataOption.Of(result, builder.Configuration);
        Logs.Configure(builder.Logging, builder.Configuration, LogLevel.Information);
        var addresses = (urls ?? builder.Configuration["urls"] ?? DefaultUrl).Split(';');
        builder.WebHost.UseUrls(addresses);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Limits.MaxRequestBodySize = LargestUpload;
            server.AddServerHeader = false;
        });
        builder.Services.AddClausea(builder.Configuration, folder, TemplateFolder.Of(result));

        // Forms that are open while the worker restarts stay valid.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddHostedService<RecoverySweep>();
        builder.Services.AddHostedService<InboxWatcher>();
        builder.Services.AddHostedService<SourceWatcher>();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddClauseaDashboard();
        builder.Services.AddOperations(builder.Configuration, CommandLineSettings.Of(result, folder, urls));

        change?.Invoke(builder.Services);
        var app = builder.Build();
        await app.Services.GetRequiredService<LedgerStart>().UpgradeAsync(addresses, cancellationToken);
        app.UseProxies();
        app.UseClauseaDashboard();
        app.MapGet("/", () => Results.Redirect("/hangfire/appeals"));
        app.MapOperations();
        ScheduleNightlyRun(app.Services);
        return app;
    }

    private static void ScheduleNightlyRun(IServiceProvider services)
    {
        var nightly = services.GetRequiredService<NightlySchedule>();
        services.GetRequiredService<IRecurringJobManager>().AddOrUpdate<NightlyRun>(
            NightlyRun.Id, Queues.Nightly, run => run.Run(CancellationToken.None), Cron.Daily(nightly.Time.Hour, nightly.Time.Minute),
            new RecurringJobOptions { TimeZone = nightly.Zone });
    }
}
