using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Clausea.Batch.Appeals;

/// <summary>A letter could not be written because of its template; the problem says where.</summary>
public sealed class LetterException(TemplateProblem problem) : Exception(problem.ToString())
{
    public TemplateProblem Problem { get; } = problem;
}

/// <summary>Writes drafts: facts of a denial through the templates to Markdown; and reads what people make of them.</summary>
public sealed class LetterPress(TemplateSet templates, CodeCatalogue codes)
{
    private const string ExhibitPart = "evidence-list";

    private readonly LetterFacts _facts = new(templates, codes);

    /// <summary>The letter for what triage decided.</summary>
    public Draft Write(Denial denial, DateOnly today) => Write(denial, new LetterOrder { Today = today });

    /// <summary>The letter of a playbook that a person has chosen, for everything denied on the claim.</summary>
    public Draft Write(Denial denial, Playbook playbook, DateOnly today) => Write(denial, new LetterOrder { Today = today, Playbook = playbook });

    /// <summary>The letter as ordered.</summary>
    /// <exception cref="LetterException">A template is missing, has a mistake, or says what the lint refuses.</exception>
    public Draft Write(Denial denial, LetterOrder order)
    {
        var plan = LetterPlan.Of(denial, order, templates.Playbooks);
        var (facts, truth) = _facts.Of(denial, plan, order);
        var context = new LetterContext(templates, facts);
        var letter = templates.Letter(plan.Template) ?? throw Missing($"letters/{plan.Template}.sbn", "the letter template is missing or has errors");
        foreach (var cause in ((ScriptArray)facts["causes"]!).OfType<Facts>())
        {
            LetterFacts.Set(facts, "cause", cause);
            LetterFacts.Set(cause, "argument", Argument(context, cause["key"] as string));
        }

        var markdown = MarkdownText.Tidy(Render(context, letter, linesBefore: 0));
        Refuse(LetterLint.Check(markdown, truth), plan);
        return new Draft { Kind = plan.Kind, Playbook = plan.Playbook, Markdown = markdown, Needs = Need.AllIn(markdown), Dated = order.Today };
    }

    /// <summary>A draft whose text a person has changed, read by the same lint as any other; what it finds stands in the draft.</summary>
    public Draft Revise(Draft draft, string markdown, Denial denial, LetterOrder order)
    {
        var plan = LetterPlan.Of(denial, order, templates.Playbooks);
        var tidy = MarkdownText.Tidy(MarkdownText.WithoutHidden(markdown));
        return draft with { Markdown = tidy, Needs = Need.AllIn(tidy), Findings = LetterLint.Check(tidy, _facts.Of(denial, plan, order).Truth with { IsRevised = true }) };
    }

    /// <summary>Documents that this letter asks people for, each once: all but the remittance advice, which every packet has.
    /// </summary>
    public IReadOnlyList<PlaybookEvidence> EvidenceOf(Denial denial, LetterOrder order) =>
        [.. _facts.EvidenceOf(LetterPlan.Of(denial, order, templates.Playbooks)).Where(evidence => evidence.Key != LetterFacts.RemittanceCopy)];

    /// <summary>The list of exhibits as this order has it; empty when there is nothing to list.</summary>
    public string ExhibitList(Denial denial, LetterOrder order)
    {
        var (facts, _) = _facts.Of(denial, LetterPlan.Of(denial, order, templates.Playbooks), order);
        var part = templates.Partial(ExhibitPart) ?? throw Missing($"letters/_partials/{ExhibitPart}.sbn", "the part is missing or has errors");
        return ((ScriptArray)facts["evidence"]!).Count == 0 ? string.Empty : MarkdownText.Tidy(Render(new LetterContext(templates, facts), part, 0)).Trim();
    }

    // A letter that says more than is known is a mistake of its template: it is not drafted at all.
    private void Refuse(IReadOnlyList<LintFinding> findings, LetterPlan plan)
    {
        if (findings.Count > 0)
        {
            List<Playbook> playbooks = [.. plan.Causes.Select(cause => templates.Playbooks.Find(cause.Playbook)).OfType<Playbook>()];
            throw new LetterException(LintPlace.Of(findings[0], plan.Template, playbooks));
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
