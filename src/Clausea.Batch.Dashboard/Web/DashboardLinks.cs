using System.Globalization;
using Clausea.Batch.Dashboard.Case;
using Microsoft.AspNetCore.WebUtilities;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Addresses of our pages. They hold ids and codes, never anything of a patient.</summary>
public sealed class DashboardLinks(string root)
{
    public string Worklist => $"{root}/appeals";

    public string Find => $"{root}/appeals/find";

    public string Files => $"{root}/files";

    /// <summary>To a file among them.</summary>
    public string File(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}#file-{id}");

    public string Replay(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}/{id}/replay");

    public string Codes => $"{root}/codes";

    public string StyleSheet => $"{root}/clausea/{Web.StyleSheet.Hash}.css";

    public string WorklistOf(IEnumerable<KeyValuePair<string, string?>> query) =>
        QueryHelpers.AddQueryString(Worklist, query);

    public string Appeal(long id) => string.Create(CultureInfo.InvariantCulture, $"{root}/appeals/{id}");

    /// <summary>To what a person may do with an appeal, or to its letter: approve, note, letter.txt …</summary>
    public string Appeal(long id, string what) => $"{Appeal(id)}/{what}";

    /// <summary>To the page of an appeal, telling what was just done.</summary>
    public string AppealDone(long id, string done) =>
        $"{Appeal(id)}?done={done}{(Done.Section(done) is { } section ? $"#{section}" : null)}";

    /// <summary>The page of a code: N382, 50, CO-50 or CO.</summary>
    public string Code(string code) => $"{root}/codes/{Uri.EscapeDataString(code)}";
}
