using System.CommandLine;
using System.Globalization;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`access`: who looked at, took out or changed what, who signed in, and who was refused.</summary>
internal static class AccessCommand
{
    private const int PageSize = 1000;

    private static readonly Option<DateOnly?> s_since = new("--since") { Description = "from this day on (YYYY-MM-DD)" };
    private static readonly Option<string?> s_actor = new("--actor") { Description = "only of this person" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("access", "Who looked at, took out or changed what, who signed in, and who was refused") { s_since, s_actor, s_json };
        command.SetAction(ListAsync);
        return command;
    }

    /// <summary>Before anything is printed: what cannot be logged is not shown.</summary>
    public static Task RecordViewAsync(IHost host, AccessSubject subject, CancellationToken cancellationToken) =>
        host.Services.GetRequiredService<LedgerAccess>().RecordAsync(new(Environment.UserName, AccessAction.Viewed, subject, Detail: "command line"), cancellationToken);

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var rows = await AllAsync(host.Services.GetRequiredService<LedgerAccess>(), FilterOf(result), cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(rows);
            return ExitCode.Fine;
        }

        foreach (var row in rows)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"{row.HappenedAt:yyyy-MM-dd HH:mm:ss} {row.Actor}: {row.Action} {row.Subject} {row.SubjectId}");
            Terminal.Print(PlainText.Harmless(row.Detail is null ? what.TrimEnd() : $"{what.TrimEnd()} ({row.Detail})"));
        }

        return ExitCode.Fine;
    }

    private static async Task<List<AccessRow>> AllAsync(LedgerAccess access, AccessFilter filter, CancellationToken cancellationToken)
    {
        var rows = new List<AccessRow>();
        while (await access.ListAsync(filter with { AfterId = rows.LastOrDefault()?.Id ?? 0 }, cancellationToken) is { Count: > 0 } page)
        {
            rows.AddRange(page);
        }

        return rows;
    }

    // A day begins at midnight of this machine.
    private static AccessFilter FilterOf(ParseResult result) => new()
    {
        Since = result.GetValue(s_since) is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Local)) : null,
        Actor = result.GetValue(s_actor),
        Limit = PageSize,
    };
}
