namespace Clausea.Batch.Ledger;

/// <summary>Puts the rows of sums together that changes have left in SQL Server.</summary>
internal static class SqlServerSums
{
    private static readonly Sql Count = new("SELECT COUNT(*) FROM clausea.appeal_sums");

    // Whoever is about to add rows is waited for, and waits for the moment that it takes: else a row could be dropped that was
    // not there to be added up.
    private static readonly Sql Last = new("SELECT MAX(id) FROM clausea.appeal_sums WITH (TABLOCKX, HOLDLOCK)");

    private static readonly Sql Add = new("""
        INSERT INTO clausea.appeal_sums (status, deadline_key, readiness, appeals, denied_amount, recovered_amount)
        SELECT status, deadline_key, readiness, SUM(appeals), SUM(denied_amount), SUM(recovered_amount)
        FROM clausea.appeal_sums
        WHERE id <= @last
        GROUP BY status, deadline_key, readiness
        HAVING SUM(appeals) <> 0 OR SUM(denied_amount) <> 0 OR SUM(recovered_amount) <> 0
        """);

    private static readonly Sql Drop = new("DELETE FROM clausea.appeal_sums WHERE id <= @last");

    public static async Task FoldAsync(LedgerDatabase database, int most, CancellationToken cancellationToken)
    {
        await using (var look = await database.ReadAsync(cancellationToken))
        {
            if (await look.FirstAsync<int>(Count, null, cancellationToken) <= most)
            {
                return;
            }
        }

        await using var session = await database.WriteAsync(cancellationToken);
        var last = await session.FirstAsync<long>(Last, null, cancellationToken);
        await session.ExecuteAsync(Add, new { last }, cancellationToken);
        await session.ExecuteAsync(Drop, new { last }, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
