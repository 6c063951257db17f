namespace Clausea.Batch.Appeals;

/// <summary>Something that a letter lacks and that only a person or a record can supply.</summary>
public sealed record Need(string What, string Who)
{
    /// <summary>As it stands in the letter.</summary>
    public override string ToString() => $"⟦NEEDS: {What} — {Who}⟧";
}

/// <summary>The text of a letter before approval, as Markdown and rendered.</summary>
public sealed record Draft
{
    public required LetterKind Kind { get; init; }

    public required string Playbook { get; init; }

    public required string Markdown { get; init; }

    /// <summary>A whole HTML document.</summary>
    public required string Html { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<Need> Needs { get; init; }
}
