using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Sweeps the inbox when something stirs in it, and every now and then, as network shares lose events.</summary>
internal sealed partial class InboxWatcher(
    DataFolder folder, InboxSweep sweep, IOptions<InboxOptions> options, TimeProvider time, ILogger<InboxWatcher> log) : BackgroundService
{
    private readonly SemaphoreSlim _stir = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = new FileSystemWatcher(folder.Inbox);
        watcher.Created += (_, _) => Stir();
        watcher.Renamed += (_, _) => Stir();
        watcher.Changed += (_, _) => Stir();
        watcher.EnableRaisingEvents = true;
        LogWatching(folder.Inbox);
        while (!stoppingToken.IsCancellationRequested)
        {
            var unsettled = await SweepAsync(stoppingToken);
            await WaitAsync(unsettled, stoppingToken);
        }
    }

    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sweep.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            // Folder or database away: the files stay, and the next look tries again.
            LogFailed(e.GetType().Name);
            return false;
        }
    }

    private async Task WaitAsync(bool unsettled, CancellationToken cancellationToken)
    {
        if (unsettled)
        {
            await Task.Delay(Least(options.Value.SettleTime, TimeSpan.FromSeconds(1)), time, cancellationToken);
            return;
        }

        await _stir.WaitAsync(options.Value.SweepEvery, cancellationToken);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) =>
        TimeSpan.FromTicks(Math.Max(Math.Min(one.Ticks, other.Ticks), TimeSpan.TicksPerMillisecond * 50));

    private void Stir()
    {
        try
        {
            _stir.Release();
        }
        catch (SemaphoreFullException)
        {
            // A look is due already.
        }
    }

    public override void Dispose()
    {
        _stir.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Watching {Inbox}")]
    private partial void LogWatching(string inbox);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "The inbox could not be looked through ({Error}); trying again")]
    private partial void LogFailed(string error);
}
