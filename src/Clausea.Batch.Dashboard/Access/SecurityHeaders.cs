using System.Net;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>What every answer of the dashboard tells browsers, on Hangfire's pages too.</summary>
internal static class SecurityHeaders
{
    /// <summary>Neither Hangfire's frame nor our pages have inline scripts or styles; tables of a letter and Hangfire's bars have
    /// style attributes.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
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

        // Assets tell themselves how long they may be kept: their addresses change with them.
        if (!isAsset)
        {
            headers.CacheControl = "no-store";
        }

        if (http.Request.IsHttps && !IsThisMachine(http.Request.Host.Host))
        {
            headers.StrictTransportSecurity = $"max-age={OneYear}";
        }
    }

    // Other programs on it would be asked for over https, too.
    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
