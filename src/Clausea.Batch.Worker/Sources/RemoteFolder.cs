using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using Clausea.Batch.Worker.Inbox;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Clausea.Batch.Worker.Sources;

/// <summary>A file as the server lists it. The paths are as they travel; the name is for people.</summary>
internal sealed record RemoteFile(string Path, string Name, long Size, DateTime Written)
{
    public bool IsAs(RemoteFile other) => Size == other.Size && Written == other.Written;
}

/// <summary>What the folder of a source holds that is meant for us.</summary>
internal sealed class RemoteFolder(ISftpClient client, SftpSource source)
{
    private const int DeepestFolder = 16;
    private const int MostEntries = 100_000;

    private int _entries;
    private string? _archive;

    /// <summary>Files in the order of their paths.</summary>
    /// <exception cref="SourceException">The folder is not there, or may not be listed.</exception>
    public async Task<List<RemoteFile>> ListAsync(CancellationToken cancellationToken)
    {
        _entries = 0;
        _archive = source.Options.After == AfterPickUp.Archive ? await ArchiveAsync(cancellationToken) : null;
        var files = new List<RemoteFile>();
        try
        {
            await foreach (var file in WalkAsync(WireName.Of(source.Options.Folder), 0, cancellationToken))
            {
                files.Add(file);
            }
        }
        catch (SftpPathNotFoundException)
        {
            throw new SourceException($"{source.Options.Host} has no folder as {source.Key("Folder")} names it.");
        }
        catch (SftpPermissionDeniedException)
        {
            throw new SourceException($"{source.Options.Host} does not let the user of {source.Key("User")} list the folder of {source.Key("Folder")}.");
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));
        return files;
    }

    /// <summary>The file as it is now; null when it is gone.</summary>
    public async Task<RemoteFile?> LookAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        try
        {
            var now = await client.GetAttributesAsync(file.Path, cancellationToken);
            return file with { Size = now.Size, Written = now.LastWriteTimeUtc };
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Where the server has the archive.</summary>
    /// <exception cref="SourceException">It is not there: it is not made, because a misspelled name would make one.</exception>
    public async Task<string> ArchiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetAsync(WireName.Of(source.Options.ArchiveFolder), cancellationToken)).FullName;
        }
        catch (SftpPathNotFoundException)
        {
            throw new SourceException($"{source.Options.Host} has no folder as {source.Key("ArchiveFolder")} names it. Nothing was picked up.");
        }
    }

    private async IAsyncEnumerable<RemoteFile> WalkAsync(string folder, int depth, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in client.ListDirectoryAsync(folder, cancellationToken))
        {
            if (++_entries > MostEntries)
            {
                throw new SourceException($"The folder of {source.Key("Folder")} holds more than {MostEntries} entries. Have finished files moved away.");
            }

            // A name with a slash would lead elsewhere; no honest server has one.
            if (entry.Name is "" or "." or ".." || entry.Name.AsSpan().ContainsAny('/', '\0'))
            {
                continue;
            }

            if (IsFolder(entry) && source.Options.Subfolders && depth < DeepestFolder && entry.FullName != _archive)
            {
                await foreach (var below in WalkAsync(entry.FullName, depth + 1, cancellationToken))
                {
                    yield return below;
                }
            }
            else if (IsFile(entry) && WireName.Read(entry.Name) is var name && IsMeant(name))
            {
                yield return new RemoteFile(entry.FullName, name, entry.Length, entry.LastWriteTimeUtc);
            }
        }
    }

    private bool IsMeant(string name) =>
        !InboxListing.IsTemporary(name) && FileSystemName.MatchesSimpleExpression(source.Options.Pattern, name, ignoreCase: true);

    private static bool IsFolder(ISftpFile entry) => entry.IsDirectory && !entry.IsSymbolicLink;

    // Some servers tell no kinds at all: what is nothing else is a file.
    private static bool IsFile(ISftpFile entry) => entry is
    { IsDirectory: false, IsSymbolicLink: false, IsSocket: false, IsNamedPipe: false, IsBlockDevice: false, IsCharacterDevice: false };
}
