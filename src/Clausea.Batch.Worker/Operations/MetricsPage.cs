using System.Net;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Operations;

/// <summary>What stands before `/metrics`: who may read it, and a fresh look at the ledger.</summary>
internal static class MetricsPage
{
    public const string Path = "/metrics";

    // Scrapers give up after ten seconds; what the ledger does not tell in two is left out.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static void Prepare(IApplicationBuilder branch) => branch.Use(async (HttpContext context, RequestDelegate next) =>
    {
        var services = context.RequestServices;
        if (!services.GetRequiredService<IOptions<MetricsOptions>>().Value.AllowRemote && !IsLocal(context.Connection))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Metrics are told to this machine only, unless Metrics:AllowRemote is true.", context.RequestAborted);
            return;
        }

        await services.GetRequiredService<StandReader>().ReadAsync(s_patience, context.RequestAborted);
        await next(context);
    });

    /// <summary>As Hangfire decides it.</summary>
    internal static bool IsLocal(ConnectionInfo connection) => connection.RemoteIpAddress is { } remote &&
        (IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress));
}
