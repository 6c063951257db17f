using System.Reflection;
using System.Security.Cryptography;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>A file of ours beside the pages; its address holds its hash, so that browsers may keep it.</summary>
internal sealed class Asset
{
    private const int HashLength = 16;

    private Asset(string name, string contentType)
    {
        (ContentType, Content) = (contentType, Read(name));
        Name = $"{Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength]}{Path.GetExtension(name)}";
    }

    public static Asset Style { get; } = new("clausea.css", "text/css; charset=utf-8");

    public static Asset Script { get; } = new("clausea.js", "text/javascript; charset=utf-8");

    public static Asset Pages { get; } = new("pages.js", "text/javascript; charset=utf-8");

    /// <summary>Hash and extension.</summary>
    public string Name { get; }

    public string ContentType { get; }

    public byte[] Content { get; }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Assets/{name}")
            ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>Serves an asset. Under the address of another version nobody may keep it.</summary>
internal sealed class AssetDispatcher(Asset asset) : IDashboardDispatcher
{
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var isCurrent = http.Request.Path.Value?.EndsWith($"/{asset.Name}", StringComparison.Ordinal) == true;
        http.Response.ContentType = asset.ContentType;
        http.Response.Headers.CacheControl = isCurrent ? "private, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Pragma = default;
        await http.Response.Body.WriteAsync(asset.Content, http.RequestAborted);
    }
}
