namespace Clausea.Batch.Worker.Inbox;

/// <summary>What lies in the inbox: files that may be taken, and what cannot be, with why. Links are not followed, so that
/// nothing outside is read or moved.</summary>
internal sealed class InboxListing
{
    private static readonly HashSet<string> s_temporary =
        new([".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".download", ".swp", ".writing", ".lock"], StringComparer.OrdinalIgnoreCase);

    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, ReturnSpecialDirectories = false };

    private readonly string _root;
    private readonly bool _subfolders;
    private readonly List<string> _files = [];
    private readonly List<(string Name, string Why)> _problems = [];

    private InboxListing(string root, bool subfolders)
    {
        _root = root;
        _subfolders = subfolders;
    }

    /// <summary>In order of their names.</summary>
    public IReadOnlyList<string> Files => _files;

    public IReadOnlyList<(string Name, string Why)> Problems => _problems;

    /// <exception cref="IOException">The inbox itself cannot be listed.</exception>
    public static InboxListing Of(string root, bool subfolders)
    {
        var listing = new InboxListing(root, subfolders);
        listing.Add(new DirectoryInfo(root));
        listing._files.Sort(StringComparer.Ordinal);
        return listing;
    }

    private void Add(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", s_everything))
        {
            try
            {
                Add(entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Name(entry, Explain(e));
            }
        }
    }

    private void Add(FileSystemInfo entry)
    {
        if (IsTemporary(entry.Name) && !DataFolder.IsBeingTaken(entry.FullName))
        {
            return;
        }

        if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            Name(entry, "is a link; links are not followed. Put the file itself here.");
        }
        else if (entry is not DirectoryInfo folder)
        {
            _files.Add(entry.FullName);
        }
        else if (_subfolders)
        {
            Add(folder);
        }
        else
        {
            Name(entry, "is a folder; Inbox:Subfolders says whether those are looked into.");
        }
    }

    private void Name(FileSystemInfo entry, string why) => _problems.Add((Path.GetRelativePath(_root, entry.FullName), why));

    /// <summary>Why a file or folder cannot be used, in words.</summary>
    public static string Explain(Exception e) => e switch
    {
        UnauthorizedAccessException => "may not be read or moved by the worker's account. Look at its permissions.",
        PathTooLongException => "has a name that is too long. Give it a shorter one.",
        FileNotFoundException => "cannot be opened under the name it has; a name that is no valid UTF-8 does that. Rename it.",
        _ when HeldFile.IsHeldElsewhere(e) => "is open in another program.",
        _ => $"cannot be taken ({Hosting.Trouble.Bare(e)})",
    };

    private static bool IsTemporary(string name) => name[0] is '.' or '~' || s_temporary.Contains(Path.GetExtension(name));
}
