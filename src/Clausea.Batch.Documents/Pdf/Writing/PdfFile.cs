using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>A place that the reader's side bar leads to; page from 0, y from the top.</summary>
internal sealed record Bookmark(string Title, int Page, double Y, int Level);

/// <summary>Pages, their fonts and bookmarks as one file.</summary>
internal static class PdfFile
{
    private const string Maker = "Clausea.Batch";

    public static byte[] Write(IReadOnlyList<PageCanvas> pages, IReadOnlyList<Bookmark> bookmarks, string title, DateTimeOffset created)
    {
        var objects = new PdfObjects();
        var (catalogue, tree) = (objects.Reserve(), objects.Reserve());
        var fonts = Fonts(objects, pages);
        var numbers = pages.Select(page => Page(objects, page, tree, fonts)).ToList();
        objects.Set(tree, $"<</Type /Pages /Count {numbers.Count} /Kids [{string.Join(' ', numbers.Select(number => $"{number} 0 R"))}]>>");
        var outline = Outline.Write(objects, bookmarks, pages, numbers);
        var side = outline == 0 ? string.Empty : $" /Outlines {outline} 0 R /PageMode /UseOutlines";
        objects.Set(catalogue,
            $"<</Type /Catalog /Pages {tree} 0 R{side}{objects.LayersEntry()} /Lang (en-US) /ViewerPreferences <</DisplayDocTitle true>>>>");
        return objects.Write(catalogue, DocumentFacts(objects, title, created));
    }

    private static string Fonts(PdfObjects objects, IReadOnlyList<PageCanvas> pages)
    {
        var fonts = new StringBuilder();
        foreach (var face in FontFaces.All)
        {
            var used = new SortedSet<ushort>(pages.SelectMany(page => page.Glyphs(face)));
            if (used.Count > 0)
            {
                fonts.Append(CultureInfo.InvariantCulture, $"/F{(int)face} {EmbeddedFont.Write(objects, face.Program(), used)} 0 R ");
            }
        }

        return fonts.ToString();
    }

    private static int Page(PdfObjects objects, PageCanvas page, int tree, string fonts)
    {
        var graphics = string.Join(' ', page.Graphics.Select((graphic, at) => $"/X{at} {graphic.Write(objects)} 0 R"));
        var content = objects.AddStream(string.Empty, page.Content());
        return objects.Add(
            $"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfObjects.Number(page.Width)} {PdfObjects.Number(page.Height)}] " +
            $"/Resources <</Font <<{fonts}>> /XObject <<{graphics}>>>> /Contents {content} 0 R>>");
    }

    private static int DocumentFacts(PdfObjects objects, string title, DateTimeOffset created)
    {
        var date = created.UtcDateTime.ToString("'(D:'yyyyMMddHHmmss'Z)'", CultureInfo.InvariantCulture);
        return objects.Add(
            $"<</Title {PdfObjects.Text(title)} /Creator ({Maker}) /Producer ({Maker}) /CreationDate {date} /ModDate {date}>>");
    }
}
