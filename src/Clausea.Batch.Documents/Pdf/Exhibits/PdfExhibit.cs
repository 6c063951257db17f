using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Reads the pages of a PDF. All is copied at once, so that what is wrong with it shows before it is used.
/// </summary>
internal static class PdfExhibit
{
    public static IReadOnlyList<ExhibitPage> Read(byte[] content)
    {
        var filters = new BoundedFilters();
        using var document = Open(content, filters);
        var (tokens, catalogue) = (new PdfTokens(document.Structure.TokenScanner), document.Structure.Catalog.CatalogDictionary);
        var fields = tokens.Find<DictionaryToken>(catalogue, "AcroForm");
        Check(tokens, catalogue, fields);
        var copy = new PdfCopy(tokens, Layers.Hidden(tokens, catalogue));
        var forms = new PageForms(tokens, copy, filters, new Appearances(tokens, copy, new UnseenMarks(tokens, filters), fields));
        var pages = PageTree.Pages(tokens, catalogue).ConvertAll(forms.Page);
        copy.Finish();
        return pages.Count > 0 ? pages : throw new NotAnExhibitException("This PDF has no pages. Ask for it again.");
    }

    private static PdfDocument Open(byte[] content, BoundedFilters filters)
    {
        try
        {
            return PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, FilterProvider = filters });
        }
        catch (PdfDocumentEncryptedException locked)
        {
            throw new NotAnExhibitException("This PDF is protected by a password. Save it without one, or print it to a new PDF.", locked);
        }
    }

    private static void Check(PdfTokens tokens, DictionaryToken catalogue, DictionaryToken? fields)
    {
        if (catalogue.Data.ContainsKey("Collection"))
        {
            throw new NotAnExhibitException("This PDF is a portfolio, a folder of files. Take the files out of it and attach them one by one.");
        }

        if (fields?.Data.ContainsKey("XFA") == true && tokens.Find<BooleanToken>(catalogue, "NeedsRendering")?.Data == true)
        {
            throw new NotAnExhibitException("This PDF is a form that only Adobe Reader can show. Open it there and print it to a new PDF.");
        }
    }
}
