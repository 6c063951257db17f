using Clausea.Batch.Ledger;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>No file and no draft has waited for over an hour.</summary>
internal sealed class WaitingHealth(StandReader reader) : IHealthCheck
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await reader.LedgerAsync(cancellationToken) is { } ledger ? Judge(ledger) : HealthCheckResult.Degraded("Not known while the ledger does not answer.");

    internal static HealthCheckResult Judge(LedgerStand ledger) => (IsLate(ledger.At, ledger.OldestFile), IsLate(ledger.At, ledger.OldestQueued)) switch
    {
        (true, true) => HealthCheckResult.Degraded("A file and a draft have waited for over an hour."),
        (true, _) => HealthCheckResult.Degraded("A file has waited for over an hour."),
        (_, true) => HealthCheckResult.Degraded("A draft has waited for over an hour."),
        _ => HealthCheckResult.Healthy("No file and no draft has waited for over an hour."),
    };

    private static bool IsLate(DateTimeOffset now, DateTimeOffset? since) => now - since > s_longest;
}

/// <summary>The nightly run comes to its end each night; 26 hours leave room for a long one and for a change of the clock.</summary>
internal sealed class NightlyHealth(StandReader reader) : IHealthCheck
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(26);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await reader.LedgerAsync(cancellationToken) is { } ledger ? Judge(ledger) : HealthCheckResult.Degraded("Not known while the ledger does not answer.");

    internal static HealthCheckResult Judge(LedgerStand ledger) => ledger switch
    {
        { NightlyRun: { } run } when ledger.At - run <= s_longest => HealthCheckResult.Healthy("The last nightly run finished within 26 hours."),
        { NightlyRun: not null } => HealthCheckResult.Degraded("The last nightly run finished over 26 hours ago."),
        _ when ledger.At - ledger.LedgerMade <= s_longest => HealthCheckResult.Healthy("No nightly run has been due yet."),
        _ => HealthCheckResult.Degraded("No nightly run has finished yet, and the ledger is older than 26 hours."),
    };
}

internal static class StandForHealth
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Null when the ledger does not tell in time.</summary>
    public static async Task<LedgerStand?> LedgerAsync(this StandReader reader, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(s_patience, cancellationToken))?.Ledger;
}
