using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;
using MarkdownTable = Markdig.Extensions.Tables.Table;

namespace Clausea.Batch.Documents.Docx;

/// <summary>Turns the blocks of a Markdown letter into those of a Word document.</summary>
internal sealed class LetterBody
{
    /// <summary>US Letter between margins of an inch, in twips.</summary>
    public const int TextWidth = PageWidth - (2 * Inch);

    private const int Inch = 1440;
    private const int PageWidth = 12240;
    private const int PageHeight = 15840;
    private const int DeepestHeading = 3;
    private const string SpaceAfterTable = "180";
    private const string SpaceAfterList = "140";

    private readonly Body _body = new();
    private readonly ListNumbers _lists = new();

    public static (Document Document, Numbering Numbering) Of(MarkdownDocument source, bool hasFirstHead = false)
    {
        var letter = new LetterBody();
        letter.Write(source);
        if (letter._body.LastChild is null or Table)
        {
            letter._body.Append(new Paragraph());
        }

        letter._body.Append(hasFirstHead ? PageWithFirstHead() : Page());
        return (new Document(letter._body), letter._lists.Build());
    }

    private static SectionProperties PageWithFirstHead()
    {
        var page = Page();
        page.InsertAt(new HeaderReference { Type = HeaderFooterValues.First, Id = FirstHead.Relationship }, 1);
        page.Append(new TitlePage());
        page.InsertAfter(new FooterReference { Type = HeaderFooterValues.First, Id = "rId6" }, page.GetFirstChild<FooterReference>());
        return page;
    }

    private static SectionProperties Page() => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = "rId5" },
        new FooterReference { Type = HeaderFooterValues.Default, Id = "rId6" },
        new PageSize { Width = PageWidth, Height = PageHeight },
        new PageMargin { Top = Inch, Bottom = Inch, Left = Inch, Right = Inch, Header = Inch / 2, Footer = Inch / 2, Gutter = 0 });

    private void Write(ContainerBlock blocks, string style = "Normal")
    {
        for (var index = 0; index < blocks.Count; index++)
        {
            var next = index + 1 < blocks.Count ? blocks[index + 1] : null;
            Write(blocks[index], style, leads: next is MarkdownTable or ListBlock);
        }
    }

    private void Write(Block block, string style, bool leads)
    {
        switch (block)
        {
            case LinkReferenceDefinitionGroup:
                break;
            case MarkdownTable table:
                AddTable(table);
                break;
            case ListBlock list:
                WriteList(list, level: 0);
                EndList();
                break;
            case HeadingBlock heading:
                Add(Runs.PiecesOf(heading), Style($"Heading{Math.Min(heading.Level, DeepestHeading)}"), leads: false);
                break;
            case ThematicBreakBlock:
                Add([], Style("Rule"), leads: false);
                break;
            case LeafBlock leaf:
                Add(Runs.PiecesOf(leaf), Style(style), leads);
                break;
            case QuoteBlock quote:
                Write(quote, "Quote");
                break;
            case ContainerBlock container:
                Write(container, style);
                break;
        }
    }

    private void WriteList(ListBlock list, int level)
    {
        var start = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var first) ? first : 1;
        var number = list.IsOrdered ? _lists.Ordered(level, start) : ListNumbers.Bullets;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var isFirst = true;
            foreach (var block in item)
            {
                WriteInItem(block, level, isFirst ? number : null, list.IsOrdered);
                isFirst = false;
            }
        }
    }

    private void WriteInItem(Block block, int level, int? number, bool isOrdered)
    {
        switch (block)
        {
            case ListBlock inner:
                WriteList(inner, Math.Min(level + 1, ListNumbers.DeepestLevel));
                break;
            case LeafBlock leaf and not HeadingBlock:
                Add(Runs.PiecesOf(leaf), number is { } id ? Item(id, level, isOrdered) : Continued(level), leads: false);
                break;
            default:
                Write(block, "Normal", leads: false);
                break;
        }
    }

    // The items of a list stand closer than the paragraph behind them.
    private void EndList()
    {
        if (_body.LastChild is Paragraph { ParagraphProperties: { } last })
        {
            last.SpacingBetweenLines = new SpacingBetweenLines { After = SpaceAfterList };
        }
    }

    private void AddTable(MarkdownTable table)
    {
        if (_body.LastChild is Table)
        {
            _body.Append(new Paragraph());
        }

        _body.Append(LetterTable.Of(table));
    }

    private void Add(IReadOnlyList<Piece> pieces, ParagraphProperties properties, bool leads)
    {
        // A line that ends so announces what follows: a list, a name to sign.
        var announces = pieces.Count > 0 && pieces[^1].Text is { } end && (end.EndsWith(':') || end.EndsWith(','));
        properties.KeepNext = leads || announces ? new KeepNext() : null;
        properties.KeepLines = pieces.Any(piece => piece.Text is null) ? new KeepLines() : null;
        if (_body.LastChild is Table && properties.ParagraphStyleId is null)
        {
            properties.SpacingBetweenLines = new SpacingBetweenLines { Before = SpaceAfterTable };
        }

        _body.Append(new Paragraph([properties, .. Runs.Of(pieces)]));
    }

    private static ParagraphProperties Style(string style) => new()
    {
        ParagraphStyleId = style == "Normal" ? null : new ParagraphStyleId { Val = style },
    };

    private static ParagraphProperties Item(int number, int level, bool isOrdered) => new()
    {
        ParagraphStyleId = new ParagraphStyleId { Val = isOrdered ? "ListNumber" : "ListBullet" },
        NumberingProperties = new NumberingProperties(
            new NumberingLevelReference { Val = level }, new NumberingId { Val = number }),
    };

    private static ParagraphProperties Continued(int level) => new()
    {
        ParagraphStyleId = new ParagraphStyleId { Val = "ListContinue" },
        Indentation = new Indentation { Left = ListNumbers.IndentOf(level).ToString(CultureInfo.InvariantCulture) },
    };
}
