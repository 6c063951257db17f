using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Clausea.Batch.Appeals;

/// <summary>Letters are Markdown between template and page: values go in escaped, HTML and plain text come out.</summary>
public static partial class MarkdownText
{
    private const string Special = "\\`*_[]<>|#~&";
    private const string AtLineStart = "-+=.)";

    // Most names, dates and amounts hold nothing else.
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create(" abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789,.;:'\"/()$%-+=?!@—–’⟦⟧");

    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseSoftlineBreakAsHardlineBreak()
        .DisableHtml()
        .Build();

    /// <summary>Makes any text stand for itself in Markdown, on one line, without control and direction characters.</summary>
    public static string Escape(string text) => EscapeLineStart(EscapeInline(text.Trim()));

    /// <summary>As <see cref="Escape"/>, for text that begins no line; blanks at its ends stay.</summary>
    internal static string EscapeInline(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(s_plain))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                escaped.Append(' ');
            }
            else if (char.GetUnicodeCategory(c) is not UnicodeCategory.Format)
            {
                escaped.Append(Special.Contains(c, StringComparison.Ordinal) ? "\\" : string.Empty).Append(c);
            }
        }

        return escaped.ToString();
    }

    /// <summary>Text that is not ours, as it stands in a letter: escaped, and only a need may look like one.</summary>
    public static string Given(string? text) => Escape((text ?? string.Empty).Replace('⟦', '[').Replace('⟧', ']'));

    /// <summary>A line, escaped but for its start, so that it begins no list and underlines no heading.</summary>
    internal static string EscapeLineStart(string line)
    {
        var first = line.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return first >= 0 && AtLineStart.Contains(line[first], StringComparison.Ordinal) ? line.Insert(first, "\\") : line;
    }

    /// <summary>What stays of a text between <see cref="Given"/> and <see cref="Unescaped"/>: as a reader sees it.</summary>
    internal static string AsRead(string text) =>
        text.AsSpan().ContainsAnyExcept(s_plain) || text.AsSpan().ContainsAny('⟦', '⟧') ? Unescaped(Given(text)) : text.Trim();

    /// <summary>Without the backslashes of <see cref="Escape"/>.</summary>
    internal static string Unescaped(string markdown) => Escapes().Replace(markdown, "$1");

    /// <summary>The syntax tree, for whoever draws the letter.</summary>
    public static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>The body as HTML; needs are marked so that they are seen. It fetches nothing and runs nothing.</summary>
    public static string ToHtml(string markdown) =>
        NeedText().Replace(Harmless(markdown).ToHtml(Pipeline), "<mark class=\"need\">$0</mark>");

    /// <summary>As one would type it: tables in columns, no markup.</summary>
    public static string ToPlainText(string markdown) => PlainTextWriter.Write(Parse(markdown));

    /// <summary>The same in lines of another width.</summary>
    public static string ToPlainText(string markdown, int width) => PlainTextWriter.Write(Parse(markdown), width);

    /// <summary>Without control and direction characters, of which a reader sees nothing; line ends stay.</summary>
    internal static string WithoutHidden(string text) => string.Concat(text.Where(c =>
        c == '\n' || (c == '\t' || !char.IsControl(c)) && char.GetUnicodeCategory(c) is not UnicodeCategory.Format));

    /// <summary>At most one blank line between paragraphs, no blanks at line ends.</summary>
    internal static string Tidy(string markdown)
    {
        var tidy = new StringBuilder(markdown.Length + 1);
        var blank = 0;
        foreach (var range in markdown.AsSpan().Split('\n'))
        {
            var line = markdown.AsSpan()[range].TrimEnd(" \t\r");
            blank = line.IsEmpty ? blank + 1 : 0;
            if (tidy.Length == 0)
            {
                line = line.TrimStart();
                blank = line.IsEmpty ? 2 : 0;
            }

            if (blank < 2)
            {
                tidy.Append(line).Append('\n');
            }
        }

        // The last line may have been blank.
        tidy.Length -= tidy.Length > 1 && tidy[^2] == '\n' ? 1 : 0;
        return tidy.Length == 0 ? "\n" : tidy.ToString();
    }

    // A link or picture has one of these signs.
    private static MarkdownDocument Harmless(string markdown) =>
        markdown.AsSpan().ContainsAny('<', ']') ? Parse(markdown).WithoutOddLinks() : Parse(markdown);

    // People edit letters, and paste into them: of pictures and of links to scripts only the words stay.
    private static MarkdownDocument WithoutOddLinks(this MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().Where(link => link.IsImage || !IsWebAddress(link.Url)).ToList())
        {
            link.ReplaceBy(new ContainerInline());
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsWebAddress(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        return document;
    }

    private static bool IsWebAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    [GeneratedRegex(@"\\([\\`*_\[\]<>|#~&.)+=\-])")]
    private static partial Regex Escapes();

    [GeneratedRegex("⟦[^⟧]*⟧")]
    private static partial Regex NeedText();

}
