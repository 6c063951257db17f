namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>A paragraph or a table.</summary>
/// <param name="Element">The paragraph that its properties are of, or the table.</param>
/// <param name="Pieces">What stands in the paragraph.</param>
internal sealed record LetterBlock(WordElement Element, IReadOnlyList<Piece> Pieces)
{
    public bool IsTable => Element.Name == "tbl";
}

/// <summary>Reads the paragraphs and tables of the body, or of a cell.</summary>
internal sealed class BlockReader(InlineReader inlines)
{
    public IEnumerable<LetterBlock> Read(WordElement container)
    {
        var (pieces, joined) = (new List<Piece>(), (WordElement?)null);
        foreach (var element in container.Visible())
        {
            switch (element.Name)
            {
                case "p":
                    inlines.Read(element, pieces);
                    joined = element;
                    if (!EndIsDeleted(element))
                    {
                        yield return new LetterBlock(element, pieces);
                        (pieces, joined) = ([], null);
                    }

                    break;
                case "tbl" or "altChunk":
                    if (joined is not null)
                    {
                        yield return new LetterBlock(joined, pieces);
                        (pieces, joined) = ([], null);
                    }

                    yield return new LetterBlock(element, []);
                    break;
            }
        }

        if (joined is not null)
        {
            yield return new LetterBlock(joined, pieces);
        }
    }

    // The next paragraph is then the rest of this one.
    private static bool EndIsDeleted(WordElement paragraph)
    {
        var mark = paragraph.Child("pPr")?.Child("rPr");
        return mark?.Child("del") is not null || mark?.Child("moveFrom") is not null;
    }
}
