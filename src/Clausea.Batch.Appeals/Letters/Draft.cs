using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Something that a letter lacks and that only a person or a record can supply.</summary>
public sealed partial record Need(string What, string Who)
{
    private const string Office = "billing office";

    /// <summary>As it stands in the letter.</summary>
    public override string ToString() => $"⟦NEEDS: {What} — {Who}⟧";

    /// <summary>Every need in a letter's Markdown, each once, in order. A mark that a person has written counts too.</summary>
    public static IReadOnlyList<Need> AllIn(string markdown) =>
        [.. Mark().Matches(markdown).Select(match => Of(MarkdownText.Unescaped(match.Groups[1].Value))).Distinct()];

    internal static Need Of(string text)
    {
        var (what, who) = text.LastIndexOf(" — ", StringComparison.Ordinal) is var at and > 0 ? (text[..at], text[(at + 3)..]) : (text, Office);
        return new Need(what.Trim(), who.Trim());
    }

    [GeneratedRegex(@"⟦(?:NEEDS:)?\s*([^⟦⟧]*?)\s*⟧")]
    internal static partial Regex Mark();
}

/// <summary>The text of a letter before approval, as Markdown; needs and pages are read from it.</summary>
public sealed record Draft
{
    public required LetterKind Kind { get; init; }

    public required string Playbook { get; init; }

    public required string Markdown { get; init; }

    public required IReadOnlyList<Need> Needs { get; init; }

    /// <summary>What the lint found in a text that a person has changed; empty for what the templates wrote.</summary>
    public IReadOnlyList<LintFinding> Findings { get; init; } = [];

    /// <summary>The date that the letter bears.</summary>
    public DateOnly? Dated { get; init; }

    /// <summary>A whole HTML document.</summary>
    public string Html => LetterPage.Html(Kind.Title(), Markdown);

    /// <summary>As one would type it.</summary>
    public string Text => MarkdownText.ToPlainText(Markdown);
}
