using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Lists the pages of a PDF, each with what it inherits.</summary>
internal sealed class PageTree(PdfTokens tokens)
{
    public const int MaxPages = 500;

    private static readonly string[] s_inherited = ["Resources", "MediaBox", "CropBox", "Rotate"];

    private readonly HashSet<IndirectReference> _seen = [];
    private readonly Stack<(IToken Node, DictionaryToken Parent)> _open = [];

    public static List<DictionaryToken> Pages(PdfTokens tokens, DictionaryToken catalogue) => new PageTree(tokens).Read(catalogue);

    private List<DictionaryToken> Read(DictionaryToken catalogue)
    {
        List<DictionaryToken> pages = [];
        _open.Push((catalogue.Data.GetValueOrDefault("Pages", NullToken.Instance), DictionaryToken.Empty));
        while (_open.TryPop(out var next))
        {
            if (tokens.Resolve(next.Node) is not DictionaryToken own)
            {
                throw Lacking();
            }

            var node = WithInherited(own, next.Parent);
            if (tokens.Find<ArrayToken>(node, "Kids") is not { } kids)
            {
                pages.Add(node);
                Check(pages.Count);
            }
            else if (next.Node is not IndirectReferenceToken reference || _seen.Add(reference.Data))
            {
                foreach (var kid in kids.Data.Reverse())
                {
                    _open.Push((kid, node));
                }
            }
        }

        return pages;
    }

    /// <summary>As happens to files that were cut off on their way.</summary>
    public static NotAnExhibitException Lacking() => new("This PDF is damaged: pages of it are missing. Ask for it again.");

    private static void Check(int pages)
    {
        if (pages > MaxPages)
        {
            throw new NotAnExhibitException($"This PDF has more than {MaxPages} pages. Send only those that matter, or split it.");
        }
    }

    private static DictionaryToken WithInherited(DictionaryToken node, DictionaryToken parent) =>
        s_inherited.Where(key => !node.Data.ContainsKey(key) && parent.Data.ContainsKey(key))
            .Aggregate(node, (all, key) => all.With(key, parent.Data[key]));
}
