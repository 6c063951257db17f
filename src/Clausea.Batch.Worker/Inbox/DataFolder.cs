using System.Globalization;
using System.Text;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Everything the product writes, under one folder.</summary>
internal sealed class DataFolder(string root)
{
    /// <summary>Between the id that the ledger gave a file and the name it came with.</summary>
    private const char NameMark = '~';

    private const int LongestName = 180;

    private const string TakingMark = ".taking-";

    public string Root { get; } = Path.GetFullPath(root);

    public string Ledger => Path.Combine(Root, "ledger.db");

    public string Inbox => Path.Combine(Root, "inbox");

    public string Processing => Path.Combine(Root, "processing");

    public string Archive => Path.Combine(Root, "archive");

    public string Duplicates => Path.Combine(Root, "duplicates");

    public string Quarantine => Path.Combine(Root, "quarantine");

    /// <summary>What protects the forms of the dashboard.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Official code lists that were imported.</summary>
    public string Codes => Path.Combine(Root, "codes");

    /// <summary>Documents that travel with letters, under their hashes.</summary>
    public string Exhibits => Path.Combine(Root, "exhibits");

    /// <summary>Packets of approved letters as they were made, under their hashes.</summary>
    public string Packets => Path.Combine(Root, "packets");

    /// <summary>What browsers send, while it comes in: it is patient data, and not for the system's temporary folder.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    public string Exports => Path.Combine(Root, "exports");

    /// <summary>What workers hold so that others leave it alone.</summary>
    public string Locks => Path.Combine(Root, "locks");

    /// <summary>Whether a file of the inbox can be taken by one rename.</summary>
    public bool InboxIsOnSameVolume => VolumeOf(Inbox) == VolumeOf(Processing);

    /// <summary>What was fetched from which source.</summary>
    public string Sources => Path.Combine(Root, "sources");

    public void Create()
    {
        foreach (var folder in new[] { Inbox, Processing, Archive, Duplicates, Quarantine, Exports, Uploads })
        {
            Directory.CreateDirectory(folder);
        }
    }

    /// <summary>A name in processing/ for a file that has no id yet.</summary>
    public string NewInProcessing(string name) =>
        Path.Combine(Processing, $"new-{Guid.NewGuid():N}"[..12] + NameMark + Short(name));

    public string InProcessing(long fileId, string name) =>
        Path.Combine(Processing, fileId.ToString(CultureInfo.InvariantCulture) + NameMark + Short(name));

    /// <summary>A name beside the file for the one who takes it across volumes; hidden, so that no sweep takes it again.</summary>
    public static string Taking(string path) =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{TakingMark}{Guid.NewGuid():N}"[..15] + NameMark + Short(Path.GetFileName(path)));

    /// <summary>Whether a file in the inbox was being taken when something stopped.</summary>
    public static bool IsBeingTaken(string path) =>
        Path.GetFileName(path) is { } name && name.StartsWith(TakingMark, StringComparison.Ordinal) && name.Contains(NameMark, StringComparison.Ordinal);

    /// <summary>A name for a file that is not whole yet.</summary>
    public string NewPart() => Path.Combine(Processing, $".{Guid.NewGuid():N}.part");

    /// <summary>Where processing/ has this file; null when it is not there.</summary>
    public string? FindInProcessing(long fileId) =>
        Directory.EnumerateFiles(Processing, $"{fileId.ToString(CultureInfo.InvariantCulture)}{NameMark}*").FirstOrDefault();

    /// <summary>Files that were taken, but not yet registered when something stopped.</summary>
    public IEnumerable<string> Unregistered() => Directory.EnumerateFiles(Processing, $"new-*{NameMark}*").Order(StringComparer.Ordinal);

    /// <summary>Ids of the files that lie in processing/, registered.</summary>
    public IEnumerable<long> RegisteredInProcessing() => Directory.EnumerateFiles(Processing)
        .Select(path => Path.GetFileName(path).Split(NameMark)[0])
        .Where(id => id.All(char.IsAsciiDigit))
        .Select(id => long.Parse(id, CultureInfo.InvariantCulture));

    /// <summary>The name a file in processing/ came with.</summary>
    public static string OriginalName(string path)
    {
        var name = Path.GetFileName(path);
        return name[(name.IndexOf(NameMark, StringComparison.Ordinal) + 1)..];
    }

    /// <summary>A free path in archive/yyyy/MM, duplicates/ or quarantine/ for a file of this name.</summary>
    public static string Free(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Short(name));
        for (var i = 2; File.Exists(path) || File.Exists(path + FileProcessing.ReasonEnding); i++)
        {
            path = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(Short(name))}.{i}{Path.GetExtension(name)}");
        }

        return path;
    }

    public string ArchiveOf(DateTimeOffset day) => Path.Combine(
        Archive, day.ToString("yyyy", CultureInfo.InvariantCulture), day.ToString("MM", CultureInfo.InvariantCulture));

    /// <summary>As the ledger keeps it: the data folder may move.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path);

    public string Absolute(string relative) => Path.GetFullPath(relative, Root);

    private static string VolumeOf(string path) => DriveInfo.GetDrives().Select(drive => drive.RootDirectory.FullName)
        .Where(root => path.StartsWith(root, StringComparison.OrdinalIgnoreCase))
        .MaxBy(root => root.Length) ?? string.Empty;

    // Room for an id and a suffix within the 255 bytes of a file name.
    private static string Short(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName)
        {
            return name;
        }

        var extension = Path.GetExtension(name) is { Length: <= 20 } ending ? ending : string.Empty;
        var room = LongestName - Encoding.UTF8.GetByteCount(extension);
        var kept = new StringBuilder();
        foreach (var rune in Path.GetFileNameWithoutExtension(name).EnumerateRunes().TakeWhile(rune => (room -= rune.Utf8SequenceLength) >= 0))
        {
            kept.Append(rune);
        }

        return kept.Append(extension).ToString();
    }
}
