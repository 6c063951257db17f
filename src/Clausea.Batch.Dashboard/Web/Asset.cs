using System.Reflection;
using System.Security.Cryptography;
using Clausea.Batch.Dashboard.Access;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>A file of ours that pages load; its address holds its hash, so that browsers may keep it.</summary>
internal sealed class Asset
{
    private const int HashLength = 16;

    public static readonly Asset StyleSheet = new("clausea.css", "text/css; charset=utf-8");

    /// <summary>Leaves a page when nobody stirs.</summary>
    public static readonly Asset Session = new("session.js", "text/javascript; charset=utf-8");

    private Asset(string name, string contentType)
    {
        ContentType = contentType;
        Content = Read(name);
        Path = $"/clausea/{Convert.ToHexStringLower(SHA256.HashData(Content))[..HashLength]}{System.IO.Path.GetExtension(name)}";
    }

    public static IReadOnlyList<Asset> All { get; } = [StyleSheet, Session];

    public string ContentType { get; }

    public byte[] Content { get; }

    /// <summary>Below the root of the dashboard.</summary>
    public string Path { get; }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Assets/{name}")
            ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

/// <summary>Serves our files of one kind. Under the address of another version nobody may keep them.</summary>
internal sealed class AssetDispatcher(string extension) : IDashboardDispatcher, IGuarded
{
    private readonly List<Asset> _assets = [.. Asset.All.Where(asset => asset.Path.EndsWith(extension, StringComparison.Ordinal))];

    public Guard Guard { get; } = new(Right.Open, IsAsset: true);

    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var current = _assets.Find(asset => asset.Path == http.Request.Path.Value);
        if (current is null && _assets.Count > 1)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var asset = current ?? _assets[0];
        http.Response.ContentType = asset.ContentType;
        http.Response.Headers.CacheControl = current is null ? "no-cache" : "private, max-age=31536000, immutable";
        http.Response.Headers.Pragma = default;
        await http.Response.Body.WriteAsync(asset.Content, http.RequestAborted);
    }
}
