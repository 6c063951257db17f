using System.Data.Common;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>At start and every minute: whatever the ledger knows as undone gets a job again.</summary>
internal sealed partial class RecoverySweep(DraftQueue drafts, InboxSweep inbox, TimeProvider time, ILogger<RecoverySweep> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        var first = true;
        do
        {
            await SweepAsync(first, stoppingToken);
            first = false;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(bool first, CancellationToken cancellationToken)
    {
        try
        {
            // A file's job lives as long as this process, or is Hangfire's to retry; only a start can find one lost.
            if (first)
            {
                await inbox.RecoverAsync(cancellationToken);
            }

            if (await drafts.RecoverAsync(cancellationToken) is var found and > 0)
            {
                LogRecovered(found);
            }
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            LogFailed(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} queued appeals had no living job and got one")]
    private partial void LogRecovered(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recovery sweep could not run ({Error}); it runs again in a minute")]
    private partial void LogFailed(string error);
}
