using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Finds what a reader shows although the file has no picture of it: it would be missing from a packet.</summary>
internal sealed class UnseenMarks(PdfTokens tokens, IFilterProvider filters)
{
    private const int MaxParents = 32;
    private const int MaxLooked = 1 << 20;

    // Readers draw these themselves if they must.
    private static readonly HashSet<string> s_drawn = new(StringComparer.Ordinal)
    {
        "Circle", "FreeText", "Highlight", "Ink", "Line", "PolyLine", "Polygon", "Square", "Squiggly", "StrikeOut", "Underline",
    };

    public void Check(DictionaryToken annotation, StreamToken? look)
    {
        var kind = tokens.Name(annotation, "Subtype") ?? string.Empty;
        if (look is null && s_drawn.Contains(kind))
        {
            throw new NotAnExhibitException("This PDF has marks or notes that only some readers show. Open it and print it to a new PDF.");
        }

        if (kind == "Widget" && IsFilled(annotation) && !(look is not null && ShowsText(look)))
        {
            throw new NotAnExhibitException("This PDF is a filled form whose entries only some readers show. Open it and print it to a new PDF.");
        }
    }

    private bool IsFilled(DictionaryToken field) => Inherited(field, "FT") is NameToken { Data: "Tx" or "Ch" } && Inherited(field, "V") switch
    {
        StringToken text => !string.IsNullOrWhiteSpace(text.Data),
        HexToken text => text.Bytes.ContainsAnyExcept((ReadOnlySpan<byte>)[0x00, 0x20, 0x0A, 0x0D, 0xFE, 0xFF]),
        _ => false,
    };

    private IToken? Inherited(DictionaryToken field, string key)
    {
        for (var (at, parents) = (field, 0); at is not null && parents < MaxParents; at = tokens.Find<DictionaryToken>(at, "Parent"), parents++)
        {
            if (at.Data.TryGetValue(key, out var token))
            {
                return tokens.Resolve(token);
            }
        }

        return null;
    }

    // By the operators that show text, or another form.
    private bool ShowsText(StreamToken look)
    {
        if (look.Data.Length > MaxLooked)
        {
            return true;
        }

        var content = tokens.Unpack(look, filters).Span;
        return content.IndexOf("Tj"u8) >= 0 || content.IndexOf("TJ"u8) >= 0 || content.IndexOf("Do"u8) >= 0 || content.IndexOf(") '"u8) >= 0;
    }
}
