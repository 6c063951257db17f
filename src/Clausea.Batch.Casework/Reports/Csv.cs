using System.Globalization;
using System.Text;

namespace Clausea.Batch.Casework;

/// <summary>Tables as comma-separated values (RFC 4180), as spreadsheets take them.</summary>
public static class Csv
{
    /// <summary>In UTF-8 with a mark in front, by which spreadsheets know it.</summary>
    public static byte[] Write(ReportTable table) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text(table))];

    /// <summary>Headings and rows, each ended by a line break.</summary>
    public static string Text(ReportTable table)
    {
        var text = new StringBuilder();
        Line(text, table.Columns.Select(column => column.Name));
        foreach (var row in table.Rows)
        {
            Line(text, table.Columns.Select(column => Cell(column.Value(row))));
        }

        return text.ToString();
    }

    /// <summary>Several tables as one: each row says of which it is, and leaves empty what that one has not.</summary>
    public static string Text(IReadOnlyList<ReportTable> tables)
    {
        var columns = tables.SelectMany(table => table.Columns).DistinctBy(column => column.Key).OrderBy(column => column.IsNumber).ToList();
        var text = new StringBuilder();
        Line(text, columns.Select(column => column.Name).Prepend("By"));
        foreach (var table in tables)
        {
            var own = columns.ConvertAll(column => table.Columns.FirstOrDefault(candidate => candidate.Key == column.Key));
            foreach (var row in table.Rows)
            {
                Line(text, own.Select(column => Cell(column?.Value(row))).Prepend(table.Key[..^1]));
            }
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells).Append("\r\n");

    private static string Cell(object? value) => value switch
    {
        null => string.Empty,
        DateOnly day => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        string text => Quoted(Harmless(text)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell holds no {value.GetType().Name}.", nameof(value)),
    };

    // What stands so at the beginning of a cell, a spreadsheet would run.
    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
