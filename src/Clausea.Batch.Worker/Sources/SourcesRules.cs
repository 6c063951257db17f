using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Sources;

/// <summary>What the settings of sources must be. Whether the secrets are there is told when a source is looked at: a verb
/// that picks nothing up needs none.</summary>
internal sealed partial class SourcesRules(IConfiguration configuration) : IValidateOptions<SourcesOptions>
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);
    private static readonly HashSet<string> s_settings = [.. typeof(SftpSourceOptions).GetProperties().Select(property => property.Name.ToUpperInvariant())];

    public ValidateOptionsResult Validate(string? name, SourcesOptions options)
    {
        var problems = Problems(options.Sftp, hostKeyRequired: true).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public IEnumerable<string> Problems(IReadOnlyList<SftpSource> sources, bool hostKeyRequired)
    {
        foreach (var source in sources)
        {
            foreach (var problem in Unknown(source).Concat(OfServer(source)).Concat(OfHostKey(source, hostKeyRequired))
                .Concat(OfSecrets(source)).Concat(OfFolders(source)).Concat(OfTimes(source)))
            {
                yield return problem;
            }

            // Names of files come from it, and some file systems know no case.
            if (sources.TakeWhile(other => other != source).Any(other => string.Equals(other.Name, source.Name, StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{source.Key("Name")} must differ from the names of the other sources.";
            }
        }
    }

    // A password that somebody writes into the settings would otherwise lie there unused and unnoticed.
    private IEnumerable<string> Unknown(SftpSource source) => configuration.GetSection(source.Path).GetChildren()
        .Where(child => !s_settings.Contains(child.Key.ToUpperInvariant()))
        .Select(child => $"{child.Path} is not a setting. Passwords and keys come from environment variables that {source.Key("PasswordVariable")}, " +
            "KeyVariable and PassphraseVariable name; docs/configuration.md lists the rest.");

    private static IEnumerable<string> OfServer(SftpSource source)
    {
        var options = source.Options;
        if (!SourceName().IsMatch(options.Name))
        {
            yield return $"{source.Key("Name")} must be 1 to 40 letters, digits, - or _.";
        }

        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return $"{source.Key("Host")} must be the name or the address of the server, such as sftp.example.com.";
        }

        if (options.Port is < 1 or > 65535)
        {
            yield return $"{source.Key("Port")} must be 1 to 65535.";
        }

        if (options.User.Length == 0)
        {
            yield return $"{source.Key("User")} must name the user to sign in as.";
        }
    }

    private static IEnumerable<string> OfHostKey(SftpSource source, bool required)
    {
        if (source.HostKeys.Count == 0 && required)
        {
            yield return $"{source.Key("HostKey")} must be the SHA256 fingerprint of the server's key. " +
                $"`clausea sources check {source.Name}` prints what the server presents; compare it with what the sender published.";
        }

        if (source.HostKeys.Any(key => Md5().IsMatch(key)))
        {
            yield return $"{source.Key("HostKey")} must be a SHA256 fingerprint; one of MD5 can be forged. Ask the sender for the one that begins with SHA256.";
        }
        else if (source.HostKeys.Any(key => !Sha256().IsMatch(key)))
        {
            yield return $"{source.Key("HostKey")} must be SHA256: and 43 characters, as `ssh-keygen -lf` prints it; several are separated by commas.";
        }
    }

    private static IEnumerable<string> OfSecrets(SftpSource source)
    {
        var options = source.Options;
        if (options.PasswordVariable.Length + options.KeyVariable.Length + options.KeyFile.Length == 0)
        {
            yield return $"{source.Key("PasswordVariable")} must name the environment variable that holds the password, unless KeyVariable or KeyFile is set.";
        }

        if (options.KeyVariable.Length > 0 && options.KeyFile.Length > 0)
        {
            yield return $"{source.Key("KeyFile")} must be empty when KeyVariable is set.";
        }

        if (options.PassphraseVariable.Length > 0 && options.KeyVariable.Length + options.KeyFile.Length == 0)
        {
            yield return $"{source.Key("PassphraseVariable")} must be empty without KeyVariable or KeyFile.";
        }

        foreach (var (key, variable) in new[] { ("PasswordVariable", options.PasswordVariable), ("KeyVariable", options.KeyVariable), ("PassphraseVariable", options.PassphraseVariable) })
        {
            if (variable.Length > 0 && !Variable().IsMatch(variable))
            {
                yield return $"{source.Key(key)} must be the name of an environment variable (letters, digits, _), not what it holds.";
            }
        }
    }

    private static IEnumerable<string> OfFolders(SftpSource source)
    {
        var options = source.Options;
        if (options.Folder.Length == 0)
        {
            yield return $"{source.Key("Folder")} must name a folder of the server; . is where the server puts the user.";
        }

        if (options.Pattern.Length == 0)
        {
            yield return $"{source.Key("Pattern")} must not be empty; * takes every name.";
        }

        if (!Enum.IsDefined(options.After))
        {
            yield return $"{source.Key("After")} must be Keep, Archive or Delete.";
        }

        if (options.After == AfterPickUp.Archive && (options.ArchiveFolder.Length == 0 || Trimmed(options.ArchiveFolder) == Trimmed(options.Folder)))
        {
            yield return $"{source.Key("ArchiveFolder")} must name the folder of the server that files are moved to, another one than Folder.";
        }

        if (options.After != AfterPickUp.Archive && options.ArchiveFolder.Length > 0)
        {
            yield return $"{source.Key("ArchiveFolder")} must be empty unless After is Archive.";
        }
    }

    private static IEnumerable<string> OfTimes(SftpSource source)
    {
        var options = source.Options;
        if (options.Every < TimeSpan.FromSeconds(1) || options.Every > TimeSpan.FromDays(7))
        {
            yield return $"{source.Key("Every")} must be 1 second to 7 days.";
        }

        if (options.SettleTime < TimeSpan.Zero || options.SettleTime > s_longest)
        {
            yield return $"{source.Key("SettleTime")} must be 0 to 1 hour.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > s_longest)
        {
            yield return $"{source.Key("Timeout")} must be 1 second to 1 hour.";
        }
    }

    private static string Trimmed(string folder) => folder.TrimEnd('/');

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,40}\z")]
    private static partial Regex SourceName();

    [GeneratedRegex(@"\ASHA256:[A-Za-z0-9+/]{43}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\A(MD5:.*|[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){15})\z", RegexOptions.IgnoreCase)]
    private static partial Regex Md5();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex Variable();
}
