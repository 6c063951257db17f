using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>All that the list of files shows.</summary>
public sealed record FilesView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required FilesState State { get; init; }

    public required FileCounts Counts { get; init; }

    public required IReadOnlyList<FileRow> Files { get; init; }

    /// <summary>Where the next page is, when there is one.</summary>
    public string? Next { get; init; }

    /// <summary>How the inbox stands; null when the host has none.</summary>
    public InboxView? Inbox { get; init; }

    /// <summary>What forms need; null for those who may not change anything.</summary>
    public FormToken? Token { get; init; }

    /// <summary>Whether a quarantined file can be tried again.</summary>
    public bool CanReplay { get; init; }

    /// <summary>Null when the host takes no uploads.</summary>
    public InboxDoor? Door { get; init; }
}

/// <summary>How the inbox stands.</summary>
/// <param name="Paused">Why nothing is taken just now; null when files are taken.</param>
/// <param name="LookedAt">When it was last looked through.</param>
/// <param name="Problems">What lies in it and cannot be taken.</param>
public sealed record InboxView(string? Paused, DateTimeOffset? LookedAt, IReadOnlyList<InboxTrouble> Problems);

/// <summary>An entry of the inbox that cannot be taken, and why, as the rest of a sentence about it.</summary>
public sealed record InboxTrouble(string Name, string Why, DateTimeOffset Since);

/// <summary>How a file stands, in words and colors.</summary>
internal static class FileWords
{
    public static string Of(FileStatus status) => status switch
    {
        FileStatus.Received => "Waiting",
        FileStatus.Processing => "Being read",
        _ => status.ToString(),
    };

    public static string Tone(FileStatus status) => status switch
    {
        FileStatus.Archived => "good",
        FileStatus.Quarantined => "bad",
        _ => "going",
    };

    public static string Size(long bytes) => bytes switch
    {
        < 1024 => Words.Count(bytes, "byte", "bytes"),
        < 1024 * 1024 => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024):N1} MB"),
    };

    public static bool IsInWork(FileStatus status) => status is FileStatus.Received or FileStatus.Processing;
}
