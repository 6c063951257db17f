using System.Security.Cryptography;

namespace Clausea.Batch.Casework;

/// <summary>Documents under their hash, in a folder of the data folder. A document is whole under its name, or absent; what
/// is there already is not written again.</summary>
public sealed class DocumentStore(string folder)
{
    private const int Prefix = 2;
    private const int BufferSize = 1 << 16;

    /// <summary>Behind the name of a document that is being removed.</summary>
    private const string Going = ".going";

    /// <summary>Keeps a document; returns its SHA-256 in small hexadecimal digits.</summary>
    public async Task<string> KeepAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(hash);
        if (IsKept(path, content.Length))
        {
            return hash;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Guid.NewGuid():N}.part";
        await using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.WriteThrough | FileOptions.Asynchronous))
        {
            await stream.WriteAsync(content, cancellationToken);
        }

        File.Move(beside, path, overwrite: true);
        return hash;
    }

    /// <summary>The document of a hash, checked against it.</summary>
    /// <exception cref="CaseworkException">It is gone, or no longer what was kept.</exception>
    public async Task<byte[]> ReadAsync(string hash, string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            throw new CaseworkException($"The document of {name} is no longer in the data folder ({Path.GetRelativePath(folder, path)}). Bring it back from a backup, or take it out and attach it anew.");
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == hash
            ? content
            : throw new CaseworkException($"The document of {name} in the data folder is not what was attached ({Path.GetRelativePath(folder, path)}). Bring it back from a backup, or take it out and attach it anew.");
    }

    /// <summary>Whether a document is there and still what was kept; null when it is not there.</summary>
    public async Task<bool?> IsWholeAsync(string hash, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(PathOf(hash)))
        {
            return null;
        }

        await using var stream = new FileStream(PathOf(hash), FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) == hash;
    }

    /// <summary>Removes what nothing names any more and nobody has kept lately; returns how many documents.</summary>
    /// <param name="named">The hashes that are named.</param>
    /// <param name="before">What was kept later stays: the row that names it may not be there yet.</param>
    /// <param name="cancellationToken">Stops between two documents.</param>
    public int Sweep(IReadOnlySet<string> named, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        var removed = 0;
        var paths = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList() : [];
        foreach (var path in paths.Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            removed += Sweep(path, named, before.UtcDateTime) ? 1 : 0;
        }

        return removed;
    }

    private static bool Sweep(string path, IReadOnlySet<string> named, DateTime before)
    {
        switch (Path.GetExtension(path))
        {
            case Going:
                // A crash came between the two steps below.
                PutBack(path);
                return Sweep(Path.ChangeExtension(path, null), named, before);
            case ".part":
                File.Delete(path);
                return false;
            default:
                return !named.Contains(Path.GetFileName(path)) && TryRemove(path, before);
        }
    }

    // Out of the way first, then another look at its time: whoever keeps the same document at this moment has either
    // refreshed the time, and it comes back, or does not find it, and writes it anew.
    private static bool TryRemove(string path, DateTime before)
    {
        var going = path + Going;
        if (!TryMove(path, going) || !File.Exists(going))
        {
            return false;
        }

        if (File.GetLastWriteTimeUtc(going) >= before)
        {
            PutBack(going);
            return false;
        }

        File.Delete(going);
        return true;
    }

    private static void PutBack(string going)
    {
        var path = Path.ChangeExtension(going, null);
        if (File.Exists(path))
        {
            File.Delete(going);
        }
        else
        {
            TryMove(going, path);
        }
    }

    // False when another worker, that sweeps the same folder, was faster.
    private static bool TryMove(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static bool IsKept(string path, int length)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return new FileInfo(path).Length == length;
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private string PathOf(string hash) => Path.Combine(folder, hash[..Prefix], hash);
}
