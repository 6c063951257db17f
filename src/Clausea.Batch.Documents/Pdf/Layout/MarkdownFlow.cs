using Clausea.Batch.Appeals;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Lays a Markdown text out on pages.</summary>
internal sealed class MarkdownFlow(PageFlow flow)
{
    public const double TextSize = 11;

    private const double ParagraphGap = 7;
    private const double ListIndent = 20;
    private const int MostTogether = 12;

    /// <summary>A text's pages, and its headings as bookmarks.</summary>
    /// <param name="logo">Above the text, on the first page.</param>
    public static PageFlow Lay(string markdown, LetterLogo? logo = null)
    {
        var flow = new PageFlow();
        if (logo is not null)
        {
            logo.Draw(flow.Page, PageFlow.Margin, flow.Y);
            flow.Move(logo.Height + ParagraphGap);
        }

        new MarkdownFlow(flow).Write(MarkdownText.Parse(markdown));
        return flow;
    }

    private void Write(MarkdownDocument document)
    {
        for (var at = 0; at < document.Count; at++)
        {
            var block = document[at];
            if (at + 1 < document.Count && LeadsOn(block))
            {
                flow.Ensure(Gap(block) + HeightOf(block) + Gap(document[at + 1]) + Opening(document[at + 1]));
            }

            flow.Gap(Gap(block));
            Write(block, PageFlow.Margin);
        }
    }

    private void Write(Block block, double x)
    {
        switch (block)
        {
            case Table table:
                TableFlow.Read(table).Write(flow);
                break;
            case ListBlock list:
                WriteList(list, x);
                break;
            case HeadingBlock heading:
                flow.Mark(string.Join(' ', InlineText.Read(heading.Inline).Select(word => word.Text)), heading.Level);
                flow.Write(Lines(heading, x), SizeOf(heading), x);
                break;
            case ThematicBreakBlock:
                flow.Page.Line(x, flow.Y, PageFlow.Margin + PageFlow.Width, flow.Y);
                break;
            case LeafBlock leaf:
                flow.Ensure(Together(leaf, x));
                flow.Write(Lines(leaf, x), TextSize, x);
                break;
            case ContainerBlock container:
                WriteAll(container, Indented(x));
                break;
        }
    }

    private void WriteAll(ContainerBlock container, double x)
    {
        foreach (var block in container)
        {
            Write(block, x);
        }
    }

    private void WriteList(ListBlock list, double x)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            // The bullet goes where the first line of its text goes.
            flow.Gap(list.IsLoose ? ParagraphGap : 2);
            flow.Ensure(Opening(item));
            var (page, y) = (flow.Page, flow.Y);
            page.Text(FontFace.Regular, TextSize, x + 4, y + TextSize, list.IsOrdered ? $"{number++}." : "•");
            WriteAll(item, Indented(x));
        }
    }

    // However deep lists stand in each other, there is room to read.
    private static double Indented(double x) => Math.Min(x + ListIndent, PageFlow.Margin + (PageFlow.Width / 2));

    private static List<TextLine> Lines(LeafBlock leaf, double x = PageFlow.Margin) => TextWrapper.Wrap(
        leaf is CodeBlock code ? InlineText.Plain(code.Lines.ToString()) : InlineText.Read(leaf.Inline, leaf is HeadingBlock ? FontFace.Bold : FontFace.Regular),
        SizeOf(leaf),
        PageFlow.Margin + PageFlow.Width - x);

    private static double SizeOf(LeafBlock leaf) => leaf is HeadingBlock heading ? heading.Level == 1 ? 15 : 12 : TextSize;

    private static double Gap(Block block) => block is HeadingBlock ? ParagraphGap * 1.7 : ParagraphGap;

    // A heading, a line in bold, an announcement and a closing stay with what follows.
    private static bool LeadsOn(Block block) => block is HeadingBlock ||
        (block is ParagraphBlock { Inline: { } inline } &&
            (inline is { FirstChild: EmphasisInline { DelimiterCount: 2 } only } && only == inline.LastChild ||
             inline.LastChild is LiteralInline last && last.Content.ToString() is [.., ':' or ',']));

    private static double HeightOf(Block block) =>
        block is LeafBlock leaf ? Lines(leaf).Count * PageFlow.LineHeight(SizeOf(leaf)) : 0;

    // Lines that a person broke, such as those of an address or a signature, stay on one page.
    private static double Together(LeafBlock leaf, double x = PageFlow.Margin)
    {
        var lines = Lines(leaf, x).Count;
        return leaf.Inline?.Any(inline => inline is LineBreakInline) == true && lines <= MostTogether ? lines * PageFlow.LineHeight(TextSize) : 0;
    }

    // What must be on the page at least for a block to begin there.
    private static double Opening(Block block) => block switch
    {
        Table table => TableFlow.Read(table).Opening,
        ContainerBlock { Count: > 0 } container => Opening(container[0]),
        LeafBlock leaf when Together(leaf) is > 0 and var height => height,
        LeafBlock leaf => PageFlow.Opening(Lines(leaf).Count) * PageFlow.LineHeight(SizeOf(leaf)),
        _ => 0,
    };
}
