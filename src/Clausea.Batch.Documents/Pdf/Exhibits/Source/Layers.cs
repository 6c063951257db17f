using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Which layers of a PDF are not seen when it is opened; they are not to show in a packet either.</summary>
internal static class Layers
{
    public static IReadOnlySet<IndirectReference> Hidden(PdfTokens tokens, DictionaryToken catalogue)
    {
        var layers = tokens.Find<DictionaryToken>(catalogue, "OCProperties") ?? DictionaryToken.Empty;
        var usual = tokens.Find<DictionaryToken>(layers, "D") ?? DictionaryToken.Empty;
        HashSet<IndirectReference> hidden = tokens.Name(usual, "BaseState") == "OFF" ? [.. List(tokens, layers, "OCGs")] : [];
        hidden.ExceptWith(List(tokens, usual, "ON"));
        hidden.UnionWith(List(tokens, usual, "OFF"));
        return hidden;
    }

    private static IEnumerable<IndirectReference> List(PdfTokens tokens, DictionaryToken dictionary, string key) =>
        tokens.Find<ArrayToken>(dictionary, key)?.Data.OfType<IndirectReferenceToken>().Select(token => token.Data) ?? [];
}
