namespace Clausea.Batch.Worker.Sources;

/// <summary>Looks at each source at its own interval. After failures the interval grows, so that a wrong password does not
/// lock the account.</summary>
internal sealed class SourceWatcher(SourceSweep sweep, TimeProvider time) : BackgroundService
{
    private const int MostDoublings = 4;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(4);

    /// <summary>How long to wait after so many failures in a row.</summary>
    public static TimeSpan Wait(TimeSpan every, int failures)
    {
        var grown = every * (1 << Math.Min(failures, MostDoublings));
        return failures == 0 || grown <= s_longest ? grown : every > s_longest ? every : s_longest;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(sweep.Sources.Select(source => WatchAsync(source, stoppingToken)));

    private async Task WatchAsync(SftpSource source, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var result = await sweep.RunAsync(source, cancellationToken);
            failures = result.Problems.Count == 0 ? 0 : failures + 1;
            await Task.Delay(Wait(source.Options.Every, failures), time, cancellationToken);
        }
    }
}
