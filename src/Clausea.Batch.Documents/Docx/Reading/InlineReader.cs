using System.Globalization;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Reads what stands in a paragraph, and counts what cannot be kept.</summary>
internal sealed class InlineReader(StyleSheet styles, Losses losses)
{
    // Whether each field that is open has come to its result; fields nest, and their results span paragraphs.
    private readonly Stack<bool> _fields = new();
    private int _instructions;
    private Loss? _skipping;

    public void Read(WordElement paragraph, List<Piece> pieces)
    {
        var style = styles.StyleOf(paragraph);
        _skipping = null;
        foreach (var element in paragraph.Visible())
        {
            ReadInline(element, style, pieces);
        }

        // A field that a damaged document never ends must not take the rest of the letter away.
        if (_instructions > 0)
        {
            _fields.Clear();
            _instructions = 0;
        }
    }

    private void ReadInline(WordElement element, ParagraphStyle style, List<Piece> pieces)
    {
        switch (element.Name)
        {
            case "r":
                ReadRun(element, style, pieces);
                break;
            case ":oMath" or ":oMathPara":
                losses.Add(Loss.Formula);
                break;
            case "footnoteReference":
                losses.Add(Loss.Footnote);
                break;
            case "endnoteReference":
                losses.Add(Loss.Endnote);
                break;
            case "drawing" or "pict" or "object":
                CountPicture(element);
                break;
        }
    }

    private void ReadRun(WordElement run, ParagraphStyle style, List<Piece> pieces)
    {
        var looks = styles.LooksOf(style, run);
        var alignment = run.Child("rPr")?.Val("vertAlign");
        foreach (var element in run.Visible())
        {
            if (element.Name == "fldChar")
            {
                TurnField(element["fldCharType"]);
            }
            else if (_instructions == 0 && element.Name == "t")
            {
                Add(RaisedText.Of(element.Text, alignment), style, looks, pieces);
            }
            else if (_instructions == 0)
            {
                ReadPart(element, style, looks, pieces);
            }
        }
    }

    private void TurnField(string? type)
    {
        if (type == "begin")
        {
            _fields.Push(false);
            _instructions++;
        }
        else if (type is "separate" or "end" && _fields.TryPop(out var hasResult))
        {
            _instructions -= hasResult ? 0 : 1;
            if (type == "separate")
            {
                _fields.Push(true);
            }
        }
    }

    private void ReadPart(WordElement part, ParagraphStyle style, Looks looks, List<Piece> pieces)
    {
        switch (part.Name)
        {
            case "tab" or "ptab":
                Add(pieces is [.., { Text: { } before }] && before.EndsWith(' ') ? string.Empty : " ", style, looks, pieces);
                break;
            case "noBreakHyphen":
                Add("\u2011", style, looks, pieces);
                break;
            case "br" or "cr":
                pieces.Add(new Piece(null, false, false));
                break;
            case "sym":
                AddSymbol(part["char"], style, looks, pieces);
                break;
            default:
                ReadInline(part, style, pieces);
                break;
        }
    }

    private void Add(string text, ParagraphStyle style, Looks looks, List<Piece> pieces)
    {
        if (text.Length == 0)
        {
            return;
        }

        var skipping = (looks & Looks.Hidden) != 0 ? Loss.Hidden
            : (looks & (Looks.Struck | Looks.StruckTwice)) != 0 ? Loss.Struck : null;
        if (skipping is null)
        {
            // A heading is bold by itself.
            var own = style.Kind == ParagraphKind.Heading ? looks & ~style.Looks : looks;
            pieces.Add(new Piece(text, (own & Looks.Bold) != 0, (own & Looks.Italic) != 0));
        }
        else if (skipping != _skipping)
        {
            losses.Add(skipping);
        }

        _skipping = skipping;
    }

    // What a private character looks like, its font alone tells.
    private void AddSymbol(string? code, ParagraphStyle style, Looks looks, List<Piece> pieces)
    {
        if (int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value is > ' ' and < 0xD800)
        {
            Add(((char)value).ToString(), style, looks, pieces);
        }
        else
        {
            losses.Add(Loss.Symbol);
        }
    }

    private void CountPicture(WordElement picture)
    {
        var boxes = TextBoxesIn(picture);
        losses.Add(boxes > 0 ? Loss.TextBox : Loss.Picture, Math.Max(boxes, 1));
    }

    // Groups hold several; each stands twice, for old and for new word processors.
    private static int TextBoxesIn(WordElement element) =>
        element.Name is "txbxContent" ? 1 : element.Name is "Fallback" ? 0 : element.Children.Sum(TextBoxesIn);
}
