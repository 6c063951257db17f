using System.Diagnostics;
using System.Globalization;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Hangfire;
using Hangfire.Server;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Reads one file into the ledger and queues a draft for each new appeal. Running it twice changes nothing.</summary>
[Queue(Queues.Files)]
[AutomaticRetry(Attempts = 10, DelaysInSeconds = [5, 15, 60, 300])]
internal sealed class ProcessFileJob(FileRun file, FileQueue files, DraftQueue drafts, Telemetry telemetry)
{
    /// <summary>What the file came to, in numbers, for the page of the job.</summary>
    [JobDisplayName("Read file {0}")]
    public async Task<string?> Run(long fileId, PerformContext? context, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            if (await file.RunAsync(fileId, new FileWatch(JobProgress.Of(context)), cancellationToken) is not { } processed)
            {
                return null;
            }

            telemetry.FileDone(processed, Stopwatch.GetElapsedTime(begun));
            await drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{processed.Status}: {processed.Totals.Claims:N0} claims, {processed.Totals.Denials:N0} denials, {processed.NewAppeals.Count:N0} letters to draft.");
        }
        finally
        {
            files.Done();
        }
    }
}

/// <summary>Tells on the job's page how far the reading has got.</summary>
internal sealed class JobProgress : IProgress<FileProgress>
{
    private readonly PerformContext _context;

    private JobProgress(PerformContext context) => _context = context;

    /// <summary>Null where no job runs.</summary>
    public static JobProgress? Of(PerformContext? context) => context is null ? null : new(context);

    // The name that the dashboard's section of the job page looks for.
    public void Report(FileProgress value) => _context.Connection.SetJobParameter(
        _context.BackgroundJob.Id, Dashboard.Files.FileJobSection.Progress, Dashboard.Files.FileJobSection.Write(value.Claims, value.Offset, value.Length));
}

/// <summary>Hangfire queues, in the order workers look at them.</summary>
internal static class Queues
{
    public const string Files = "files";
    public const string Drafts = "drafts";
    public const string Nightly = "nightly";
}
