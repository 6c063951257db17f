using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>What an imported list says of a code, beside our own words.</summary>
internal static class OfficialLines
{
    public static List<string> Of(CodePage page)
    {
        if (page.Official is not { } official)
        {
            return [];
        }

        var lines = new List<string> { $"Official text: \"{official.Text}\"", $"From {page.OfficialOrigin}.{Dates(official)}" };
        if (official.Notes is not null)
        {
            lines.Add($"Notes: {official.Notes}");
        }

        return [.. lines.Select(PlainText.Harmless)];
    }

    private static string Dates(OfficialText official)
    {
        var dates = new[] { ("start", official.Start), ("stop", official.Stop), ("last modified", official.Modified) }
            .Where(date => date.Item2 is not null).Select(date => $"{date.Item1} {Terminal.Date(date.Item2)}");
        return string.Join(", ", dates) is { Length: > 0 } text ? $" By the list: {text}." : string.Empty;
    }
}
