using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Sweeps the inbox when something stirs in it, and every now and then, as network shares lose events.</summary>
internal sealed partial class InboxWatcher(
    DataFolder folder, InboxSweep sweep, IOptions<InboxOptions> options, TimeProvider time, ILogger<InboxWatcher> log) : BackgroundService
{
    private readonly SemaphoreSlim _stir = new(0, 1);
    private volatile bool _isDeaf;
    private bool _saidDeaf;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        LogWatching(folder.Inbox);
        FileSystemWatcher? watcher = null;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                watcher = Watch(watcher);
                var unsettled = await SweepAsync(stoppingToken);
                await WaitAsync(unsettled, stoppingToken);
            }
        }
        finally
        {
            watcher?.Dispose();
        }
    }

    // Begun anew after an error: events overflow, and folders on a network come and go. Without it the sweep finds everything
    // too, only later.
    private FileSystemWatcher? Watch(FileSystemWatcher? watcher)
    {
        if (watcher is not null && !_isDeaf)
        {
            return watcher;
        }

        watcher?.Dispose();
        _isDeaf = false;
        try
        {
            var fresh = new FileSystemWatcher(folder.Inbox) { IncludeSubdirectories = options.Value.Subfolders };
            fresh.Created += (_, _) => Stir();
            fresh.Renamed += (_, _) => Stir();
            fresh.Changed += (_, _) => Stir();
            fresh.Error += (_, _) => _isDeaf = true;
            fresh.EnableRaisingEvents = true;
            return fresh;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            if (!_saidDeaf)
            {
                _saidDeaf = true;
                LogDeaf(e.GetType().Name, options.Value.SweepEvery);
            }

            return null;
        }
    }

    private async Task<bool> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await sweep.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || Trouble.Of(e) is not null)
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Watching {Inbox}")]
    private partial void LogWatching(string inbox);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The system does not tell when something stirs in the inbox ({Error}); it is looked through every {Every}")]
    private partial void LogDeaf(string error, TimeSpan every);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox could not be looked through ({Error}); trying again")]
    private partial void LogFailed(string error);
}
