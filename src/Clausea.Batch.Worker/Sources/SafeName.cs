using System.Globalization;
using System.Text;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Sources;

/// <summary>A name that any file system takes, and that names a file in the folder it is joined to, out of whatever a server
/// calls its file.</summary>
internal static class SafeName
{
    // Room for a mark and a number within the 255 bytes of a file name.
    private const int MostBytes = 150;
    private const int MostBytesOfExtension = 20;
    private const string Forbidden = "<>:\"/\\|?*";

    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    public static string Of(string remote)
    {
        var name = Shortened(Plain(remote)).Trim(' ').TrimEnd('.', ' ');
        if (name.Length == 0)
        {
            return "_";
        }

        // The inbox would leave a hidden or temporary one lying, and a shell takes a dash for an option.
        var needsMark = name[0] is '-' || s_reserved.Contains(name.Split('.')[0].TrimEnd(' ')) || InboxListing.IsTemporary(name);
        name = needsMark ? "_" + name : name;
        return InboxListing.IsTemporary(name) ? name + "_" : name;
    }

    private static string Plain(string remote)
    {
        var plain = new StringBuilder(remote.Length);
        foreach (var rune in remote.EnumerateRunes())
        {
            plain.Append(IsPlain(rune) ? rune.ToString() : "_");
        }

        return plain.ToString();
    }

    private static bool IsPlain(Rune rune) => !Forbidden.Contains(rune.ToString(), StringComparison.Ordinal) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned) && rune != Rune.ReplacementChar;

    private static string Shortened(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MostBytes)
        {
            return name;
        }

        var extension = Path.GetExtension(name) is var end && Encoding.UTF8.GetByteCount(end) <= MostBytesOfExtension ? end : string.Empty;
        return Cut(name[..^extension.Length], MostBytes - Encoding.UTF8.GetByteCount(extension)) + extension;
    }

    private static string Cut(string text, int bytes)
    {
        var (length, used) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += rune.Utf8SequenceLength;
            if (used > bytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }
}
