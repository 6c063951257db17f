using System.Globalization;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Operations.Mail;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Sums a nightly run up and mails it, where mail is set up. What goes wrong with the mail is a problem of the
/// summary and a line of the log, and never the end of the run.</summary>
internal sealed partial class NightlyReport(LedgerSummary ledger, NightlyMail mail, TimeProvider time, ILogger<NightlyReport> log)
{
    /// <summary>What happened since an instant. <paramref name="problems"/>: what the run met besides, in words without
    /// names.</summary>
    public async Task<NightlySummary> MakeAndSendAsync(DateTimeOffset since, CancellationToken cancellationToken, params IReadOnlyList<string> problems)
    {
        var figures = await ledger.SinceAsync(since, cancellationToken);
        var summary = new NightlySummary(since, time.GetUtcNow(), figures, [.. problems, .. ProblemsIn(figures)]);
        if (!mail.IsOn)
        {
            return summary;
        }

        try
        {
            await mail.SendAsync(summary, cancellationToken);
            LogMailed();
            return summary with { IsMailed = true };
        }
        catch (MailException e)
        {
            LogNotMailed(e.Message);
            return summary with { Problems = [.. summary.Problems, e.Message] };
        }
    }

    private static IEnumerable<string> ProblemsIn(LedgerSummaryFigures figures)
    {
        if (figures.DraftsFailed > 0)
        {
            yield return Count(figures.DraftsFailed, "draft failed", "drafts failed") + " for a mistake in a template.";
        }

        if (figures.FilesQuarantined > 0)
        {
            yield return Count(figures.FilesQuarantined, "file went", "files went") + " to quarantine.";
        }

        if (figures.Overdue > 0)
        {
            yield return Count(figures.Overdue, "appeal was", "appeals were") + " not sent before the deadline.";
        }
    }

    private static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    [LoggerMessage(EventId = 501, Level = LogLevel.Information, Message = "The nightly summary was mailed")]
    private partial void LogMailed();

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "{Problem}")]
    private partial void LogNotMailed(string problem);
}
