using System.Security.Cryptography;

namespace Clausea.Batch.Casework;

/// <summary>Documents under their hash, in a folder of the data folder. A document is whole under its name, or absent; what
/// is there already is not written again.</summary>
public sealed class DocumentStore(string folder)
{
    private const int Prefix = 2;
    private const int BufferSize = 1 << 16;

    /// <summary>Keeps a document; returns its SHA-256 in small hexadecimal digits.</summary>
    public async Task<string> KeepAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(hash);
        if (File.Exists(path) && new FileInfo(path).Length == content.Length)
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

    private string PathOf(string hash) => Path.Combine(folder, hash[..Prefix], hash);
}
