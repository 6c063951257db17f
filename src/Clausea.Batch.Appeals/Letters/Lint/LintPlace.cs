namespace Clausea.Batch.Appeals;

/// <summary>Where the words of a finding stand: in the argument of a playbook, else in the letter's own template.</summary>
internal static class LintPlace
{
    private const int WordsCompared = 4;

    public static TemplateProblem Of(LintFinding finding, string template, List<Playbook> playbooks)
    {
        // Rule and reason only: the line itself may hold what a remittance says of a patient.
        var message = $"{finding.Rule}: {finding.Why}";
        var words = string.Join(' ', finding.Text.Split(' ').Take(WordsCompared));
        foreach (var playbook in playbooks)
        {
            var lines = (playbook.Argument ?? string.Empty).Split('\n');
            if (Array.FindIndex(lines, line => line.Contains(words, StringComparison.Ordinal)) is var index and >= 0)
            {
                return new TemplateProblem(playbook.File, playbook.ArgumentLine + index, lines[index].IndexOf(words, StringComparison.Ordinal) + 1, message);
            }
        }

        return new TemplateProblem((playbooks.Count > 0 ? playbooks[0].File : null) ?? $"letters/{template}.sbn", 1, 1, message);
    }
}
