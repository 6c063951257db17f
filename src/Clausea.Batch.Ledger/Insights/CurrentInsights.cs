namespace Clausea.Batch.Ledger;

/// <summary>The counts of the ledger as pages need them: at once. They are counted anew, beside the pages, once somebody asks
/// and the ledger has changed; a count that took long is not made again soon, and whoever asks meanwhile gets the last one,
/// which says when it was made.</summary>
public sealed class CurrentInsights(LedgerInsights ledger, TimeProvider time)
{
    // A count may take one part in so many of the machine's time.
    private const int Rest = 30;

    private readonly Lock _lock = new();
    private Counted? _last;
    private Task<Counted>? _counting;

    /// <summary>How long somebody waits for a count before the last one must do.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>Null while the first count is being made and takes longer than anybody should wait.</summary>
    public async Task<InsightCube?> FindAsync(CancellationToken cancellationToken = default)
    {
        var version = await ledger.VersionAsync(cancellationToken);
        if (Begin(version) is { } counting)
        {
            await Task.WhenAny(counting, Task.Delay(Patience, cancellationToken));
            if (counting.IsFaulted)
            {
                await counting;
            }
        }

        lock (_lock)
        {
            return _last?.Cube;
        }
    }

    // Null when what there is will do.
    private Task<Counted>? Begin(InsightVersion version)
    {
        lock (_lock)
        {
            if (_counting is null && (_last is null || (_last.Version != version && time.GetElapsedTime(_last.At) >= _last.Took * Rest)))
            {
                _counting = Task.Run(() => CountAsync(version));
            }

            return _counting;
        }
    }

    private async Task<Counted> CountAsync(InsightVersion version)
    {
        try
        {
            var begun = time.GetTimestamp();
            var cube = await ledger.CountAsync(CancellationToken.None);
            _ = cube.Everything;
            var counted = new Counted(cube, version, time.GetTimestamp(), time.GetElapsedTime(begun));
            lock (_lock)
            {
                _last = counted;
            }

            return counted;
        }
        finally
        {
            lock (_lock)
            {
                _counting = null;
            }
        }
    }

    private sealed record Counted(InsightCube Cube, InsightVersion Version, long At, TimeSpan Took);
}
