using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>At start and every minute: whatever the ledger knows as undone gets a job again.</summary>
internal sealed partial class RecoverySweep(
    DraftQueue drafts, FileQueue files, SecondLook secondLook, NightlyCatchUp nightly, LedgerAppeals appeals, LedgerWorklist worklist, Trouble trouble,
    TimeProvider time, ILogger<RecoverySweep> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_every, time);
        var first = true;
        do
        {
            first = !await SweepAsync(first, stoppingToken) && first;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> SweepAsync(bool first, CancellationToken cancellationToken)
    {
        try
        {
            // A template may have been mended since: drafts that failed get another try at each start.
            if (first)
            {
                await appeals.RequeueFailedAsync(cancellationToken);
            }

            var (lostFiles, lostDrafts) = (await files.RecoverAsync(cancellationToken), await drafts.RecoverAsync(cancellationToken));
            if (lostFiles + lostDrafts > 0)
            {
                LogRecovered(lostFiles, lostDrafts);
            }

            // Not while files are still coming in: each of them may bring more of it.
            if (await files.IsAtRestAsync(cancellationToken))
            {
                await secondLook.RunAsync(cancellationToken);
            }

            await worklist.FoldSumsAsync(cancellationToken: cancellationToken);
            if (await nightly.RunAsync(cancellationToken))
            {
                LogCaughtUp();
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || trouble.Of(e) is not null)
        {
            LogFailed(e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "{Files} files and {Appeals} queued appeals had no living job and got one")]
    private partial void LogRecovered(int files, int appeals);

    [LoggerMessage(EventId = 406, Level = LogLevel.Information, Message = "A nightly run was due while no worker was there; it is made now")]
    private partial void LogCaughtUp();

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "The recovery sweep could not run ({Error}); it runs again in a minute")]
    private partial void LogFailed(string error);
}
