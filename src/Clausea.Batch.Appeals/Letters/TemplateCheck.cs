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
            foreach (var (denial, order) in SampleDenials.For(playbook).SelectMany(_ => OrdersFor(playbook), (denial, order) => (denial, order)))
            {
                rendered++;
                Check(press, playbook, denial, order, problems);
            }
        }

        return [.. problems.Distinct()];
    }

    // Its own letter, without and with exhibits, and the later levels, with all that is known of the earlier decision and nothing.
    private static IEnumerable<LetterOrder> OrdersFor(Playbook playbook)
    {
        var first = new LetterOrder { Today = SampleDenials.Today, Playbook = playbook };
        var (second, external) = (SampleDenials.Later(LetterKind.SecondLevel), SampleDenials.Later(LetterKind.ExternalReview));
        return new[]
        {
            first,
            first with { Exhibits = SampleDenials.Exhibits(playbook) },
            second,
            second with { Earlier = SampleDenials.Earlier with { IsPartlyWon = true }, Exhibits = SampleDenials.Exhibits(playbook) },
            second with { Earlier = SampleDenials.UnknownEarlier },
            external,
            external with { Earlier = null },
        }.Select(order => order with { Playbook = playbook });
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
