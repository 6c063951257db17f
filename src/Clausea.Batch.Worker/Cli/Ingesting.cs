using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Takes files in their order, and waits for the drafts.</summary>
internal sealed class Ingesting(IServiceProvider services, ProgressContext? progress)
{
    // To count many takes the ledger's time away from those who write them.
    private const int Few = 200;
    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_seldom = TimeSpan.FromSeconds(1);

    private const string SameContent = "The same content was processed before.";

    private static readonly int s_sideBySide = Math.Clamp(2 * Environment.ProcessorCount, 2, 8);

    private readonly Intake _intake = services.GetRequiredService<Intake>();
    private readonly FileRun _run = services.GetRequiredService<FileRun>();
    private readonly DraftQueue _drafts = services.GetRequiredService<DraftQueue>();
    private readonly LedgerFiles _files = services.GetRequiredService<LedgerFiles>();
    private readonly LedgerAppeals _appeals = services.GetRequiredService<LedgerAppeals>();

    private int _closedLater;

    // The same content may be named twice.
    private readonly Dictionary<long, Task<IngestedFile>> _begun = [];

    /// <summary>Files are read and decided side by side, and recorded one after the other, in the order in which they were
    /// named: so the same files give the same ledger.</summary>
    /// <param name="paths">Files; told of in this order.</param>
    /// <param name="withDrafts">Whether the letters are written too, or left queued in the ledger.</param>
    /// <param name="cancellationToken">Stops between two steps; what was recorded stays.</param>
    public async Task<IngestSummary> RunAsync(List<string> paths, bool withDrafts, CancellationToken cancellationToken)
    {
        var bar = progress?.AddTask("Files", maxValue: paths.Count);
        var begun = new List<Task<IngestedFile>>(paths.Count);
        try
        {
            foreach (var path in paths)
            {
                if (begun.Count >= s_sideBySide)
                {
                    await begun[^s_sideBySide];
                    bar?.Increment(1);
                }

                var turn = begun.Count == 0 ? Task.CompletedTask : EndOf(begun[^1]);
                begun.Add(await BeginAsync(path, withDrafts, turn, cancellationToken));
            }
        }
        finally
        {
            await EndOf(Task.WhenAll(begun));
        }

        var done = await Task.WhenAll(begun);
        _closedLater = await services.GetRequiredService<SecondLook>().RunAsync(cancellationToken);
        return withDrafts ? await DraftAsync(done, cancellationToken) : await SummaryAsync(done, cancellationToken);
    }

    private static async Task EndOf(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits for the drafts of all that was done.</summary>
    public async Task<IngestSummary> DraftAsync(IReadOnlyList<IngestedFile> done, CancellationToken cancellationToken)
    {
        await _appeals.RequeueFailedAsync(cancellationToken);
        await _drafts.RecoverAsync(cancellationToken);
        await WaitForDraftsAsync(cancellationToken);
        return await SummaryAsync(done, cancellationToken);
    }

    private async Task<IngestSummary> SummaryAsync(IReadOnlyList<IngestedFile> done, CancellationToken cancellationToken)
    {
        var failed = await services.GetRequiredService<LedgerWorklist>().PageAsync(new WorklistFilter { Status = AppealStatus.DraftFailed, Limit = 1000 }, cancellationToken);
        return new IngestSummary(done, done.Sum(file => file.NewAppeals), failed.Count, await _appeals.CountQueuedAsync(cancellationToken))
        {
            ClosedAppeals = done.Sum(file => file.ClosedAppeals) + _closedLater,
        };
    }

    // Takes the file, and returns while it is processed.
    private async Task<Task<IngestedFile>> BeginAsync(string path, bool withDrafts, Task turn, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await _intake.TakeCopyAsync(path, cancellationToken);
            if (_begun.TryGetValue(taken.FileId, out var first))
            {
                return AgainAsync(path, first);
            }

            if (taken.As != TakenAs.New)
            {
                return Task.FromResult(Known(path, await _files.FindAsync(taken.FileId, cancellationToken), taken));
            }

            var mine = Task.Run(() => TryAsync(path, taken.FileId, withDrafts, turn, cancellationToken), cancellationToken);
            _begun.Add(taken.FileId, mine);
            return mine;
        }
        catch (Exception e) when (Unreadable(path, e) is not null)
        {
            return Task.FromResult(Unreadable(path, e)!);
        }
    }

    private async Task<IngestedFile> TryAsync(string path, long fileId, bool withDrafts, Task turn, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessAsync(path, fileId, withDrafts, turn, cancellationToken);
        }
        catch (FileFailedException e)
        {
            return Row(path, null, "failed", e.Message, FileTotals.None, 0);
        }
        catch (Exception e) when (Unreadable(path, e) is not null)
        {
            return Unreadable(path, e)!;
        }
    }

    private static IngestedFile? Unreadable(string path, Exception e) =>
        e is IOException or UnauthorizedAccessException && InputFiles.Explain(e) is { } message
            ? Row(path, null, "unreadable", message, FileTotals.None, 0)
            : null;

    /// <summary>Processes a file that was taken, its letters too.</summary>
    public Task<IngestedFile> ProcessAsync(string name, long fileId, CancellationToken cancellationToken) =>
        ProcessAsync(name, fileId, withDrafts: true, Task.CompletedTask, cancellationToken);

    private async Task<IngestedFile> ProcessAsync(string name, long fileId, bool withDrafts, Task turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _run.RunAsync(fileId, new FileWatch { Turn = turn }, cancellationToken) is { } processed)
            {
                if (withDrafts)
                {
                    await _drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
                }

                return Row(name, fileId, Status(processed.Status), processed.Reason, processed.Totals, processed.NewAppeals.Count) with { ClosedAppeals = processed.Totals.ClosedAppeals };
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
        file?.Reason ?? SameContent, file?.Totals ?? FileTotals.None, 0);

    private static async Task<IngestedFile> AgainAsync(string path, Task<IngestedFile> begun)
    {
        var first = await begun;
        return first.Status is not ("archived" or "quarantined") ? first with { File = path } : first with
        {
            File = path,
            Status = first.Status == "quarantined" ? "known-quarantined" : "known",
            Reason = first.Reason ?? SameContent,
            NewAppeals = 0,
            ClosedAppeals = 0,
        };
    }

    private static IngestedFile Row(string path, long? id, string status, string? reason, FileTotals totals, int newAppeals) => new(
        path, id, status, reason, totals.Remittances, totals.Claims, totals.Denials, newAppeals, totals.FindingErrors);

    private async Task WaitForDraftsAsync(CancellationToken cancellationToken)
    {
        var total = await _appeals.CountQueuedAsync(cancellationToken);
        var bar = progress?.AddTask("Drafts", maxValue: Math.Max(total, 1));
        while (await _appeals.CountQueuedAsync(cancellationToken) is var left and > 0)
        {
            bar?.Value = total - left;
            await Task.Delay(left > Few ? s_seldom : s_often, cancellationToken);
        }
    }
}
