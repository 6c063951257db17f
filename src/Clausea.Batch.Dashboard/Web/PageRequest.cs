using System.Globalization;
using Clausea.Batch.Dashboard.Access;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>What a desk may know of a request.</summary>
internal sealed class PageRequest(DashboardContext context)
{
    private const int LongestName = 100;

    private readonly HttpContext _http = context.GetHttpContext();

    public DashboardLinks Links { get; } = new(new UrlHelper(context).To(string.Empty));

    /// <summary>Who asks; null before the sign-in.</summary>
    public Visitor? Visitor => Visitor.Of(_http);

    /// <summary>Who acts, for the history.</summary>
    public string Actor => Visitor?.Name ?? throw new InvalidOperationException("Nobody has come through the gate.");

    /// <summary>Whether this person may work on letters.</summary>
    public bool MayChange => May(Right.Work);

    /// <summary>For the sign-in, which is made of cookies.</summary>
    public HttpContext Http => _http;

    public CancellationToken Aborted => _http.RequestAborted;

    /// <summary>The id in the route.</summary>
    public long Id => long.Parse(Route("Id"), CultureInfo.InvariantCulture);

    public string Route(string name) => context.UriMatch.Groups[name].Value;

    /// <summary>Null when absent or blank.</summary>
    public string? Query(string name) => NullIfBlank(_http.Request.Query[name]);

    /// <summary>Null when absent or blank.</summary>
    public async Task<string?> FormAsync(string name) => _http.Request.HasFormContentType
        ? NullIfBlank((await _http.Request.ReadFormAsync(Aborted))[name])
        : null;

    /// <summary>Whether the person may; a page shows only what they may do.</summary>
    public bool May(Right right) => Visitor?.May(right) ?? right == Right.Open;

    /// <summary>As it was typed, blanks included: a password. Null when absent.</summary>
    public async Task<string?> RawAsync(string name) => _http.Request.HasFormContentType
        ? (await _http.Request.ReadFormAsync(Aborted))[name].FirstOrDefault()
        : null;

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

/// <summary>Proves that a form came from our page. Public, as all views here, because Razor components are.</summary>
public sealed record FormToken(string Field, string Value);
