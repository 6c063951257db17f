namespace Clausea.Batch.Worker.Cli;

/// <summary>Rows in columns, without lines between them, so that it can be pasted anywhere. A heading that begins with
/// # has numbers below it; one that begins with ~ has text that may be broken where the page is too narrow.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int LeastWidth = 10;
    private const string Gap = "  ";

    private readonly List<(Ink Ink, string[] Cells)> _rows = [(Ink.Faint, [.. headings.Select(heading => heading.TrimStart('#', '~'))])];

    public void Add(params string?[] cells) => Add(Ink.Plain, cells);

    public void Add(Ink ink, params string?[] cells) => _rows.Add((ink, [.. cells.Select(cell => PlainText.Harmless(cell ?? "–"))]));

    public void Write(Page page, string indent)
    {
        var widths = Fit(page.TableWidth - indent.Length - (Gap.Length * (headings.Length - 1)));
        foreach (var (ink, cells) in _rows)
        {
            WriteRow(page, indent, ink, [.. cells.Select((cell, i) => PlainText.Wrap(cell, widths[i]))], widths);
        }
    }

    private int[] Fit(int room)
    {
        var widths = Enumerable.Range(0, headings.Length).Select(i => _rows.Max(row => row.Cells[i].Length)).ToArray();
        while (widths.Sum() > room && WidestBreakable(widths) is >= 0 and var widest)
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
            if (headings[i].StartsWith('~') && widths[i] > LeastWidth && (widest < 0 || widths[i] > widths[widest]))
            {
                widest = i;
            }
        }

        return widest;
    }

    private void WriteRow(Page page, string indent, Ink ink, List<string>[] cells, int[] widths)
    {
        for (var line = 0; line < cells.Max(cell => cell.Count); line++)
        {
            var parts = cells.Select((cell, i) =>
            {
                var part = line < cell.Count ? cell[line] : string.Empty;
                return headings[i].StartsWith('#') ? part.PadLeft(widths[i]) : part.PadRight(widths[i]);
            });
            page.Line((indent + string.Join(Gap, parts)).TrimEnd(), ink);
        }
    }
}
