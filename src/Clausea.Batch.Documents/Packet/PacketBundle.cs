using System.Globalization;
using System.IO.Compression;
using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Many packets as one file.</summary>
public static class PacketBundle
{
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One PDF, a bookmark for each packet. Packets are not split here: this is for printing.</summary>
    /// <param name="title">Such as Letters for one payer: no patient in it.</param>
    public static byte[] Pdf(IEnumerable<(string Name, PacketOrder Order)> packets, string title, DateTimeOffset made)
    {
        var (pages, bookmarks) = (new List<PageCanvas>(), new List<Bookmark>());
        foreach (var (name, order) in packets)
        {
            var (own, inner) = PacketWriter.Pages(order);
            bookmarks.Add(new Bookmark(PrintableText.Of(name), pages.Count, 0, 1));
            bookmarks.AddRange(inner.Select(bookmark => bookmark with { Page = bookmark.Page + pages.Count, Level = bookmark.Level + 1 }));
            pages.AddRange(own);
        }

        return PdfFile.Write(pages, bookmarks, title, made);
    }

    /// <summary>A ZIP with a PDF for each file of each packet; the same packets give the same bytes.</summary>
    public static void Zip(IEnumerable<(string Name, IReadOnlyList<PacketFile> Files)> packets, Stream output)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, files) in packets)
        {
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(NameOf(name, file), CompressionLevel.NoCompression);
                entry.LastWriteTime = s_time;
                using var stream = entry.Open();
                stream.Write(file.Content.Span);
            }
        }
    }

    /// <summary>appeal-12.pdf; appeal-12.1-of-3.pdf when a packet has several.</summary>
    public static string NameOf(string name, PacketFile file) => file.Of == 1
        ? $"{name}.pdf"
        : string.Create(CultureInfo.InvariantCulture, $"{name}.{file.Number}-of-{file.Of}.pdf");
}
