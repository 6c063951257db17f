using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Looks through the inbox and queues what has settled: a file is taken only when its size and time have stood
/// still, so that one still being written stays where it is. While the disk is nearly full nothing is taken.</summary>
internal sealed partial class InboxSweep(
    DataFolder folder,
    Intake intake,
    FileQueue queue,
    FreeSpace space,
    InboxStatus status,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<InboxSweep> log) : IDisposable
{
    private readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Takes all settled files; true when some are still unsettled and another look is due soon.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
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

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        if (space.WhyTooLittle() is { } why)
        {
            if (status.Paused is null)
            {
                LogPaused(why);
            }

            status.Pause(why);
            return false;
        }

        var listing = InboxListing.Of(folder.Inbox, options.Value.Subfolders);
        foreach (var gone in _seen.Keys.Except(listing.Files).ToList())
        {
            _seen.Remove(gone);
        }

        var problems = listing.Problems.ToList();
        foreach (var path in listing.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await TakeIfSettledAsync(path, problems, cancellationToken);
        }

        if (status.Looked(problems) is > 0 and var added)
        {
            LogUntakeable(added);
        }

        return _seen.Values.Any(seen => !seen.IsUntakeable);
    }

    private async Task TakeIfSettledAsync(string path, List<(string Name, string Why)> problems, CancellationToken cancellationToken)
    {
        try
        {
            if (HasSettled(path))
            {
                await QueueAsync(await intake.TakeAsync(path, cancellationToken), cancellationToken);
                _seen.Remove(path);
            }
        }
        catch (Exception e) when (Trouble.Of(e) is null && e is IOException or UnauthorizedAccessException)
        {
            // One that cannot be taken holds up no other. One that is not there has most likely just gone.
            var known = _seen.GetValueOrDefault(path);
            if (known.IsUntakeable || e is not FileNotFoundException)
            {
                problems.Add((Path.GetRelativePath(folder.Inbox, path), InboxListing.Explain(e)));
            }

            _seen[path] = known with { IsUntakeable = true };
        }
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

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} taken from the inbox")]
    private partial void LogTaken(long fileId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A file with the content of file {FileId} came again; it lies in duplicates/")]
    private partial void LogKnown(long fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} entries of the inbox cannot be taken; the page Files names them. They stay and are tried again")]
    private partial void LogUntakeable(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "No more files are taken from the inbox: {Why}")]
    private partial void LogPaused(string why);
}
