using System.Globalization;
using Clausea.Batch.Worker.Hosting;
using Hangfire;
using Hangfire.States;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Tells whether a job that the ledger names may still be done.</summary>
internal sealed class JobLife(JobStorage storage, QueueIdentity identity, WorkerPresence presence)
{
    /// <summary>A job in the memory of another process lives as long as that process: it looks after its own.</summary>
    public bool IsAlive(string? jobId, string? jobStorage) => jobId is not null && jobStorage is not null &&
        (jobStorage == identity.Name ? IsAliveHere(jobId) : presence.IsAlive(jobStorage));

    // It waits, runs, or will be tried again; not done, given up or forgotten.
    private bool IsAliveHere(string jobId)
    {
        using var connection = storage.GetConnection();
        return connection.GetStateData(jobId)?.Name is { } state &&
            state != SucceededState.StateName && state != DeletedState.StateName && state != FailedState.StateName;
    }
}

/// <summary>Which Hangfire storage a job id belongs to: the shared database, or this process's memory.</summary>
internal sealed record QueueIdentity(string Name)
{
    public const string InMemory = "memory-";

    public static readonly QueueIdentity Shared = new("sqlserver");

    public static QueueIdentity OfThisProcess() => new(string.Create(CultureInfo.InvariantCulture, $"{InMemory}{Guid.NewGuid():N}"));
}
