using System.Globalization;
using System.Text;

namespace Clausea.Batch.Casework.Tests;

/// <summary>A PDF whose pages hold a picture of noise each, as large as a scan.</summary>
internal static class NoisyPdf
{
    private const int Seed = 20260302;
    private const int Edge = 260;

    public static byte[] Of(int pages)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        var random = new Random(Seed);
        Write(file, "%PDF-1.7\n");
        Add($"<</Type /Catalog /Pages 2 0 R>>");
        Add($"<</Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{3 + (3 * page)} 0 R"))}]>>");
        for (var page = 0; page < pages; page++)
        {
            var at = 3 + (3 * page);
            Add($"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources <</XObject <</I {at + 2} 0 R>>>> /Contents {at + 1} 0 R>>");
            AddStream(string.Empty, Encoding.ASCII.GetBytes("q 500 0 0 500 50 100 cm /I Do Q"));
            var noise = new byte[Edge * Edge];
            random.NextBytes(noise);
            AddStream($"/Type /XObject /Subtype /Image /Width {Edge} /Height {Edge} /ColorSpace /DeviceGray /BitsPerComponent 8 ", noise);
        }

        var start = file.Position;
        Write(file, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            Write(file, string.Create(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n"));
        }

        Write(file, $"trailer\n<</Size {places.Count + 1} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();

        void Add(string body)
        {
            places.Add(file.Position);
            Write(file, $"{places.Count} 0 obj\n{body}\nendobj\n");
        }

        void AddStream(string entries, byte[] content)
        {
            places.Add(file.Position);
            Write(file, $"{places.Count} 0 obj\n<<{entries}/Length {content.Length}>>\nstream\n");
            file.Write(content);
            Write(file, "\nendstream\nendobj\n");
        }
    }

    private static void Write(Stream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));
}
