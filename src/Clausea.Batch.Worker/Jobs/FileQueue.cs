using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Hangfire;
using Hangfire.States;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Gives each taken file its Hangfire job, and finds those that have none that lives.</summary>
internal sealed partial class FileQueue(
    DataFolder folder,
    Intake intake,
    LedgerFiles files,
    IBackgroundJobClient jobs,
    JobStorage storage,
    JobLife life,
    QueueIdentity identity,
    IOptions<WorkersOptions> options,
    ILogger<FileQueue> log) : IDisposable
{
    // Enough that no worker waits for the next look; little enough that other workers find something to do too.
    private const int WaitingForEachWorker = 16;

    private readonly SemaphoreSlim _done = new(0, 1);

    /// <summary>How many more files may be taken.</summary>
    public int Room() => (int)Math.Max(0, (WaitingForEachWorker * options.Value.Files) - storage.GetMonitoringApi().EnqueuedCount(Queues.Files));

    /// <summary>Until a file is done, or some time has passed.</summary>
    public Task WaitForRoomAsync(TimeSpan longest, CancellationToken cancellationToken) => _done.WaitAsync(longest, cancellationToken);

    /// <summary>A file is done, well or badly.</summary>
    public void Done()
    {
        if (_done.CurrentCount == 0)
        {
            try
            {
                _done.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another one was done at the same moment.
            }
        }
    }

    public void Dispose() => _done.Dispose();

    public async Task EnqueueAsync(long fileId, CancellationToken cancellationToken)
    {
        var job = jobs.Create<ProcessFileJob>(job => job.Run(fileId, null, CancellationToken.None), new EnqueuedState(Queues.Files));
        await files.SetJobAsync(fileId, job, identity.Name, cancellationToken);
    }

    /// <summary>Lets a quarantined file be tried again; false when it is not quarantined.</summary>
    public async Task<bool> ReplayAsync(long fileId, CancellationToken cancellationToken)
    {
        var reopened = await files.ReopenAsync(fileId, cancellationToken);
        if (reopened)
        {
            await EnqueueAsync(fileId, cancellationToken);
        }

        return reopened;
    }

    /// <summary>Whatever was taken and has no living job: left by a stop, or given up by Hangfire. A file that is finished in
    /// the ledger and still lies in processing/ is only put away. Returns how many.</summary>
    public async Task<int> RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var path in folder.Unregistered().ToList())
        {
            await RegisterAsync(path, cancellationToken);
        }

        var lying = folder.RegisteredInProcessing().ToHashSet();
        var unfinished = await files.UnfinishedAsync(cancellationToken);
        lying.ExceptWith(unfinished.Select(file => file.Id));
        var orphans = unfinished.Where(file => !life.IsAlive(file.JobId, file.JobStorage)).Select(file => file.Id).Concat(lying).ToList();
        foreach (var orphan in orphans)
        {
            await EnqueueAsync(orphan, cancellationToken);
        }

        return orphans.Count;
    }

    /// <summary>Every file that came in is finished.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellationToken) => (await files.UnfinishedAsync(cancellationToken)).Count == 0;

    // One that cannot be opened holds up no other.
    private async Task RegisterAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await intake.RegisterAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnregistered(e.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 206, Level = LogLevel.Error, Message = "A file in processing/ cannot be registered ({Error}); it stays and is tried again")]
    private partial void LogUnregistered(string error);
}
