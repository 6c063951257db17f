using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Hangfire;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>The nightly run: takes what lies in the inbox, gives undone work its jobs, counts priorities anew, and tells
/// how the worklist stands.</summary>
[Queue(Queues.Nightly)]
[DisableConcurrentExecution(timeoutInSeconds: 60)]
internal sealed partial class NightlyRun(InboxSweep inbox, DraftQueue drafts, LedgerAppeals appeals, TimeProvider time, ILogger<NightlyRun> log)
{
    public const string Id = "nightly";

    [JobDisplayName("Nightly run")]
    public async Task Run(CancellationToken cancellationToken)
    {
        // Two looks, a settling time apart, so that what lies there for hours is taken and what is just being written is not.
        while (await inbox.RunAsync(cancellationToken))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        await appeals.RequeueFailedAsync(cancellationToken);
        var recovered = await drafts.RecoverAsync(cancellationToken);
        var queued = await appeals.CountQueuedAsync(cancellationToken);
        var moved = await RefreshPrioritiesAsync(cancellationToken);
        LogDone(recovered, queued, moved);
    }

    private Task<int> RefreshPrioritiesAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return appeals.RefreshPrioritiesAsync((verdict, notice) => PriorityScore.Of(verdict, notice, today, CodeCatalogue.Shipped).Points, cancellationToken);
    }

    [LoggerMessage(EventId = 403, Level = LogLevel.Information, Message = "Nightly run: {Recovered} appeals got their job again, {Queued} wait for a draft, {Moved} have another priority")]
    private partial void LogDone(int recovered, int queued, int moved);
}
