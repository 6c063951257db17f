using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Reads a table as a pipe table; its first row becomes the head.</summary>
internal sealed class TableReader(BlockReader blocks, StyleSheet styles, Losses losses)
{
    private const int MostRows = 2_000;

    // As many as Word allows.
    private const int MostColumns = 63;

    private int _rows;

    /// <summary>Without a line end behind it; empty when the table has no cells.</summary>
    public string Read(WordElement table)
    {
        var rows = new List<List<Cell>>();
        foreach (var row in RowsOf(table))
        {
            rows.Add(ReadRow(row, isHead: rows.Count == 0));
        }

        var columns = rows.Select(row => row.Count).DefaultIfEmpty().Max();
        if (columns == 0)
        {
            return string.Empty;
        }

        var text = new StringBuilder(Row(rows[0], columns)).Append("\n|");
        foreach (var column in Enumerable.Range(0, columns))
        {
            text.Append(SideOf(rows.Skip(1), column) ?? SideOf(rows, column) ?? ":---").Append('|');
        }

        return rows.Skip(1).Aggregate(text, (all, row) => all.Append('\n').Append(Row(row, columns))).ToString();
    }

    private static string Row(List<Cell> cells, int columns) =>
        "|" + string.Concat(Enumerable.Range(0, columns).Select(column => $" {cells.ElementAtOrDefault(column)?.Text} |"));

    // That of most cells: people type into cells, and their word processor forgets.
    private static string? SideOf(IEnumerable<List<Cell>> rows, int column) => rows
        .Select(row => row.ElementAtOrDefault(column)?.Side).OfType<string>()
        .GroupBy(side => side, StringComparer.Ordinal).MaxBy(group => group.Count())?.Key;

    private List<Cell> ReadRow(WordElement row, bool isHead)
    {
        if (++_rows > MostRows)
        {
            throw Refusals.TooLong();
        }

        var cells = new List<Cell>();
        Pad(cells, Number(row.Child("trPr")?.Val("gridBefore")));
        foreach (var cell in Kept(row, "tc", "tcPr", "cellDel"))
        {
            AddCell(cells, cell, isHead);
        }

        return cells;
    }

    private void AddCell(List<Cell> cells, WordElement cell, bool isHead)
    {
        if (cells.Count >= MostColumns)
        {
            throw Refusals.TooLong();
        }

        var properties = cell.Child("tcPr");
        var isCovered = IsMerged(properties, restarts: false);
        var span = Number(properties?.Val("gridSpan"));
        cells.Add(isCovered ? Cell.Empty : ReadCell(cell, isHead));
        Pad(cells, span - 1);
        if (!isCovered && (span > 1 || IsMerged(properties, restarts: true)))
        {
            losses.Add(Loss.MergedCell);
        }
    }

    private static IEnumerable<WordElement> RowsOf(WordElement table) => Kept(table, "tr", "trPr", "del");

    private static IEnumerable<WordElement> Kept(WordElement parent, string name, string properties, string deletion) =>
        parent.Visible().Where(child => child.Name == name && child.Child(properties)?.Child(deletion) is null);

    private static bool IsMerged(WordElement? properties, bool restarts) =>
        new[] { properties?.Child("vMerge"), properties?.Child("hMerge") }
            .Any(merge => merge is not null && merge["val"] is "restart" == restarts);

    private static void Pad(List<Cell> cells, int count) =>
        cells.AddRange(Enumerable.Repeat(Cell.Empty, Math.Clamp(count, 0, MostColumns - cells.Count)));

    private static int Number(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private Cell ReadCell(WordElement cell, bool isHead)
    {
        var (texts, side) = (new List<string>(), (string?)null);
        foreach (var block in blocks.Read(cell))
        {
            if (block.IsTable)
            {
                losses.Add(Loss.InnerTable);
                texts.Add(InnerText(block.Element, isHead));
                continue;
            }

            texts.Add(TextOf(block, isHead));
            side ??= SideOf(block.Element);
        }

        return new Cell(string.Join(' ', texts.Where(text => text.Length > 0)), side ?? ":---");
    }

    private string InnerText(WordElement table, bool isHead) => string.Join(' ', RowsOf(table)
        .SelectMany(row => ReadRow(row, isHead)).Select(cell => cell.Text).Where(text => text.Length > 0));

    private string TextOf(LetterBlock block, bool isHead)
    {
        var pieces = isHead ? [.. block.Pieces.Select(piece => piece with { Bold = false })] : block.Pieces;
        var text = InlineMarkdown.OneLine(pieces);
        if (text.Length > 0 && block.Element.Child("pPr")?.Child("numPr")?.Val("numId") is { } list and not "0")
        {
            losses.Add(Loss.ListInCell);
        }

        return text;
    }

    private string SideOf(WordElement paragraph) => (paragraph.Child("pPr")?.Val("jc") ?? styles.StyleOf(paragraph).Side) switch
    {
        "right" or "end" => "---:",
        "center" => ":---:",
        _ => ":---",
    };

    // What fills a merged or a missing cell takes no side.
    private sealed record Cell(string Text, string? Side)
    {
        public static readonly Cell Empty = new(string.Empty, null);
    }
}
