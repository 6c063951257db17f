using System.CommandLine;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`retention`: what is older than records must be kept, and taking it away.</summary>
internal static class RetentionCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document", Recursive = true };
    private static readonly Option<bool> s_yes = new("--yes") { Description = "really: what goes is gone" };

    public static Command Create()
    {
        var report = new Command("report", "What a purge would take, what it would leave, and the purges that were made");
        var purge = new Command("purge", "Take away what is older than Retention:Years, and held by nothing") { s_yes, AppealVerb.By };
        report.SetAction(ReportAsync);
        purge.SetAction(PurgeAsync);
        return new Command("retention", "What need no longer be kept") { s_json, report, purge };
    }

    private static async Task<int> ReportAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var report = await host.Services.GetRequiredService<RetentionWork>().ReportAsync(cancellationToken);
        var purges = await host.Services.GetRequiredService<LedgerRetention>().PurgesAsync(limit: 20, cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(new { report, purges = purges.Select(purge => new { purge.Id, purge.BegunAt, purge.BegunBy, purge.Cutoff, purge.FinishedAt, purge.Counts }) });
            return ExitCode.Fine;
        }

        var options = host.Services.GetRequiredService<IOptions<RetentionOptions>>().Value;
        Terminal.Print($"Kept for {Terminal.Count(options.Years, "year")}; due is what was last changed before {report.Before:yyyy-MM-dd}.");
        Terminal.Print($"Due: {Words(report.Due)}, {Terminal.Count(report.RemovedExhibits, "removed exhibit")}.");
        Terminal.Print($"Old, and kept: {Terminal.Count(report.Held, "denial")} under a legal hold, {Terminal.Count(report.Open, "denial")} with an open appeal.");
        foreach (var purge in purges)
        {
            Terminal.Print(PlainText.Harmless($"Purge {purge.Id}, {purge.BegunAt:yyyy-MM-dd HH:mm} by {purge.BegunBy}{(purge.FinishedAt is null ? ", cut short" : string.Empty)}: {Words(purge.Counts)}."));
        }

        return ExitCode.Fine;
    }

    private static async Task<int> PurgeAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (!result.GetValue(s_yes))
        {
            Terminal.Complain("A purge cannot be taken back. Look at clausea retention report, back up, and give --yes.");
            return ExitCode.Unusable;
        }

        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var run = await host.Services.GetRequiredService<RetentionWork>().PurgeAsync(AppealVerb.ByOf(result), cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(new { run.Id, cutoff = run.Period.Before, run.Counts });
        }
        else
        {
            Terminal.Print($"Purge {run.Id}: {Words(run.Counts)}.");
        }

        return ExitCode.Fine;
    }

    private static string Words(PurgeCounts counts) => string.Join(", ",
        Terminal.Count(counts.Denials, "denial"),
        Terminal.Count(counts.Appeals, "appeal"),
        Terminal.Count(counts.Drafts, "draft"),
        Terminal.Count(counts.History, "line") + " of history",
        Terminal.Count(counts.Exhibits, "exhibit"),
        Terminal.Count(counts.Packets, "packet file"),
        Terminal.Count(counts.Files, "original file"),
        Terminal.Count(counts.Duplicates, "duplicate"),
        Terminal.Count(counts.Documents, "document"));
}
