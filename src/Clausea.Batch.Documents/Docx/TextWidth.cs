namespace Clausea.Batch.Documents.Docx;

/// <summary>About how wide text is in a serif font; enough to share out columns.</summary>
internal static class TextWidth
{
    private const double Bold = 1.07;

    /// <summary>In ems.</summary>
    public static double Of(ReadOnlySpan<char> text, bool bold = false)
    {
        var width = 0d;
        foreach (var c in text)
        {
            width += Of(c);
        }

        return bold ? width * Bold : width;
    }

    /// <summary>Of the widest word, in ems.</summary>
    public static double OfWord(ReadOnlySpan<char> text, bool bold = false)
    {
        var width = 0d;
        foreach (var word in text.Split(' '))
        {
            width = Math.Max(width, Of(text[word], bold));
        }

        return width;
    }

    private static double Of(char c) => c switch
    {
        ' ' or '.' or ',' or ';' or ':' or '|' or '\'' or 'i' or 'j' or 'l' or 't' or '/' => 0.28,
        'f' or 'r' or 's' or 'I' or 'J' or '-' or '(' or ')' or '[' or ']' => 0.39,
        'm' or 'w' => 0.78,
        'M' or 'W' or '—' or '@' => 1,
        >= 'a' and <= 'z' or >= '0' and <= '9' or '$' or '_' => 0.5,
        < '\u0250' => 0.7,
        _ => 1,
    };
}
