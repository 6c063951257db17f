using System.Collections.Concurrent;

namespace Clausea.Batch.Ledger;

/// <summary>The turn of one writer among those of this process that write to the same file.</summary>
internal sealed class WriteTurn : IDisposable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> s_files = new(StringComparer.Ordinal);

    private SemaphoreSlim? _file;

    private WriteTurn(SemaphoreSlim file) => _file = file;

    /// <summary>Null when the turn did not come in time: then the database itself says how long it may take.</summary>
    public static async Task<IDisposable?> TakeAsync(string file, TimeSpan longest, CancellationToken cancellationToken)
    {
        var turns = s_files.GetOrAdd(file, _ => new SemaphoreSlim(1));
        return await turns.WaitAsync(longest, cancellationToken) ? new WriteTurn(turns) : null;
    }

    public void Dispose() => Interlocked.Exchange(ref _file, null)?.Release();
}
