namespace Clausea.Batch.Worker.Hosting;

/// <summary>The data folder.</summary>
internal sealed class DataOptions
{
    /// <summary>Where the product writes everything.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>Free space, in megabytes, below which no file is taken any more and the worker is not ready.</summary>
    public long MinFreeMegabytes { get; set; } = 1024;
}

/// <summary>The page of metrics.</summary>
internal sealed class MetricsOptions
{
    /// <summary>Whether other machines may read it; the counts tell of the business.</summary>
    public bool AllowRemote { get; set; }
}

/// <summary>The log.</summary>
internal sealed class LoggingOptions
{
    public const string Text = "text";
    public const string Json = "json";

    /// <summary>How a line is written: text for people, json for collectors.</summary>
    public string Format { get; set; } = Text;
}

/// <summary>The mail after each nightly run.</summary>
internal sealed class MailOptions
{
    /// <summary>The server that takes it; empty for no mail.</summary>
    public string Host { get; set; } = string.Empty;

    public int Port { get; set; } = 587;

    /// <summary>How the way there is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Who signs in; empty for nobody.</summary>
    public string User { get; set; } = string.Empty;

    /// <summary>The environment variable, or the secret file, that holds the password.</summary>
    public string PasswordVariable { get; set; } = string.Empty;

    public string From { get; set; } = string.Empty;

    public IList<string> To { get; } = [];

    /// <summary>Where the reader of the mail finds the dashboard; empty for no links.</summary>
    public string DashboardUrl { get; set; } = string.Empty;
}

internal enum MailSecurity
{
    StartTls,
    Tls,

    /// <summary>Only to this machine.</summary>
    None,
}
