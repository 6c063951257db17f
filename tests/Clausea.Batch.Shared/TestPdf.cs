using System.Globalization;
using System.Text;

namespace Clausea.Batch.Shared;

/// <summary>Small PDFs as other programs may make them.</summary>
public static class TestPdf
{
    private const int Seed = 20260302;
    private const int Edge = 260;

    /// <summary>A line of words and its number on each page.</summary>
    public static byte[] Words(int pages, string words) => Write(
        pages,
        "Font <</F1",
        page => ($"BT /F1 14 Tf 72 700 Td ({words} {page + 1}) Tj ET", "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"u8.ToArray()));

    /// <summary>A picture of noise on each page: as large as a scan, and no compression makes it small.</summary>
    public static byte[] Noise(int pages)
    {
        var random = new Random(Seed);
        return Write(pages, "XObject <</I1", _ =>
        {
            var noise = new byte[Edge * Edge];
            random.NextBytes(noise);
            var head = $"<</Type /XObject /Subtype /Image /Width {Edge} /Height {Edge} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length {noise.Length}>>\nstream\n";
            return ("q 500 0 0 500 50 100 cm /I1 Do Q", [.. Encoding.ASCII.GetBytes(head), .. noise, .. "\nendstream"u8]);
        });
    }

    // Objects: catalogue, pages, and for each page itself, its content, and its one resource.
    private static byte[] Write(int pages, string name, Func<int, (string Content, byte[] Resource)> pageOf)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Write(file, "%PDF-1.7\n");
        Add("<</Type /Catalog /Pages 2 0 R>>"u8);
        Add(Encoding.ASCII.GetBytes($"<</Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{3 + (3 * page)} 0 R"))}]>>"));
        for (var page = 0; page < pages; page++)
        {
            var (content, resource) = pageOf(page);
            var at = places.Count + 1;
            Add(Encoding.ASCII.GetBytes($"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources <</{name} {at + 2} 0 R>>>> /Contents {at + 1} 0 R>>"));
            Add(Encoding.ASCII.GetBytes($"<</Length {content.Length}>>\nstream\n{content}\nendstream"));
            Add(resource);
        }

        var start = file.Position;
        Write(file, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        }

        Write(file, $"trailer\n<</Size {places.Count + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();

        void Add(ReadOnlySpan<byte> body)
        {
            places.Add(file.Position);
            Write(file, $"{places.Count} 0 obj\n");
            file.Write(body);
            Write(file, "\nendobj\n");
        }
    }

    private static void Write(Stream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));
}
