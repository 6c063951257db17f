using System.Globalization;
using System.Net;
using System.Text;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>A report as one page, to be mailed or printed: neither scripts nor anything from elsewhere.</summary>
internal static class ReportHtml
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Denials and recoveries</title>
        <style>
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 90em; padding: 0 1.5em; }
        h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin: 2em 0 .5em; }
        div { overflow-x: auto; } table { border-collapse: collapse; font-size: .9em; }
        th, td { border-bottom: 1px solid #8886; padding: .35em .7em; text-align: left; vertical-align: top; }
        .n { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
        @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
        </style>
        </head>
        <body>
        """;

    public static string Of(InsightReport report, IReadOnlyList<ReportTable> tables)
    {
        var html = new StringBuilder(Head);
        html.Append("<h1>Denials and recoveries</h1>\n<p>").Append(Encoded(Scope(report))).Append("</p>\n");
        foreach (var table in tables.Prepend(ReportTable.Total(report)))
        {
            Append(html, table);
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static string Scope(InsightReport report)
    {
        var filter = report.Filter;
        var months = (filter.From, filter.To) switch
        {
            ({ } from, { } to) => $"from {Month(from)} to {Month(to)}",
            ({ } from, _) => $"from {Month(from)} on",
            (_, { } to) => $"up to {Month(to)}",
            _ => "all there are",
        };
        var payer = filter.Payer is null ? string.Empty : $" Only payer {filter.Payer}.";
        var practice = filter.Practice is null ? string.Empty : $" Only provider {filter.Practice}.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Months of service: {months}.{payer}{practice} Counted {report.CountedAt:yyyy-MM-dd HH:mm} UTC. A claim with several codes counts for each of them.");
    }

    private static void Append(StringBuilder html, ReportTable table)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Encoded(table.Title)}</h2>\n<div><table>\n<thead><tr>");
        foreach (var column in table.Columns)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{ClassOf(column)}>{Encoded(column.Name)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>");
            foreach (var column in table.Columns)
            {
                html.Append(CultureInfo.InvariantCulture, $"<td{ClassOf(column)}>{Encoded(ReportCell.Of(column.Unit, column.Value(row)))}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    private static string Month(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string ClassOf(ReportColumn column) => column.IsNumber ? " class=\"n\"" : string.Empty;

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
