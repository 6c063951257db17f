using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Clausea.Batch.Documents.Tests;

/// <summary>A PDF put together of the text of its objects, numbered from 1; the first is the catalogue.</summary>
internal static class WrittenPdf
{
    public const string Catalogue = "<</Type /Catalog /Pages 2 0 R>>";
    public const string OnePage = "<</Type /Pages /Kids [3 0 R] /Count 1>>";

    /// <summary>Black at the lower left of a page of 100 to 200 points.</summary>
    public const string LowerLeft = "0 g 10 10 20 20 re f";

    public static byte[] Of(params ReadOnlySpan<string> objects)
    {
        var (file, table) = (new StringBuilder("%PDF-1.7\n"), new StringBuilder("0000000000 65535 f \n"));
        for (var number = 1; number <= objects.Length; number++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:D10} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{objects[number - 1]}\nendobj\n");
        }

        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"{file}xref\n0 {objects.Length + 1}\n{table}trailer\n<</Size {objects.Length + 1} /Root 1 0 R>>\nstartxref\n{file.Length}\n%%EOF\n"));
    }

    /// <summary>Of one page, with such entries and objects from 5 on; the fourth is its content.</summary>
    public static byte[] Page(string entries, string content = LowerLeft, params ReadOnlySpan<string> more) =>
        Of([Catalogue, OnePage, $"<</Type /Page /Parent 2 0 R /Contents 4 0 R {Sized(entries)}>>", Stream(string.Empty, content), .. more]);

    public static string Stream(string entries, string content) =>
        string.Create(CultureInfo.InvariantCulture, $"<<{entries} /Length {content.Length}>>\nstream\n{content}\nendstream");

    public static string Packed(string entries, string content) => Stream(entries + " /Filter /FlateDecode", Deflated(content));

    /// <summary>All but streams is packed in one stream, and the table of references is a stream too.</summary>
    public static byte[] InObjectStreams()
    {
        string[] objects = [Catalogue, OnePage, "<</Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 100 200]>>"];
        var numbers = new StringBuilder();
        for (var (at, offset) = (0, 0); at < objects.Length; offset += objects[at++].Length + 1)
        {
            numbers.Append(CultureInfo.InvariantCulture, $"{at + 1} {offset} ");
        }

        var body = string.Join(' ', objects);
        var file = new StringBuilder("%PDF-1.5\n");
        var content = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"4 0 obj\n{Stream(string.Empty, LowerLeft)}\nendobj\n");
        var packed = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"5 0 obj\n{Packed($"/Type /ObjStm /N 3 /First {numbers.Length}", numbers + body)}\nendobj\n");
        var table = file.Length;
        (int Kind, int Where, int Which)[] entries = [(0, 0, 0), (2, 5, 0), (2, 5, 1), (2, 5, 2), (1, content, 0), (1, packed, 0), (1, table, 0)];
        var rows = string.Concat(entries.Select(entry => $"{(char)entry.Kind}{(char)(entry.Where >> 8)}{(char)(entry.Where & 255)}{(char)entry.Which}"));
        file.Append(CultureInfo.InvariantCulture, $"6 0 obj\n{Packed("/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R", rows)}\nendobj\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    private static string Sized(string entries) => entries.Contains("MediaBox", StringComparison.Ordinal) ? entries : "/MediaBox [0 0 100 200] " + entries;

    private static string Deflated(string content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(content));
        }

        return Encoding.Latin1.GetString(packed.ToArray());
    }
}
