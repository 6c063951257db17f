using System.Text;
using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Exhibits drawn as a packet draws them.</summary>
internal static class Packet
{
    /// <summary>Each page of the exhibit fills a page of its own size.</summary>
    public static byte[] Of(params ExhibitFile[] exhibits)
    {
        List<PageCanvas> pages = [];
        foreach (var exhibit in exhibits)
        {
            for (var page = 0; page < exhibit.PageCount; page++)
            {
                var (width, height) = exhibit.SizeOf(page);
                pages.Add(new PageCanvas(width, height));
                exhibit.Draw(page, pages[^1], 0, 0, width, height);
            }
        }

        return PdfFile.Write(pages, [], "Packet", DateTimeOffset.UnixEpoch);
    }

    public static byte[] Of(byte[] pdf) => Of(ExhibitFile.Open("exhibit.pdf", pdf));

    public static string RawText(byte[] pdf) => Encoding.Latin1.GetString(pdf);

    public static string Refusal(string name, byte[] content) =>
        Assert.Throws<NotAnExhibitException>(() => ExhibitFile.Open(name, content))!.Message;
}
