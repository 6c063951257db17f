using System.CommandLine;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`files`: what came in, and what happened to it.</summary>
internal static class FilesCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document", Recursive = true };
    private static readonly Option<int> s_limit = new("--limit") { Description = "rows at most", DefaultValueFactory = _ => 100, Recursive = true };

    private static readonly Argument<long> s_id = new("ID") { Description = "number of the file" };

    public static Command Create()
    {
        var list = new Command("list", "What came in, the latest first");
        var replay = new Command("replay", "Try a quarantined file again, to completion, as ingest does") { s_id };
        var command = new Command("files", "What came in, what happened to it") { s_json, s_limit, list, replay };
        replay.SetAction(ReplayAsync);
        list.SetAction(ListAsync);
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ReplayAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: true, cancellationToken);
        var (files, id) = (host.Services.GetRequiredService<LedgerFiles>(), result.GetValue(s_id));
        if (await files.FindAsync(id, cancellationToken) is not { } file)
        {
            Terminal.Complain($"There is no file {id}.");
            return ExitCode.Unusable;
        }

        if (!await files.ReopenAsync(id, cancellationToken))
        {
            Terminal.Complain($"File {id} is {file.Status}: only a quarantined file can be tried again.");
            return ExitCode.Unusable;
        }

        return await IngestCommand.RunAsync(
            host,
            result.GetValue(s_json),
            async ingesting => await ingesting.DraftAsync([await ingesting.ProcessAsync(file.Name, id, cancellationToken)], cancellationToken),
            cancellationToken);
    }

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var files = await host.Services.GetRequiredService<LedgerFiles>().ListAsync(result.GetValue(s_limit), cancellationToken);
        await AccessCommand.RecordViewAsync(host, AccessSubject.Files, cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(files.Select(file => new
            {
                file.Id,
                file = file.Name,
                sha256 = file.Hash.Value,
                file.Size,
                file.Status,
                file.Reason,
                file.Failures,
                file.Failure,
                file.StoredAs,
                seen = file.SeenCount,
                file.FirstSeenAt,
                file.FinishedAt,
                file.Totals.Interchanges,
                file.Totals.Remittances,
                file.Totals.NewRemittances,
                file.Totals.ResentRemittances,
                file.Totals.Claims,
                file.Totals.Denials,
                file.Totals.NewAppeals,
                file.Totals.ClosedAppeals,
                file.Totals.Paid,
                errors = file.Totals.FindingErrors,
                warnings = file.Totals.FindingWarnings,
            }));
            return ExitCode.Fine;
        }

        var table = Terminal.Table("#Id", "File", "Status", "#Remittances", "#Claims", "#Denials", "#New appeals", "#Closed", "#Errors", "Reason");
        foreach (var file in files)
        {
            table.AddPlainRow($"{file.Id}", file.Name, file.Status.ToString(), $"{file.Totals.Remittances}", $"{file.Totals.Claims}",
                $"{file.Totals.Denials}", $"{file.Totals.NewAppeals}", $"{file.Totals.ClosedAppeals}", $"{file.Totals.FindingErrors}", file.Reason ?? string.Empty);
        }

        Terminal.Out.Write(table);
        return ExitCode.Fine;
    }
}
