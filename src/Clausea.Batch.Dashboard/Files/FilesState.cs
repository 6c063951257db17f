using System.Globalization;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>What the list of files shows; it lives in the page's address.</summary>
public sealed record FilesState
{
    public const int PageSize = 100;

    public FileGroup Group { get; init; }

    /// <summary>The last file of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>Reads it from the query; what it does not understand does not restrict.</summary>
    public static FilesState Read(Func<string, string?> query) => new()
    {
        Group = Array.Find(Enum.GetValues<FileGroup>(), group => group.ToString().Equals(query("show"), StringComparison.OrdinalIgnoreCase)),
        Before = long.TryParse(query("before"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
    };

    public string Href(DashboardLinks links) => QueryHelpers.AddQueryString(links.Files, new Dictionary<string, string?>
    {
        ["show"] = Group == FileGroup.All ? null : Group.ToString(),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
    });

    public static string TitleOf(FileGroup group) => group switch
    {
        FileGroup.InWork => "In work",
        FileGroup.WithFindings => "With findings",
        _ => group.ToString(),
    };
}
