using System.Collections.Concurrent;
using Clausea.Batch.Worker.Inbox;
using Hangfire;
using Hangfire.States;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Gives each file in processing/ its Hangfire job, and finds those that have none that lives.</summary>
internal sealed class FileQueue(DataFolder folder, Intake intake, IBackgroundJobClient jobs, JobStorage storage)
{
    private readonly ConcurrentDictionary<long, string> _jobs = new();

    public void Enqueue(long fileId) => _jobs[fileId] =
        jobs.Create<ProcessFileJob>(job => job.Run(fileId, CancellationToken.None), new EnqueuedState(Queues.Files));

    /// <summary>Whatever lies in processing/ and has no living job of this process: left by a stop, or given up by
    /// Hangfire. A file that is finished in the ledger is only put away. Returns how many.</summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var path in folder.Unregistered().ToList())
        {
            await intake.RegisterAsync(path, cancellationToken);
        }

        var orphans = folder.RegisteredInProcessing().Where(id => !_jobs.TryGetValue(id, out var job) || !storage.IsAlive(job)).ToList();
        orphans.ForEach(Enqueue);
        return orphans.Count;
    }
}

/// <summary>What Hangfire knows of a job.</summary>
internal static class JobLife
{
    /// <summary>It waits, runs, or will be tried again; not done, given up or forgotten.</summary>
    public static bool IsAlive(this JobStorage storage, string jobId)
    {
        using var connection = storage.GetConnection();
        return connection.GetStateData(jobId)?.Name is { } state &&
            state != SucceededState.StateName && state != DeletedState.StateName && state != FailedState.StateName;
    }
}
