using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Sources;

/// <summary>How a source stood at its last look.</summary>
/// <param name="Problem">What was wrong at the last look; null when nothing was.</param>
internal sealed record SourceStatus(string Source, DateTimeOffset LastLook, DateTimeOffset? LastSuccess, string? Problem);

/// <summary>The last look at each source, in memory.</summary>
internal sealed class SourceStatuses
{
    private readonly ConcurrentDictionary<string, SourceStatus> _last = new(StringComparer.Ordinal);

    public IReadOnlyList<SourceStatus> All => [.. _last.Values.OrderBy(status => status.Source, StringComparer.Ordinal)];

    public void Note(PickUpResult result, DateTimeOffset now)
    {
        // Whoever was busy with the source has noted it.
        if (!result.IsBusy)
        {
            var problem = result.Problems.Count == 0 ? null : string.Join(" ", result.Problems);
            _last.AddOrUpdate(
                result.Source,
                source => new SourceStatus(source, now, problem is null ? now : null, problem),
                (source, before) => new SourceStatus(source, now, problem is null ? now : before.LastSuccess, problem));
        }
    }
}

/// <summary>Degraded while the last look at a source failed: the worker does its other work all the same.</summary>
internal sealed class SourcesHealth(SourceStatuses statuses) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failing = statuses.All.Where(status => status.Problem is not null).ToList();
        return Task.FromResult(failing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join(" ", failing.Select(status => $"{status.Source}: {status.Problem}"))));
    }
}
