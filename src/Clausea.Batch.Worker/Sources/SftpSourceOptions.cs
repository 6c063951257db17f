namespace Clausea.Batch.Worker.Sources;

/// <summary>One server that remittances are picked up from. Secrets come from environment variables that are named here.</summary>
internal sealed class SftpSourceOptions
{
    /// <summary>What the source is called in logs and verbs: letters, digits, - and _.</summary>
    public string Name { get; set; } = string.Empty;

    public string Host { get; set; } = string.Empty;

    public int Port { get; set; } = 22;

    public string User { get; set; } = string.Empty;

    /// <summary>SHA256 fingerprints of the keys that the server may have, separated by commas or blanks.</summary>
    public string HostKey { get; set; } = string.Empty;

    /// <summary>Environment variable that holds the password.</summary>
    public string PasswordVariable { get; set; } = string.Empty;

    /// <summary>Environment variable that holds a private key: its text.</summary>
    public string KeyVariable { get; set; } = string.Empty;

    /// <summary>File that holds a private key.</summary>
    public string KeyFile { get; set; } = string.Empty;

    /// <summary>Environment variable that holds the passphrase of the private key.</summary>
    public string PassphraseVariable { get; set; } = string.Empty;

    /// <summary>Remote folder; a relative one counts from where the server puts the user.</summary>
    public string Folder { get; set; } = ".";

    /// <summary>Which names are picked up; * and ? stand for any characters and any one.</summary>
    public string Pattern { get; set; } = "*";

    /// <summary>Whether folders below are looked through too.</summary>
    public bool Subfolders { get; set; }

    /// <summary>What becomes of a file on the server once it lies in the inbox.</summary>
    public AfterPickUp After { get; set; } = AfterPickUp.Keep;

    /// <summary>Remote folder that files are moved to with <see cref="AfterPickUp.Archive"/>.</summary>
    public string ArchiveFolder { get; set; } = string.Empty;

    /// <summary>How often the source is looked through.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long size and time of a remote file must stand still before it is taken.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may stay silent.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

internal enum AfterPickUp
{
    /// <summary>It stays where it is, and is remembered.</summary>
    Keep,

    /// <summary>It is moved to another folder of the server.</summary>
    Archive,

    Delete,
}
