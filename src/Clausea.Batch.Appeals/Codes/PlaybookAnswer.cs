namespace Clausea.Batch.Appeals;

/// <summary>A playbook that answers a code, and what has to stand beside the code for it.</summary>
/// <param name="When">Such as "beside remark N382, on a behavioral-health service"; "by itself" when nothing has to.</param>
/// <param name="Leads">Whether the code's page is told by it: the one that fits the code in general.</param>
public sealed record PlaybookAnswer(Playbook Playbook, string When, bool Leads);

/// <summary>Finds the playbooks that answer a code, the most general first.</summary>
internal static class PlaybookAnswers
{
    private const int Named = 8;
    private const string AllServices = "behavioral-health";

    public static IReadOnlyList<PlaybookAnswer> For(CodeName name, bool mayLead, PlaybookShelf playbooks)
    {
        var fits = playbooks.All
            .Select(playbook => (playbook, match: Match(name, playbook)))
            .Where(fit => fit.match is not null)
            .OrderBy(fit => name.Kind == CodeKind.Service && fit.match!.Services.Contains(AllServices))
            .ThenBy(fit => Conditions(name, fit.match!))
            .ThenByDescending(fit => fit.match!.PayerLines.Count)
            .ThenByDescending(fit => fit.playbook.Priority)
            .ThenBy(fit => fit.playbook.Key, StringComparer.Ordinal)
            .ToList();
        return [.. fits.Select((fit, place) =>
            new PlaybookAnswer(fit.playbook, When(name, fit.match!), mayLead && place == 0 && name.Kind != CodeKind.Service && IsGeneral(name, fit.match!)))];
    }

    /// <summary>Of a playbook's alternatives the one that asks least beside the code.</summary>
    public static PlaybookMatch? Match(CodeName name, Playbook playbook) => playbook.Matches
        .Where(match => Names(match, name))
        .MinBy(match => Conditions(name, match));

    private static bool Names(PlaybookMatch match, CodeName name) => name.Kind switch
    {
        CodeKind.Reason => match.Reasons.Contains(name.Code),
        CodeKind.Remark => match.Remarks.Contains(name.Code),
        CodeKind.Service => match.Services.Contains(name.Code) || match.Services.Intersect(BehavioralServices.Find(name.Code)!.Classes).Any(),
        _ => false,
    };

    private static int Conditions(CodeName name, PlaybookMatch match) =>
        Beside(name, match).Count(condition => condition.Values.Count > 0);

    private static bool IsGeneral(CodeName name, PlaybookMatch match) =>
        match.Services.Count + match.Groups.Count == 0 && (name.Kind == CodeKind.Remark || match.Remarks.Count == 0);

    private static string When(CodeName name, PlaybookMatch match)
    {
        var told = Beside(name, match).Where(condition => condition.Values.Count > 0).Select(condition => $"{condition.Words} {Told(condition.Values)}");
        return string.Join(", ", told) is { Length: > 0 } when ? when : "by itself";
    }

    // All that a match asks, but the code's own list.
    private static IEnumerable<(string Words, IReadOnlyList<string> Values)> Beside(CodeName name, PlaybookMatch match) =>
    [
        ("beside reason", name.Kind == CodeKind.Reason ? [] : match.Reasons),
        ("beside remark", name.Kind == CodeKind.Remark ? [] : match.Remarks),
        ("on a service of the kind", name.Kind == CodeKind.Service ? [] : match.Services),
        ("in group", match.Groups),
        ("where the payer is", match.PayerLines),
        ("with filing indicator", match.FilingIndicators),
    ];

    private static string Told(IReadOnlyList<string> values) => values.Count switch
    {
        1 => values[0],
        > Named => $"{string.Join(", ", values.Take(Named))} or {values.Count - Named} more",
        _ => $"{string.Join(", ", values.SkipLast(1))} or {values[^1]}",
    };
}
