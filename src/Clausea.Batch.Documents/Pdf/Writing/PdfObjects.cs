using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The objects of a PDF file, numbered from 1, and how they are written. Nothing in the file comes from a clock
/// or from chance: the same objects are the same bytes.</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> _objects = [];
    private readonly Dictionary<object, int> _known = [];
    private readonly SortedDictionary<int, bool> _layers = [];

    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    /// <summary>The number that a thing has in this file; false when it has just got one and is still to be written.</summary>
    public bool IsKnown(object thing, out int number)
    {
        if (_known.TryGetValue(thing, out number))
        {
            return true;
        }

        _known[thing] = number = Reserve();
        return false;
    }

    public int Add(string body) => Set(Reserve(), body);

    public int Set(int number, string body) => Set(number, Encoding.Latin1.GetBytes(body));

    public int Set(int number, byte[] body)
    {
        _objects[number - 1] = body;
        return number;
    }

    /// <summary>A stream that is compressed here.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> content) => AddRawStream(entries + " /Filter /FlateDecode", Deflate(content));

    /// <summary>A stream as it is; the entries name its filter.</summary>
    public int AddRawStream(string entries, ReadOnlySpan<byte> content) => SetRawStream(Reserve(), entries, content);

    public int SetRawStream(int number, string entries, ReadOnlySpan<byte> content)
    {
        var head = Encoding.Latin1.GetBytes($"<<{entries} /Length {content.Length}>>\nstream\n");
        return Set(number, [.. head, .. content, .. "\nendstream"u8]);
    }

    public void AddLayer(int number, bool isHidden) => _layers[number] = isHidden;

    /// <summary>The catalogue's entry about layers; empty when there are none.</summary>
    public string LayersEntry() => _layers.Count == 0 ? string.Empty
        : $" /OCProperties <</OCGs [{References(_ => true)}] /D <</OFF [{References(isHidden => isHidden)}]>>>>";

    public byte[] Write(int catalogue, int documentFacts)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        var places = new long[_objects.Count];
        for (var number = 1; number <= _objects.Count; number++)
        {
            places[number - 1] = file.Position;
            file.Write(Encoding.ASCII.GetBytes($"{number} 0 obj\n"));
            file.Write(_objects[number - 1] ?? "null"u8);
            file.Write("\nendobj\n"u8);
        }

        var fingerprint = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length))[..16]);
        var start = file.Position;
        file.Write(Encoding.ASCII.GetBytes(
            $"{Table(places)}trailer\n<</Size {places.Length + 1} /Root {catalogue} 0 R /Info {documentFacts} 0 R " +
            $"/ID [<{fingerprint}> <{fingerprint}>]>>\nstartxref\n{start}\n%%EOF\n"));
        return file.ToArray();
    }

    /// <summary>A text string of any characters.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    public static string Number(double number) => Math.Round(number, 3).ToString("0.###", CultureInfo.InvariantCulture);

    private string References(Func<bool, bool> which) =>
        string.Join(' ', _layers.Where(layer => which(layer.Value)).Select(layer => $"{layer.Key} 0 R"));

    private static string Table(long[] places)
    {
        var table = new StringBuilder($"xref\n0 {places.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            table.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        }

        return table.ToString();
    }

    public static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return compressed.ToArray();
    }
}
