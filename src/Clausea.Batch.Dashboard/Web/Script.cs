using System.Reflection;
using System.Security.Cryptography;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Our one script, without which every page works too; its address holds its hash, so that browsers may keep it.</summary>
internal static class Script
{
    private const int HashLength = 16;

    public static byte[] Content { get; } = Read();

    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength];

    private static byte[] Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Assets/pages.js")
            ?? throw new InvalidOperationException("The script is not part of the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>Serves the script. Under the address of another version nobody may keep it.</summary>
internal sealed class ScriptDispatcher : IDashboardDispatcher
{
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var isCurrent = http.Request.Path.Value?.EndsWith($"/{Script.Hash}.js", StringComparison.Ordinal) == true;
        http.Response.ContentType = "text/javascript; charset=utf-8";
        http.Response.Headers.CacheControl = isCurrent ? "private, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Pragma = default;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(Script.Content, http.RequestAborted);
    }
}
