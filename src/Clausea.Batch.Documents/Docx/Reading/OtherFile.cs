using System.Text;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Tells what a file is that is no Word document.</summary>
internal static class OtherFile
{
    private const string SaveInWord = "Open it in Word and save it as a Word document (.docx).";
    private const string TakeAnother = "Take the Word document (.docx) that holds the edited letter.";

    private static readonly (string Part, string Message)[] s_packages =
    [
        ("xl/workbook.xml", $"This is an Excel workbook. {TakeAnother}"),
        ("xl/workbook.bin", $"This is an Excel workbook. {TakeAnother}"),
        ("ppt/presentation.xml", $"This is a PowerPoint presentation. {TakeAnother}"),
        ("content.xml", $"This is an OpenDocument file (.odt). {SaveInWord}"),
        ("Index/Document.iwa", "This is a Pages document. Export it from Pages as a Word document (.docx)."),
    ];

    /// <summary>By its bytes; null when it may be a Word document.</summary>
    public static NotALetterException? Of(ReadOnlySpan<byte> file) => file switch
    {
        [] => new($"The file is empty. {TakeAnother}"),
        [0x50, 0x4B, ..] => null,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => OfCompound(file),
        _ when file.StartsWith("%PDF"u8) => new($"This is a PDF file. {TakeAnother}"),
        _ when file.StartsWith("{\\rtf"u8) => new($"This is an RTF file. {SaveInWord}"),
        _ => new($"This is not a Word document. {TakeAnother}"),
    };

    /// <summary>A ZIP file without a Word document.</summary>
    public static NotALetterException OfZip(IEnumerable<string> parts)
    {
        var names = parts.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = s_packages.FirstOrDefault(package => names.Contains(package.Part)).Message;
        return new(known ?? $"This ZIP file holds no Word document. {TakeAnother}");
    }

    // The container of old Office files, and of new ones under a password.
    private static NotALetterException OfCompound(ReadOnlySpan<byte> file)
    {
        if (Holds(file, "EncryptedPackage"))
        {
            return new("The document is protected by a password. Remove the password in Word, and save it again.");
        }

        return Holds(file, "WordDocument")
            ? new($"This is a Word document of the old kind (.doc). {SaveInWord}")
            : new($"This is not a Word document. {TakeAnother}");
    }

    private static bool Holds(ReadOnlySpan<byte> file, string stream) => file.IndexOf(Encoding.Unicode.GetBytes(stream)) >= 0;
}
