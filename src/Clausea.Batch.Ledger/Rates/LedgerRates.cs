namespace Clausea.Batch.Ledger;

/// <summary>How much of what was decided was denied: by payer, practice and month of service. Remittances that repeat another
/// one under its trace number are left out.</summary>
public sealed class LedgerRates(LedgerDatabase database)
{
    private const string Sums = """
        SUM(c.claims) AS claims, SUM(c.services) AS services, SUM(c.charge) AS charge, SUM(c.paid) AS paid,
            SUM(c.denied_claims) AS denied_claims, SUM(c.denied_amount) AS denied_amount
        FROM clausea.claim_counts c
        JOIN clausea.remittances r ON r.id = c.remittance_id
        WHERE c.month >= @first AND c.month <= @last AND r.resent_of IS NULL
        """;

    private static readonly Sql Payers = new($"""
        SELECT r.payer_name AS name, r.payer_id AS id, {Sums}
        GROUP BY r.payer_name, r.payer_id
        ORDER BY SUM(c.denied_amount) DESC, r.payer_name, r.payer_id
        """);

    private static readonly Sql Practices = new($"""
        SELECT r.payee_name AS name, COALESCE(r.payee_npi, r.payee_tax_id) AS id, {Sums}
        GROUP BY r.payee_name, COALESCE(r.payee_npi, r.payee_tax_id)
        ORDER BY SUM(c.denied_amount) DESC, r.payee_name, COALESCE(r.payee_npi, r.payee_tax_id)
        """);

    private static readonly Sql Months = new($"""
        SELECT c.month, {Sums}
        GROUP BY c.month
        ORDER BY c.month
        """);

    /// <summary>Each payer, the one that denied most dollars first.</summary>
    /// <param name="first">A day of the first month of service.</param>
    /// <param name="last">A day of the last one.</param>
    public Task<IReadOnlyList<DenialRate>> ByPayerAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken = default) =>
        RatesAsync(Payers, first, last, cancellationToken);

    /// <summary>Each practice, by its NPI or tax number.</summary>
    public Task<IReadOnlyList<DenialRate>> ByPracticeAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken = default) =>
        RatesAsync(Practices, first, last, cancellationToken);

    /// <summary>Each month that had claims, the earliest first.</summary>
    public Task<IReadOnlyList<DenialRate>> ByMonthAsync(DateOnly first, DateOnly last, CancellationToken cancellationToken = default) =>
        RatesAsync(Months, first, last, cancellationToken);

    private async Task<IReadOnlyList<DenialRate>> RatesAsync(Sql sql, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new { first = ClaimCounts.FirstOf(first), last };
        return [.. (await session.QueryAsync<RateRecord>(sql, args, cancellationToken)).Select(record => record.ToRate())];
    }

    private sealed class RateRecord
    {
        public string? Name { get; init; }
        public string? Id { get; init; }
        public DateOnly? Month { get; init; }
        public int Claims { get; init; }
        public int Services { get; init; }
        public Money Charge { get; init; }
        public Money Paid { get; init; }
        public int DeniedClaims { get; init; }
        public Money DeniedAmount { get; init; }

        public DenialRate ToRate() => new()
        {
            Name = Name,
            Id = Id,
            Month = Month,
            Claims = Claims,
            Services = Services,
            Charge = Charge.Amount,
            Paid = Paid.Amount,
            DeniedClaims = DeniedClaims,
            DeniedAmount = DeniedAmount.Amount,
        };
    }
}

/// <summary>What was decided in some months, and how much of it was denied.</summary>
public sealed record DenialRate
{
    /// <summary>Of the payer or the practice.</summary>
    public string? Name { get; init; }

    public string? Id { get; init; }

    /// <summary>The first day of the month, where months are told apart.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>Claims decided, those reversed taken off.</summary>
    public required int Claims { get; init; }

    public required int Services { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal Charge { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal Paid { get; init; }

    /// <summary>Claims of which at least a part was denied.</summary>
    public required int DeniedClaims { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal DeniedAmount { get; init; }

    /// <summary>Of the claims, 0 to 1; null when none are left. More than 1 where more was denied than is left.</summary>
    public decimal? OfClaims => Claims > 0 ? (decimal)DeniedClaims / Claims : null;

    /// <summary>Of the dollars charged.</summary>
    public decimal? OfCharge => Charge > 0 ? DeniedAmount / Charge : null;
}
