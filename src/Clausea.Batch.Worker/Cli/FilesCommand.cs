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

    public static Command Create()
    {
        var list = new Command("list", "What came in, the latest first");
        var command = new Command("files", "What came in, what happened to it") { s_json, s_limit, list };
        list.SetAction(ListAsync);
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var files = await host.Services.GetRequiredService<LedgerFiles>().ListAsync(result.GetValue(s_limit), cancellationToken);
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
                file.StoredAs,
                seen = file.SeenCount,
                file.FirstSeenAt,
                file.FinishedAt,
                file.Totals.Interchanges,
                file.Totals.Remittances,
                file.Totals.Claims,
                file.Totals.Denials,
                file.Totals.NewAppeals,
                file.Totals.Paid,
                errors = file.Totals.FindingErrors,
                warnings = file.Totals.FindingWarnings,
            }));
            return ExitCode.Fine;
        }

        var table = Terminal.Table("#Id", "File", "Status", "#Remittances", "#Claims", "#Denials", "#New appeals", "#Errors", "Reason");
        foreach (var file in files)
        {
            table.AddPlainRow($"{file.Id}", file.Name, file.Status.ToString(), $"{file.Totals.Remittances}", $"{file.Totals.Claims}",
                $"{file.Totals.Denials}", $"{file.Totals.NewAppeals}", $"{file.Totals.FindingErrors}", file.Reason ?? string.Empty);
        }

        Terminal.Out.Write(table);
        return ExitCode.Fine;
    }
}
