using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>A paragraph or list item, and whether a list stands below it.</summary>
internal sealed record LetterParagraph(string Text, bool Introduces);

/// <summary>The lines of a letter as a person reads them: without marks of Markdown, needs left whole.</summary>
internal sealed partial class LetterLines
{
    // In place of what was given: a word that no rule looks for.
    private const string Stand = "•";

    private readonly List<string> _given;

    public LetterLines(string markdown, IReadOnlyList<string> given)
    {
        _given = [.. given.Where(text => text.Length > 3).OrderByDescending(text => text.Length)];
        var raw = markdown.Split('\n').Select(line => line.TrimEnd()).ToList();
        All = [.. raw.Where(line => line.Length > 0).Select(Plain)];
        Paragraphs = [.. raw.Select((line, i) => (line, i)).Where(entry => entry.line.Length > 0 && !IsTable(entry.line))
            .Select(entry => new LetterParagraph(Plain(entry.line), IsBeforeList(raw, entry.i)))];
        Prose = [.. Paragraphs.Select(paragraph => Needs().Replace(paragraph.Text, "⟦⟧")).Where(text => !CodeMeaning().IsMatch(text))];
    }

    public IReadOnlyList<string> All { get; }

    public IReadOnlyList<LetterParagraph> Paragraphs { get; }

    /// <summary>Paragraphs without needs, tables and meanings of codes: what the letter itself says.</summary>
    public IReadOnlyList<string> Prose { get; }

    private static bool IsTable(string line) => line.StartsWith('|');

    private static bool IsBeforeList(List<string> lines, int index) =>
        lines.Skip(index + 1).FirstOrDefault(line => line.Length > 0)?.StartsWith("- ", StringComparison.Ordinal) == true;

    private string Plain(string line)
    {
        var plain = Marks().Replace(MarkdownText.Unescaped(line), string.Empty).Trim();
        foreach (var text in _given)
        {
            plain = plain.Replace(text, Stand, StringComparison.Ordinal);
        }

        return plain;
    }

    [GeneratedRegex(@"^#{1,4} |^- |\*\*")]
    private static partial Regex Marks();

    [GeneratedRegex("⟦[^⟧]*⟧")]
    private static partial Regex Needs();

    [GeneratedRegex(@"^(?:(?:CO|PR|OA|PI|CR)-\w+|(?:MA|M|N)\d+)(?:, in our words)?: ")]
    private static partial Regex CodeMeaning();
}
