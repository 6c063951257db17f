using System.Text;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>A paragraph or list item, and whether a list stands below it.</summary>
internal sealed record LetterParagraph(string Text, bool Introduces);

/// <summary>The lines of a letter as a person reads them: without marks of Markdown, needs left whole.</summary>
internal sealed partial class LetterLines
{
    // In place of what was given: a word that no rule looks for.
    private const string Stand = "•";

    public LetterLines(string markdown, IReadOnlyList<string> given)
    {
        var plain = Marks().Replace(MarkdownText.Unescaped(markdown), string.Empty);
        AllText = LetterLint.WhatCouldOffend(given).Where(text => text.Length > 3).OrderByDescending(text => text.Length)
            .Aggregate(new StringBuilder(plain), (text, words) => text.Replace(words, Stand)).ToString();
        ProseText = Needs().Replace(AllText, "⟦⟧");
        var (meanings, all, paragraphs, prose) = (new List<string>(), new List<string>(), new List<LetterParagraph>(), new List<string>());
        var (raw, lines, told, spoken) = (markdown.Split('\n'), plain.Split('\n'), AllText.Split('\n'), ProseText.Split('\n'));
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].AsSpan().IsWhiteSpace())
            {
                continue;
            }

            if (CodeMeaning().IsMatch(lines[at]))
            {
                meanings.Add(lines[at].TrimEnd());
                continue;
            }

            all.Add(told[at]);
            if (!IsTable(raw[at]))
            {
                paragraphs.Add(new LetterParagraph(told[at], IsBeforeList(raw, at)));
                prose.Add(spoken[at]);
            }
        }

        (Meanings, All, Paragraphs, Prose) = (meanings, all, paragraphs, prose);
    }

    /// <summary>Lines that tell what a code means: CO-50, in our words: …</summary>
    public IReadOnlyList<string> Meanings { get; }

    /// <summary>All others, tables included.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The whole letter: what is not in it is in none of its lines.</summary>
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

    [GeneratedRegex(@"^ *(?:#{1,4} |- )|\*\*", RegexOptions.Multiline)]
    private static partial Regex Marks();

    [GeneratedRegex("⟦[^⟧\\n]*⟧")]
    private static partial Regex Needs();

    [GeneratedRegex(@"^(?:(?:CO|PR|OA|PI|CR)-\w+|(?:MA|M|N)\d+)(?:, in our words)?: ")]
    private static partial Regex CodeMeaning();
}
