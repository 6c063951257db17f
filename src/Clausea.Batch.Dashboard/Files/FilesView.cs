using System.Text.Json;
using System.Text.Json.Serialization;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>All that the page of files shows.</summary>
public sealed record FilesView(DashboardLinks Links, Clock Clock, IReadOnlyList<FileEntry> Files, bool HasMore)
{
    /// <summary>How the inbox stands; null when the host has none.</summary>
    public InboxView? Inbox { get; init; }

    /// <summary>What the form for another try needs; null when there can be none.</summary>
    public FormToken? Replay { get; init; }
}

/// <summary>How the inbox stands.</summary>
/// <param name="Paused">Why nothing is taken just now; null when files are taken.</param>
/// <param name="LookedAt">When it was last looked through.</param>
/// <param name="Problems">What lies in it and cannot be taken.</param>
public sealed record InboxView(string? Paused, DateTimeOffset? LookedAt, IReadOnlyList<InboxTrouble> Problems);

/// <summary>An entry of the inbox that cannot be taken, and why, as the rest of a sentence about it.</summary>
public sealed record InboxTrouble(string Name, string Why, DateTimeOffset Since);

/// <summary>A file and what the reader found in it.</summary>
public sealed record FileEntry(FileRow File, IReadOnlyList<Finding> Findings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    public int FindingCount => File.Totals.FindingErrors + File.Totals.FindingWarnings;

    internal static FileEntry Of(FileRow file) => new(
        file, file.Totals.FindingsJson is { } json ? JsonSerializer.Deserialize<List<Finding>>(json, Json) ?? [] : []);
}
