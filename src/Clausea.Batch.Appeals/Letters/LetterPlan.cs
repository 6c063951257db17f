namespace Clausea.Batch.Appeals;

/// <summary>Which letter is written, and for which causes.</summary>
internal sealed record LetterPlan(LetterKind Kind, string Playbook, string Template, IReadOnlyList<Cause> Causes)
{
    public static LetterPlan Of(Denial denial, LetterOrder order, PlaybookShelf shelf) => order.Playbook is { } chosen
        ? Chosen(denial.Verdict, chosen, order)
        : Decided(denial.Verdict, order, shelf);

    private static LetterPlan Chosen(Verdict verdict, Playbook playbook, LetterOrder order)
    {
        var kind = order.Kind ?? playbook.Letter ?? throw new ArgumentException($"The playbook {playbook.Key} has no letter.", nameof(playbook));
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
        return new LetterPlan(kind, playbook.Key, TemplateOf(kind, [playbook]), [cause]);
    }

    private static LetterPlan Decided(Verdict verdict, LetterOrder order, PlaybookShelf shelf)
    {
        if (verdict is not { Kind: { } decided, Playbook: { } playbook })
        {
            throw new ArgumentException("The verdict asks for no letter.", nameof(verdict));
        }

        var kind = order.Kind ?? decided;
        List<Cause> causes = [.. verdict.Causes.Where(cause => cause.Kind == decided)];
        return new LetterPlan(kind, playbook, TemplateOf(kind, [.. causes.Select(cause => shelf.Find(cause.Playbook)).OfType<Playbook>()]), causes);
    }

    // Causes of two families make one letter of their kind.
    private static string TemplateOf(LetterKind kind, IReadOnlyList<Playbook> playbooks) =>
        !kind.IsLaterLevel() && playbooks.Select(playbook => playbook.Template).Distinct().ToList() is [{ } one] ? one : kind.Template();
}
