using System.Data.Common;
using Clausea.Batch.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Ready when the ledger answers.</summary>
internal sealed class LedgerHealth(LedgerDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await database.CheckAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (DbException e)
        {
            return HealthCheckResult.Unhealthy($"The ledger does not answer ({e.GetType().Name}).");
        }
    }
}
