using System.Buffers;
using System.Globalization;
using System.Text;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>The worklist for spreadsheets: RFC 4180, UTF-8 with a mark in front so that Excel takes it as such.</summary>
public static class WorklistCsv
{
    /// <summary>Rows at most.</summary>
    public const int MostRows = 50_000;

    public const string ContentType = "text/csv; charset=utf-8";

    private static readonly SearchValues<char> s_quoted = SearchValues.Create(",\"\r\n");

    // A cell that begins with one of these is a formula in Excel and its like; the wide forms are in some.
    private static readonly SearchValues<char> s_formula = SearchValues.Create("=+-@\t\r\n＝＋－＠");

    private static readonly (string Heading, Func<WorklistRow, string?> Value)[] s_columns =
    [
        ("Appeal", row => Number(row.Id)),
        ("Status", row => row.Status.ToString()),
        ("Outcome", row => row.Outcome?.ToString()),
        ("Letter", row => row.Kind.ToString()),
        ("Disposition", row => row.Disposition.ToString()),
        ("Playbook", row => Text(row.Playbook)),
        ("Payer", row => Text(row.Payer)),
        ("Payer id", row => Text(row.PayerId)),
        ("Practice", row => Text(row.Practice)),
        ("Practice NPI", row => Text(row.PracticeNpi)),
        ("Account", row => Text(row.PatientControlNumber)),
        ("Payer claim number", row => Text(row.PayerClaimNumber)),
        ("Service from", row => Day(row.ServiceFrom)),
        ("Service to", row => Day(row.ServiceTo)),
        ("Denied", row => Money(row.DeniedAmount)),
        ("Deadline", row => Day(row.Deadline)),
        ("Deadline is a default", row => row.Deadline is null ? null : row.DeadlineIsDefault ? "yes" : "no"),
        ("Priority", row => Number(row.Priority)),
        ("Codes", row => Text(string.Join(' ', row.Reasons.Concat(row.Remarks)))),
        ("Open needs", row => row.Revision == 0 ? null : Number(row.OpenNeeds)),
        ("Assigned to", row => Text(row.Assignee)),
        ("Came in", row => Instant(row.CreatedAt)),
        ("Drafted", row => Instant(row.DraftedAt)),
        ("Sent", row => Instant(row.SentAt)),
        ("Recovered", row => row.RecoveredAmount is { } amount ? Money(amount) : null),
        ("File", row => Text(row.File)),
    ];

    /// <summary>How many rows were written.</summary>
    public static async Task<int> WriteAsync(IAsyncEnumerable<WorklistRow> rows, Stream output, CancellationToken cancellationToken = default)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync(string.Join(',', s_columns.Select(column => Cell(column.Heading))));
        var count = 0;
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await writer.WriteLineAsync(string.Join(',', s_columns.Select(column => Cell(column.Value(row)))));
            count++;
        }

        return count;
    }

    /// <summary>Text from outside as a cell that no spreadsheet calculates.</summary>
    public static string? Text(string? text) =>
        text is { Length: > 0 } && s_formula.Contains(text.TrimStart(' ', '"').FirstOrDefault(' ')) ? "'" + text : text;

    /// <summary>A value as RFC 4180 has it.</summary>
    public static string Cell(string? value) =>
        value is null ? string.Empty
        : value.AsSpan().ContainsAny(s_quoted) ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Money(decimal dollars) => dollars.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
