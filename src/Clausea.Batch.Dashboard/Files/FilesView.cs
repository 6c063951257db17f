using System.Text.Json;
using System.Text.Json.Serialization;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>All that the page of files shows.</summary>
public sealed record FilesView(DashboardLinks Links, Clock Clock, IReadOnlyList<FileEntry> Files, bool HasMore);

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
