using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Clausea.Batch.Appeals;

/// <summary>A letter could not be written because of its template; the problem says where.</summary>
public sealed class LetterException(TemplateProblem problem) : Exception(problem.ToString())
{
    public TemplateProblem Problem { get; } = problem;
}

/// <summary>Writes drafts: facts of a denial through the templates to Markdown, HTML and plain text.</summary>
public sealed class LetterPress(TemplateSet templates, CodeCatalogue codes)
{
    private readonly LetterFacts _facts = new(templates, codes);

    /// <summary>The letter for what triage decided.</summary>
    public Draft Write(Denial denial, DateOnly today)
    {
        var (kind, playbook) = (denial.Verdict.Kind, denial.Verdict.Playbook);
        if (kind is null || playbook is null)
        {
            throw new ArgumentException("The verdict asks for no letter.", nameof(denial));
        }

        var causes = denial.Verdict.Causes.Where(cause => cause.Kind == kind).ToList();
        return Write(denial, kind.Value, playbook, causes, today);
    }

    /// <summary>The letter of a playbook that a person has chosen, for everything denied on the claim.</summary>
    public Draft Write(Denial denial, Playbook playbook, DateOnly today)
    {
        var verdict = denial.Verdict;
        var cause = new Cause
        {
            Playbook = playbook.Key,
            Disposition = playbook.Disposition,
            Kind = playbook.Letter,
            Rule = "chosen",
            Because = "Chosen by a person.",
            DeniedAmount = verdict.DeniedAmount,
            Services = verdict.Services,
            Reasons = verdict.Reasons,
            Remarks = verdict.Remarks,
        };
        var kind = playbook.Letter ?? throw new ArgumentException($"The playbook {playbook.Key} has no letter.", nameof(playbook));
        return Write(denial, kind, playbook.Key, [cause], today);
    }

    private Draft Write(Denial denial, LetterKind kind, string playbook, IReadOnlyList<Cause> causes, DateOnly today)
    {
        var facts = _facts.Build(denial, causes, today);
        var context = new LetterContext(templates, facts);
        var letter = templates.Letter(kind) ?? throw Missing($"letters/{kind.Template()}.sbn", "the letter template is missing or has errors");
        foreach (var cause in ((ScriptArray)facts["causes"]!).OfType<Facts>())
        {
            facts["cause"] = cause;
            cause["argument"] = Argument(context, cause["key"] as string);
        }

        var markdown = MarkdownText.Tidy(Render(context, letter, linesBefore: 0));
        Refuse(LetterLint.Check(markdown, _facts.Truth(denial, kind, causes, today) with { Given = GivenWords.In(facts) }), kind, causes);
        return new Draft
        {
            Kind = kind,
            Playbook = playbook,
            Markdown = markdown,
            Html = LetterPage.Html(kind.Title(), markdown),
            Text = MarkdownText.ToPlainText(markdown),
            Needs = context.NeedsIn(markdown),
        };
    }

    // A letter that says more than is known is a mistake of its template: it is not drafted at all.
    private void Refuse(IReadOnlyList<LintFinding> findings, LetterKind kind, IReadOnlyList<Cause> causes)
    {
        if (findings.Count > 0)
        {
            List<Playbook> playbooks = [.. causes.Select(cause => templates.Playbooks.Find(cause.Playbook)).OfType<Playbook>()];
            throw new LetterException(LintPlace.Of(findings[0], kind, playbooks));
        }
    }

    private Markup? Argument(LetterContext context, string? key)
    {
        var playbook = templates.Playbooks.Find(key) ?? throw Missing($"playbooks/{key}.md", "the playbook is missing or has errors");
        return templates.Argument(playbook) is { } argument
            ? new Markup(MarkdownText.Tidy(Render(context, argument, playbook.ArgumentLine - 1)).TrimEnd())
            : null;
    }

    private static string Render(LetterContext context, Template template, int linesBefore)
    {
        if (template.HasErrors)
        {
            throw Missing(template.SourceFilePath ?? "template", "the template has errors; see templates check");
        }

        try
        {
            return context.Render(template);
        }
        catch (ScriptRuntimeException e)
        {
            var file = e.Span.FileName ?? "template";
            var before = file == template.SourceFilePath ? linesBefore : 0;
            throw new LetterException(new TemplateProblem(file, e.Span.Start.Line + 1 + before, e.Span.Start.Column + 1, e.OriginalMessage));
        }
    }

    private static LetterException Missing(string file, string message) => new(new TemplateProblem(file, 1, 1, message));
}
