using Markdig.Syntax.Inlines;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>A word, or a part of one where the face changes within it.</summary>
internal sealed record Word(string Text, FontFace Face, bool IsNeed, bool HasSpace, bool StartsLine);

/// <summary>Reads the inlines of a paragraph as words.</summary>
internal sealed class InlineText
{
    private readonly List<Word> _words = [];
    private bool _space;
    private bool _newLine;
    private bool _need;

    public static List<Word> Read(ContainerInline? inlines, FontFace face = FontFace.Regular)
    {
        var text = new InlineText();
        text.ReadAll(inlines, face);
        return text._words;
    }

    /// <summary>Text without markup.</summary>
    public static List<Word> Plain(string plain, FontFace face = FontFace.Regular)
    {
        var text = new InlineText();
        text.Add(plain, face);
        return text._words;
    }

    private void ReadAll(ContainerInline? inlines, FontFace face)
    {
        foreach (var inline in inlines ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Add(literal.Content.ToString(), face);
                    break;
                case LineBreakInline:
                    _newLine = true;
                    break;
                case CodeInline code:
                    Add(code.Content, face);
                    break;
                case HtmlEntityInline entity:
                    Add(entity.Transcoded.ToString(), face);
                    break;
                case AutolinkInline link:
                    Add(link.Url, face);
                    break;
                case EmphasisInline emphasis:
                    ReadAll(emphasis, Emphasized(emphasis, face));
                    break;
                case ContainerInline container:
                    ReadAll(container, face);
                    break;
            }
        }
    }

    private static FontFace Emphasized(EmphasisInline emphasis, FontFace face) =>
        emphasis.DelimiterCount >= 2 || face == FontFace.Bold ? FontFace.Bold : FontFace.Italic;

    // ⟦ and ⟧ enclose what the letter still lacks.
    private void Add(string text, FontFace face)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : ' ';
            if (at == text.Length || char.IsWhiteSpace(c) || c == '⟦')
            {
                AddWord(text[start..at], face);
                _space |= at < text.Length && char.IsWhiteSpace(c);
                (_need, start) = (_need || c == '⟦', c == '⟦' ? at : at + 1);
            }
            else if (c == '⟧')
            {
                AddWord(text[start..(at + 1)], face);
                (_need, start) = (false, at + 1);
            }
        }
    }

    private void AddWord(string text, FontFace face)
    {
        var shown = PrintableText.Of(text);
        if (shown.Length > 0)
        {
            _words.Add(new Word(shown, face, _need, _space && !_newLine, _newLine && _words.Count > 0));
            (_space, _newLine) = (false, false);
        }
    }
}
