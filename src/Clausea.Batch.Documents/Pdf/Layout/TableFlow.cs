using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>A table: its header stands again on every page, its rows stay whole where a page can hold them.</summary>
internal sealed class TableFlow
{
    private const double Size = 9.5;
    private const double Padding = 4;
    private const double RowGap = 2.5;
    private const string HeaderGround = "0.94 0.94 0.94";

    private static readonly double s_line = PageFlow.LineHeight(Size);

    private readonly List<Row> _rows;
    private readonly double[] _widths;
    private readonly TableColumnAlign?[] _alignments;

    private TableFlow(Table table)
    {
        var cells = table.OfType<TableRow>().Select(row => (row.IsHeader, Words: Words(row))).Where(row => row.Words.Exists(cell => cell.Count > 0)).ToList();
        var columns = cells.Select(row => row.Words.Count).DefaultIfEmpty().Max();
        _alignments = [.. Enumerable.Range(0, columns).Select(column => column < table.ColumnDefinitions.Count ? table.ColumnDefinitions[column].Alignment : null)];
        _widths = Widths([.. cells.Select(row => row.Words)], columns);
        _rows = [.. cells.Select(row => new Row(row.IsHeader, [.. row.Words.Select((cell, column) => TextWrapper.Wrap(cell, Size, _widths[column] - (2 * Padding)))]))];
    }

    /// <summary>The height of header and first row.</summary>
    public double Opening => _rows.Take(_rows is [{ IsHeader: true }, ..] ? 2 : 1).Sum(row => row.Height);

    public static TableFlow Read(Table table) => new(table);

    public void Write(PageFlow flow)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var header = _rows[0].IsHeader ? _rows[0] : null;
        foreach (var row in _rows)
        {
            var room = PageFlow.Height - (header?.Height ?? 0);
            if (row.Height > flow.Room && !flow.IsAtTop && (row.Height <= room || flow.Room < room / 4))
            {
                Continue(flow, row == header ? null : header);
            }

            WriteSlices(flow, row, header);
        }
    }

    private static List<List<Word>> Words(TableRow row) => [.. row.OfType<TableCell>().Select(cell =>
        cell.OfType<LeafBlock>().SelectMany(leaf => InlineText.Read(leaf.Inline, row.IsHeader ? FontFace.Bold : FontFace.Regular)).ToList())];

    private static double[] Widths(List<List<List<Word>>> rows, int columns)
    {
        var (narrowest, natural) = (new double[columns], new double[columns]);
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Count; column++)
            {
                narrowest[column] = Math.Max(narrowest[column], TextWrapper.Narrowest(row[column], Size) + (2 * Padding));
                natural[column] = Math.Max(natural[column], TextWrapper.Natural(row[column], Size) + (2 * Padding));
            }
        }

        return ColumnWidths.Share(narrowest, natural, PageFlow.Width);
    }

    private void Continue(PageFlow flow, Row? header)
    {
        flow.NewPage();
        if (header is not null)
        {
            Draw(flow, header, 0, header.Lines);
        }
    }

    // A row that is taller than a page goes on where its lines have room.
    private void WriteSlices(PageFlow flow, Row row, Row? header)
    {
        for (var from = 0; from < row.Lines;)
        {
            var fits = Math.Min(row.Lines - from, (int)((flow.Room - (2 * RowGap) + 0.01) / s_line));
            if (fits > 0)
            {
                Draw(flow, row, from, fits);
                from += fits;
            }

            if (from < row.Lines)
            {
                Continue(flow, row == header ? null : header);
            }
        }
    }

    private void Draw(PageFlow flow, Row row, int from, int count)
    {
        var height = (count * s_line) + (2 * RowGap);
        if (row.IsHeader)
        {
            flow.Page.Fill(PageFlow.Margin, flow.Y, PageFlow.Width, height, HeaderGround);
        }

        var x = PageFlow.Margin;
        for (var column = 0; column < row.Cells.Count; column++)
        {
            var y = flow.Y + RowGap;
            foreach (var line in row.Cells[column].Skip(from).Take(count))
            {
                flow.Draw(line, Size, x + Padding + Indent(column, line.Width), y);
                y += s_line;
            }

            x += _widths[column];
        }

        flow.Page.Line(PageFlow.Margin, flow.Y + height, PageFlow.Margin + PageFlow.Width, flow.Y + height);
        flow.Move(height);
    }

    private double Indent(int column, double width) => _alignments[column] switch
    {
        TableColumnAlign.Right => _widths[column] - (2 * Padding) - width,
        TableColumnAlign.Center => (_widths[column] - (2 * Padding) - width) / 2,
        _ => 0,
    };

    private sealed record Row(bool IsHeader, List<List<TextLine>> Cells)
    {
        public int Lines { get; } = Cells.Max(cell => cell.Count);

        public double Height => (Lines * s_line) + (2 * RowGap);
    }
}
