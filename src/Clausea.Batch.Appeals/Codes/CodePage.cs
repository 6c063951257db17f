namespace Clausea.Batch.Appeals;

/// <summary>What the product says about one code: meaning, action, and the playbooks that answer it.</summary>
public sealed partial record CodePage(
    string Code, string Kind, string Text, IReadOnlyList<string> Facts, IReadOnlyList<string> Notes, IReadOnlyList<Playbook> Playbooks)
{
    private static readonly string[] s_identifierNotes =
    [
        "In the national code list N382 speaks of data: the patient's identifier is missing, incomplete or invalid. Alone, or " +
        "beside a data code such as 16, 31 or 140, it calls for a corrected claim, not for an appeal.",
        "On a behavioral-health service it sometimes stands beside a clinical code such as 50 or 150. Then the clinical code is " +
        "appealed, and the identifier is fixed as well, or the payer may not find the chart.",
        "Where a payer's own notices use N382 for a clinical review, that meaning can be recorded for this payer in " +
        "templates/payers.yaml (remark_meanings), with its source. The letter then says how the notice describes the code, and " +
        "never presents it as the national meaning.",
    ];

    /// <summary>N382, 50, CO-50 or CO; null when the catalogue has no such code.</summary>
    public static CodePage? Of(string code, CodeCatalogue codes, PlaybookShelf playbooks)
    {
        var dash = code.IndexOf('-', StringComparison.Ordinal);
        var bare = dash > 0 ? code[(dash + 1)..] : code;
        if (codes.Reason(bare) is { } reason)
        {
            return new CodePage(bare, "reason code", reason.Text, FactsOf(reason, dash > 0 ? codes.Group(code[..dash]) : null), [],
                Matching(playbooks, match => match.Reasons.Contains(bare)));
        }

        if (codes.Remark(bare) is { } remark)
        {
            return new CodePage(bare, "remark code", remark.Text, FactsOf(remark), bare == "N382" ? s_identifierNotes : [],
                Matching(playbooks, match => match.Remarks.Contains(bare)));
        }

        return codes.Group(bare) is { } group ? new CodePage(bare, "group code", group.Text, [], [], []) : null;
    }

    private static List<string> FactsOf(ReasonCode reason, PlainCode? group)
    {
        var facts = new List<string>
        {
            $"Category: {reason.Category}. By itself it leads to: {reason.Disposition}.",
            reason.IsActive ? "Status: active." : $"Status: deactivated{(reason.Stopped is { } day ? $" on {day:yyyy-MM-dd}" : string.Empty)}; met in old files.",
        };
        if (reason.NeedsRemark)
        {
            facts.Add("Needs a remark code beside it that says what is meant.");
        }

        if (group is not null)
        {
            facts.Add($"{group.Code}: {group.Text}");
        }

        facts.Add($"Source: {reason.Source}.");
        return facts;
    }

    private static List<string> FactsOf(RemarkCode remark) =>
    [
        $"Category: {remark.Category}.{(remark.IsAlert ? " An Alert: it informs, and is not tied to an adjustment." : string.Empty)}",
        remark.IsActive ? "Status: active." : $"Status: deactivated{(remark.Stopped is { } day ? $" on {day:yyyy-MM-dd}" : string.Empty)}; met in old files.",
        $"Source: {remark.Source}.",
    ];

    private static List<Playbook> Matching(PlaybookShelf playbooks, Func<PlaybookMatch, bool> fits) =>
        [.. playbooks.All.Where(playbook => playbook.Matches.Any(fits)).OrderByDescending(playbook => playbook.Priority).ThenBy(playbook => playbook.Key, StringComparer.Ordinal)];
}
