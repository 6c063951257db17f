namespace Clausea.Batch.Documents.Pdf;

/// <summary>An approved letter as a PDF of its own.</summary>
public static class PdfLetter
{
    /// <summary>Writes it; the same letter at the same moment gives the same bytes.</summary>
    /// <param name="title">What readers show as the document's name, such as Appeal letter: no patient data.</param>
    /// <param name="created">The only moment that the file knows.</param>
    public static void Write(string markdown, DocumentHeader header, string title, DateTimeOffset created, Stream output) =>
        output.Write(Write(markdown, header, title, created));

    /// <summary>The whole file.</summary>
    /// <param name="logo">The letterhead's picture, on the first page.</param>
    public static byte[] Write(string markdown, DocumentHeader header, string title, DateTimeOffset created, LetterLogo? logo = null)
    {
        var letter = MarkdownFlow.Lay(markdown, logo);
        for (var at = 0; at < letter.Pages.Count; at++)
        {
            PageFrame.Head(letter.Pages[at], header);
            PageFrame.Foot(letter.Pages[at], at + 1, letter.Pages.Count);
        }

        return PdfFile.Write(letter.Pages, letter.Bookmarks, title, created);
    }
}
