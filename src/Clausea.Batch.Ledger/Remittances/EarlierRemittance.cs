namespace Clausea.Batch.Ledger;

/// <summary>What an earlier remittance of the same payment covers. By the rules a payer gives a trace number once; yet some
/// give one and the same to every remittance that pays nothing. So the trace alone says nothing: the money must be the same
/// too, or the claim.</summary>
internal sealed class EarlierRemittance
{
    // Numbers of checks come round again after some time.
    private const int DaysApart = 180;

    private static readonly Sql SameMoney = new("""
        SELECT MIN(id)
        FROM clausea.remittances
        WHERE trace_number = @TraceNumber AND COALESCE(payer_id, payer_name, '') = @payer
            AND payment_amount = @PaymentAmount AND payment_amount <> @zero AND payment_date = @PaymentDate
        """);

    private static readonly Sql SameTrace = new("""
        SELECT r.id, d.patient_control_number, d.payer_claim_number
        FROM clausea.remittances r
        JOIN clausea.denials d ON d.remittance_id = r.id
        WHERE r.trace_number = @TraceNumber AND COALESCE(r.payer_id, r.payer_name, '') = @payer
            AND r.payment_date BETWEEN @from AND @to
        ORDER BY r.id
        """);

    private readonly Dictionary<(string?, string?), long> _claims;

    private EarlierRemittance(long? whole, Dictionary<(string?, string?), long> claims)
    {
        Whole = whole;
        _claims = claims;
    }

    /// <summary>The remittance of the very same payment; each claim is covered by it.</summary>
    public long? Whole { get; }

    /// <summary>Null when there is none; asked before the new row is written. From here to the end of the transaction nobody
    /// else records one of this trace.</summary>
    public static async Task<EarlierRemittance?> FindAsync(LedgerSession session, RemittanceRow row, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(row.TraceNumber))
        {
            return null;
        }

        var payer = row.PayerId ?? row.PayerName ?? "";
        await session.Dialect.LockAsync(session, $"clausea.trace/{row.TraceNumber}/{payer}", cancellationToken);
        var day = row.PaymentDate ?? DateOnly.FromDateTime(row.Now.UtcDateTime);
        var apart = row.PaymentAmount.Amount == 0m ? 0 : DaysApart;
        var args = new
        {
            row.TraceNumber,
            payer,
            row.PaymentAmount,
            row.PaymentDate,
            zero = new Money(0m),
            from = day.AddDays(-apart),
            to = day.AddDays(apart),
        };
        var whole = await session.FirstAsync<long?>(SameMoney, args, cancellationToken);
        var claims = whole is null ? await session.QueryAsync<ClaimOfEarlier>(SameTrace, args, cancellationToken) : [];
        return whole is null && claims.Count == 0 ? null : new(whole, ByClaim(claims));
    }

    /// <summary>The remittance that this claim was part of before; null when none is known.</summary>
    public long? Of(DenialRow denial) => Whole
        ?? (_claims.TryGetValue((denial.PatientControlNumber, denial.PayerClaimNumber), out var id) ? id : null);

    private static Dictionary<(string?, string?), long> ByClaim(IEnumerable<ClaimOfEarlier> claims)
    {
        var first = new Dictionary<(string?, string?), long>();
        foreach (var claim in claims)
        {
            first.TryAdd((claim.PatientControlNumber, claim.PayerClaimNumber), claim.Id);
        }

        return first;
    }

    private sealed record ClaimOfEarlier
    {
        public long Id { get; init; }
        public string? PatientControlNumber { get; init; }
        public string? PayerClaimNumber { get; init; }
    }
}
