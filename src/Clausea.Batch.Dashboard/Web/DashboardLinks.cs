using System.Globalization;
using Clausea.Batch.Dashboard.Case;
using Microsoft.AspNetCore.WebUtilities;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Addresses of our pages. They hold ids and codes, never anything of a patient.</summary>
public sealed class DashboardLinks(string root)
{
    private const int LongestPath = 1000;

    public string Worklist => $"{root}/appeals";

    public string Find => $"{root}/appeals/find";

    public string Files => $"{root}/files";

    /// <summary>To a file among them.</summary>
    public string File(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}#file-{id}");

    public string Replay(long id) => string.Create(CultureInfo.InvariantCulture, $"{Files}/{id}/replay");

    public string Codes => $"{root}/codes";

    public string StyleSheet => root + Asset.StyleSheet.Path;

    public string SessionScript => root + Asset.Session.Path;

    public string SignInEnter => $"{root}/sign-in/enter";

    public string SignOut => $"{root}/sign-out";

    public string Account => $"{root}/account";

    public string AccountHere => $"{root}/account/here";

    public string AccountPassword => $"{root}/account/password";

    /// <summary>The sign-in page.</summary>
    /// <param name="back">Where to go on then, below the root.</param>
    /// <param name="why">A word of ours.</param>
    public string SignIn(string? back, string? why) => WithQuery($"{root}/sign-in", ("why", why), ("back", IsPath(back)));

    public string SignInProvider(string? back) => WithQuery($"{root}/sign-in/provider", ("back", IsPath(back)));

    /// <summary>Where somebody wanted to go before the sign-in: a page of the dashboard, whatever was asked for.</summary>
    public string Back(string? back) => IsPath(back) is { } path ? root + path : Worklist;

    /// <summary>The access log, of one person, of one day, from a place on.</summary>
    public string AccessLog(string? person = null, DateOnly? day = null, string? behind = null) =>
        WithQuery($"{root}/access", ("person", person), ("day", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("behind", behind));

    /// <summary>The path, when it is one that can stand behind the root; else null.</summary>
    internal static string? IsPath(string? path) =>
        path is { Length: <= LongestPath } && path.StartsWith('/') && !path.StartsWith("/sign-", StringComparison.Ordinal)
        && !path.AsSpan().ContainsAnyExceptInRange('!', '~') && !path.Contains('\\', StringComparison.Ordinal) && !path.StartsWith("//", StringComparison.Ordinal)
            ? path
            : null;

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

    private static string WithQuery(string address, params (string Name, string? Value)[] query) =>
        QueryHelpers.AddQueryString(address, query.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
}
