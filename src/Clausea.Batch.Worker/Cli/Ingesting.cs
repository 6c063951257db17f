using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Takes files one by one, and waits for the drafts.</summary>
internal sealed class Ingesting(IServiceProvider services, ProgressContext? progress)
{
    private readonly Intake _intake = services.GetRequiredService<Intake>();
    private readonly FileRun _run = services.GetRequiredService<FileRun>();
    private readonly DraftQueue _drafts = services.GetRequiredService<DraftQueue>();
    private readonly LedgerFiles _files = services.GetRequiredService<LedgerFiles>();
    private readonly LedgerAppeals _appeals = services.GetRequiredService<LedgerAppeals>();

    public async Task<IngestSummary> RunAsync(List<string> paths, CancellationToken cancellationToken)
    {
        var bar = progress?.AddTask("Files", maxValue: paths.Count);
        var done = new List<IngestedFile>();
        foreach (var path in paths)
        {
            done.Add(await TakeAsync(path, cancellationToken));
            bar?.Increment(1);
        }

        return await DraftAsync(done, cancellationToken);
    }

    /// <summary>Waits for the drafts of all that was done.</summary>
    public async Task<IngestSummary> DraftAsync(IReadOnlyList<IngestedFile> done, CancellationToken cancellationToken)
    {
        await _appeals.RequeueFailedAsync(cancellationToken);
        await _drafts.RecoverAsync(cancellationToken);
        await WaitForDraftsAsync(cancellationToken);
        var failed = await services.GetRequiredService<LedgerWorklist>().PageAsync(new WorklistFilter { Status = AppealStatus.DraftFailed, Limit = 1000 }, cancellationToken);
        return new IngestSummary(done, done.Sum(file => file.NewAppeals), failed.Count);
    }

    private async Task<IngestedFile> TakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await _intake.TakeCopyAsync(path, cancellationToken);
            if (taken.As != TakenAs.New)
            {
                return Known(path, await _files.FindAsync(taken.FileId, cancellationToken), taken);
            }

            return await ProcessAsync(path, taken.FileId, cancellationToken);
        }
        catch (FileFailedException e)
        {
            return Row(path, null, "failed", e.Message, FileTotals.None, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && InputFiles.Explain(e) is { } message)
        {
            return Row(path, null, "unreadable", message, FileTotals.None, 0);
        }
    }

    /// <summary>Processes a file that was taken.</summary>
    public async Task<IngestedFile> ProcessAsync(string name, long fileId, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _run.RunAsync(fileId, progress: null, cancellationToken) is { } processed)
            {
                await _drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
                return Row(name, fileId, Status(processed.Status), processed.Reason, processed.Totals, processed.NewAppeals.Count);
            }

            // A worker beside this program may have taken it: then it is waited for.
            var file = await _files.FindAsync(fileId, cancellationToken);
            if (file?.Status is not (FileStatus.Received or FileStatus.Processing))
            {
                return Row(name, fileId, Status(file!.Status), file.Reason, file.Totals, file.Totals.NewAppeals);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static string Status(FileStatus status) => status == FileStatus.Archived ? "archived" : "quarantined";

    private static IngestedFile Known(string path, FileRow? file, Taken taken) => Row(
        path, taken.FileId, taken.As == TakenAs.KnownQuarantined ? "known-quarantined" : "known",
        file?.Reason ?? "The same content was processed before.", file?.Totals ?? FileTotals.None, 0);

    private static IngestedFile Row(string path, long? id, string status, string? reason, FileTotals totals, int newAppeals) => new(
        path, id, status, reason, totals.Remittances, totals.Claims, totals.Denials, newAppeals, totals.FindingErrors);

    private async Task WaitForDraftsAsync(CancellationToken cancellationToken)
    {
        var total = await _appeals.CountQueuedAsync(cancellationToken);
        var bar = progress?.AddTask("Drafts", maxValue: Math.Max(total, 1));
        while (await _appeals.CountQueuedAsync(cancellationToken) is var left and > 0)
        {
            bar?.Value = total - left;
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }
}
