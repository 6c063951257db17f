using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Clausea.Batch.Worker.Operations;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>What a look through the inbox left.</summary>
internal enum Look
{
    /// <summary>Nothing that could be taken.</summary>
    Clear,

    /// <summary>Files that are still being written, so that another look is due soon.</summary>
    Unsettled,

    /// <summary>Files for which this worker's queue has no room: another worker may take them, or this one later.</summary>
    Full,
}

/// <summary>Looks through the inbox and queues what has settled: a file is taken only when its size and time have stood
/// still, so that one still being written stays where it is. While the disk is nearly full nothing is taken.</summary>
internal sealed partial class InboxSweep(
    DataFolder folder,
    Intake intake,
    FileQueue queue,
    FreeSpace space,
    InboxStatus status,
    Trouble trouble,
    IOptions<InboxOptions> options,
    TimeProvider time,
    Telemetry telemetry,
    ILogger<InboxSweep> log) : IDisposable
{
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Takes settled files, as many as the queue has room for.</summary>
    public async Task<Look> RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await LookAsync(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Look> LookAsync(CancellationToken cancellationToken)
    {
        if (space.WhyTooLittle() is { } why)
        {
            if (status.Paused is null)
            {
                LogPaused(why);
            }

            status.Pause(why);
            return Look.Clear;
        }

        var listing = InboxListing.Of(folder.Inbox, options.Value.Subfolders);
        foreach (var gone in _seen.Keys.Except(listing.Files).ToList())
        {
            _seen.Remove(gone);
        }

        var problems = listing.Problems.ToList();
        var room = queue.Room();
        foreach (var path in listing.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await TakeIfSettledAsync(path, room > 0, problems, cancellationToken))
            {
                room--;
            }
        }

        if (status.Looked(problems) is > 0 and var added)
        {
            LogUntakeable(added);
        }

        return room <= 0 && _seen.Count > 0 ? Look.Full : _seen.Values.Any(seen => !seen.IsUntakeable) ? Look.Unsettled : Look.Clear;
    }

    private async Task<bool> TakeIfSettledAsync(
        string path, bool isRoom, List<(string Name, string Why)> problems, CancellationToken cancellationToken)
    {
        try
        {
            if (HasSettled(path) && isRoom)
            {
                await QueueAsync(await intake.TakeAsync(path, cancellationToken), cancellationToken);
                _seen.Remove(path);
                return true;
            }
        }
        catch (Exception e) when (trouble.Of(e) is null && e is IOException or UnauthorizedAccessException)
        {
            // One that cannot be taken holds up no other. One that is not there has most likely just gone.
            var known = _seen.GetValueOrDefault(path);
            if (known.IsUntakeable || e is not FileNotFoundException)
            {
                problems.Add((Path.GetRelativePath(folder.Inbox, path), InboxListing.Explain(e)));
            }

            _seen[path] = known with { IsUntakeable = true };
        }

        return false;
    }

    private async Task QueueAsync(Taken taken, CancellationToken cancellationToken)
    {
        if (taken.As == TakenAs.New)
        {
            await queue.EnqueueAsync(taken.FileId, cancellationToken);
            LogTaken(taken.FileId);
        }
        else if (taken.As != TakenAs.Gone)
        {
            telemetry.FileKnown();
            LogKnown(taken.FileId);
        }
    }

    private bool HasSettled(string path)
    {
        // Renamed by a worker that has it, or had: it was settled then.
        if (DataFolder.IsBeingTaken(path))
        {
            return true;
        }

        var file = new FileInfo(path);
        var (size, written) = (file.Length, file.LastWriteTimeUtc);
        if (!_seen.TryGetValue(path, out var seen) || seen.Size != size || seen.Written != written)
        {
            _seen[path] = new(size, written, time.GetTimestamp(), IsUntakeable: false);
            return options.Value.SettleTime == TimeSpan.Zero;
        }

        // By a clock that nobody can set.
        return time.GetElapsedTime(seen.Since) >= options.Value.SettleTime;
    }

    private readonly record struct Seen(long Size, DateTime Written, long Since, bool IsUntakeable);

    [LoggerMessage(EventId = 103, Level = LogLevel.Information, Message = "File {FileId} taken from the inbox")]
    private partial void LogTaken(long fileId);

    [LoggerMessage(EventId = 104, Level = LogLevel.Information, Message = "A file with the content of file {FileId} came again; it lies in duplicates/")]
    private partial void LogKnown(long fileId);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning, Message = "{Count} entries of the inbox cannot be taken; the page Files names them. They stay and are tried again")]
    private partial void LogUntakeable(int count);

    [LoggerMessage(EventId = 106, Level = LogLevel.Error, Message = "No more files are taken from the inbox: {Why}")]
    private partial void LogPaused(string why);
}
