using System.Globalization;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>What a desk may know of a request.</summary>
internal sealed class PageRequest(DashboardContext context)
{
    private const int LongestName = 100;
    private const int LongestList = 1000;

    private readonly HttpContext _http = context.GetHttpContext();

    public DashboardLinks Links { get; } = new(new UrlHelper(context).To(string.Empty));

    /// <summary>Who acts, for the history.</summary>
    public string Actor =>
        _http.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : "local user";

    /// <summary>False when the host has made the dashboard read-only for this person.</summary>
    public bool MayChange => !context.IsReadOnly;

    /// <summary>The list that a page was come from, as its query; null when none is known.</summary>
    public string? List => _http.Request.Query["in"] is [{ } list, ..] && list.Length <= LongestList ? list : null;

    public CancellationToken Aborted => _http.RequestAborted;

    /// <summary>The id in the route.</summary>
    public long Id => long.Parse(Route("Id"), CultureInfo.InvariantCulture);

    public string Route(string name) => context.UriMatch.Groups[name].Value;

    /// <summary>Null when absent or blank.</summary>
    public string? Query(string name) => NullIfBlank(_http.Request.Query[name]);

    /// <summary>Every value of that name, blank ones left out.</summary>
    public IEnumerable<string> QueryAll(string name) => _http.Request.Query[name].Select(NullIfBlank).OfType<string>();

    /// <summary>Whether Hangfire still knows a job.</summary>
    public bool HasJob(string id)
    {
        using var connection = context.Storage.GetReadOnlyConnection();
        return connection.GetJobData(id) is not null;
    }

    /// <summary>What a job has written down for its page; null when there is nothing, or no such job.</summary>
    public string? JobParameter(string id, string name)
    {
        using var connection = context.Storage.GetReadOnlyConnection();
        return connection.GetJobParameter(id, name);
    }

    /// <summary>Null when absent or blank.</summary>
    public async Task<string?> FormAsync(string name) => _http.Request.HasFormContentType
        ? NullIfBlank((await _http.Request.ReadFormAsync(Aborted))[name])
        : null;

    /// <summary>All values of a field, such as those of ticked boxes.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(string name) => _http.Request.HasFormContentType
        ? [.. (await _http.Request.ReadFormAsync(Aborted))[name].OfType<string>()]
        : [];

    /// <summary>A file of the form; null when none was chosen. Its name is only a name.</summary>
    public async Task<(string Name, byte[] Content)?> FileAsync(string name)
    {
        if (!_http.Request.HasFormContentType || (await _http.Request.ReadFormAsync(Aborted)).Files[name] is not { Length: > 0 } file)
        {
            return null;
        }

        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, Aborted);
        return (NameOf(file.FileName), content.ToArray());
    }

    /// <summary>All files of the form under a name, empty ones too.</summary>
    public async Task<IReadOnlyList<SentFile>> FilesAsync(string name) => _http.Request.HasFormContentType
        ? [.. (await _http.Request.ReadFormAsync(Aborted)).Files.GetFiles(name)
            .Where(file => file.FileName.Length > 0)
            .Select(file => new SentFile(NameOf(file.FileName), file.Length, file.OpenReadStream))]
        : [];

    /// <summary>As typed, line ends as \n; null when absent or blank.</summary>
    public async Task<string?> TextAsync(string name) => (await FormAsync(name))?.Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>A whole number of the form; null when there is none.</summary>
    public async Task<int?> NumberAsync(string name) =>
        int.TryParse(await FormAsync(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What a form must carry to be accepted.</summary>
    public FormToken Token()
    {
        var tokens = _http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(_http);
        return new(tokens.FormFieldName, tokens.RequestToken ?? string.Empty);
    }

    // Without the folders that some browsers send, and without what would turn its letters around on a page.
    private static string NameOf(string fileName)
    {
        var name = new string([.. Path.GetFileName(fileName.Replace('\\', '/')).Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)]);
        var extension = Path.GetExtension(name);
        return name.Length <= LongestName ? name
            : extension.Length < LongestName ? name[..(LongestName - extension.Length)] + extension
            : name[..LongestName];
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A file of a form. Its name is only a name.</summary>
internal sealed record SentFile(string Name, long Length, Func<Stream> Open);

/// <summary>Proves that a form came from our page. Public, as all views here, because Razor components are.</summary>
public sealed record FormToken(string Field, string Value);
