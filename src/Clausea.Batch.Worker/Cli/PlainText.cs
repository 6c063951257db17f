using System.Globalization;
using System.Text;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Text of a file, made harmless for a terminal, and broken into lines.</summary>
internal static class PlainText
{
    private const char Replacement = '\uFFFD';

    /// <summary>Control characters, the escape among them, and characters that turn the direction of writing or cannot
    /// be seen become U+FFFD: a file must not be able to steer the terminal of whoever looks at it.</summary>
    public static string Harmless(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var harmless = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmless(rune))
            {
                harmless.Append(rune);
            }
            else
            {
                harmless.Append(Replacement);
            }
        }

        return harmless.ToString();
    }

    /// <summary>The same line by line.</summary>
    public static string Harmless(string text, bool keepLines) =>
        keepLines ? string.Join('\n', text.Split('\n').Select(Harmless)) : Harmless(text);

    /// <summary>Lines of at most so many characters, broken at blanks where there are any.</summary>
    public static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var rest = text.AsSpan().Trim();
        while (rest.Length > width)
        {
            var blank = rest[..(width + 1)].LastIndexOf(' ');
            var end = blank > 0 ? blank : width;
            lines.Add(rest[..end].TrimEnd().ToString());
            rest = rest[end..].TrimStart();
        }

        lines.Add(rest.ToString());
        return lines;
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
