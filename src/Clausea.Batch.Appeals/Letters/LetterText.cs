using System.Globalization;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Changes to the text of a letter that leave the rest of it as people have made it.</summary>
public static partial class LetterText
{
    private const string DateFormat = "MMMM d, yyyy";

    /// <summary>The text with what it lacked, wherever the same need stands; the words are taken literally.</summary>
    public static string Fill(string markdown, Need need, string words) =>
        Need.Mark().Replace(markdown, match => Need.Of(MarkdownText.Unescaped(match.Groups[1].Value)) == need ? MarkdownText.Given(words) : match.Value);

    /// <summary>The letter under another date, where its date stands on a line of its own; null when there is no such line.
    /// </summary>
    public static string? Redate(string markdown, DateOnly from, DateOnly to)
    {
        var lines = markdown.Split('\n');
        var at = Array.FindIndex(lines, line => line.Trim() == from.ToString(DateFormat, CultureInfo.InvariantCulture));
        if (at < 0)
        {
            return null;
        }

        lines[at] = to.ToString(DateFormat, CultureInfo.InvariantCulture);
        return string.Join('\n', lines);
    }

    /// <summary>The letter with another list of exhibits; null when a person has changed the list, so that it cannot be
    /// found.</summary>
    /// <param name="before">The list as the templates write it for what was attached before; empty when there was none.</param>
    /// <param name="after">The list as they write it now.</param>
    public static string? WithExhibitList(string markdown, string before, string after)
    {
        if (before.Length > 0)
        {
            var at = markdown.IndexOf(before, StringComparison.Ordinal);
            return at < 0 ? null : MarkdownText.Tidy($"{markdown[..at]}{after}{markdown[(at + before.Length)..]}");
        }

        var closing = Closing().Match(markdown);
        return closing.Success ? MarkdownText.Tidy($"{markdown[..closing.Index]}{after}\n\n{markdown[closing.Index..]}") : null;
    }

    // What follows the list of exhibits in every letter.
    [GeneratedRegex(@"^(?:\*\*Notice on substance use disorder records|Sincerely,)", RegexOptions.Multiline)]
    private static partial Regex Closing();
}
