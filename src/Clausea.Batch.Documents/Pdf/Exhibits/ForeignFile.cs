using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Says what a file seems to be that is none of those that can be read, and what to do.</summary>
internal static class ForeignFile
{
    private const string SaveAsPdf = "Save it as PDF and attach that.";
    private const string SavePicture = "Save it as JPEG, PNG or PDF and attach that.";

    private static readonly (byte[] Start, string Message)[] s_starts =
    [
        (Bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), $"an old Word, Excel or Outlook file. {SaveAsPdf}"),
        (Bytes("{\\rtf"), $"a rich text document. {SaveAsPdf}"),
        (Bytes("GIF8"), $"a GIF picture. {SavePicture}"),
        (Bytes("BM"), $"a bitmap picture. {SavePicture}"),
        (Bytes("RIFF"), $"a WebP picture or a recording. {SavePicture}"),
        (Bytes("MZ"), "a program. Attach the document itself."),
        (Bytes("\x7F" + "ELF"), "a program. Attach the document itself."),
        (Bytes("Rar!"), "an archive of files. Take the files out of it and attach them one by one."),
        (Bytes("7z\xBC\xAF"), "an archive of files. Take the files out of it and attach them one by one."),
        (Bytes("\x1F\x8B"), "a packed file. Unpack it and attach what is in it."),
        (Bytes("ISA*"), "an electronic claim or remittance file. It is not for people to read; print what matters to PDF."),
        (Bytes("%!PS"), $"a PostScript file. {SaveAsPdf}"),
    ];

    public static NotAnExhibitException Refusal(string name, ReadOnlySpan<byte> content) =>
        content.Length == 0 ? new($"{name} is empty. Ask for it again.") : new($"{name} seems to be {Kind(content)}");

    private static string Kind(ReadOnlySpan<byte> content)
    {
        foreach (var (start, message) in s_starts)
        {
            if (content.StartsWith(start))
            {
                return message;
            }
        }

        return content.StartsWith("PK"u8) ? Zip(content)
            : content.Length > 12 && content[4..].StartsWith("ftyp"u8) ? Media(content[8..12])
            : IsMarkup(content) ? $"a web page or XML. Print it to PDF and attach that."
            : $"a kind of file that cannot be attached. {SaveAsPdf}";
    }

    // What the parts of an Office document are called stands in it uncompressed.
    private static string Zip(ReadOnlySpan<byte> content) =>
        content.IndexOf("word/"u8) >= 0 ? $"a Word document. {SaveAsPdf}"
        : content.IndexOf("xl/"u8) >= 0 ? $"an Excel workbook. {SaveAsPdf}"
        : content.IndexOf("ppt/"u8) >= 0 ? $"a PowerPoint presentation. {SaveAsPdf}"
        : content.IndexOf("opendocument"u8) >= 0 ? $"an OpenDocument file. {SaveAsPdf}"
        : "an archive of files. Take the files out of it and attach them one by one.";

    private static string Media(ReadOnlySpan<byte> brand) =>
        Encoding.Latin1.GetString(brand) is "heic" or "heix" or "heif" or "mif1" or "msf1" or "hevc" or "avif" ? $"a HEIC picture, as telephones take them. {SavePicture}"
        : "a recording. Only documents can be attached.";

    private static bool IsMarkup(ReadOnlySpan<byte> content)
    {
        var start = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 1024)])
            .TrimStart('\xEF', '\xBB', '\xBF', ' ', '\t', '\r', '\n');
        return start.StartsWith('<') && (start.Contains("<html", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase));
    }

    private static byte[] Bytes(string start) => Encoding.Latin1.GetBytes(start);
}
