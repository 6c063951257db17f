namespace Clausea.Batch.Appeals;

/// <summary>A playbook that answers a code, and what has to stand beside the code for it.</summary>
/// <param name="When">Such as "beside remark N382, on a behavioral-health service"; "by itself" when nothing has to.</param>
/// <param name="Leads">Whether the code's page is told by it: the one that fits the code in general.</param>
public sealed record PlaybookAnswer(Playbook Playbook, string When, bool Leads);

/// <summary>Finds the playbooks that answer a code, the most general first.</summary>
internal static class PlaybookAnswers
{
    private const int Named = 8;

    public static IReadOnlyList<PlaybookAnswer> For(CodeName name, bool mayLead, PlaybookShelf playbooks)
    {
        var fits = playbooks.All
            .Select(playbook => (playbook, match: Match(name, playbook)))
            .Where(fit => fit.match is not null)
            .OrderBy(fit => Conditions(name, fit.match!))
            .ThenByDescending(fit => fit.match!.PayerLines.Count)
            .ThenByDescending(fit => fit.playbook.Priority)
            .ThenBy(fit => fit.playbook.Key, StringComparer.Ordinal)
            .ToList();
        return [.. fits.Select((fit, place) =>
            new PlaybookAnswer(fit.playbook, When(name, fit.match!), mayLead && place == 0 && IsGeneral(name, fit.match!)))];
    }

    /// <summary>Of a playbook's alternatives the one that asks least beside the code.</summary>
    public static PlaybookMatch? Match(CodeName name, Playbook playbook) => playbook.Matches
        .Where(match => (name.Kind == CodeKind.Reason ? match.Reasons : name.Kind == CodeKind.Remark ? match.Remarks : []).Contains(name.Code))
        .MinBy(match => Conditions(name, match));

    private static int Conditions(CodeName name, PlaybookMatch match) =>
        new[] { Others(name, match).Codes, match.Groups, match.Services, match.PayerLines, match.FilingIndicators }.Count(list => list.Count > 0);

    private static bool IsGeneral(CodeName name, PlaybookMatch match) =>
        match.Services.Count + match.Groups.Count == 0 && (name.Kind == CodeKind.Remark || match.Remarks.Count == 0);

    private static string When(CodeName name, PlaybookMatch match)
    {
        var (list, codes) = Others(name, match);
        var parts = new List<string>();
        Add(parts, codes, $"beside {list} ");
        Add(parts, match.Services, "on a service of the kind ");
        Add(parts, match.Groups, "in group ");
        Add(parts, match.PayerLines, "where the payer is ");
        Add(parts, match.FilingIndicators, "with filing indicator ");
        return parts.Count == 0 ? "by itself" : string.Join(", ", parts);
    }

    private static (string List, IReadOnlyList<string> Codes) Others(CodeName name, PlaybookMatch match) =>
        name.Kind == CodeKind.Reason ? ("remark", match.Remarks) : ("reason", match.Reasons);

    private static void Add(List<string> parts, IReadOnlyList<string> values, string before)
    {
        if (values.Count > Named)
        {
            parts.Add($"{before}{string.Join(", ", values.Take(Named))} or {values.Count - Named} more");
        }
        else if (values.Count > 0)
        {
            parts.Add(before + string.Join(", ", values.SkipLast(1)) + (values.Count > 1 ? " or " : string.Empty) + values[^1]);
        }
    }
}
