using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Writes the blocks of a Word letter as Markdown.</summary>
internal sealed class DraftWriter(StyleSheet styles, ListSheet lists, TableReader tables, Losses losses)
{
    // Some eighty pages.
    private const int LongestLetter = 250_000;

    private readonly StringBuilder _text = new();
    private readonly ListCount _count = new();
    private readonly OpenList _list = new();
    private bool _isQuoting;

    public string Write(IEnumerable<LetterBlock> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block.Element.Name)
            {
                case "p":
                    WriteParagraph(block);
                    break;
                case "tbl":
                    WriteBlock(tables.Read(block.Element));
                    break;
                default:
                    losses.Add(Loss.InsertedFile);
                    break;
            }
        }

        return _text.Length <= LongestLetter ? _text.ToString() : throw Refusals.TooLong();
    }

    private void WriteParagraph(LetterBlock block)
    {
        var style = styles.StyleOf(block.Element);
        var properties = block.Element.Child("pPr");
        var lines = InlineMarkdown.Lines(block.Pieces);
        if (lines.Count == 0)
        {
            WriteBlock(style.Kind == ParagraphKind.Rule || IsUnderlined(properties) ? "---" : string.Empty);
        }
        else if (style.Kind == ParagraphKind.Heading)
        {
            WriteHeading(block, style);
        }
        else if (style.Kind == ParagraphKind.Quote)
        {
            WriteQuote(lines);
        }
        else if (!TryWriteItem(lines, properties, style))
        {
            WriteText(lines, Indentation.Of(properties) ?? style.Indent ?? 0);
        }
    }

    private static bool IsUnderlined(WordElement? properties) =>
        properties?.Child("pBdr")?.Val("bottom") is not (null or "nil" or "none");

    private void WriteHeading(LetterBlock block, ParagraphStyle style)
    {
        if (ListOf(block.Element.Child("pPr"), style) is { Look.IsOrdered: true })
        {
            losses.Add(Loss.HeadingNumber);
        }

        WriteBlock(new string('#', style.Level) + " " + InlineMarkdown.OneLine(block.Pieces));
    }

    private void WriteQuote(IReadOnlyList<string> lines)
    {
        var quoted = string.Join('\n', lines.Select(line => $"> {line}".TrimEnd()));
        if (_isQuoting)
        {
            _text.Append(">\n").Append(quoted).Append('\n');
            return;
        }

        WriteBlock(quoted);
        _isQuoting = true;
    }

    private void WriteText(IReadOnlyList<string> lines, int indent)
    {
        if (_list.Continue(indent) is { } prefix)
        {
            _text.Append('\n');
            WriteLines(lines, prefix, prefix);
        }
        else
        {
            WriteBlock(string.Join('\n', lines));
        }
    }

    private bool TryWriteItem(IReadOnlyList<string> lines, WordElement? properties, ParagraphStyle style)
    {
        if (ListOf(properties, style) is not { } item)
        {
            return false;
        }

        _isQuoting = false;
        var number = item.Look.IsOrdered ? _count.Next(item.List, item.Level, item.Look) : (int?)null;
        var indent = Indentation.Of(properties) ?? item.Look.Indent ?? style.Indent ?? 0;
        var (prefix, rest, isApart) = _list.Next(item.Level, number, indent);
        _text.Append(isApart && _text.Length > 0 ? "\n" : string.Empty);
        WriteLines(lines, prefix, rest);
        return true;
    }

    private (string List, int Level, ListLevel Look)? ListOf(WordElement? properties, ParagraphStyle style)
    {
        var own = properties?.Child("numPr");
        var level = int.TryParse(own?.Val("ilvl") ?? style.ListLevel, CultureInfo.InvariantCulture, out var given)
            ? Math.Clamp(given, 0, ListSheet.DeepestLevel)
            : 0;
        return (own?.Val("numId") ?? style.ListId) is { } list && lists.Find(list, level) is { } look
            ? (list, level, look)
            : null;
    }

    private void WriteBlock(string block)
    {
        if (block.Length > 0)
        {
            _text.Append(_text.Length > 0 ? "\n" : string.Empty).Append(block).Append('\n');
            _list.Close();
            _isQuoting = false;
        }
    }

    private void WriteLines(IReadOnlyList<string> lines, string first, string rest)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            var prefix = line == 0 ? first : rest;
            _text.Append(lines[line].Length == 0 ? string.Empty : prefix + lines[line]).Append('\n');
        }
    }
}
