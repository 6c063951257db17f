using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Clausea.Batch.Worker.Sources;

/// <summary>One look at a source: what has settled there is brought into the inbox, and only then moved or deleted on the
/// server. A stop anywhere in between leads to a second fetch, which the ledger recognizes; never to a loss.</summary>
internal sealed class SftpPickUp(DataFolder folder, SftpSource source, TimeProvider time)
{
    private readonly PickUpCount _count = new();
    private int _listed;

    /// <summary>Whatever goes wrong is in the result; only being canceled throws.</summary>
    public async Task<PickUpResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var held = new HeldNames(folder.Locks).TryHold($"source-{source.Name}");
            if (held is null)
            {
                return PickUpResult.Busy(source.Name);
            }

            SftpDownload.DeleteLeftovers(folder, source);
            using var client = await SftpConnection.OpenAsync(source, cancellationToken);
            var damaged = await LookAsync(client, cancellationToken);
            return _count.ToResult(source.Name, _listed, damaged);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A server may send anything, and what a library throws at it must not stop the worker.
            return _count.ToResult(source.Name, _listed, SourceException.Explain(source, e));
        }
    }

    /// <summary>How many files wait; none is fetched.</summary>
    /// <exception cref="SourceException">The source cannot be looked through.</exception>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = await SftpConnection.OpenAsync(source, cancellationToken);
            var fetched = FetchedFiles.Load(folder, source);
            return (await new RemoteFolder(client, source).ListAsync(cancellationToken)).Count(file => !fetched.Knows(file));
        }
        catch (Exception e) when (e is not SourceException && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceException.Explain(source, e));
        }
    }

    private async Task<string?> LookAsync(SftpClient client, CancellationToken cancellationToken)
    {
        var remote = new RemoteFolder(client, source);
        var listed = await remote.ListAsync(cancellationToken);
        var fetched = FetchedFiles.Load(folder, source);
        _listed = listed.Count;
        _count.Found = listed.Count(file => !fetched.Knows(file));
        var settled = await SettledAsync(remote, listed, fetched, cancellationToken);
        var (download, step) = (new SftpDownload(folder, source, client, remote), new RemoteStep(client, remote, source, time));
        try
        {
            fetched.KeepOnly(listed);
            for (var i = 0; i < listed.Count; i++)
            {
                if (fetched.Knows(listed[i]) || (settled.Contains(listed[i]) && await TryFetchAsync(download, listed[i], i + 1, cancellationToken)))
                {
                    await FinishAsync(step, listed[i], i + 1, fetched, cancellationToken);
                }
            }
        }
        finally
        {
            fetched.Save();
        }

        return fetched.IsDamaged ? $"sources/{source.Name}.json in the data folder was damaged, so that what it knew was fetched again; the ledger recognizes it." : null;
    }

    // Clocks differ, so that a time alone says nothing: two looks must see the same.
    private async Task<HashSet<RemoteFile>> SettledAsync(RemoteFolder remote, List<RemoteFile> listed, FetchedFiles fetched, CancellationToken cancellationToken)
    {
        var found = listed.Where(file => !fetched.Knows(file)).ToHashSet();
        if (found.Count > 0 && source.Options.SettleTime > TimeSpan.Zero)
        {
            await Task.Delay(source.Options.SettleTime, time, cancellationToken);
            found.IntersectWith(await remote.ListAsync(cancellationToken));
        }

        _count.Moving = _count.Found - found.Count;
        return found;
    }

    private async Task<bool> TryFetchAsync(SftpDownload download, RemoteFile file, int position, CancellationToken cancellationToken)
    {
        try
        {
            var isFetched = await download.TryFetchAsync(file, cancellationToken);
            _count.Fetched += isFetched ? 1 : 0;
            _count.Moving += isFetched ? 0 : 1;
            return isFetched;
        }
        catch (SftpPathNotFoundException)
        {
            // Somebody else took it.
            return false;
        }
        catch (SftpException e)
        {
            _count.Add($"could not be read ({RemoteStep.Why(e)}).", position);
            return false;
        }
    }

    // A file that cannot be moved away is remembered, so that it is not fetched again at every look.
    private async Task FinishAsync(RemoteStep step, RemoteFile file, int position, FetchedFiles fetched, CancellationToken cancellationToken)
    {
        if (!fetched.Knows(file) && source.Options.After == AfterPickUp.Keep)
        {
            fetched.Add(file);
        }
        else if (await step.TryAsync(file, cancellationToken) is { } problem)
        {
            fetched.Add(file);
            _count.Add(problem, position);
        }
        else if (source.Options.After != AfterPickUp.Keep)
        {
            fetched.Forget(file);
        }
    }
}
