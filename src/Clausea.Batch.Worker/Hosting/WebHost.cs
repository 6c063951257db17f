using System.CommandLine;
using Clausea.Batch.Dashboard;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Clausea.Batch.Worker.Operations;
using Clausea.Batch.Worker.Sources;
using Hangfire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>The worker with its dashboard: inbox, jobs, nightly run, pages, health.</summary>
internal static class WebHost
{
    public const string DefaultUrl = "http://127.0.0.1:5080";

    // The form around what is uploaded; and an exhibit of 50 MB must go through in any case.
    private const int FormMegabytes = 2;
    private const int ExhibitMegabytes = 50;

    public static async Task<WebApplication> CreateAsync(ParseResult result, DataFolder? folder, string? urls, CancellationToken cancellationToken)
    {
        ServiceHosting.EnterFolder();
        var builder = WebApplication.CreateBuilder();
        ProgramSettings.Add(builder.Configuration);
        SecretFiles.Add(builder.Configuration);
        folder ??= DataOption.Of(result, builder.Configuration);
        Logs.Configure(builder.Logging, builder.Configuration, LogLevel.Information);
        var addresses = (urls ?? builder.Configuration["urls"] ?? DefaultUrl).Split(';');
        builder.WebHost.UseUrls(addresses);
        KeepUploadsIn(folder.Uploads);
        var largest = LargestUpload(builder.Configuration);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = largest);
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = largest);
        builder.Services.AddClausea(builder.Configuration, folder, TemplateFolder.Of(result));

        // Forms that are open while the worker restarts stay valid.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.Keys));
        builder.Services.AddJobs(builder.Configuration);
        builder.Services.AddHostedService<RecoverySweep>();
        builder.Services.AddHostedService<InboxWatcher>();
        builder.Services.AddHostedService<SourceWatcher>();
        builder.Services.AddClauseaDashboard();
        builder.Services.AddOperations(builder.Configuration, CommandLineSettings.Of(result, folder, urls));

        var app = builder.Build();
        await app.Services.GetRequiredService<LedgerStart>().UpgradeAsync(addresses, cancellationToken);
        app.UseClauseaDashboard();
        app.MapGet("/", () => Results.Redirect("/hangfire/today"));
        app.MapOperations();
        ScheduleNightlyRun(app.Services);
        return app;
    }

    // ASP.NET asks once where to keep the parts of a form that it does not keep in memory. What a killed worker left there is
    // removed after a day: nobody sends a form for so long.
    private static void KeepUploadsIn(string uploads)
    {
        Directory.CreateDirectory(uploads);
        Environment.SetEnvironmentVariable("ASPNETCORE_TEMP", uploads);
        foreach (var path in Directory.EnumerateFiles(uploads).Where(path => File.GetLastWriteTimeUtc(path) < DateTime.UtcNow.AddDays(-1)))
        {
            File.Delete(path);
        }
    }

    private static long LargestUpload(ConfigurationManager configuration)
    {
        var inbox = configuration.GetSection("Inbox").Get<InboxOptions>() ?? new InboxOptions();
        return (long)(Math.Max(inbox.MaxUploadMegabytes, ExhibitMegabytes) + FormMegabytes) << 20;
    }

    private static void ScheduleNightlyRun(IServiceProvider services)
    {
        var nightly = services.GetRequiredService<NightlySchedule>();
        services.GetRequiredService<IRecurringJobManager>().AddOrUpdate<NightlyRun>(
            NightlyRun.Id, Queues.Nightly, run => run.Run(CancellationToken.None), Cron.Daily(nightly.Time.Hour, nightly.Time.Minute),
            new RecurringJobOptions { TimeZone = nightly.Zone });
    }
}
