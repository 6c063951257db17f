using System.Globalization;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>A report as one JSON document (docs/report.md has its shape).</summary>
internal static class ReportJson
{
    public static IReadOnlyDictionary<string, object?> Of(InsightReport report, IReadOnlyList<ReportTable> tables)
    {
        var document = new Dictionary<string, object?>
        {
            ["from"] = Month(report.Filter.From),
            ["to"] = Month(report.Filter.To),
            ["payer"] = report.Filter.Payer,
            ["provider"] = report.Filter.Practice,
            ["month"] = "of service",
            ["countedAt"] = report.CountedAt,
            ["total"] = Rows(ReportTable.Total(report)).Single(),
        };
        foreach (var table in tables)
        {
            document[NameOf(table)] = Rows(table);
        }

        return document;
    }

    private static string NameOf(ReportTable table) => table.Key switch
    {
        "codes" => "byCode",
        "payers" => "byPayer",
        "practices" => "byProvider",
        _ => "byMonth",
    };

    private static IEnumerable<Dictionary<string, object?>> Rows(ReportTable table) => table.Rows.Select(row =>
        table.Columns.ToDictionary(column => column.Key == "practice" ? "provider" : column.Key, column => column.Value(row) switch
        {
            DateOnly month => Month(month),
            decimal share when column.Unit == ReportUnit.Share => Math.Round(share, 4),
            var value => value,
        }));

    private static string? Month(DateOnly? month) => month?.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
