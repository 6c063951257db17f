namespace Clausea.Batch.Worker.Hosting;

/// <summary>The watched folder.</summary>
internal sealed class InboxOptions
{
    /// <summary>How long size and time of a file must stand still before it is taken.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the folder is looked through even when nothing stirs.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether folders in the inbox are looked into.</summary>
    public bool Subfolders { get; set; }

    /// <summary>How often processing of a file may end in an error before the file is quarantined.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>How often in a row something may stop the program in the middle of a file before the file is held to be the
    /// cause, and quarantined. Each whole remittance begins the count anew.</summary>
    public int MaxInterruptions { get; set; } = 10;
}

/// <summary>The nightly run.</summary>
internal sealed class NightlyOptions
{
    /// <summary>Time of day, hours and minutes.</summary>
    public TimeOnly Time { get; set; } = new(2, 0);

    /// <summary>IANA or Windows name of the time zone of <see cref="Time"/>; empty for the machine's.</summary>
    public string TimeZone { get; set; } = string.Empty;
}

/// <summary>Hangfire's workers.</summary>
internal sealed class WorkersOptions
{
    /// <summary>Files processed at the same time.</summary>
    public int Files { get; set; } = 1;

    /// <summary>Drafts written at the same time.</summary>
    public int Drafts { get; set; } = 2;
}

/// <summary>How people come into the dashboard.</summary>
internal sealed class AccessOptions
{
    /// <summary>When a sign-in is asked for.</summary>
    public SignInWhen SignIn { get; set; } = SignInWhen.Auto;

    /// <summary>How long somebody stays signed in without stirring.</summary>
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How long somebody stays signed in at all.</summary>
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords in a row before a user is locked for a while.</summary>
    public int LockAfter { get; set; } = 5;

    /// <summary>Addresses or networks of proxies that may say who asks, and whether over https; separated by commas.</summary>
    public string Proxies { get; set; } = string.Empty;
}

internal enum SignInWhen
{
    /// <summary>From the first user on.</summary>
    Auto,

    /// <summary>Always.</summary>
    Required,
}

/// <summary>The identity provider that signs people in by OpenID Connect.</summary>
[SettingsSection("Access:Oidc")]
internal sealed class OidcOptions
{
    /// <summary>Its address; empty for none.</summary>
    public string Authority { get; set; } = string.Empty;

    /// <summary>What the sign-in page calls it.</summary>
    public string Title { get; set; } = "your organization's account";

    public string ClientId { get; set; } = string.Empty;

    public string ClientSecret { get; set; } = string.Empty;

    /// <summary>What it is asked for, separated by blanks.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim that holds the name.</summary>
    public string NameClaim { get; set; } = "preferred_username";

    /// <summary>The claim that holds what people are here.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The value of that claim for each role; empty where nobody has it by the provider.</summary>
    public string Reader { get; set; } = "reader";

    public string Biller { get; set; } = "biller";

    public string Approver { get; set; } = "approver";

    public string Administrator { get; set; } = "administrator";

    /// <summary>What it is told to ask people for each time; empty to leave it to it.</summary>
    public string Prompt { get; set; } = "login";
}

/// <summary>The section of settings that do not lie under the name of their class.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class SettingsSectionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>How long records are kept.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Years after the last change of a case before it may go.</summary>
    public int Years { get; set; } = 6;

    /// <summary>Whether the nightly run takes away what is due, or only tells.</summary>
    public bool Purge { get; set; }

    /// <summary>Days for which a document is kept that was taken out of its appeal.</summary>
    public int RemovedExhibits { get; set; } = 365;
}
