using System.Net;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>What every answer of the dashboard tells browsers, on Hangfire's pages too.</summary>
internal static class SecurityHeaders
{
    /// <summary>Neither Hangfire's pages nor ours have inline scripts or styles; tables of a letter and Hangfire's bars have style
    /// attributes. The hash is that of the one style that Chart.js, which Hangfire's graphs are drawn with, adds to a page.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-z7zcnw/4WalZqx+PrNaRnoeLz/G9WXuFqV1WCJ129sg='; style-src-attr 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'";

    private const string OneYear = "31536000";

    public static void Add(HttpContext http, bool isAsset)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        headers.CacheControl = "no-store";
        if (isAsset)
        {
            http.Response.OnStarting(MayBeKept, http.Response);
        }

        if (http.Request.IsHttps && !IsThisMachine(http.Request.Host.Host))
        {
            headers.StrictTransportSecurity = $"max-age={OneYear}";
        }
    }

    // Hangfire makes tokens of forms for every answer, and with them goes that it must not be kept. Addresses of assets change with
    // their content.
    private static Task MayBeKept(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode == StatusCodes.Status200OK && response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal))
        {
            response.Headers.CacheControl = $"private, max-age={OneYear}, immutable";
            response.Headers.Pragma = default;
        }

        return Task.CompletedTask;
    }

    // Other programs on it would be asked for over https, too.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
