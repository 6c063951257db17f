using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Remittances that came out of order, and what a second look at them finds.</summary>
public sealed class LedgerOutcomes(LedgerDatabase database)
{
    private static readonly Sql Waiting = new("""
        SELECT id FROM clausea.remittances WHERE second_look > 0 ORDER BY id
        """);

    /// <summary>Ids of the remittances that ask for a second look, at others or at themselves.</summary>
    public async Task<IReadOnlyList<long>> WaitingAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<long>(Waiting, null, cancellationToken);
    }

    private static readonly Sql Files = new("""
        SELECT r.file_id FROM clausea.remittances r WHERE r.second_look >= 2
        UNION
        SELECT r.file_id
        FROM clausea.remittances late
        JOIN clausea.remittances r ON r.payer_id = late.payer_id AND r.payment_date > late.payment_date
        WHERE late.second_look IN (1, 3)
        UNION
        SELECT r.file_id
        FROM clausea.remittances late
        JOIN clausea.remittances r ON r.payer_id IS NULL AND r.payer_name = late.payer_name AND r.payment_date > late.payment_date
        WHERE late.second_look IN (1, 3) AND late.payer_id IS NULL
        """);

    /// <summary>Ids of the files to be read again for them, in the order in which they came.</summary>
    public async Task<IReadOnlyList<long>> FilesAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return [.. (await session.QueryAsync<long>(Files, null, cancellationToken)).Order()];
    }

    private static readonly Sql OfFile = new("""
        SELECT id, segment FROM clausea.remittances WHERE file_id = @fileId
        """);

    /// <summary>Ids of the remittances that this file brought, by the segment of their ST.</summary>
    public async Task<IReadOnlyDictionary<int, long>> RemittancesOfAsync(long fileId, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var rows = await session.QueryAsync<PlaceRecord>(OfFile, new { fileId }, cancellationToken);
        return rows.ToDictionary(row => row.Segment, row => row.Id);
    }

    /// <summary>Weighs claims of a recorded remittance against the appeals there are now. How many were closed.</summary>
    public async Task<int> WeighAsync(
        long remittanceId, long fileId, Remittance remittance, IEnumerable<(ClaimPayment Claim, Verdict Verdict)> claims,
        CancellationToken cancellationToken = default)
    {
        List<LaterClaim> later = [.. claims.Select(claim => new LaterClaim(claim.Claim, claim.Verdict))];
        if (later.Count == 0)
        {
            return 0;
        }

        await using var session = await database.WriteAsync(cancellationToken);
        var closed = await new LaterClaims(session, remittanceId, fileId, remittance, database.Now).WeighAsync(later, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return closed;
    }

    private static readonly Sql Done = new("UPDATE clausea.remittances SET second_look = 0 WHERE id = @id");

    /// <summary>The second look that these asked for was made.</summary>
    public async Task DoneAsync(IEnumerable<long> remittances, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(Done, remittances.Select(id => new { id }), cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    private sealed class PlaceRecord
    {
        public long Id { get; init; }
        public int Segment { get; init; }
    }
}
