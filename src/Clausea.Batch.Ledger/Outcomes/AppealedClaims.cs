using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>By which numbers the ledger knows claims that were denied: of a million paid claims this tells the few that may be a
/// later decision, without asking the database for each. It may say yes too often, never no too often for what was recorded
/// before the last refresh.</summary>
public sealed class AppealedClaims(LedgerDatabase database)
{
    private const int PerPage = 50_000;

    // On SQL Server a session with lower ids may commit after one with higher ids.
    private const int Overlap = 1000;

    private static readonly Sql LatestId = new("SELECT COALESCE(MAX(id), 0) FROM clausea.denials");

    private static readonly Sql Numbers = new("""
        SELECT DISTINCT patient_control_number FROM clausea.denials
        WHERE patient_control_number > @after
        ORDER BY patient_control_number {page}
        """);

    private static readonly Sql NumbersSince = new("""
        SELECT patient_control_number FROM clausea.denials
        WHERE id > @after AND patient_control_number IS NOT NULL
        """);

    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _keys = [];
    private long? _knownTo;

    /// <summary>Learns what was recorded since. The id of a denial up to which all are known.</summary>
    public async Task<long> RefreshAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var latest = await session.FirstAsync<long>(LatestId, null, cancellationToken);
        long? known;
        lock (_gate)
        {
            known = _knownTo;
        }

        if (known is null)
        {
            await LearnAllAsync(session, cancellationToken);
        }
        else if (known < latest)
        {
            var after = database.Engine == LedgerEngine.SqlServer ? known - Overlap : known;
            Add(await session.QueryAsync<string>(NumbersSince, new { after }, cancellationToken));
        }

        lock (_gate)
        {
            _knownTo = Math.Max(_knownTo ?? 0, latest);
        }

        return latest;
    }

    /// <summary>False when no denial has this number.</summary>
    /// <param name="account">The <see cref="AccountKey"/> of a patient control number.</param>
    public bool MayHave(ulong account)
    {
        lock (_gate)
        {
            return _keys.Contains(account);
        }
    }

    private async Task LearnAllAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        var after = "";
        while (await session.QueryAsync<string>(Numbers, new { after, limit = PerPage }, cancellationToken) is { Count: > 0 } page)
        {
            Add(page);
            after = page[^1];
        }
    }

    private void Add(IEnumerable<string> numbers)
    {
        lock (_gate)
        {
            foreach (var number in numbers)
            {
                _keys.Add(AccountKey.Of(number));
            }
        }
    }
}
