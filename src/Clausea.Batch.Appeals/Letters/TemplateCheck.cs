using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Renders every playbook with a letter against sample facts, rich and bare, at every level, and tells what is wrong.</summary>
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
            foreach (var (denial, order) in Letters(playbook))
            {
                rendered++;
                Check(press, playbook, denial, order, problems);
            }
        }

        return [.. problems.Distinct()];
    }

    /// <summary>What is wrong with the letters of one playbook.</summary>
    public static IReadOnlyList<TemplateProblem> Run(Playbook playbook, LetterPress press)
    {
        var problems = new List<TemplateProblem>();
        if (playbook.Letter is not null)
        {
            foreach (var (denial, order) in Letters(playbook))
            {
                Check(press, playbook, denial, order, problems);
            }
        }

        return [.. problems.Distinct()];
    }

    // Its own letter for every sample, once with exhibits; and the later levels, with all that is known of the earlier decision and nothing.
    private static IEnumerable<(Denial Denial, LetterOrder Order)> Letters(Playbook playbook)
    {
        var samples = SampleDenials.For(playbook).ToList();
        var first = new LetterOrder { Today = SampleDenials.Today };
        var (second, external) = (SampleDenials.Later(LetterKind.SecondLevel), SampleDenials.Later(LetterKind.ExternalReview));
        var exhibits = SampleDenials.Exhibits(playbook);
        IEnumerable<(Denial Denial, LetterOrder Order)> letters =
        [
            .. samples.Select(sample => (sample, first)),
            (samples[1], first with { Exhibits = exhibits }),
            (samples[1], second),
            (samples[0], second with { Earlier = SampleDenials.Earlier with { IsPartlyWon = true }, Exhibits = exhibits }),
            (samples[2], second with { Earlier = SampleDenials.UnknownEarlier }),
            (samples[3], external),
            (samples[2], external with { Earlier = null }),
        ];
        return letters.Select(letter => (letter.Denial, letter.Order with { Playbook = playbook }));
    }

    private static void Check(LetterPress press, Playbook playbook, Denial denial, LetterOrder order, List<TemplateProblem> problems)
    {
        try
        {
            var draft = press.Write(denial, order);
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
