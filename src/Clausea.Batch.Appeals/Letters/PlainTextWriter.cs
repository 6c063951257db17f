using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Clausea.Batch.Appeals;

/// <summary>Writes a Markdown letter as plain text of a page's width.</summary>
internal sealed class PlainTextWriter(int width)
{
    public const int PageWidth = 96;

    private readonly StringBuilder _text = new();

    public static string Write(MarkdownDocument document, int width = PageWidth)
    {
        var writer = new PlainTextWriter(width);
        foreach (var block in document)
        {
            writer.Write(block, string.Empty);
            writer._text.Append('\n');
        }

        return writer._text.ToString().TrimEnd() + "\n";
    }

    private void Write(Block block, string indent)
    {
        switch (block)
        {
            case Table table:
                WriteTable(table);
                break;
            case ListBlock list:
                WriteList(list, indent);
                break;
            case HeadingBlock heading:
                WriteLines(Text(heading.Inline).ToUpperInvariant(), indent, indent);
                break;
            case LeafBlock leaf:
                WriteLines(Text(leaf.Inline), indent, indent);
                break;
            case ContainerBlock container:
                foreach (var child in container)
                {
                    Write(child, indent + "  ");
                }

                break;
        }
    }

    private void WriteList(ListBlock list, string indent)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var bullet = list.IsOrdered ? $"{number++}. " : "- ";
            foreach (var block in item)
            {
                if (block is LeafBlock leaf)
                {
                    WriteLines(Text(leaf.Inline), indent + bullet, indent + new string(' ', bullet.Length));
                }
                else
                {
                    Write(block, indent + "  ");
                }

                bullet = new string(' ', bullet.Length);
            }
        }
    }

    private void WriteTable(Table table)
    {
        var rows = table.OfType<TableRow>()
            .Select(row => row.OfType<TableCell>().Select(cell => Text((cell.FirstOrDefault() as LeafBlock)?.Inline)).ToList())
            .ToList();
        var widths = Enumerable.Range(0, rows.Max(row => row.Count))
            .Select(column => rows.Max(row => column < row.Count ? row[column].Length : 0)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => Align(cell, widths[column], table.ColumnDefinitions[column].Alignment));
            _text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }

    private static string Align(string cell, int width, TableColumnAlign? alignment) =>
        alignment == TableColumnAlign.Right ? cell.PadLeft(width) : cell.PadRight(width);

    private void WriteLines(string text, string first, string rest)
    {
        var indent = first;
        foreach (var line in text.Split('\n'))
        {
            var left = line;
            while (left.Length + indent.Length > width && left.LastIndexOf(' ', width - indent.Length) is var cut and > 0)
            {
                _text.Append(indent).Append(left[..cut]).Append('\n');
                left = left[(cut + 1)..];
                indent = rest;
            }

            _text.Append(indent).Append(left).Append('\n');
            indent = rest;
        }
    }

    private static string Text(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines?.Descendants() ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    text.Append(literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    text.Append('\n');
                    break;
                case CodeInline code:
                    text.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    text.Append(entity.Transcoded.AsSpan());
                    break;
            }
        }

        return text.ToString();
    }
}
