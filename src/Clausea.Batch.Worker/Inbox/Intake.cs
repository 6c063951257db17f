using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>What became of a file that was offered.</summary>
internal sealed record Taken(TakenAs As, long FileId);

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
/// was seen before. A file is at every moment complete under exactly one name.</summary>
internal sealed class Intake(DataFolder folder, LedgerFiles files)
{
    /// <summary>Takes a file out of the inbox.</summary>
    public async Task<Taken> TakeAsync(string path, CancellationToken cancellationToken)
    {
        var claimed = folder.NewInProcessing(Path.GetFileName(path));
        try
        {
            File.Move(path, claimed);
        }
        catch (FileNotFoundException)
        {
            return new Taken(TakenAs.Gone, 0);
        }

        return await RegisterAsync(claimed, cancellationToken);
    }

    /// <summary>Takes a copy of a file that stays where it is; nothing is copied when its content is known.</summary>
    public async Task<Taken> TakeCopyAsync(string path, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        var registered = await RegisterContentAsync(path, name, cancellationToken);
        if (registered.Status is FileStatus.Archived or FileStatus.Quarantined)
        {
            return Seen(registered);
        }

        var target = folder.InProcessing(registered.Id, name);
        if (folder.FindInProcessing(registered.Id) is null)
        {
            var beside = Path.Combine(folder.Processing, $".{Guid.NewGuid():N}.part");
            File.Copy(path, beside);
            File.Move(beside, target, overwrite: true);
        }

        return new Taken(TakenAs.New, registered.Id);
    }

    /// <summary>Registers a file that lies in processing/ without an id.</summary>
    public async Task<Taken> RegisterAsync(string claimed, CancellationToken cancellationToken)
    {
        var name = DataFolder.OriginalName(claimed);
        try
        {
            var registered = await RegisterContentAsync(claimed, name, cancellationToken);
            if (registered.Status is FileStatus.Archived or FileStatus.Quarantined || folder.FindInProcessing(registered.Id) is not null)
            {
                File.Move(claimed, DataFolder.Free(folder.Duplicates, name));
                return Seen(registered);
            }

            File.Move(claimed, folder.InProcessing(registered.Id, name));
            return new Taken(TakenAs.New, registered.Id);
        }
        catch (FileNotFoundException)
        {
            return new Taken(TakenAs.Gone, 0);
        }
    }

    private async Task<RegisteredFile> RegisterContentAsync(string path, string name, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var hash = await FileHash.OfAsync(stream, cancellationToken);
        return await files.RegisterAsync(hash, name, stream.Length, cancellationToken);
    }

    private static Taken Seen(RegisteredFile file) =>
        new(file.Status == FileStatus.Quarantined ? TakenAs.KnownQuarantined : TakenAs.Known, file.Id);
}
