using System.IO.Compression;
using System.Text;

namespace Clausea.Batch.Documents.Tests;

/// <summary>A Word file as another word processor may write it: our package around a body of one's own.</summary>
internal static class WordFile
{
    public static byte[] With(string body, string? numbering = null, string? styles = null)
    {
        const string Root = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
        var parts = Parts(DocxTests.Bytes("Text", new DocumentHeader()));
        parts["word/document.xml"] = Encoding.UTF8.GetBytes($"<w:document {Root}><w:body>{body}</w:body></w:document>");
        if (numbering is not null)
        {
            parts["word/numbering.xml"] = Encoding.UTF8.GetBytes($"<w:numbering {Root}>{numbering}</w:numbering>");
        }

        if (styles is not null)
        {
            parts["word/styles.xml"] = Encoding.UTF8.GetBytes($"<w:styles {Root}>{styles}</w:styles>");
        }

        return Zip(parts);
    }

    public static Dictionary<string, byte[]> Parts(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return zip.Entries.ToDictionary(entry => entry.FullName, Bytes);
    }

    public static byte[] Zip(IEnumerable<KeyValuePair<string, byte[]>> parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
