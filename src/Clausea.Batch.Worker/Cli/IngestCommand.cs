using System.CommandLine;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`ingest`: processes files to completion, drafts included; the originals stay where they are.</summary>
internal static class IngestCommand
{
    private static readonly Argument<string[]> s_paths = new("PATH") { Description = "835 files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("ingest", "Process files to completion: read, triage, record, draft") { s_paths, s_json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (InputFiles.Expand(result.GetValue(s_paths)!) is not { } files)
        {
            return ExitCode.Unusable;
        }

        using var host = await CommandHost.CreateAsync(result, withJobs: true, cancellationToken);
        await host.StartAsync(cancellationToken);
        var summary = await Progress(async progress =>
        {
            var ingesting = new Ingesting(host.Services, progress);
            return await ingesting.RunAsync(files, cancellationToken);
        });
        await host.StopAsync(CancellationToken.None);
        Print(summary, result.GetValue(s_json));
        return Exit(summary);
    }

    // A bar is for eyes: into a file or a pipe it would be noise.
    private static Task<IngestSummary> Progress(Func<ProgressContext?, Task<IngestSummary>> work) => Console.IsErrorRedirected
        ? work(null)
        : Terminal.Error.Progress().AutoClear(true).HideCompleted(true).StartAsync(work);

    private static void Print(IngestSummary summary, bool json)
    {
        if (json)
        {
            Terminal.PrintJson(summary);
            return;
        }

        var table = Terminal.Table("File", "Outcome", "#Remittances", "#Claims", "#Denials", "#New appeals", "Reason");
        foreach (var file in summary.Files)
        {
            table.AddPlainRow(file.File, file.Status, $"{file.Remittances}", $"{file.Claims}", $"{file.Denials}", $"{file.NewAppeals}", file.Reason ?? string.Empty);
        }

        Terminal.Out.Write(table);
        Terminal.Out.WriteLine($"{Terminal.Count(summary.NewAppeals, "new appeal")}, {Terminal.Count(summary.DraftsFailed, "draft")} failed.");
    }

    private static int Exit(IngestSummary summary)
    {
        if (summary.Files.All(file => file.Status is "unreadable"))
        {
            return ExitCode.Unusable;
        }

        return summary.Files.Any(file => file.NeedsPerson) || summary.DraftsFailed > 0 ? ExitCode.NeedsPerson : ExitCode.Fine;
    }
}

/// <summary>What `ingest --json` prints.</summary>
internal sealed record IngestSummary(IReadOnlyList<IngestedFile> Files, int NewAppeals, int DraftsFailed);

/// <summary>One file of it. Status: archived, known, quarantined, known-quarantined, unreadable.</summary>
internal sealed record IngestedFile(
    string File, long? FileId, string Status, string? Reason, int Remittances, int Claims, int Denials, int NewAppeals, int Errors)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool NeedsPerson => Status is not ("archived" or "known") || Errors > 0;
}

/// <summary>Takes files one by one, and waits for the drafts.</summary>
internal sealed class Ingesting(IServiceProvider services, ProgressContext? progress)
{
    private readonly Intake _intake = services.GetRequiredService<Intake>();
    private readonly FileProcessing _processing = services.GetRequiredService<FileProcessing>();
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

            // Asked for by a person: no limit on attempts.
            if (await _processing.RunAsync(taken.FileId, int.MaxValue, cancellationToken) is not { } processed)
            {
                return Known(path, await _files.FindAsync(taken.FileId, cancellationToken), taken);
            }

            await _drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
            var status = processed.Status == FileStatus.Archived ? "archived" : "quarantined";
            return Row(path, taken.FileId, status, processed.Reason, processed.Totals, processed.NewAppeals.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && InputFiles.Explain(e) is { } message)
        {
            return Row(path, null, "unreadable", message, FileTotals.None, 0);
        }
    }

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
