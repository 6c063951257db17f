using System.Globalization;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Operations.Health;

/// <summary>The data folder can be written to, and has room.</summary>
internal sealed class DataFolderHealth(DataFolder folder, IOptions<DataOptions> options) : IHealthCheck
{
    private const long Megabyte = 1 << 20;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await TryWritingAsync(cancellationToken);
            return Room(options.Value.MinFreeMegabytes);
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

    private HealthCheckResult Room(long least) => FreeMegabytes() is not { } free
        ? HealthCheckResult.Healthy("The data folder can be written to; its free space is not known.")
        : free < least
            ? HealthCheckResult.Unhealthy(string.Create(CultureInfo.InvariantCulture, $"The data folder has {free} MB free, less than Data:MinFreeMegabytes ({least})."))
            : HealthCheckResult.Healthy("The data folder can be written to and has room.");

    // A share on Windows has no drive to ask.
    private long? FreeMegabytes()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace / Megabyte;
        }
        catch (ArgumentException)
        {
            return null;
        }
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
