using Clausea.Batch.Worker.Jobs;
using Hangfire;
using Hangfire.Storage.Monitoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>Each queue has a Hangfire server of this process that still tells that it lives.</summary>
internal sealed class HangfireHealth(JobStorage storage, TimeProvider time) : IHealthCheck
{
    // Servers tell it every half minute.
    private static readonly TimeSpan s_silence = TimeSpan.FromMinutes(3);
    private static readonly string[] s_queues = [Queues.Files, Queues.Drafts, Queues.Nightly];

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Hangfire's storage knows no asynchronous calls.
            var servers = await Task.Run(() => storage.GetMonitoringApi().Servers(), cancellationToken).WaitAsync(cancellationToken);
            var served = servers.Where(IsOurs).Where(IsAlive).SelectMany(server => server.Queues).ToHashSet(StringComparer.Ordinal);
            return s_queues.Except(served).ToList() is { Count: > 0 } missing
                ? HealthCheckResult.Unhealthy($"No living Hangfire server of this process serves {string.Join(", ", missing)}.")
                : HealthCheckResult.Healthy("The Hangfire servers of this process are alive.");
        }
        catch (Exception e) when (LedgerAway.Is(e))
        {
            return HealthCheckResult.Unhealthy($"The storage of Hangfire does not answer ({e.GetType().Name}).");
        }
    }

    private static bool IsOurs(ServerDto server) =>
        server.Name.StartsWith($"{Environment.MachineName}:", StringComparison.OrdinalIgnoreCase) && server.Name.Contains($":{Environment.ProcessId}", StringComparison.Ordinal);

    private bool IsAlive(ServerDto server) => server.Heartbeat is { } told && time.GetUtcNow().UtcDateTime - told < s_silence;
}
