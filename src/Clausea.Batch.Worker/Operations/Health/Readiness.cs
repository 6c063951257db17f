using System.Text.Json;
using Clausea.Batch.Worker.Sources;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>All that the worker must have to do its work, and what tells that it falls behind.</summary>
internal static class Readiness
{
    // A monitor asks every half minute and gives up after some seconds.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    public static void AddReadiness(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<LedgerHealth>("ledger", timeout: s_patience)
        .AddCheck<DataFolderHealth>("data", timeout: s_patience)
        .AddCheck<InboxHealth>("inbox", timeout: s_patience)
        .AddCheck<HangfireHealth>("jobs", timeout: s_patience)
        .AddCheck<SourcesHealth>("sources", timeout: s_patience)
        .AddCheck<WaitingHealth>("waiting", timeout: s_patience)
        .AddCheck<NightlyHealth>("nightly", timeout: s_patience);
}

/// <summary>The answer of `/health/ready`: the status of all, and of each with its reason. No path, no name, no amount.</summary>
internal static class ReadinessJson
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            Status = report.Status.ToString(),
            Checks = report.Entries.Select(entry => new
            {
                Name = entry.Key,
                Status = entry.Value.Status.ToString(),
                Reason = entry.Value.Description,
            }),
        },
        s_json,
        context.RequestAborted);
}
