namespace Clausea.Batch.Ledger;

/// <summary>Which remittances have to be read once more: a payment may be read before the denial that it answers, and paid claims
/// are not kept.</summary>
internal static class SecondLooks
{
    /// <summary>Those of the same payer that were paid later.</summary>
    public const int Later = 1;

    /// <summary>This one itself.</summary>
    public const int Itself = 2;

    private static readonly Sql LatestOfPayer = new("""
        SELECT MAX(payment_date) AS latest FROM clausea.remittances WHERE payer_id = @PayerId AND id <> @remittanceId
        """);

    private static readonly Sql LatestOfNamed = new("""
        SELECT MAX(payment_date) AS latest FROM clausea.remittances
        WHERE payer_id IS NULL AND payer_name = @PayerName AND id <> @remittanceId
        """);

    private static readonly Sql RecordedMeanwhile = new("""
        SELECT COUNT(*)
        FROM clausea.denials d
        JOIN clausea.remittances r ON r.id = d.remittance_id
        WHERE d.id > @knownTo AND r.id <> @remittanceId AND r.payment_date < @PaymentDate
            AND COALESCE(r.payer_id, r.payer_name, '') = @payer
        """);

    /// <summary>Asked in the transaction that records the remittance, when all of it is written.</summary>
    public static async Task<int> NeededAsync(
        LedgerSession session, RemittanceRow row, long remittanceId, long? knownTo, CancellationToken cancellationToken)
    {
        if (row.PaymentDate is null)
        {
            return 0;
        }

        var needed = 0;
        if (row.NewDenials > 0)
        {
            var args = new { row.PayerId, row.PayerName, remittanceId };
            var payer = await session.FirstAsync<LatestRecord>(row.PayerId is null ? LatestOfNamed : LatestOfPayer, args, cancellationToken);
            needed |= payer!.Latest > row.PaymentDate ? Later : 0;
        }

        if (knownTo is { } known)
        {
            var args = new { knownTo = known, remittanceId, row.PaymentDate, payer = row.PayerId ?? row.PayerName ?? "" };
            needed |= await session.FirstAsync<int>(RecordedMeanwhile, args, cancellationToken) > 0 ? Itself : 0;
        }

        return needed;
    }

    private sealed class LatestRecord
    {
        public DateOnly? Latest { get; init; }
    }
}
