using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Xml;

namespace Clausea.Batch.Documents.Docx;

/// <summary>The ZIP file of a Word document: its parts in a fixed order, each with a fixed time.</summary>
internal sealed class DocxPackage : IDisposable
{
    // The first instant that ZIP can tell.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ConcurrentDictionary<string, byte[]> s_fixed = new();

    private static readonly XmlWriterSettings s_xml = new() { Encoding = new UTF8Encoding(false), CloseOutput = false };

    private readonly MemoryStream _bytes = new();
    private readonly ZipArchive _zip;

    public DocxPackage() => _zip = new ZipArchive(_bytes, ZipArchiveMode.Create, leaveOpen: true);

    public void Add(string name, Action<XmlWriter> write)
    {
        using var part = Open(name);
        using var xml = XmlWriter.Create(part, s_xml);
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    /// <summary>A part that is the same in every letter.</summary>
    /// <param name="end">What stands at its end instead of its last tag; null: it is as it is.</param>
    public void AddFixed(string name, string resource, string? end = null)
    {
        using var part = Open(name);
        var content = s_fixed.GetOrAdd(resource, Load).AsSpan();
        part.Write(end is null ? content : content[..content.LastIndexOf("</"u8)]);
        part.Write(Encoding.UTF8.GetBytes(end ?? string.Empty));
    }

    /// <summary>A part that is no XML.</summary>
    public void AddBytes(string name, byte[] content)
    {
        using var part = Open(name);
        part.Write(content);
    }

    public void WriteTo(Stream stream)
    {
        _zip.Dispose();
        _bytes.Position = 0;
        _bytes.CopyTo(stream);
    }

    public void Dispose()
    {
        _zip.Dispose();
        _bytes.Dispose();
    }

    private Stream Open(string name)
    {
        var entry = _zip.CreateEntry(name);
        entry.LastWriteTime = s_time;
        entry.ExternalAttributes = 0;
        return entry.Open();
    }

    private static byte[] Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Docx/" + resource)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
