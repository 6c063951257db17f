using System.CommandLine;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`ingest`: processes files to completion, drafts included; the originals stay where they are.</summary>
internal static class IngestCommand
{
    private static readonly Argument<string[]> s_paths = new("PATH") { Description = "835 files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_withoutDrafts = new("--without-drafts") { Description = "read and record only: the running worker, or the next ingest, writes the letters" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("ingest", "Process files to completion: read, triage, record, draft") { s_paths, s_withoutDrafts, s_json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (InputFiles.Expand(result.GetValue(s_paths)!) is not { } files)
        {
            return ExitCode.Unusable;
        }

        var withDrafts = !result.GetValue(s_withoutDrafts);
        using var host = await CommandHost.CreateAsync(result, withJobs: true, cancellationToken);
        return await RunAsync(host, result.GetValue(s_json), ingesting => ingesting.RunAsync(files, withDrafts, cancellationToken), cancellationToken);
    }

    /// <summary>Does work on files with the jobs it needs, prints what came of it, and says it by the exit code.</summary>
    public static async Task<int> RunAsync(
        IHost host, bool json, Func<Ingesting, Task<IngestSummary>> work, CancellationToken cancellationToken)
    {
        await host.StartAsync(cancellationToken);
        var summary = await Progress(progress => work(new Ingesting(host.Services, progress)));
        await host.StopAsync(CancellationToken.None);
        Print(summary, json);
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

        var table = Terminal.Table("File", "Outcome", "#Remittances", "#Claims", "#Denials", "#New appeals", "#Closed", "Reason");
        foreach (var file in summary.Files)
        {
            table.AddPlainRow(file.File, file.Status, $"{file.Remittances}", $"{file.Claims}", $"{file.Denials}", $"{file.NewAppeals}", $"{file.ClosedAppeals}", file.Reason ?? string.Empty);
        }

        Terminal.Out.Write(table);
        Terminal.Out.WriteLine($"{Terminal.Count(summary.NewAppeals, "new appeal")}, {Terminal.Count(summary.DraftsFailed, "draft")} failed.");
        if (summary.ClosedAppeals > 0)
        {
            Terminal.Out.WriteLine($"{Terminal.Count(summary.ClosedAppeals, "appeal")} closed by what the payer says in these files.");
        }

        if (summary.DraftsWaiting > 0)
        {
            Terminal.Out.WriteLine($"{Terminal.Count(summary.DraftsWaiting, "draft")} to be written: by the running worker, or the next ingest.");
        }
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
internal sealed record IngestSummary(IReadOnlyList<IngestedFile> Files, int NewAppeals, int DraftsFailed, int DraftsWaiting)
{
    /// <summary>Appeals that were decided by what these files say.</summary>
    public int ClosedAppeals { get; init; }
}

/// <summary>One file of it. Status: archived, known, quarantined, known-quarantined, unreadable, failed.</summary>
internal sealed record IngestedFile(
    string File, long? FileId, string Status, string? Reason, int Remittances, int Claims, int Denials, int NewAppeals, int Errors)
{
    /// <summary>Appeals that its claims decided.</summary>
    public int ClosedAppeals { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool NeedsPerson => Status is not ("archived" or "known") || Errors > 0;
}
