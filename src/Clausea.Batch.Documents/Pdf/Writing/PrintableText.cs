using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Text that the fonts can show: without control and direction characters, and with something legible for what
/// they lack.</summary>
internal static class PrintableText
{
    private const char Box = '□';

    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Append(shown, rune);
        }

        return shown.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(StringBuilder shown, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                shown.Append(' ');
                break;
            case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                break;
            default:
                shown.Append(Shown(rune));
                break;
        }
    }

    private static string Shown(Rune rune) => rune.Value switch
    {
        '⟦' => "[",
        '⟧' => "]",
        _ when Has(rune) => rune.ToString(),
        '\u2011' => "-",
        '✓' or '✔' or '☑' or '☒' => "x",
        _ => Decomposed(rune),
    };

    // The letter without its accents, or a wide letter as a plain one.
    private static string Decomposed(Rune rune)
    {
        var parts = string.Concat(rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes()
            .Where(part => Rune.GetUnicodeCategory(part) is not UnicodeCategory.NonSpacingMark));
        return parts.Length > 0 && parts.EnumerateRunes().All(Has) ? parts
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? string.Empty
            : Box.ToString();
    }

    private static bool Has(Rune rune) => rune.IsBmp && (char)rune.Value is var c &&
        FontProgram.Regular.Has(c) && FontProgram.Bold.Has(c) && FontProgram.Italic.Has(c);
}
