namespace Clausea.Batch.Worker.Cli;

/// <summary>Rows in columns, without lines between them, so that it can be pasted anywhere. A heading that begins with
/// # has numbers below it; one that begins with ~ has text that may be broken, between words, where the page is too
/// narrow. Where that does not help, each row becomes a paragraph.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private const string PairGap = "   ";

    private readonly string[] _headings;
    private readonly List<Row> _rows = [];

    public TextTable(params string[] headings)
    {
        _headings = headings;
        Add(Ink.Faint, Array.ConvertAll(headings, heading => heading.TrimStart('#', '~')));
    }

    public void Add(params string?[] cells) => Add(Ink.Plain, cells);

    public void Add(Ink ink, params string?[] cells) =>
        _rows.Add(new Row(ink, Array.ConvertAll(cells, cell => PlainText.Harmless(cell ?? "–"))));

    public void Write(Page page, string indent)
    {
        var widths = Fit(page.TableWidth - indent.Length - (Gap.Length * (_headings.Length - 1)));
        for (var i = widths is null ? 1 : 0; i < _rows.Count; i++)
        {
            if (widths is null)
            {
                WriteParagraph(page, indent, _rows[i]);
            }
            else
            {
                Write(page, indent, _rows[i], widths);
            }
        }
    }

    // Null when the columns do not fit, even with their text broken.
    private int[]? Fit(int room)
    {
        var widths = Widths(cell => cell.Length);
        var words = Widths(LongestWord);
        var tooMuch = -room;
        foreach (var width in widths)
        {
            tooMuch += width;
        }

        for (; tooMuch > 0; tooMuch--)
        {
            var widest = WidestBreakable(widths, words);
            if (widest < 0)
            {
                return null;
            }

            widths[widest]--;
        }

        return widths;
    }

    private int[] Widths(Func<string, int> measure)
    {
        var widths = new int[_headings.Length];
        foreach (var row in _rows)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], measure(row.Cells[i]));
            }
        }

        return widths;
    }

    private static int LongestWord(string text)
    {
        var (longest, length) = (0, 0);
        foreach (var c in text)
        {
            length = c == ' ' ? 0 : length + 1;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private int WidestBreakable(int[] widths, int[] least)
    {
        var widest = -1;
        for (var i = 0; i < widths.Length; i++)
        {
            if (_headings[i].StartsWith('~') && widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]))
            {
                widest = i;
            }
        }

        return widest;
    }

    // The first cell, and below it each other with its heading.
    private void WriteParagraph(Page page, string indent, Row row)
    {
        page.Line(indent + row.Cells[0], row.Ink == Ink.Plain ? Ink.Strong : row.Ink);
        var line = indent;
        for (var i = 1; i < row.Cells.Length; i++)
        {
            if (row.Cells[i].Length == 0)
            {
                continue;
            }

            var pair = $"{_rows[0].Cells[i]} {row.Cells[i]}";
            if (line.Length > indent.Length && line.Length + PairGap.Length + pair.Length > page.Width)
            {
                page.Line(line, row.Ink);
                line = indent;
            }

            line += (line.Length == indent.Length ? Gap : PairGap) + pair;
        }

        page.Line(line, row.Ink);
    }

    private void Write(Page page, string indent, Row row, int[] widths)
    {
        var cells = new List<string>[widths.Length];
        var lines = 1;
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = PlainText.Wrap(row.Cells[i], widths[i]);
            lines = Math.Max(lines, cells[i].Count);
        }

        for (var line = 0; line < lines; line++)
        {
            page.Line(Line(indent, cells, line, widths), row.Ink);
        }
    }

    private string Line(string indent, List<string>[] cells, int line, int[] widths)
    {
        var parts = new string[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var part = line < cells[i].Count ? cells[i][line] : string.Empty;
            parts[i] = _headings[i].StartsWith('#') ? part.PadLeft(widths[i]) : part.PadRight(widths[i]);
        }

        return (indent + string.Join(Gap, parts)).TrimEnd();
    }

    private sealed record Row(Ink Ink, string[] Cells);
}
