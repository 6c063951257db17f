namespace Clausea.Batch.Appeals;

/// <summary>What is wrong with playbooks although each can be read: codes that do not exist, one document under two names.
/// </summary>
internal static class PlaybookCheck
{
    public static IEnumerable<TemplateProblem> Run(PlaybookShelf playbooks, CodeCatalogue codes)
    {
        var all = playbooks.All.OrderBy(playbook => playbook.Key, StringComparer.Ordinal).ToList();
        return all.SelectMany(playbook => UnknownCodes(playbook, codes)).Concat(TwoNames(all));
    }

    // A payer's own code may stand in a playbook that is for this payer only.
    private static IEnumerable<TemplateProblem> UnknownCodes(Playbook playbook, CodeCatalogue codes)
    {
        foreach (var match in playbook.Matches.Where(match => match.Payers.Count == 0))
        {
            var unknown = match.Reasons.Where(reason => codes.Reason(reason) is null).Select(reason => ("reason", reason))
                .Concat(match.Remarks.Concat(match.AlsoRemarks).Where(remark => codes.Remark(remark) is null).Select(remark => ("remark", remark)))
                .Concat(match.Groups.Where(group => codes.Group(group) is null).Select(group => ("group", group)));
            foreach (var (kind, code) in unknown)
            {
                yield return At(playbook, code, $"the catalogue has no {kind} code \"{code}\"; if it is one payer's own, name that payer under payers");
            }
        }
    }

    // What most playbooks call it is right.
    private static IEnumerable<TemplateProblem> TwoNames(List<Playbook> playbooks) =>
        from entry in playbooks.SelectMany(playbook => playbook.Evidence.Select(evidence => (Playbook: playbook, Evidence: evidence)))
        group entry by entry.Evidence.Key into same
        let usual = same.GroupBy(entry => entry.Evidence.What).MaxBy(entries => entries.Count())!.First()
        from other in same
        where other.Evidence.What != usual.Evidence.What
        select At(other.Playbook, other.Evidence.What, $"the document \"{same.Key}\" is called otherwise in {usual.Playbook.File}: \"{usual.Evidence.What}\"");

    private static TemplateProblem At(Playbook playbook, string text, string message)
    {
        var lines = File.Exists(playbook.Path) ? File.ReadAllLines(playbook.Path) : [];
        var line = Array.FindIndex(lines, candidate => candidate.Contains(text, StringComparison.Ordinal));
        return line < 0
            ? new TemplateProblem(playbook.File, 1, 1, message)
            : new TemplateProblem(playbook.File, line + 1, lines[line].IndexOf(text, StringComparison.Ordinal) + 1, message);
    }
}
