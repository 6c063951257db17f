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
        _given = [.. LetterLint.WhatCouldOffend(given).Where(text => text.Length > 3).OrderByDescending(text => text.Length)];
        var (meanings, all, paragraphs, prose) = (new List<string>(), new List<string>(), new List<LetterParagraph>(), new List<string>());
        var raw = markdown.Split('\n');
        for (var at = 0; at < raw.Length; at++)
        {
            if (Plain(raw[at].TrimEnd()) is not { Length: > 0 } plain)
            {
                continue;
            }

            if (CodeMeaning().IsMatch(plain))
            {
                meanings.Add(plain);
                continue;
            }

            var line = WithoutGiven(plain);
            all.Add(line);
            if (!IsTable(raw[at]))
            {
                paragraphs.Add(new LetterParagraph(line, IsBeforeList(raw, at)));
                prose.Add(line.Contains('⟦', StringComparison.Ordinal) ? Needs().Replace(line, "⟦⟧") : line);
            }
        }

        (Meanings, All, Paragraphs, Prose) = (meanings, all, paragraphs, prose);
        (AllText, ProseText) = (string.Join('\n', all), string.Join('\n', prose));
    }

    /// <summary>Lines that tell what a code means: CO-50, in our words: …</summary>
    public IReadOnlyList<string> Meanings { get; }

    /// <summary>All others, tables included.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The same in one text: what is not in it is in none of its lines.</summary>
    public string AllText { get; }

    /// <summary>All others that are no row of a table.</summary>
    public IReadOnlyList<LetterParagraph> Paragraphs { get; }

    /// <summary>Paragraphs without needs: what the letter itself says.</summary>
    public IReadOnlyList<string> Prose { get; }

    /// <summary>The same in one text.</summary>
    public string ProseText { get; }

    private static bool IsTable(string line) => line.StartsWith('|');

    private static bool IsBeforeList(string[] lines, int index) =>
        Array.Find(lines[(index + 1)..Math.Min(lines.Length, index + 4)], line => line.AsSpan().Trim().Length > 0)?.StartsWith("- ", StringComparison.Ordinal) == true;

    private static string Plain(string line) => Marks().Replace(line.Contains('\\', StringComparison.Ordinal) ? MarkdownText.Unescaped(line) : line, string.Empty).Trim();

    private string WithoutGiven(string line) => _given.Aggregate(line, (text, given) => text.Replace(given, Stand, StringComparison.Ordinal));

    [GeneratedRegex(@"^#{1,4} |^- |\*\*")]
    private static partial Regex Marks();

    [GeneratedRegex("⟦[^⟧]*⟧")]
    private static partial Regex Needs();

    [GeneratedRegex(@"^(?:(?:CO|PR|OA|PI|CR)-\w+|(?:MA|M|N)\d+)(?:, in our words)?: ")]
    private static partial Regex CodeMeaning();
}
