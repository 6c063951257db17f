using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.States;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Gives each queued appeal its Hangfire job, and finds those that have none that lives. The ledger knows the
/// work; Hangfire only does it.</summary>
internal sealed class DraftQueue(LedgerAppeals appeals, IBackgroundJobClient jobs, JobLife life, QueueIdentity identity)
{
    private const int PageSize = 500;

    public async Task EnqueueAsync(IReadOnlyList<long> appealIds, CancellationToken cancellationToken)
    {
        var queued = appealIds.Select(id => new AppealJob(id, Enqueue(id))).ToList();
        if (queued.Count > 0)
        {
            await appeals.SetJobsAsync(queued, identity.Name, cancellationToken);
        }
    }

    /// <summary>Enqueues every queued appeal without a living job; returns how many.</summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        var found = 0;
        var after = 0L;
        while (await appeals.QueuedAsync(PageSize, after, cancellationToken) is { Count: > 0 } page)
        {
            var orphans = page.Where(appeal => !life.IsAlive(appeal.JobId, appeal.JobStorage)).Select(appeal => appeal.Id).ToList();
            await EnqueueAsync(orphans, cancellationToken);
            found += orphans.Count;
            after = page[^1].Id;
        }

        return found;
    }

    private string Enqueue(long appealId) =>
        jobs.Create<DraftAppealJob>(job => job.Run(appealId, CancellationToken.None), new EnqueuedState(Queues.Drafts));
}
