using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Clausea.Batch.Worker.Operations;
using Clausea.Batch.Worker.Operations.Mail;
using Clausea.Batch.Worker.Sources;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>What every verb that touches the ledger is made of.</summary>
internal static class WorkerServices
{
    public static IServiceCollection AddClausea(this IServiceCollection services, IConfiguration configuration, DataFolder folder, string templates)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Telemetry>();
        services.AddSingleton(folder);
        services.AddSingleton(new OfficialFolder(folder.Codes));
        services.AddSingleton<CurrentCodes>();
        services.AddSingleton(provider => new CurrentTemplates(
            templates,
            provider.GetRequiredService<CurrentCodes>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CurrentTemplates>>()));
        services.AddTransient(provider => provider.GetRequiredService<CurrentTemplates>().Now.Codes);
        services.AddSingleton<Func<TemplateSet>>(provider => () => provider.GetRequiredService<CurrentTemplates>().Now.Set);
        AddCasework(services, folder);
        AddOptions(services, configuration);
        AddLedger(services, configuration, folder);
        AddInbox(services);
        services.AddSources(configuration);
        return services;
    }

    /// <summary>Hangfire with its servers: one for files, one for drafts and the nightly run.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = SqlServerConnection(configuration);
        services.AddHangfire(hangfire =>
        {
            hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (connection is null)
            {
                hangfire.UseInMemoryStorage(new InMemoryStorageOptions());
            }
            else
            {
                hangfire.UseSqlServerStorage(connection, new SqlServerStorageOptions());
            }
        });
        services.AddSingleton(connection is null ? QueueIdentity.OfThisProcess() : QueueIdentity.Shared);
        services.AddSingleton(provider => new HeldNames(provider.GetRequiredService<DataFolder>().Locks));
        services.AddSingleton<WorkerPresence>();
        services.AddSingleton<JobLife>();
        services.AddSingleton<FileQueue>();
        services.AddSingleton<DraftQueue>();
        services.AddSingleton<DraftLater>(provider => provider.GetRequiredService<DraftQueue>().EnqueueAsync);
        services.AddSingleton<ReplayLater>(provider => provider.GetRequiredService<FileQueue>().ReplayAsync);
        services.AddSingleton<InboxSweep>();
        services.AddSingleton<NightlySchedule>();
        services.AddSingleton<NightlyCatchUp>();
        services.AddTransient<ProcessFileJob>();
        services.AddTransient<DraftAppealJob>();
        services.AddTransient<NightlyRun>();
        services.AddNightlyReport(configuration);
        services.AddHangfireServer((provider, server) => Configure(server, "files", [Queues.Files], provider.GetRequiredService<IOptions<WorkersOptions>>().Value.Files));
        services.AddHangfireServer((provider, server) => Configure(server, "drafts", [Queues.Drafts, Queues.Nightly, "default"], provider.GetRequiredService<IOptions<WorkersOptions>>().Value.Drafts));
        return services;
    }

    private static void Configure(BackgroundJobServerOptions server, string name, string[] queues, int workers)
    {
        server.ServerName = $"{Environment.MachineName}:{name}:{Environment.ProcessId}";
        server.Queues = queues;
        server.WorkerCount = workers;
        server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        server.StopTimeout = TimeSpan.FromSeconds(1);
        server.ShutdownTimeout = TimeSpan.FromSeconds(15);
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().Bind(configuration.GetSection("Data"))
            .Validate(data => data.MinFreeMegabytes >= 0, "Data:MinFreeMegabytes must be 0 or more.")
            .ValidateOnStart();
        services.AddOptions<InboxOptions>().Bind(configuration.GetSection("Inbox"))
            .Validate(inbox => inbox.MaxInterruptions >= 1, "Inbox:MaxInterruptions must be 1 or more.")
            .Validate(inbox => inbox.MaxAttempts >= 1, "Inbox:MaxAttempts must be 1 or more.")
            .Validate(inbox => inbox.SettleTime >= TimeSpan.Zero, "Inbox:SettleTime must not be negative.")
            .Validate(inbox => inbox.SweepEvery >= TimeSpan.FromSeconds(1), "Inbox:SweepEvery must be a second or more.")
            .ValidateOnStart();
        services.AddOptions<NightlyOptions>().Bind(configuration.GetSection("Nightly"))
            .Validate(nightly => nightly.TimeZone.Length == 0 || TimeZoneInfo.TryFindSystemTimeZoneById(nightly.TimeZone, out _), "Nightly:TimeZone must name a time zone, such as America/Chicago.")
            .ValidateOnStart();
        services.AddOptions<WorkersOptions>().Bind(configuration.GetSection("Workers"))
            .Validate(workers => workers.Files is >= 1 and <= 64, "Workers:Files must be 1 to 64.")
            .Validate(workers => workers.Drafts is >= 1 and <= 64, "Workers:Drafts must be 1 to 64.")
            .ValidateOnStart();
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection("Retention"))
            .Validate(retention => retention.Years is >= 1 and <= 100, "Retention:Years must be 1 to 100.")
            .Validate(retention => retention.RemovedExhibits is >= 1 and <= 36_500, "Retention:RemovedExhibits must be 1 to 36500 days.")
            .ValidateOnStart();
    }

    private static void AddLedger(IServiceCollection services, IConfiguration configuration, DataFolder folder)
    {
        services.AddOptions<LedgerOptions>().Bind(configuration.GetSection("Ledger"))
            .Configure(ledger => (ledger.SqlServer, ledger.SqliteFile) = (SqlServerConnection(configuration), folder.Ledger))
            .Validate(ledger => ledger.BusyTimeout >= TimeSpan.FromSeconds(1), "Ledger:BusyTimeout must be a second or more.")
            .ValidateOnStart();
        services.AddSingleton(provider => new LedgerDatabase(
            provider.GetRequiredService<IOptions<LedgerOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Trouble>();
        services.AddSingleton<LedgerStart>();
        services.AddSingleton<LedgerFiles>();
        services.AddSingleton<LedgerRemittances>();
        services.AddSingleton<LedgerAppeals>();
        services.AddSingleton<LedgerWorklist>();
        services.AddSingleton<LedgerCodes>();
        services.AddSingleton<LedgerAccess>();
        services.AddSingleton<LedgerUsers>();
        services.AddSingleton<LedgerSessions>();
        services.AddSingleton<LedgerRetention>();
        services.AddSingleton<LedgerHolds>();
        services.AddSingleton<RetentionWork>();
        services.AddSingleton<LedgerRuns>();
        services.AddSingleton<LedgerRates>();
    }

    private static void AddCasework(IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton<Func<LetterRoom>>(provider => () =>
        {
            var desk = provider.GetRequiredService<CurrentTemplates>().Now;
            return new LetterRoom(desk.Set, desk.Codes, desk.Press);
        });
        var (exhibits, packets) = (new DocumentStore(folder.Exhibits), new DocumentStore(folder.Packets));
        services.AddSingleton<LetterWork>();
        services.AddSingleton<LevelWork>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ExhibitWork>(provider, exhibits));
        services.AddSingleton(provider => new PacketWork(
            provider.GetRequiredService<LedgerAppeals>(), exhibits, packets, provider.GetRequiredService<Func<LetterRoom>>()));
    }

    private static void AddInbox(IServiceCollection services)
    {
        services.AddSingleton<Intake>();
        services.AddSingleton<FileProcessing>();
        services.AddSingleton<FileRun>();
        services.AddSingleton<FreeSpace>();
        services.AddSingleton<InboxStatus>();
        services.AddSingleton<Func<InboxView>>(provider => () =>
        {
            var status = provider.GetRequiredService<InboxStatus>();
            return new(status.Paused, status.LookedAt, [.. status.Problems.Select(problem => new InboxTrouble(problem.Name, problem.Why, problem.Since))]);
        });
    }

    /// <summary>Ledger:SqlServer; null for the embedded default.</summary>
    public static string? SqlServerConnection(IConfiguration configuration) => LedgerConnection.Of(configuration);
}
