using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Writes the text of a paragraph as Markdown that stands for itself.</summary>
internal static class InlineMarkdown
{
    /// <summary>The lines of a paragraph; none when it holds no text.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<Piece> pieces) =>
        [.. Split(pieces).Select(MarkdownText.EscapeLineStart)];

    /// <summary>For a heading or a cell, which hold one line that begins no list.</summary>
    public static string OneLine(IReadOnlyList<Piece> pieces) =>
        string.Join(' ', Split(pieces).Where(line => line.Length > 0));

    // An empty line ends a paragraph; one is enough.
    private static List<string> Split(IReadOnlyList<Piece> pieces)
    {
        var (lines, line) = (new List<string>(), new MarkedLine());
        foreach (var piece in pieces.Append(new Piece(null, false, false)))
        {
            if (piece.Text is { } text)
            {
                line.Add(CleanText.Of(text), piece.Bold, piece.Italic);
                continue;
            }

            var written = line.Write();
            if (written.Length > 0 || lines is [.., { Length: > 0 }])
            {
                lines.Add(written);
            }

            line = new MarkedLine();
        }

        return lines is [.. var full, ""] ? full : lines;
    }
}
