using System.Security.Cryptography;
using System.Text;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Clausea.Batch.Worker.Sources;

/// <summary>What a source signs in with, read from the environment each time and kept nowhere.</summary>
internal sealed class SftpLogin : IDisposable
{
    private readonly List<AuthenticationMethod> _methods = [];
    private readonly PrivateKeyFile? _key;

    private SftpLogin(SftpSource source)
    {
        var options = source.Options;
        if (options.KeyVariable.Length + options.KeyFile.Length > 0)
        {
            _key = Key(source);
            _methods.Add(new PrivateKeyAuthenticationMethod(options.User, _key));
        }

        if (options.PasswordVariable.Length > 0)
        {
            AddPassword(options.User, Secret(source, "PasswordVariable", options.PasswordVariable));
        }
    }

    public AuthenticationMethod[] Methods => [.. _methods];

    /// <exception cref="SourceException">A secret is missing or cannot be read.</exception>
    public static SftpLogin Of(SftpSource source) => new(source);

    public void Dispose()
    {
        _methods.OfType<IDisposable>().ToList().ForEach(method => method.Dispose());
        _key?.Dispose();
    }

    // Many servers ask for the password in a dialog of one question instead.
    private void AddPassword(string user, string password)
    {
        _methods.Add(new PasswordAuthenticationMethod(user, password));
        var dialog = new KeyboardInteractiveAuthenticationMethod(user);
        dialog.AuthenticationPrompt += (_, asked) =>
        {
            foreach (var prompt in asked.Prompts.Where(prompt => !prompt.IsEchoed))
            {
                prompt.Response = password;
            }
        };
        _methods.Add(dialog);
    }

    private static PrivateKeyFile Key(SftpSource source)
    {
        var options = source.Options;
        var key = options.KeyVariable.Length > 0 ? "KeyVariable" : "KeyFile";
        var passphrase = options.PassphraseVariable.Length > 0 ? Secret(source, "PassphraseVariable", options.PassphraseVariable) : null;
        try
        {
            using var text = key == "KeyFile"
                ? new MemoryStream(File.ReadAllBytes(options.KeyFile))
                : new MemoryStream(Encoding.UTF8.GetBytes(Secret(source, key, options.KeyVariable)));
            return new PrivateKeyFile(text, passphrase);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SourceException($"{source.Key(key)} names a file that cannot be read ({e.GetType().Name}).");
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            throw new SourceException($"The private key of {source.Key(key)} has a passphrase: name its environment variable in {source.Key("PassphraseVariable")}.");
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw new SourceException($"The private key of {source.Key(key)} cannot be read" +
                (passphrase is null ? "; it must be a whole private key in the form of OpenSSH, PEM or PuTTY." : $"; check it, and the passphrase of {source.Key("PassphraseVariable")}."));
        }
    }

    // What the library and the two below it throw at text that is no key, or at a wrong passphrase.
    private static bool IsUnreadable(Exception e) => e is
        SshException or CryptographicException or FormatException or ArgumentException or InvalidOperationException or NotSupportedException
        or IndexOutOfRangeException or OverflowException or EndOfStreamException or Org.BouncyCastle.Crypto.CryptoException;

    private static string Secret(SftpSource source, string setting, string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret
            ? secret
            : throw new SourceException($"{source.Key(setting)} names the environment variable {variable}, which is not set.");
}
