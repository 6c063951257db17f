namespace Clausea.Batch.Ledger;

/// <summary>What an earlier remittance of the same payment covers. A trace number is unique for a payer by the rules; yet
/// payers give one and the same to every remittance that pays nothing, so there the claim must be the same too.</summary>
internal sealed class EarlierRemittance
{
    // Numbers of checks come round again after some time.
    private const int DaysApart = 180;

    private static readonly Sql SamePayment = new("""
        SELECT MIN(id)
        FROM clausea.remittances
        WHERE trace_number = @TraceNumber AND COALESCE(payer_id, payer_name, '') = @payer AND payment_amount <> @zero
            AND (payment_date IS NULL OR payment_date BETWEEN @from AND @to)
        """);

    private static readonly Sql SameDay = new("""
        SELECT r.id, d.patient_control_number, d.payer_claim_number
        FROM clausea.remittances r
        JOIN clausea.denials d ON d.remittance_id = r.id
        WHERE r.trace_number = @TraceNumber AND COALESCE(r.payer_id, r.payer_name, '') = @payer AND r.payment_amount = @zero
            AND (r.payment_date = @PaymentDate OR (r.payment_date IS NULL AND @PaymentDate IS NULL))
        ORDER BY r.id
        """);

    private readonly HashSet<(string?, string?)>? _claims;

    private EarlierRemittance(long id, HashSet<(string?, string?)>? claims)
    {
        Id = id;
        _claims = claims;
    }

    public long Id { get; }

    /// <summary>Null when there is none; asked before the new row is written. From here to the end of the transaction nobody else records one of this trace.</summary>
    public static async Task<EarlierRemittance?> FindAsync(LedgerSession session, RemittanceRow row, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(row.TraceNumber))
        {
            return null;
        }

        var payer = row.PayerId ?? row.PayerName ?? "";
        await session.Dialect.LockAsync(session, $"clausea.trace/{row.TraceNumber}/{payer}", cancellationToken);
        var day = row.PaymentDate ?? DateOnly.FromDateTime(row.Now.UtcDateTime);
        var args = new
        {
            row.TraceNumber,
            payer,
            row.PaymentDate,
            zero = new Money(0m),
            from = day.AddDays(-DaysApart),
            to = day.AddDays(DaysApart),
        };
        if (row.PaymentAmount.Amount != 0m)
        {
            return await session.FirstAsync<long?>(SamePayment, args, cancellationToken) is { } id ? new(id, null) : null;
        }

        var claims = await session.QueryAsync<ClaimOfEarlier>(SameDay, args, cancellationToken);
        return claims.Count == 0 ? null : new(claims[0].Id, [.. claims.Select(claim => (claim.PatientControlNumber, claim.PayerClaimNumber))]);
    }

    /// <summary>Whether this claim was part of it; null asks whether every claim is.</summary>
    public bool Covers(DenialRow? denial) =>
        _claims is null || (denial is not null && _claims.Contains((denial.PatientControlNumber, denial.PayerClaimNumber)));

    private sealed record ClaimOfEarlier
    {
        public long Id { get; init; }
        public string? PatientControlNumber { get; init; }
        public string? PayerClaimNumber { get; init; }
    }
}
