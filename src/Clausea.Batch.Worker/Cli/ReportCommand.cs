using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`report`: denials and recoveries by code, payer, practice and month of service.</summary>
internal static class ReportCommand
{
    private const int RowsShown = 25;
    private static readonly string[] s_shown = ["claims", "denials", "denialRate", "denied", "appeals", "won", "partlyWon", "upheld", "atStake", "recovered"];
    private static readonly string[] s_by = ["code", "payer", "provider", "month"];

    private static readonly Option<DateOnly?> s_from = Month("--from", "first month of service (YYYY-MM; a day counts as its month)");
    private static readonly Option<DateOnly?> s_to = Month("--to", "last month of service");
    private static readonly Option<string?> s_payer = new("--payer") { Description = "only this payer: its id, its name, or a part of it" };
    private static readonly Option<string?> s_provider = new("--provider") { Description = "only this practice (the payee): NPI, tax number, name, or a part of it" };
    private static readonly Option<string?> s_only = new("--by") { Description = "only one list: code, payer, provider or month" };
    private static readonly Option<bool> s_csv = new("--csv") { Description = "comma-separated values, for spreadsheets" };
    private static readonly Option<bool> s_html = new("--html") { Description = "one HTML page that needs nothing else" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        s_only.AcceptOnlyFromAmong(s_by);
        var command = new Command("report", "Denials and recoveries by code, payer, provider and month of service")
        {
            s_from, s_to, s_payer, s_provider, s_only, s_csv, s_html, s_json,
        };
        command.Validators.Add(Check);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(s_from) > result.GetValue(s_to))
        {
            Terminal.Complain("--from is after --to.");
            return ExitCode.Unusable;
        }

        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var cube = await host.Services.GetRequiredService<LedgerInsights>().CountAsync(cancellationToken);
        var report = cube.Report(new()
        {
            From = result.GetValue(s_from),
            To = result.GetValue(s_to),
            Payer = result.GetValue(s_payer),
            Practice = result.GetValue(s_provider),
        });
        var codes = host.Services.GetRequiredService<CodeCatalogue>();
        var all = ReportTable.Of(report, codes.Text);
        var tables = result.GetValue(s_only) is { } only ? [all[Array.IndexOf(s_by, only)]] : all;
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(ReportJson.Of(report, tables));
        }
        else if (result.GetValue(s_csv))
        {
            await Console.Out.WriteAsync(tables.Count == 1 ? Csv.Text(tables[0]) : Csv.Text(tables));
        }
        else if (result.GetValue(s_html))
        {
            await Console.Out.WriteAsync(ReportHtml.Of(report, tables));
        }
        else
        {
            Print(report, tables);
        }

        return ExitCode.Fine;
    }

    private static void Print(InsightReport report, IReadOnlyList<ReportTable> tables)
    {
        Print(ReportTable.Total(report));
        foreach (var table in tables)
        {
            Print(table);
        }
    }

    private static void Print(ReportTable table)
    {
        List<ReportColumn> columns = [.. table.Columns.Where(column => !column.IsNumber || s_shown.Contains(column.Key))];
        var grid = Terminal.Table([.. columns.Select((column, place) => column.IsNumber ? $"#{column.Name}" : place == 0 ? table.Title : column.Name)]);
        foreach (var row in table.Rows.Take(RowsShown))
        {
            grid.AddPlainRow([.. columns.Select(column => ReportCell.Of(column.Unit, column.Value(row)))]);
        }

        Terminal.Out.Write(grid);
        if (table.Rows.Count > RowsShown)
        {
            Terminal.Print($"and {Terminal.Count(table.Rows.Count - RowsShown)} more (--csv, --html and --json have all)");
        }
    }

    private static void Check(CommandResult result)
    {
        if (new[] { s_csv, s_html, s_json }.Count(result.GetValue) > 1)
        {
            result.AddError("Say one of --csv, --html and --json.");
        }
    }

    private static Option<DateOnly?> Month(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (DateOnly.TryParseExact(argument.Tokens[0].Value, ["yyyy-MM", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return new DateOnly(day.Year, day.Month, 1);
            }

            argument.AddError($"{name} takes a month such as 2026-01.");
            return null;
        },
    };
}

/// <summary>A cell of a report as the command line prints it.</summary>
internal static class ReportCell
{
    public static string Of(ReportUnit unit, object? value) => (unit, value) switch
    {
        (_, null) => "–",
        (_, DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        (ReportUnit.Share, decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %"),
        (_, decimal dollars) => Terminal.Money(dollars),
        (_, int number) => Terminal.Count(number),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
