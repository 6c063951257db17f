using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Counts the whole ledger for insights. Some seconds for a million denials: ask <see cref="CurrentInsights"/>
/// where somebody waits.</summary>
public sealed class LedgerInsights(LedgerDatabase database)
{
    private static readonly Sql Version = new("""
        SELECT
            (SELECT COALESCE(MAX(id), 0) FROM clausea.history) AS history,
            (SELECT COALESCE(MAX(id), 0) FROM clausea.denials) AS denials,
            (SELECT COALESCE(MAX(id), 0) FROM clausea.remittances) AS remittances,
            (SELECT COALESCE(MAX(id), 0) FROM clausea.purges) AS purges
        """);

    /// <summary>Changes with everything that is counted.</summary>
    internal async Task<InsightVersion> VersionAsync(CancellationToken cancellationToken)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return (await session.FirstAsync<InsightVersion>(Version, null, cancellationToken))!;
    }

    private static readonly Sql Remittances = new("""
        SELECT id, payer_name, payer_id, payee_name, COALESCE(payee_npi, payee_tax_id) AS payee_id, payment_date, created_at,
            resent_of
        FROM clausea.remittances
        """);

    // Who sent it is told by more than the columns have: the latest remittance of each stands for the others.
    private static readonly Sql LatestOfPayers = new("""
        SELECT payer_name AS name, payer_id AS number, header_json
        FROM clausea.remittances
        WHERE id IN (SELECT MAX(id) FROM clausea.remittances GROUP BY payer_name, payer_id)
        """);

    private static readonly Sql LatestOfPractices = new("""
        SELECT payee_name AS name, COALESCE(payee_npi, payee_tax_id) AS number, header_json
        FROM clausea.remittances
        WHERE id IN (SELECT MAX(id) FROM clausea.remittances GROUP BY payee_name, COALESCE(payee_npi, payee_tax_id))
        """);

    private static readonly Sql Rates = new("""
        SELECT remittance_id, month, claims, services, charge, paid, denied_claims, denied_amount FROM clausea.claim_counts
        """);

    // All columns stand in one index; so do those by which the appeals of a denial are found.
    private static readonly Sql Denials = new("""
        SELECT remittance_id, service_from, denied_amount, disposition, reasons, remarks FROM clausea.denials
        """);

    private static readonly Sql Appeals = new("""
        SELECT d.remittance_id, d.service_from, d.reasons, d.remarks, a.denied_amount, a.status, a.outcome, a.recovered_amount,
            a.playbook, a.sent_at, a.closed_at, a.decided_on
        FROM clausea.denials d
        CROSS JOIN clausea.appeals a
        WHERE a.denial_id = d.id
        """);

    public async Task<InsightCube> CountAsync(CancellationToken cancellationToken = default)
    {
        var cube = new InsightCube(database.Now) { Codes = await new LedgerCodes(database).CountsAsync(cancellationToken) };
        await using var session = await database.ReadAsync(cancellationToken);
        var places = new Dictionary<long, Place>();
        foreach (var remittance in await session.QueryAsync<RemittanceFacts>(Remittances, null, cancellationToken))
        {
            places.Add(remittance.Id, PlaceOf(remittance, cube));
        }

        foreach (var latest in await session.QueryAsync<LatestFacts>(LatestOfPayers, null, cancellationToken))
        {
            cube.Payers[InsightCube.KeyOf(latest.Name, latest.Number)] = LedgerJson.Read<Remittance>(latest.HeaderJson);
        }

        foreach (var latest in await session.QueryAsync<LatestFacts>(LatestOfPractices, null, cancellationToken))
        {
            cube.Practices[InsightCube.KeyOf(latest.Name, latest.Number)] = LedgerJson.Read<Remittance>(latest.HeaderJson);
        }

        await foreach (var count in session.StreamAsync<RateFacts>(Rates).WithCancellation(cancellationToken))
        {
            if (places.TryGetValue(count.RemittanceId, out var place) && !place.IsResent)
            {
                cube.Add(place.Party, count.ToRate());
            }
        }

        await foreach (var denial in session.StreamAsync<DenialFacts>(Denials).WithCancellation(cancellationToken))
        {
            if (denial.IsDenied && places.TryGetValue(denial.RemittanceId, out var place) && !place.IsResent)
            {
                cube.Add(place.Party, place.MonthOf(denial.ServiceFrom), denial);
            }
        }

        await foreach (var appeal in session.StreamAsync<AppealFacts>(Appeals).WithCancellation(cancellationToken))
        {
            cube.AddToPlaybook(appeal);
            if (places.TryGetValue(appeal.RemittanceId, out var place) && !place.IsResent)
            {
                cube.Add(place.Party, place.MonthOf(appeal.ServiceFrom), appeal, DaysOf(appeal));
            }
        }

        return cube;
    }

    private Place PlaceOf(RemittanceFacts remittance, InsightCube cube) => new(
        cube.PartyOf(new(remittance.PayerName, remittance.PayerId, remittance.PayeeName, remittance.PayeeId)),
        ClaimCounts.FirstOf(remittance.PaymentDate ?? DayOf(remittance.CreatedAt)),
        remittance.ResentOf is not null);

    private int? DaysOf(AppealFacts appeal) =>
        appeal is { Status: AppealStatus.Closed, SentAt: { } sent } && (appeal.DecidedOn ?? (appeal.ClosedAt is { } closed ? DayOf(closed) : null)) is { } decided
            ? Math.Max(0, decided.DayNumber - DayOf(sent).DayNumber)
            : null;

    private DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, database.Office).DateTime);

    /// <summary>Where the figures of a remittance belong.</summary>
    private readonly record struct Place(int Party, DateOnly PaymentMonth, bool IsResent)
    {
        public DateOnly MonthOf(DateOnly? service) => service is { } day ? ClaimCounts.FirstOf(day) : PaymentMonth;
    }

    private sealed class RemittanceFacts
    {
        public long Id { get; init; }
        public string? PayerName { get; init; }
        public string? PayerId { get; init; }
        public string? PayeeName { get; init; }
        public string? PayeeId { get; init; }
        public DateOnly? PaymentDate { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
        public long? ResentOf { get; init; }
    }

    private sealed class LatestFacts
    {
        public string? Name { get; init; }
        public string? Number { get; init; }
        public string HeaderJson { get; init; } = "";
    }

    private sealed class RateFacts
    {
        public long RemittanceId { get; init; }
        public DateOnly Month { get; init; }
        public int Claims { get; init; }
        public int Services { get; init; }
        public Money Charge { get; init; }
        public Money Paid { get; init; }
        public int DeniedClaims { get; init; }
        public Money DeniedAmount { get; init; }

        public DenialRate ToRate() => new()
        {
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

/// <summary>The last row of each table that is counted.</summary>
internal sealed record InsightVersion
{
    public long History { get; init; }

    public long Denials { get; init; }

    public long Remittances { get; init; }

    public long Purges { get; init; }
}
