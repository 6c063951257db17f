using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Looks through the inbox and queues what has settled: a file is taken only when its size and time have stood
/// still, so that one still being written stays where it is.</summary>
internal sealed partial class InboxSweep(
    DataFolder folder,
    Intake intake,
    FileQueue queue,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<InboxSweep> log) : IDisposable
{
    private static readonly string[] s_temporary = [".part", ".tmp", ".temp", ".filepart", ".crdownload", ".swp"];

    private readonly Dictionary<string, (long Size, DateTime Written, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Takes all settled files; true when some are still unsettled and another look is due soon.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var present = Directory.EnumerateFiles(folder.Inbox).Where(IsCandidate).Order(StringComparer.Ordinal).ToList();
            foreach (var gone in _seen.Keys.Except(present).ToList())
            {
                _seen.Remove(gone);
            }

            foreach (var path in present.Where(HasSettled).ToList())
            {
                await TakeAsync(path, cancellationToken);
            }

            return _seen.Count > 0;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task TakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            Queue(await intake.TakeAsync(path, cancellationToken));
            _seen.Remove(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name may tell of a patient: it stays out of the log.
            LogUntakeable(e.GetType().Name);
        }
    }

    private void Queue(Taken taken)
    {
        if (taken.As == TakenAs.New)
        {
            queue.Enqueue(taken.FileId);
            LogTaken(taken.FileId);
        }
        else if (taken.As != TakenAs.Gone)
        {
            LogKnown(taken.FileId);
        }
    }

    private bool HasSettled(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return false;
        }

        var now = time.GetUtcNow();
        if (!_seen.TryGetValue(path, out var seen) || seen.Size != file.Length || seen.Written != file.LastWriteTimeUtc)
        {
            _seen[path] = (file.Length, file.LastWriteTimeUtc, now);
            return options.Value.SettleTime == TimeSpan.Zero;
        }

        return now - seen.Since >= options.Value.SettleTime;
    }

    /// <summary>Hidden and temporary names: somebody is not done with the file.</summary>
    public static bool IsLeftAlone(string name) =>
        name[0] is '.' or '~' || s_temporary.Contains(Path.GetExtension(name).ToLowerInvariant());

    private static bool IsCandidate(string path) =>
        !IsLeftAlone(Path.GetFileName(path)) && !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} taken from the inbox")]
    private partial void LogTaken(long fileId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A file with the content of file {FileId} came again; it lies in duplicates/")]
    private partial void LogKnown(long fileId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A file in the inbox cannot be taken yet ({Error}); it stays and is tried again")]
    private partial void LogUntakeable(string error);
}
