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

    /// <summary>The largest file, in megabytes, that can be uploaded in the dashboard. Larger ones are copied into the folder.</summary>
    public int MaxUploadMegabytes { get; set; } = 200;
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
