using System.Security.Cryptography;

namespace Clausea.Batch.Ledger;

/// <summary>What a file is known by: the SHA-256 of its bytes, in lower-case hex.</summary>
public readonly record struct FileHash(string Value)
{
    public static FileHash Of(Stream content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public static async Task<FileHash> OfAsync(Stream content, CancellationToken cancellationToken = default) =>
        new(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)));

    public override string ToString() => Value;
}
