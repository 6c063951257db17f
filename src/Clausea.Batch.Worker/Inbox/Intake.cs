using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>What became of a file that was offered.</summary>
internal sealed record Taken(TakenAs As, long FileId)
{
    public static readonly Taken Nothing = new(TakenAs.Gone, 0);
}

internal enum TakenAs
{
    /// <summary>To be processed.</summary>
    New,

    /// <summary>The same content was processed before.</summary>
    Known,

    /// <summary>The same content was quarantined before.</summary>
    KnownQuarantined,

    /// <summary>Another worker was faster.</summary>
    Gone,
}

/// <summary>Takes files in: claims them by rename into processing/, registers them by their content, and sorts out what
/// was seen before. A file is at every moment complete under at least one name.</summary>
internal sealed class Intake(DataFolder folder, LedgerFiles files)
{
    /// <summary>Takes a file out of the inbox. Whoever renames it first has it.</summary>
    public async Task<Taken> TakeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await ClaimAsync(path, cancellationToken) is { } claimed ? await RegisterAsync(claimed, cancellationToken) : Taken.Nothing;
        }
        catch (FileNotFoundException)
        {
            return Taken.Nothing;
        }
    }

    /// <summary>Takes a copy of a file that stays where it is; nothing is copied when its content is known.</summary>
    public async Task<Taken> TakeCopyAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var registered = await RegisterContentAsync(path, cancellationToken);
        if (registered.Status is FileStatus.Archived or FileStatus.Quarantined)
        {
            return Seen(registered);
        }

        if (folder.FindInProcessing(registered.Id) is null)
        {
            var beside = folder.NewPart();
            File.Copy(path, beside);
            File.Move(beside, folder.InProcessing(registered.Id, name), overwrite: true);
        }

        return new Taken(TakenAs.New, registered.Id);
    }

    /// <summary>Registers a file that lies in processing/ without an id.</summary>
    public async Task<Taken> RegisterAsync(string claimed, CancellationToken cancellationToken)
    {
        // Held until it has its name, so that no other worker registers it at the same time.
        using var held = HeldFile.TryOpen(claimed);
        if (held is null)
        {
            return Taken.Nothing;
        }

        var name = DataFolder.OriginalName(claimed);
        var registered = await RegisterContentAsync(held.Stream, name, cancellationToken);
        if (registered.Status is FileStatus.Archived or FileStatus.Quarantined || folder.FindInProcessing(registered.Id) is not null)
        {
            File.Move(claimed, DataFolder.Free(folder.Duplicates, name));
            return Seen(registered);
        }

        File.Move(claimed, folder.InProcessing(registered.Id, name));
        return new Taken(TakenAs.New, registered.Id);
    }

    // Its name in processing/. Across volumes there is no rename: there the file is claimed where it lies, and copied; should
    // that be cut short, the sweep finds it under its claimed name.
    private async Task<string?> ClaimAsync(string path, CancellationToken cancellationToken)
    {
        if (folder.InboxIsOnSameVolume)
        {
            var claimed = folder.NewInProcessing(Path.GetFileName(path));

            // Without "overwrite" it would be a link and an unlink, and two workers could both have linked.
            File.Move(path, claimed, overwrite: true);
            return claimed;
        }

        if (DataFolder.IsBeingTaken(path))
        {
            return await BringAsync(path, cancellationToken);
        }

        var mine = DataFolder.Taking(path);
        File.Move(path, mine, overwrite: true);
        return await BringAsync(mine, cancellationToken);
    }

    private async Task<string?> BringAsync(string mine, CancellationToken cancellationToken)
    {
        using var held = HeldFile.TryOpen(mine);
        if (held is null)
        {
            return null;
        }

        var beside = folder.NewPart();
        await using (var copy = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await held.Stream.CopyToAsync(copy, cancellationToken);
            await copy.FlushAsync(cancellationToken);
            RandomAccess.FlushToDisk(copy.SafeFileHandle);
        }

        var claimed = folder.NewInProcessing(DataFolder.OriginalName(mine));
        File.Move(beside, claimed, overwrite: true);
        File.Delete(mine);
        return claimed;
    }

    private async Task<RegisteredFile> RegisterContentAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        return await RegisterContentAsync(stream, Path.GetFileName(path), cancellationToken);
    }

    // What was given up because its bytes were gone is wanted again, now that they are here.
    private async Task<RegisteredFile> RegisterContentAsync(FileStream stream, string name, CancellationToken cancellationToken)
    {
        var hash = await FileHash.OfAsync(stream, cancellationToken);
        var registered = await files.RegisterAsync(hash, name, stream.Length, cancellationToken);
        var isWanted = registered.Status == FileStatus.Quarantined
            && (await files.FindAsync(registered.Id, cancellationToken))?.StoredAs is null
            && await files.ReopenAsync(registered.Id, cancellationToken);
        return isWanted ? registered with { Status = FileStatus.Received } : registered;
    }

    private static Taken Seen(RegisteredFile file) =>
        new(file.Status == FileStatus.Quarantined ? TakenAs.KnownQuarantined : TakenAs.Known, file.Id);
}
