using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.States;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Makes up for a nightly run that was due while no worker was there: once, however many were missed.</summary>
internal sealed class NightlyCatchUp(NightlySchedule schedule, LedgerRuns runs, IBackgroundJobClient jobs, TimeProvider time)
{
    // Hangfire's own clock has struck by then, if it runs.
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(5);

    private DateTimeOffset _enqueuedFor;

    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var due = schedule.LastDue();
        if (due == _enqueuedFor || time.GetUtcNow() < due + s_late || await runs.LedgerBeganAsync(cancellationToken) >= due
            || (await runs.LastFinishedAsync(NightlyRun.Id, cancellationToken))?.DueAt >= due)
        {
            return false;
        }

        jobs.Create<NightlyRun>(run => run.Run(CancellationToken.None), new EnqueuedState(Queues.Nightly));
        _enqueuedFor = due;
        return true;
    }
}
