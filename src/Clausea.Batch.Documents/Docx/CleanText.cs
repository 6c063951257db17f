using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Docx;

/// <summary>Text as a document may hold it.</summary>
internal static class CleanText
{
    /// <summary>On one line, without characters that XML forbids, that steer, or that turn the direction of text.</summary>
    public static string Of(string text) =>
        text.All(IsOrdinary) ? text : string.Concat(text.EnumerateRunes().Select(Of));

    private static string Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
        UnicodeCategory.Format => string.Empty,
        _ => rune.Value is 0xFFFE or 0xFFFF ? string.Empty : rune.ToString(),
    };

    private static bool IsOrdinary(char c) => c is >= ' ' and <= '~' or >= '\u00AE' and <= '\u024F' or '–' or '—' or '’' or '⟦' or '⟧';
}
