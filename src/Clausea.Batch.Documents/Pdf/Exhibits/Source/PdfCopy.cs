using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Takes objects over from a PDF: what pages look like, and nothing that acts or tells of the file's past.
/// </summary>
internal sealed class PdfCopy(PdfTokens tokens, IReadOnlySet<IndirectReference> hiddenLayers)
{
    private const int MaxDepth = 200;
    private const int MaxObjects = 500_000;

    // About the file rather than of the page, or pointing to what is not taken over.
    private static readonly HashSet<string> s_left = new(StringComparer.Ordinal)
    {
        "Metadata", "PieceInfo", "StructParent", "StructParents", "AF", "OPI", "Alternates", "LastModified", "AA", "JS", "Parent",
    };

    private static readonly HashSet<string> s_leftOfStreams = new(s_left, StringComparer.Ordinal)
    {
        "Length", "F", "FFilter", "FDecodeParms", "DL", "Ref",
    };

    private static readonly HashSet<string> s_foreign = new(StringComparer.Ordinal)
    {
        "Action", "Annot", "Catalog", "EmbeddedFile", "Filespec", "Page", "Pages", "Sig", "StructElem", "StructTreeRoot",
    };

    // Their keys are names that a producer is free to choose.
    private static readonly HashSet<string> s_nameMaps = new(StringComparer.Ordinal)
    {
        "CharProcs", "ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject",
    };

    private readonly Dictionary<IndirectReference, CopiedObject> _copies = [];
    private readonly Queue<(IndirectReference Reference, CopiedObject Copy)> _open = [];

    /// <summary>The copy of an object; it is filled by <see cref="Finish"/>.</summary>
    public CopiedObject Of(IndirectReference reference)
    {
        if (!_copies.TryGetValue(reference, out var copy))
        {
            _copies[reference] = copy = new CopiedObject();
            _open.Enqueue((reference, copy));
        }

        return copy;
    }

    /// <summary>Copies all that has been referred to, and what that refers to.</summary>
    public void Finish()
    {
        while (_open.TryDequeue(out var next))
        {
            if (_copies.Count > MaxObjects)
            {
                throw new NotAnExhibitException("This PDF has too many parts. Print it to a new PDF.");
            }

            var token = tokens.Get(next.Reference);
            Fill(next.Copy, token);
            if (token is DictionaryToken layer && tokens.Name(layer, "Type") == "OCG")
            {
                next.Copy.Layer = hiddenLayers.Contains(next.Reference) ? LayerState.Hidden : LayerState.Shown;
            }
        }
    }

    /// <summary>Writes a value, such as a page's resources.</summary>
    public void Append(CopiedText text, IToken token, int depth = 0)
    {
        switch (token)
        {
            case IndirectReferenceToken reference:
                text.Reference(Of(reference.Data));
                break;
            case DictionaryToken dictionary when !IsForeign(dictionary):
                text.Raw("<<");
                AppendEntries(text, dictionary, s_left, depth);
                text.Raw(">>");
                break;
            case ArrayToken array:
                AppendArray(text, array, depth);
                break;
            default:
                AppendPlain(text, token);
                break;
        }
    }

    /// <summary>A stream's entries without its length, and without others that are told anew.</summary>
    public void AppendStreamEntries(CopiedText text, DictionaryToken dictionary, params ReadOnlySpan<string> without) =>
        AppendEntries(text, dictionary, new HashSet<string>([.. s_leftOfStreams, .. without], StringComparer.Ordinal), 0);

    private void Fill(CopiedObject copy, IToken token)
    {
        var text = new CopiedText();
        if (token is StreamToken stream)
        {
            if (!IsForeign(stream.StreamDictionary))
            {
                AppendEntries(text, stream.StreamDictionary, s_leftOfStreams, 0);
                copy.Set(text, stream.Data);
            }
        }
        else
        {
            // A ring of references must not come out as one.
            Append(text, token is IndirectReferenceToken ? tokens.Resolve(token) : token);
            copy.Set(text);
        }
    }

    private void AppendEntries(CopiedText text, DictionaryToken dictionary, HashSet<string> without, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NotAnExhibitException("This PDF is built too deep. Print it to a new PDF.");
        }

        foreach (var (key, value) in dictionary.Data)
        {
            if (!without.Contains(key))
            {
                text.Name(key).Raw(" ");
                AppendValue(text, key, value, depth + 1);
                text.Raw(" ");
            }
        }
    }

    private void AppendValue(CopiedText text, string key, IToken value, int depth)
    {
        if (s_nameMaps.Contains(key) && tokens.Resolve(value) is DictionaryToken map)
        {
            text.Raw("<<");
            foreach (var (name, named) in map.Data)
            {
                text.Name(name).Raw(" ");
                Append(text, named, depth);
                text.Raw(" ");
            }

            text.Raw(">>");
            return;
        }

        Append(text, key == "Properties" ? LayersOnly(value) : value, depth);
    }

    private void AppendArray(CopiedText text, ArrayToken array, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NotAnExhibitException("This PDF is built too deep. Print it to a new PDF.");
        }

        text.Raw("[");
        foreach (var item in array.Data)
        {
            Append(text, item, depth + 1);
            text.Raw(" ");
        }

        text.Raw("]");
    }

    private static void AppendPlain(CopiedText text, IToken token) => _ = token switch
    {
        NameToken name => text.Name(name.Data),
        NumericToken number => text.Number(number.Data),
        BooleanToken boolean => text.Raw(boolean.Data ? "true" : "false"),
        StringToken plain => text.Hex(plain.GetBytes()),
        HexToken hex => text.Hex(hex.Bytes),
        _ => text.Raw("null"),
    };

    // Marked content may carry anything; only layers change what is seen.
    private IToken LayersOnly(IToken properties) => tokens.Resolve(properties) is not DictionaryToken all ? NullToken.Instance
        : new DictionaryToken(all.Data.Where(entry => IsLayer(tokens.Resolve(entry.Value))).ToDictionary(entry => NameToken.Create(entry.Key), entry => entry.Value));

    private bool IsLayer(IToken token) => token is DictionaryToken layer && tokens.Name(layer, "Type") is "OCG" or "OCMD";

    private bool IsForeign(DictionaryToken dictionary) =>
        (tokens.Name(dictionary, "Type") is { } type && s_foreign.Contains(type)) || tokens.Name(dictionary, "S") is "JavaScript" or "Launch";
}
