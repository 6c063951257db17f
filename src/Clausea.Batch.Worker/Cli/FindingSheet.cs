using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Findings by code, the worst first: what, how often, what to do, where.</summary>
internal sealed class FindingSheet(Page page, bool allPlaces)
{
    private const int PlacesShown = 5;
    private const string Indent = "                   ";

    public void Write(FindingList findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line("Findings", Ink.Strong);
        var groups = findings.GroupBy(finding => finding.Code)
            .OrderByDescending(group => group.First().Severity).ThenBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            Write([.. group], findings.Counts.First(met => met.Key.Code == group.Key).Value);
        }
    }

    private void Write(List<Finding> findings, int met)
    {
        var first = findings[0];
        page.Add($"  {Name(first.Severity),-7}  {first.Code}  ", InkOf(first.Severity));
        var title = PlainText.Wrap(TitleOf(first.Code), page.Width - Indent.Length);
        page.Line(title[0], Ink.Strong);
        foreach (var line in title.Skip(1))
        {
            page.Line(Indent + line, Ink.Strong);
        }

        var times = met == 1 ? "Once" : $"{met:N0} times";
        page.Wrapped(Indent, FindingAdvice.Of(first.Code) is { } advice ? $"{times}. {advice}" : $"{times}.", Ink.Faint);
        foreach (var finding in findings.Take(allPlaces ? findings.Count : PlacesShown))
        {
            page.Wrapped(Indent, $"{finding.Position}: {finding.Message}");
        }

        if (!allPlaces && findings.Count > PlacesShown)
        {
            page.Line($"{Indent}and {met - PlacesShown:N0} more places (--findings all)");
        }
        else if (met > findings.Count)
        {
            page.Line($"{Indent}and {met - findings.Count:N0} more places, which are only counted");
        }
    }

    private static string TitleOf(string code) =>
        FindingKinds.All.FirstOrDefault(kind => kind.Code == code)?.Title ?? string.Empty;

    private static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static Ink InkOf(Severity severity) => severity switch
    {
        Severity.Error => Ink.Bad,
        Severity.Warning => Ink.Warning,
        _ => Ink.Faint,
    };
}
