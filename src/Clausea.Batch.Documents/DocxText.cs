using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Docx.Reading;

namespace Clausea.Batch.Documents;

/// <summary>Reads an edited Word letter back as Markdown, as its reader sees it: tracked changes accepted, no comments.</summary>
public static class DocxText
{
    /// <summary>Reads the whole file.</summary>
    /// <param name="stream">The file; it need not seek, and stays open.</param>
    /// <exception cref="NotALetterException">The file is something else, damaged, or too large.</exception>
    public static EditedLetter Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var letter = LetterPackage.Read(stream);
        var losses = new Losses();
        var styles = StyleSheet.Of(letter.Styles);
        var blocks = new BlockReader(new InlineReader(styles, losses));
        var tables = new TableReader(blocks, styles, losses);
        var draft = new DraftWriter(styles, ListSheet.Of(letter.Numbering), tables, losses);
        var markdown = draft.Write(blocks.Read(letter.Body));
        if (markdown.Length == 0)
        {
            throw Refusals.NoText();
        }

        return CanBeParsed(markdown) ? new EditedLetter(markdown, losses.InWords()) : throw Refusals.TooLong();
    }

    // The parser has a bound of its own, on what one paragraph or table holds.
    private static bool CanBeParsed(string markdown)
    {
        try
        {
            _ = MarkdownText.Parse(markdown);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
