using System.Globalization;
using System.Net;
using System.Text;
using Clausea.Batch.Worker.Jobs;

namespace Clausea.Batch.Worker.Operations.Mail;

/// <summary>The nightly summary as subject, text and HTML. Mail lies on servers of others: it holds counts and links, and
/// nothing of a patient, a payer or a file.</summary>
internal sealed class SummaryLetter
{
    private readonly NightlySummary _summary;
    private readonly TimeZoneInfo _zone;
    private readonly List<(string Words, string Value, string? Link)> _rows;

    public SummaryLetter(NightlySummary summary, TimeZoneInfo zone, string dashboard)
    {
        (_summary, _zone) = (summary, zone);
        var root = dashboard.Length > 0 ? dashboard.TrimEnd('/') + "/hangfire" : null;
        var figures = summary.Figures;
        _rows =
        [
            Row("Files that came in", figures.FilesTaken, root, "/files"),
            Row("Files in quarantine since then", figures.FilesQuarantined, root, "/files"),
            Row("Claims read", figures.Claims),
            Row("Claims to do something about", figures.Denials),
            Row("New appeals", figures.NewAppeals, root, "/appeals"),
            Row("Drafts that wait for a person", figures.DraftsWaiting, root, "/appeals?status=Drafted"),
            Row("What those drafts still need", figures.OpenNeeds),
            Row("Drafts that failed", figures.DraftsFailed, root, "/appeals?status=DraftFailed"),
            Row("Due within seven days and not sent", figures.DueSoon, root, "/appeals?due=Soon"),
            Row("Overdue and not sent", figures.Overdue, root, "/appeals?due=Passed"),
            Row("Appeals won since then", figures.Won),
            ("Recovered by them", figures.Recovered.ToString("$#,##0.00", CultureInfo.InvariantCulture), null),
        ];
    }

    public string Subject => string.Create(CultureInfo.InvariantCulture,
        $"Clausea.Batch: {_summary.Figures.NewAppeals} new, {_summary.Figures.DueSoon} due within seven days, {_summary.Figures.Overdue} overdue{(_summary.Problems.Count > 0 ? "; please look" : null)}");

    public string Text
    {
        get
        {
            var text = new StringBuilder().Append(Period).Append("\n\n");
            foreach (var (words, value, link) in _rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"{words,-36}{value,12}{(link is null ? null : "  " + link)}\n");
            }

            foreach (var problem in _summary.Problems)
            {
                text.Append("\n! ").Append(problem);
            }

            return text.Append('\n').ToString();
        }
    }

    public string Html
    {
        get
        {
            var html = new StringBuilder("<!DOCTYPE html><html lang=\"en-US\"><body style=\"font-family:sans-serif\"><p>")
                .Append(Encode(Period)).Append("</p><table>");
            foreach (var (words, value, link) in _rows)
            {
                var name = link is null ? Encode(words) : $"<a href=\"{Encode(link)}\">{Encode(words)}</a>";
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td style=\"text-align:right\">{Encode(value)}</td></tr>");
            }

            html.Append("</table>");
            foreach (var problem in _summary.Problems)
            {
                html.Append("<p><strong>").Append(Encode(problem)).Append("</strong></p>");
            }

            return html.Append("</body></html>").ToString();
        }
    }

    private string Period => $"From {When(_summary.Since)} to {When(_summary.Until)} ({_zone.Id}):";

    private string When(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, _zone).ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture);

    private static (string, string, string?) Row(string words, int value, string? root = null, string path = "") =>
        (words, value.ToString("N0", CultureInfo.InvariantCulture), root is null ? null : root + path);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
