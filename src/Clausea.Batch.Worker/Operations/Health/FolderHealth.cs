using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>The data folder can be written to, and has room.</summary>
internal sealed class DataFolderHealth(DataFolder folder, FreeSpace space) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await TryWritingAsync(cancellationToken);
            return space.WhyTooLittle() is { } why
                ? HealthCheckResult.Unhealthy(why)
                : HealthCheckResult.Healthy("The data folder can be written to and has room.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"The data folder cannot be written to ({e.GetType().Name}).");
        }
    }

    // Not in a folder that is looked through; gone again when it is closed.
    private async Task TryWritingAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Root, $".ready-{Guid.NewGuid():N}");
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        await file.WriteAsync("ready"u8.ToArray(), cancellationToken);
        await file.FlushAsync(cancellationToken);
    }
}

/// <summary>The inbox can be read.</summary>
internal sealed class InboxHealth(DataFolder folder) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.Run(Look, cancellationToken);

    private HealthCheckResult Look()
    {
        try
        {
            _ = Directory.EnumerateFiles(folder.Inbox).Any();
            return HealthCheckResult.Healthy("The inbox can be read.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HealthCheckResult.Unhealthy($"The inbox cannot be read ({e.GetType().Name}).");
        }
    }
}
