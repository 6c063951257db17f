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
        _given = [.. given.Where(text => text.Length > 3 && LetterLint.CouldOffend(text)).OrderByDescending(text => text.Length)];
        var raw = markdown.Split('\n').Select(line => line.TrimEnd()).ToList();
        var written = raw.Where(line => line.Length > 0).Select(Plain).ToList();
        Meanings = written.FindAll(line => CodeMeaning().IsMatch(line));
        All = [.. written.Where(line => !CodeMeaning().IsMatch(line)).Select(WithoutGiven)];
        Paragraphs = [.. raw.Select((line, i) => (line, i)).Where(entry => entry.line.Length > 0 && !IsTable(entry.line) && !CodeMeaning().IsMatch(Plain(entry.line)))
            .Select(entry => new LetterParagraph(WithoutGiven(Plain(entry.line)), IsBeforeList(raw, entry.i)))];
        Prose = [.. Paragraphs.Select(paragraph => Needs().Replace(paragraph.Text, "⟦⟧"))];
    }

    /// <summary>Lines that tell what a code means: CO-50, in our words: …</summary>
    public IReadOnlyList<string> Meanings { get; }

    /// <summary>All others, tables included.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>All others that are no row of a table.</summary>
    public IReadOnlyList<LetterParagraph> Paragraphs { get; }

    /// <summary>Paragraphs without needs: what the letter itself says.</summary>
    public IReadOnlyList<string> Prose { get; }

    private static bool IsTable(string line) => line.StartsWith('|');

    private static bool IsBeforeList(List<string> lines, int index) =>
        lines.Skip(index + 1).FirstOrDefault(line => line.Length > 0)?.StartsWith("- ", StringComparison.Ordinal) == true;

    private static string Plain(string line) => Marks().Replace(MarkdownText.Unescaped(line), string.Empty).Trim();

    private string WithoutGiven(string line) => _given.Aggregate(line, (text, given) => text.Replace(given, Stand, StringComparison.Ordinal));

    [GeneratedRegex(@"^#{1,4} |^- |\*\*")]
    private static partial Regex Marks();

    [GeneratedRegex("⟦[^⟧]*⟧")]
    private static partial Regex Needs();

    [GeneratedRegex(@"^(?:(?:CO|PR|OA|PI|CR)-\w+|(?:MA|M|N)\d+)(?:, in our words)?: ")]
    private static partial Regex CodeMeaning();
}
