using Clausea.Batch.Worker.Inbox;
using Renci.SshNet;

namespace Clausea.Batch.Worker.Sources;

/// <summary>Brings one file into the inbox: whole under a name of its own, or not at all.</summary>
internal sealed class SftpDownload(DataFolder folder, SftpSource source, ISftpClient client, RemoteFolder remote)
{
    /// <summary>Parts that a stop left. Only for whoever holds the lock of the source: nobody else writes them.</summary>
    public static void DeleteLeftovers(DataFolder folder, SftpSource source)
    {
        foreach (var part in Directory.EnumerateFiles(folder.Inbox, $".{source.Name}.*.part"))
        {
            File.Delete(part);
        }
    }

    /// <summary>False when the file is another one by now than was listed, or gone.</summary>
    public async Task<bool> TryFetchAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        var part = Path.Combine(folder.Inbox, $".{source.Name}.{Guid.NewGuid():N}.part");
        try
        {
            if (!await TryWriteAsync(file, part, cancellationToken) || new FileInfo(part).Length != file.Size ||
                await remote.LookAsync(file, cancellationToken) is not { } now || !now.IsAs(file))
            {
                return false;
            }

            Place(part, SafeName.Of(file.Name));
            return true;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private async Task<bool> TryWriteAsync(RemoteFile file, string part, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new Watch(silence, source.Options.Timeout, file.Size);
        await using var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            await client.DownloadFileAsync(file.Path, stream, watch, silence.Token);
        }
        catch (OperationCanceledException) when (watch.IsTooMuch && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        await stream.FlushAsync(cancellationToken);
        RandomAccess.FlushToDisk(stream.SafeFileHandle);
        return true;
    }

    private void Place(string part, string name)
    {
        for (var target = DataFolder.Free(folder.Inbox, name); ; target = DataFolder.Free(folder.Inbox, name))
        {
            try
            {
                File.Move(part, target);
                Flush(target);
                return;
            }
            catch (IOException) when (File.Exists(part) && File.Exists(target))
            {
                // Somebody dropped a file of this name in between: the next free one.
            }
        }
    }

    // The new name has to be on the disk too before the server may forget the file; journals write it with the file.
    private static void Flush(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(handle);
        }
        catch (FileNotFoundException)
        {
            // It was taken from the inbox already.
        }
    }

    /// <summary>Ends a download that stands still, or that brings more than was listed and could fill the disk.</summary>
    private sealed class Watch : IProgress<DownloadFileProgressReport>
    {
        private readonly CancellationTokenSource _silence;
        private readonly TimeSpan _timeout;
        private readonly long _size;

        public Watch(CancellationTokenSource silence, TimeSpan timeout, long size)
        {
            (_silence, _timeout, _size) = (silence, timeout, size);
            _silence.CancelAfter(timeout);
        }

        public bool IsTooMuch { get; private set; }

        public void Report(DownloadFileProgressReport value)
        {
            IsTooMuch |= value.TotalBytesDownloaded > (ulong)Math.Max(_size, 0);
            _silence.CancelAfter(IsTooMuch ? TimeSpan.Zero : _timeout);
        }
    }
}
