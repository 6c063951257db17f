using System.Globalization;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Clausea.Batch.Worker.Sources;

/// <summary>What becomes of a file on the server once it lies in the inbox.</summary>
internal sealed class RemoteStep(ISftpClient client, RemoteFolder remote, SftpSource source, TimeProvider time)
{
    /// <summary>Null when it was done, or is not to be done to what lies there by now; else what could not be done.</summary>
    public async Task<string?> TryAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        try
        {
            // What the sender has written over it since was not fetched yet.
            if (source.Options.After != AfterPickUp.Keep && await remote.LookAsync(file, cancellationToken) is { } now && now.IsAs(file))
            {
                await RunAsync(file, cancellationToken);
            }

            return null;
        }
        catch (SshException e) when (e is not (SshConnectionException or SshOperationTimeoutException or SshAuthenticationException))
        {
            return source.Options.After == AfterPickUp.Archive
                ? $"lie in the inbox, but could not be moved to the folder of {source.Key("ArchiveFolder")} ({Why(e)})."
                : $"lie in the inbox, but could not be deleted from the server ({Why(e)}). Give the user the right to, or set {source.Key("After")} to Keep.";
        }
    }

    /// <summary>In words, without the path that the library names.</summary>
    public static string Why(SshException e) => e switch
    {
        SftpPermissionDeniedException => "permission denied",
        SftpPathNotFoundException => "not found",
        _ => "refused by the server",
    };

    private Task RunAsync(RemoteFile file, CancellationToken cancellationToken) => source.Options.After == AfterPickUp.Delete
        ? client.DeleteFileAsync(file.Path, cancellationToken)
        : MoveAsync(file, cancellationToken);

    // Some servers rename over what is there, so that an older file of the same name would be lost.
    private async Task MoveAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        var archive = await remote.ArchiveAsync(cancellationToken);
        var target = $"{archive}/{name}";
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var i = 1; await client.ExistsAsync(target, cancellationToken); i++)
        {
            target = $"{archive}/{Path.GetFileNameWithoutExtension(name)}.{stamp}{(i == 1 ? string.Empty : $".{i}")}{Path.GetExtension(name)}";
        }

        await client.RenameFileAsync(file.Path, target, cancellationToken);
    }
}
