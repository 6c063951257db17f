using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>The cookie of somebody who is signed in: chance, and nothing else. Over https its name keeps every other host and path
/// from setting it; browsers take such a name over https only, so on this machine without https it has a plain one.</summary>
internal static class SessionCookie
{
    public const string SecureName = "__Host-clausea";
    public const string PlainName = "clausea";

    private const int TokenBytes = 32;
    private const int LongestToken = 64;

    /// <summary>A new token for the browser, and the hash of it for the ledger.</summary>
    public static (string Token, string Hash) New()
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        return (token, HashOf(token));
    }

    /// <summary>The hash of the token that the browser sent; null when it sent none.</summary>
    public static string? Read(HttpContext http) =>
        http.Request.Cookies[NameFor(http)] is { Length: > 0 and <= LongestToken } token ? HashOf(token) : null;

    // Not kept by the browser beyond its own end; how long it is good for, the ledger says.
    public static void Write(HttpContext http, string token) => http.Response.Cookies.Append(NameFor(http), token, OptionsFor(http));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(NameFor(http), OptionsFor(http));

    private static string NameFor(HttpContext http) => http.Request.IsHttps ? SecureName : PlainName;

    // Lax: a link in a mail leads somebody who is signed in to the page. Whatever changes something is a POST with a token.
    private static CookieOptions OptionsFor(HttpContext http) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    };

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
