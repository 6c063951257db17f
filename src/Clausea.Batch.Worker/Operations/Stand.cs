using System.Data.Common;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Operations;

/// <summary>How the work stood at a moment; a part that could not be read is null.</summary>
internal sealed record Stand(DateTimeOffset At, LedgerStand? Ledger, int? InInbox, int? InQuarantine);

/// <summary>Reads the stand for metrics and health, at most every 15 seconds and never twice at once, whoever asks and
/// however often. A ledger that is away costs its askers no error.</summary>
internal sealed class StandReader(LedgerSummary summary, DataFolder folder, TimeProvider time)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task<Stand>? _reading;
    private long _begun;
    private Stand? _latest;

    /// <summary>What was read last; null when that is over a minute ago.</summary>
    public Stand? Latest => Volatile.Read(ref _latest) is { } stand && time.GetUtcNow() - stand.At < s_fresh ? stand : null;

    /// <summary>The stand; null when it could not be read within the time. The reading then goes on for those who ask later.</summary>
    public async Task<Stand?> ReadAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            return await Reading().WaitAsync(within, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private Task<Stand> Reading()
    {
        lock (_gate)
        {
            if (_reading is null || (_reading.IsCompleted && time.GetElapsedTime(_begun) >= s_every))
            {
                _begun = time.GetTimestamp();
                _reading = Task.Run(ReadNowAsync);
            }

            return _reading;
        }
    }

    private async Task<Stand> ReadNowAsync()
    {
        var ledger = await LedgerAsync();
        var stand = new Stand(time.GetUtcNow(), ledger, Count(folder.Inbox), Count(folder.Quarantine));
        Volatile.Write(ref _latest, stand);
        return stand;
    }

    private async Task<LedgerStand?> LedgerAsync()
    {
        try
        {
            return await summary.StandAsync(CancellationToken.None);
        }
        catch (Exception e) when (LedgerAway.Is(e))
        {
            return null;
        }
    }

    // A reason lies beside each file of the quarantine, and what is still written has a name of its own.
    private static int? Count(string path)
    {
        try
        {
            return Directory.EnumerateFiles(path).Count(file =>
                !file.EndsWith(".reason.txt", StringComparison.Ordinal) && !file.EndsWith(".part", StringComparison.Ordinal) && Path.GetFileName(file)[0] != '.');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>What a database throws that does not answer. A pool that has no connection left throws an invalid operation.</summary>
internal static class LedgerAway
{
    public static bool Is(Exception e) => e is DbException or TimeoutException or InvalidOperationException;
}
