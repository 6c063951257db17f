namespace Clausea.Batch.Ledger;

/// <summary>What the office saw of each code.</summary>
public sealed class LedgerCodes(LedgerDatabase database)
{
    private const int RecentDays = 90;
    private const int TopPayers = 5;

    private static readonly Sql Counts = new("""
        SELECT code, COUNT(*) AS denials, SUM(denied_amount) AS denied_amount,
            SUM(CASE WHEN created_at >= @since THEN 1 ELSE 0 END) AS recent_denials,
            SUM(CASE WHEN created_at >= @since THEN denied_amount ELSE 0 END) AS recent_amount
        FROM clausea.denial_codes
        GROUP BY code
        """);

    /// <summary>Every code that was seen, in one query.</summary>
    public async Task<IReadOnlyDictionary<string, CodeCount>> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var rows = await session.QueryAsync<CodeRecord>(Counts, new { since = Since }, cancellationToken);
        return rows.ToDictionary(row => row.Code, row => row.ToCount(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A code without its group, such as 50 or N382; null when it was never seen.</summary>
    public async Task<CodeHistory?> FindAsync(string code, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var ever = await FiguresAsync(session, code, DateTimeOffset.MinValue, cancellationToken);
        if (ever.Denials == 0)
        {
            return null;
        }

        var payers = await session.QueryAsync<CodeRecord>(Payers, new { code, limit = TopPayers }, cancellationToken);
        return new()
        {
            Days = RecentDays,
            Recent = await FiguresAsync(session, code, Since, cancellationToken),
            Ever = ever,
            Payers = [.. payers.Select(row => row.ToPayer())],
        };
    }

    private DateTimeOffset Since => database.Now.AddDays(-RecentDays);

    private static readonly Sql Payers = new("""
        SELECT payer, COUNT(*) AS denials, SUM(denied_amount) AS denied_amount
        FROM clausea.denial_codes
        WHERE code = @code
        GROUP BY payer
        ORDER BY COUNT(*) DESC, SUM(denied_amount) DESC, payer {page}
        """);

    private static readonly Sql Denials = new("""
        SELECT COUNT(*) AS denials, COALESCE(SUM(denied_amount), 0) AS denied_amount
        FROM clausea.denial_codes
        WHERE code = @code AND created_at >= @since
        """);

    private static readonly Sql Outcomes = new("""
        SELECT a.status, a.outcome, COUNT(*) AS appeals, SUM(COALESCE(a.recovered_amount, 0)) AS recovered_amount
        FROM clausea.denial_codes c
        JOIN clausea.appeals a ON a.denial_id = c.denial_id
        WHERE c.code = @code AND c.created_at >= @since
        GROUP BY a.status, a.outcome
        """);

    private static async Task<CodeFigures> FiguresAsync(
        LedgerSession session, string code, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var denials = await session.FirstAsync<CodeRecord>(Denials, new { code, since }, cancellationToken);
        var outcomes = await session.QueryAsync<CodeOutcomeRecord>(Outcomes, new { code, since }, cancellationToken);
        int Of(AppealOutcome outcome) => outcomes.Where(row => row.Outcome == outcome).Sum(row => row.Appeals);
        return new()
        {
            Denials = denials!.Denials,
            DeniedAmount = denials.DeniedAmount.Amount,
            Won = Of(AppealOutcome.Won),
            PartlyWon = Of(AppealOutcome.PartlyWon),
            Upheld = Of(AppealOutcome.Upheld),
            Withdrawn = outcomes.Where(row => row.Status == AppealStatus.Withdrawn).Sum(row => row.Appeals),
            Open = outcomes.Where(row => row.Status is not (AppealStatus.Closed or AppealStatus.Withdrawn)).Sum(row => row.Appeals),
            RecoveredAmount = outcomes.Sum(row => row.RecoveredAmount.Amount),
        };
    }
}
