using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Reads a PDF back as another program would.</summary>
internal static class Pdf
{
    public static IReadOnlyList<string> Pages(byte[] pdf) => Read(pdf, page => string.Join(' ', page.GetWords().Select(word => word.Text)));

    public static string Text(byte[] pdf) => string.Join(' ', Pages(pdf));

    public static IReadOnlyList<T> Read<T>(byte[] pdf, Func<Page, T> read)
    {
        using var document = PdfDocument.Open(pdf);
        return [.. document.GetPages().Select(read)];
    }

    public static IReadOnlyList<string> Bookmarks(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return document.TryGetBookmarks(out var bookmarks) ? [.. bookmarks.GetNodes().Select(node => node.Title)] : [];
    }

    /// <summary>As words that a line or a cell may break apart.</summary>
    public static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
