namespace Clausea.Batch.Appeals;

/// <summary>Which template belongs to which kind of letter.</summary>
public static class LetterKinds
{
    private static readonly Dictionary<string, LetterKind> s_byTemplate = new()
    {
        ["appeal"] = LetterKind.Appeal,
        ["records"] = LetterKind.Records,
        ["corrected-claim"] = LetterKind.CorrectedClaim,
        ["timely-filing"] = LetterKind.TimelyFiling,
        ["reopening"] = LetterKind.Reopening,
        ["escalation"] = LetterKind.Escalation,
    };

    public static IEnumerable<string> Templates => s_byTemplate.Keys;

    public static LetterKind? FromTemplate(string template) =>
        s_byTemplate.TryGetValue(template, out var kind) ? kind : null;

    public static string Template(this LetterKind kind) => s_byTemplate.First(entry => entry.Value == kind).Key;

    /// <summary>As people say it.</summary>
    public static string Title(this LetterKind kind) => kind switch
    {
        LetterKind.Appeal => "appeal",
        LetterKind.Records => "records cover letter",
        LetterKind.CorrectedClaim => "corrected-claim cover letter",
        LetterKind.TimelyFiling => "timely-filing proof",
        LetterKind.Reopening => "reopening request",
        _ => "escalation",
    };
}
