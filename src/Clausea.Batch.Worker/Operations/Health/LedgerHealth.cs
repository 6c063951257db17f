using Clausea.Batch.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>The ledger answers.</summary>
internal sealed class LedgerHealth(LedgerDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy("The ledger answers.");
        }
        catch (Exception e) when (LedgerAway.Is(e))
        {
            return HealthCheckResult.Unhealthy($"The ledger does not answer ({e.GetType().Name}).");
        }
    }
}
