namespace Clausea.Batch.Worker.Cli;

/// <summary>Rows in columns, without lines between them, so that it can be pasted anywhere. A heading that begins with
/// # has numbers below it; one that begins with ~ has text that may be broken where the page is too narrow.</summary>
internal sealed class TextTable
{
    private const int LeastWidth = 10;
    private const string Gap = "  ";

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
        foreach (var row in _rows)
        {
            Write(page, indent, row, widths);
        }
    }

    private int[] Fit(int room)
    {
        var widths = new int[_headings.Length];
        foreach (var row in _rows)
        {
            for (var i = 0; i < widths.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row.Cells[i].Length);
            }
        }

        var tooMuch = -room;
        foreach (var width in widths)
        {
            tooMuch += width;
        }

        while (tooMuch-- > 0 && WidestBreakable(widths) is >= 0 and var widest)
        {
            widths[widest]--;
        }

        return widths;
    }

    private int WidestBreakable(int[] widths)
    {
        var widest = -1;
        for (var i = 0; i < widths.Length; i++)
        {
            if (_headings[i].StartsWith('~') && widths[i] > LeastWidth && (widest < 0 || widths[i] > widths[widest]))
            {
                widest = i;
            }
        }

        return widest;
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
