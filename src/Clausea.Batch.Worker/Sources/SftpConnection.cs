using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;
using ConnectionInfo = Renci.SshNet.ConnectionInfo;

namespace Clausea.Batch.Worker.Sources;

/// <summary>A key that a server presented.</summary>
internal sealed record PresentedKey(string Algorithm, string Fingerprint)
{
    public override string ToString() => $"{Fingerprint} ({Algorithm})";
}

/// <summary>Connects to a source: the key of the server is compared with the pinned ones before anything else is said.</summary>
internal static class SftpConnection
{
    // A server has a key or two of each family.
    private const int MostKeys = 8;

    /// <exception cref="SourceException">No secret, another key than the pinned ones, or the user is refused.</exception>
    public static async Task<SftpClient> OpenAsync(SftpSource source, CancellationToken cancellationToken)
    {
        using var login = SftpLogin.Of(source);
        var (client, refused) = await TryOpenAsync(source, login.Methods, cancellationToken);
        return client ?? throw new SourceException(
            $"{source.Options.Host} presented another key than the pinned one, so nothing was said to it: expected {string.Join(" or ", source.HostKeys)}, " +
            $"presented {string.Join(", ", refused)}. Ask the sender whether the key of the server was changed. If it was, set {source.Key("HostKey")} to the " +
            "fingerprint that they confirm; if not, somebody may be listening in between.");
    }

    /// <summary>The keys that the server presents; the user is not named and no secret is used.</summary>
    public static async Task<IReadOnlyList<PresentedKey>> PresentedAsync(SftpSource source, CancellationToken cancellationToken)
    {
        using var nobody = new NoneAuthenticationMethod("nobody");
        var options = source.Options;
        var unpinned = new SftpSourceOptions { Host = options.Host, Port = options.Port, User = nobody.Username, Timeout = options.Timeout };
        var (client, presented) = await TryOpenAsync(source with { Options = unpinned }, [nobody], cancellationToken);
        client?.Dispose();
        return presented;
    }

    // The server shows one key, of the family that we ask for first. The pinned one may be of another family, so the next is
    // asked for until the server has no more.
    private static async Task<(SftpClient? Client, List<PresentedKey> Refused)> TryOpenAsync(
        SftpSource source, AuthenticationMethod[] methods, CancellationToken cancellationToken)
    {
        var refused = new List<PresentedKey>();
        while (refused.Count < MostKeys)
        {
            var check = new HostKeyCheck(source.HostKeys);
            var client = Create(source, methods, refused);
            client.HostKeyReceived += check.Judge;
            try
            {
                await client.ConnectAsync(cancellationToken);
                return (client, refused);
            }
            catch (SshConnectionException) when (check.Refused.Count > 0)
            {
                client.Dispose();
                refused.AddRange(check.Refused);
            }
            catch (SshConnectionException) when (refused.Count > 0 && !check.IsPassed)
            {
                client.Dispose();
                return (null, refused);
            }
            catch
            {
                client.Dispose();
                throw;
            }
        }

        return (null, refused);
    }

    private static SftpClient Create(SftpSource source, AuthenticationMethod[] methods, List<PresentedKey> refused)
    {
        var options = source.Options;

        // Latin-1 carries every byte of a name there and back, whatever encoding the server thinks it has.
        var connection = new ConnectionInfo(options.Host, options.Port, options.User, methods) { Timeout = options.Timeout, Encoding = Encoding.Latin1 };
        foreach (var algorithm in connection.HostKeyAlgorithms.Keys.ToList())
        {
            // A certificate would have to be checked against its issuer; the plain key beside it is pinned instead.
            if (algorithm.Contains("-cert-", StringComparison.Ordinal) || refused.Exists(key => Family(key.Algorithm) == Family(algorithm)))
            {
                connection.HostKeyAlgorithms.Remove(algorithm);
            }
        }

        return new SftpClient(connection) { OperationTimeout = options.Timeout, KeepAliveInterval = TimeSpan.FromSeconds(15) };
    }

    // One RSA key signs under several names.
    private static string Family(string algorithm) => algorithm.Contains("rsa", StringComparison.Ordinal) ? "rsa" : algorithm;

    private sealed class HostKeyCheck(IReadOnlyList<string> pinned)
    {
        public List<PresentedKey> Refused { get; } = [];

        public bool IsPassed { get; private set; }

        public void Judge(object? sender, HostKeyEventArgs shown)
        {
            var key = new PresentedKey(shown.HostKeyName, "SHA256:" + shown.FingerPrintSHA256);
            shown.CanTrust = IsPassed = pinned.Contains(key.Fingerprint);
            if (!shown.CanTrust)
            {
                Refused.Add(key);
            }
        }
    }
}
