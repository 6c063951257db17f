using System.Security.Cryptography;
using System.Text;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Puts what a browser sends into the inbox: written under a hidden name, flushed, renamed, so that the sweep takes
/// it like any other file, and nothing that lies there is overwritten.</summary>
internal sealed class InboxUpload(
    DataFolder folder, FreeSpace space, InboxStatus status, Trouble trouble, IOptions<InboxOptions> options, IHostApplicationLifetime life)
{
    private const int Megabyte = 1 << 20;
    private const int LongestName = 120;
    private const string Ending = ".835";

    // What Windows takes in no name. The same names hold everywhere, as a data folder may move.
    private const string Forbidden = "<>:\"/\\|?*";

    public InboxDoor Door => new((long)options.Value.MaxUploadMegabytes * Megabyte, WhyClosed, PutAsync);

    /// <summary>Null when files are taken.</summary>
    public string? WhyClosed() =>
        life.ApplicationStopping.IsCancellationRequested ? "The worker is being stopped; try again in a moment." : status.Paused ?? space.WhyTooLittle();

    public async Task<UploadResult> PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (content.Length == 0)
        {
            return new(name, null, "is empty.");
        }

        if (space.WhyTooLittle(content.Length) is { } why)
        {
            return new(name, null, $"was not taken. {why}");
        }

        try
        {
            return new(name, await WriteAsync(SafeName(name), content, cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(name, null, $"could not be written into the inbox. {trouble.Of(e) ?? Trouble.Bare(e)}");
        }
    }

    private async Task<FileHash> WriteAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        var part = Path.Combine(folder.Inbox, $".upload-{Guid.NewGuid():N}.part");
        try
        {
            FileHash hash;
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                hash = await CopyAsync(content, file, cancellationToken);
                await file.FlushAsync(cancellationToken);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            MoveIn(part, name);
            return hash;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static async Task<FileHash> CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Megabyte / 8];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new FileHash(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Somebody else may take the name between the look and the move: then the next one is tried.
    private void MoveIn(string part, string name)
    {
        for (var number = 1; ; number++)
        {
            var target = Path.Combine(folder.Inbox, number == 1 ? name : $"{Path.GetFileNameWithoutExtension(name)}.{number}{Path.GetExtension(name)}");
            if (Path.Exists(target))
            {
                continue;
            }

            try
            {
                File.Move(part, target, overwrite: false);
                return;
            }
            catch (IOException) when (Path.Exists(target))
            {
                // Try the next.
            }
        }
    }

    /// <summary>A name that lies in no other folder, that every system takes, and that the inbox does not hold to be
    /// unfinished.</summary>
    internal static string SafeName(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            var isBad = Rune.IsControl(rune) || rune == Rune.ReplacementChar || (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal));
            safe.Append(isBad ? "_" : rune.ToString());
        }

        var text = safe.ToString().Trim(' ', '.', '~');
        text = text.Length == 0 ? "upload" + Ending : text;
        text = InboxListing.IsTemporary(text) ? text + Ending : text;
        return Cut(IsDevice(text) ? "_" + text : text);
    }

    private static string Cut(string name)
    {
        var ending = Path.GetExtension(name) is { Length: <= 10 } kept ? kept : string.Empty;
        var stem = name[..^ending.Length];
        while (Encoding.UTF8.GetByteCount(stem) > LongestName)
        {
            stem = stem[..^(stem.Length > 1 && char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        }

        return stem + ending;
    }

    // CON, NUL.835 and the like are devices on Windows, whatever follows.
    private static bool IsDevice(string name) => name.Split('.')[0].Trim().ToUpperInvariant() is
        "CON" or "PRN" or "AUX" or "NUL" or ['C', 'O', 'M', >= '0' and <= '9'] or ['L', 'P', 'T', >= '0' and <= '9'];
}

/// <summary>Finds the bytes of a file wherever they lie.</summary>
internal sealed class OriginalFiles(DataFolder folder)
{
    /// <summary>Null when they are gone, or somebody else has them open.</summary>
    public Stream? Open(FileRow file)
    {
        var path = folder.FindInProcessing(file.Id) ?? (file.StoredAs is { } stored ? folder.Absolute(stored) : null);
        if (path is null || !path.StartsWith(folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException || HeldFile.IsHeldElsewhere(e))
        {
            return null;
        }
    }
}
