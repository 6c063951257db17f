using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;
using Markdown = Markdig.Extensions.Tables;

namespace Clausea.Batch.Documents.Docx;

/// <summary>A pipe table as a table of a page's width whose head stands on every page.</summary>
internal static class LetterTable
{
    public static Table Of(Markdown.Table source)
    {
        var rows = source.OfType<Markdown.TableRow>()
            .Select(row => (row.IsHeader, Cells: row.OfType<Markdown.TableCell>().Select(Pieces).ToList())).ToList();
        var columns = rows.Max(row => row.Cells.Count);
        var texts = rows.Select(row => row.Cells.Select(Runs.TextOf).ToList()).ToList();
        var widths = ColumnWidths.Of(texts, columns, LetterBody.TextWidth);
        var grid = new TableGrid(widths.Select(width => new GridColumn { Width = Twips(width) }));
        var table = new Table(Properties(), grid);
        foreach (var (isHeader, cells) in rows)
        {
            table.Append(Row(isHeader, Enumerable.Range(0, columns).Select(column =>
                Cell(cells.ElementAtOrDefault(column) ?? [], widths[column], AlignmentOf(source, column), isHeader))));
        }

        return table;
    }

    private static IReadOnlyList<Piece> Pieces(Markdown.TableCell cell) =>
        cell.FirstOrDefault() is LeafBlock leaf ? Runs.PiecesOf(leaf) : [];

    private static TableProperties Properties() => new()
    {
        TableStyle = new TableStyle { Val = "LetterTable" },
        TableWidth = new TableWidth { Width = Twips(LetterBody.TextWidth), Type = TableWidthUnitValues.Dxa },
        TableLayout = new TableLayout { Type = TableLayoutValues.Fixed },
        TableLook = new TableLook { Val = "0620", FirstRow = true, NoHorizontalBand = true, NoVerticalBand = true },
    };

    private static TableRow Row(bool isHeader, IEnumerable<TableCell> cells)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (isHeader)
        {
            properties.Append(new TableHeader());
        }

        return new([properties, .. cells]);
    }

    private static TableCell Cell(IReadOnlyList<Piece> pieces, int width, JustificationValues? alignment, bool isHeader)
    {
        var style = new ParagraphProperties
        {
            ParagraphStyleId = new ParagraphStyleId { Val = "TableText" },
            KeepNext = isHeader ? new KeepNext() : null,
            Justification = alignment is { } side ? new Justification { Val = side } : null,
        };
        return new(
            new TableCellProperties(new TableCellWidth { Width = Twips(width), Type = TableWidthUnitValues.Dxa }),
            new Paragraph([style, .. Runs.Of(pieces)]));
    }

    private static JustificationValues? AlignmentOf(Markdown.Table table, int column) =>
        table.ColumnDefinitions.ElementAtOrDefault(column)?.Alignment switch
        {
            Markdown.TableColumnAlign.Right => JustificationValues.Right,
            Markdown.TableColumnAlign.Center => JustificationValues.Center,
            _ => null,
        };

    private static string Twips(int width) => width.ToString(CultureInfo.InvariantCulture);
}
