using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The parts of a worker over a folder of their own, with a clock that can be set, and no server: jobs are run by
/// the test.</summary>
internal sealed class WorkerParts : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private WorkerParts(ServiceProvider services, TempFolder temp, bool ownsFolder, SetClock time)
    {
        _services = services;
        Temp = temp;
        Time = time;
        OwnsFolder = ownsFolder;
    }

    public TempFolder Temp { get; }

    public SetClock Time { get; }

    public IServiceProvider Services => _services;

    public DataFolder Folder => _services.GetRequiredService<DataFolder>();

    public LedgerFiles Files => _services.GetRequiredService<LedgerFiles>();

    public InboxOptions Options => _services.GetRequiredService<IOptions<InboxOptions>>().Value;

    public DataOptions Data => _services.GetRequiredService<IOptions<DataOptions>>().Value;

    private bool OwnsFolder { get; }

    public static Task<WorkerParts> CreateAsync(params (string Key, string Value)[] settings) => CreateAsync(new TempFolder(), ownsFolder: true, settings);

    /// <summary>Another worker over the same folder, as a process of its own would be.</summary>
    public Task<WorkerParts> AnotherAsync() => CreateAsync(Temp, ownsFolder: false, []);

    public void Drop(string name, int number = 0)
    {
        var text = EraText.WithClaim($"CLP*ACCT-{number}*1*150*0*0*12*ICN-{number}", "SVC*HC:90834*150*0", "CAS*CO*197*150").Numbered(number + 1).ToString();
        File.WriteAllText(Path.Combine(Folder.Inbox, name), text);
    }

    /// <summary>Runs the job of each file that was taken.</summary>
    public async Task RunFilesAsync()
    {
        foreach (var id in Folder.RegisteredInProcessing().ToList())
        {
            await _services.GetRequiredService<ProcessFileJob>().Run(id, null, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (OwnsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Temp.Dispose();
        }
    }

    private static async Task<WorkerParts> CreateAsync(TempFolder temp, bool ownsFolder, (string Key, string Value)[] settings)
    {
        var data = new DataFolder(temp.Sub("data"));
        data.Create();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build();
        var time = new SetClock();
        var services = new ServiceCollection().AddLogging().AddClausea(configuration, data, Repository.Templates).AddJobs(configuration)
            .AddSingleton<TimeProvider>(time).BuildServiceProvider();
        await services.GetRequiredService<LedgerDatabase>().UpgradeAsync();

        // Held from the start, as a running worker does.
        services.GetRequiredService<WorkerPresence>();
        return new(services, temp, ownsFolder, time);
    }
}

/// <summary>A clock whose time of day can be set, forward and back, while what it measures goes on.</summary>
internal sealed class SetClock : TimeProvider
{
    private TimeSpan _jumped;
    private TimeSpan _passed;

    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public DateTimeOffset Start { get; set; } = DateTimeOffset.UtcNow;

    public override TimeZoneInfo LocalTimeZone => Zone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + _passed + _jumped;

    public override long GetTimestamp() => _passed.Ticks;

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan by) => _passed += by;

    /// <summary>Somebody sets the clock.</summary>
    public void Jump(TimeSpan by) => _jumped += by;
}
