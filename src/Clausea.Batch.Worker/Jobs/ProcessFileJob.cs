using System.Diagnostics;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Reads one file into the ledger and queues a draft for each new appeal. Running it twice changes nothing.</summary>
[Queue(Queues.Files)]
[AutomaticRetry(Attempts = 10, DelaysInSeconds = [5, 15, 60, 300])]
internal sealed class ProcessFileJob(FileProcessing processing, DraftQueue drafts, IOptions<InboxOptions> options, Telemetry telemetry)
{
    [JobDisplayName("Process file {0}")]
    public async Task Run(long fileId, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            if (await processing.RunAsync(fileId, options.Value.MaxAttempts, cancellationToken) is { } processed)
            {
                telemetry.FileDone(processed, Stopwatch.GetElapsedTime(begun));
                await drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FileJobException(fileId, e);
        }
    }
}

/// <summary>A file could not be read or moved. Hangfire stores and shows what a job throws: the path, which may hold a
/// patient's name, stays out of it, and so does the exception that tells it.</summary>
internal sealed class FileJobException(long fileId, Exception cause) : Exception(
    $"File {fileId} could not be read or moved: {cause.GetType().Name}, error {cause.HResult:x8}. Look at the permissions and the space of the data folder.");

/// <summary>Hangfire queues, in the order workers look at them.</summary>
internal static class Queues
{
    public const string Files = "files";
    public const string Drafts = "drafts";
    public const string Nightly = "nightly";
}
