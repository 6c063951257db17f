using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>A line of text of which each character has its looks.</summary>
internal sealed partial class MarkedLine
{
    private readonly StringBuilder _characters = new();
    private readonly List<Looks> _looks = [];

    public void Add(string text, bool isBold, bool isItalic)
    {
        _characters.Append(text);
        var looks = (isBold ? Looks.Bold : Looks.None) | (isItalic ? Looks.Italic : Looks.None);
        _looks.AddRange(Enumerable.Repeat(looks, text.Length));
    }

    /// <summary>As Markdown, without blanks at its ends.</summary>
    public string Write()
    {
        var text = _characters.ToString();
        var looks = _looks.ToArray();
        KeepNeedsWhole(text, looks);
        foreach (var stretch in Stretches(looks))
        {
            Settle(text, looks, stretch);
        }

        var line = new StringBuilder(text.Length + 16);
        foreach (var (start, end) in Stretches(looks))
        {
            var mark = MarkOf(looks[start]);
            line.Append(mark).Append(MarkdownText.EscapeInline(text[start..end])).Append(mark);
        }

        return line.ToString().Trim();
    }

    // A mark within a need would hide the need from those who look for it.
    private static void KeepNeedsWhole(string text, Looks[] looks)
    {
        foreach (Match need in NeedText().Matches(text))
        {
            var whole = looks.AsSpan(need.Index, need.Length);
            var common = Looks.Bold | Looks.Italic;
            foreach (var one in whole)
            {
                common &= one;
            }

            whole.Fill(common);
        }
    }

    private static List<(int Start, int End)> Stretches(Looks[] looks)
    {
        var stretches = new List<(int Start, int End)>();
        for (var (start, at) = (0, 1); at <= looks.Length; at++)
        {
            if (at == looks.Length || looks[at] != looks[start])
            {
                stretches.Add((start, at));
                start = at;
            }
        }

        return stretches;
    }

    // Takes the blanks out at both ends, and the looks away where Markdown cannot tell them.
    private static void Settle(string text, Looks[] looks, (int Start, int End) stretch)
    {
        var (start, end) = stretch;
        if (looks[start] == Looks.None)
        {
            return;
        }

        for (; start < end && char.IsWhiteSpace(text[start]); start++)
        {
            looks[start] = Looks.None;
        }

        for (; end > start && char.IsWhiteSpace(text[end - 1]); end--)
        {
            looks[end - 1] = Looks.None;
        }

        var follows = start > 0 && looks[start - 1] != Looks.None;
        if (start < end && (follows || !MayStand(text, start, start - 1) || !MayStand(text, end - 1, end)))
        {
            Array.Clear(looks, start, end - start);
        }
    }

    // A mark between a sign within and a letter without is none.
    private static bool MayStand(string text, int within, int without) =>
        without < 0 || without >= text.Length || char.IsWhiteSpace(text[without])
        || !IsSign(text[within], orDoubtful: true) || IsSign(text[without], orDoubtful: false);

    private static bool IsSign(char c, bool orDoubtful) => char.IsPunctuation(c)
        || (char.IsSymbol(c) && (orDoubtful || char.IsAscii(c)))
        || (orDoubtful && char.GetUnicodeCategory(c) is UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);

    private static string MarkOf(Looks looks) => looks switch
    {
        Looks.Bold => "**",
        Looks.Italic => "*",
        Looks.None => string.Empty,
        _ => "***",
    };

    [GeneratedRegex("⟦[^⟦⟧]*⟧")]
    private static partial Regex NeedText();
}
