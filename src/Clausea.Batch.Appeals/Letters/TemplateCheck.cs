using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Renders every playbook with a letter against sample facts, rich and bare, and tells what is wrong.</summary>
public static partial class TemplateCheck
{
    /// <summary>Problems in the order of the files; empty when all is well. <paramref name="rendered"/> counts letters.</summary>
    public static IReadOnlyList<TemplateProblem> Run(TemplateSet templates, CodeCatalogue codes, out int rendered)
    {
        var problems = new List<TemplateProblem>(templates.Problems);
        var press = new LetterPress(templates, codes);
        rendered = 0;
        problems.AddRange(PlaybookCheck.Run(templates.Playbooks, codes));
        foreach (var playbook in templates.Playbooks.All.Where(playbook => playbook.Letter is not null).OrderBy(playbook => playbook.Key, StringComparer.Ordinal))
        {
            foreach (var denial in SampleDenials.For(playbook))
            {
                rendered++;
                Check(press, playbook, denial, problems);
            }
        }

        return [.. problems.Distinct()];
    }

    private static void Check(LetterPress press, Playbook playbook, Denial denial, List<TemplateProblem> problems)
    {
        try
        {
            var draft = press.Write(denial, playbook, SampleDenials.Today);
            if (Unrendered().Match(draft.Text) is { Success: true } left)
            {
                problems.Add(new TemplateProblem(playbook.File, playbook.ArgumentLine, 1, $"the letter still holds \"{left.Value}\""));
            }
        }
        catch (LetterException e)
        {
            problems.Add(e.Problem);
        }
    }

    // Template marks, empty brackets, empty quotation marks: holes that a reader would see.
    [GeneratedRegex(@"\{\{|\}\}|\(\s*\)|\[\s*\]|""\s*""")]
    private static partial Regex Unrendered();
}
