using System.Globalization;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Addresses of our pages. They hold ids and codes, never anything of a patient.</summary>
public sealed class DashboardLinks(string root)
{
    public string Today => $"{root}/today";

    public string Worklist => $"{root}/appeals";

    /// <summary>Where something is done with many appeals.</summary>
    public string Bulk => $"{root}/appeals/bulk";

    /// <summary>A list for spreadsheets.</summary>
    public string Csv(string query) => $"{root}/appeals/list.csv{(query.Length == 0 ? null : $"?{query}")}";

    public string Find => $"{root}/appeals/find";

    public string Files => $"{root}/files";

    public string File(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}/{id}");

    /// <summary>To the remittances of a file behind one of them.</summary>
    public string FileAfter(long id, long remittance) => string.Create(CultureInfo.InvariantCulture, $"{File(id)}?after={remittance}");

    public string FileProgress(long id) => $"{File(id)}/progress";

    /// <summary>To its bytes as they came.</summary>
    public string Original(long id) => $"{File(id)}/original";

    public string Upload => $"{Files}/upload";

    public string Uploaded(IEnumerable<FileHash> hashes) => Hashes($"{Files}/uploaded", hashes);

    public string UploadProgress(IEnumerable<FileHash> hashes) => Hashes($"{Files}/uploaded/progress", hashes);

    /// <summary>Hangfire's page of a job.</summary>
    public string Job(string id) => $"{root}/jobs/details/{Uri.EscapeDataString(id)}";

    public string Playbooks => $"{root}/playbooks";

    public string Playbook(string key) => $"{Playbooks}/{Uri.EscapeDataString(key)}";

    public string Payers => $"{root}/payers";

    public string Insights => $"{root}/insights";

    public string InsightProgress => $"{Insights}/progress";

    public string Replay(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}/{id}/replay");

    public string Codes => $"{root}/codes";

    public string StyleSheet => $"{root}/clausea/{Asset.Style.Name}";

    public string Script => $"{root}/clausea/{Asset.Script.Name}";

    /// <summary>For what goes on while a page is shown, and for files that are dropped on it.</summary>
    public string PagesScript => $"{root}/clausea/{Asset.Pages.Name}";

    public string WorklistOf(IEnumerable<KeyValuePair<string, string?>> query) =>
        QueryHelpers.AddQueryString(Worklist, query);

    public string Appeal(long id) => string.Create(CultureInfo.InvariantCulture, $"{root}/appeals/{id}");

    /// <summary>To the page of an appeal, which leads on in a list: its query, without anything of a patient.</summary>
    public string AppealIn(long id, string? list) => InList(Appeal(id), list);

    /// <summary>To what a person may do with an appeal, or to its letter: approve, note, letter.txt …</summary>
    public string Appeal(long id, string what) => $"{Appeal(id)}/{what}";

    /// <summary>The same, and then on in a list.</summary>
    public string AppealIn(long id, string what, string? list) => InList(Appeal(id, what), list);

    /// <summary>To the page of an appeal, telling what was just done.</summary>
    public string AppealDone(long id, string done, string? list = null) =>
        $"{InList($"{Appeal(id)}?done={done}", list)}{(Done.Section(done) is { } section ? $"#{section}" : null)}";

    private static string InList(string address, string? list) => list is null ? address : QueryHelpers.AddQueryString(address, "in", list);

    private static string Hashes(string address, IEnumerable<FileHash> hashes) =>
        QueryHelpers.AddQueryString(address, hashes.Select(hash => KeyValuePair.Create("hash", (string?)hash.Value)));

    /// <summary>The page of a code: N382, 50, CO-50 or CO.</summary>
    public string Code(string code) => $"{root}/codes/{Uri.EscapeDataString(code)}";
}
