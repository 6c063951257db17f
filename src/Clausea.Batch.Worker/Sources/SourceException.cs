using System.Net.Sockets;
using Renci.SshNet.Common;

namespace Clausea.Batch.Worker.Sources;

/// <summary>Why a source could not be looked through, in words for whoever configured it: names the source and the key of
/// the setting; no secret, no file name, and no inner exception that could hold one.</summary>
internal sealed class SourceException(string message) : Exception(message)
{
    /// <summary>The sentence for what came from the network or the library; its type is told, its text is not, because
    /// that may hold the name of a file.</summary>
    public static string Explain(SftpSource source, Exception e) => e switch
    {
        SourceException => e.Message,
        SshAuthenticationException => $"{source.Options.Host} did not let the user of {source.Key("User")} in with {Credentials(source)}.",
        SocketException socket => $"{source.Options.Host} port {source.Options.Port} could not be reached ({socket.SocketErrorCode}). " +
            $"Check {source.Key("Host")} and Port, and that the network lets it through.",
        SshOperationTimeoutException or TimeoutException or OperationCanceledException =>
            $"{source.Options.Host} did not answer within {source.Key("Timeout")}. The next look tries again.",
        SshConnectionException or ObjectDisposedException => $"The connection to {source.Options.Host} ended early. The next look tries again.",
        SshException => $"{source.Options.Host} refused what was asked for ({e.GetType().Name}). The next look tries again.",
        UnauthorizedAccessException or IOException => $"The data folder could not be written ({e.GetType().Name}). Check its disk and rights.",
        _ => $"Something unexpected stopped the look ({e.GetType().Name}). The next look tries again.",
    };

    private static string Credentials(SftpSource source)
    {
        var options = source.Options;
        var offered = new[]
        {
            options.KeyVariable.Length > 0 ? $"the private key of {source.Key("KeyVariable")}" : null,
            options.KeyFile.Length > 0 ? $"the private key of {source.Key("KeyFile")}" : null,
            options.PasswordVariable.Length > 0 ? $"the password of {source.Key("PasswordVariable")}" : null,
        };
        return string.Join(" or ", offered.OfType<string>());
    }
}
