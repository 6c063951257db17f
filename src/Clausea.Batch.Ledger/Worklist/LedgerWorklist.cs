namespace Clausea.Batch.Ledger;

/// <summary>What people work through: appeals by urgency, totals, claims that need no letter.</summary>
public sealed class LedgerWorklist(LedgerDatabase database)
{
    private const int DueSoonDays = 14;

    /// <summary>One page. For the next, ask again with the cursor of the last row.</summary>
    /// <exception cref="ArgumentException">The filter's cursor is none, or of another sort.</exception>
    public async Task<IReadOnlyList<WorklistRow>> PageAsync(
        WorklistFilter filter, CancellationToken cancellationToken = default)
    {
        var query = new WorklistQuery(filter);
        await using var session = await database.ReadAsync(cancellationToken);
        var rows = await session.QueryAsync<WorklistRecord>(query.Sql, query.Parameters, cancellationToken);
        return [.. rows.Select(row => row.ToRow(filter.Sort))];
    }

    private static readonly Sql ByStatus = new("""
        SELECT status, COUNT(*) AS appeals, SUM(denied_amount) AS denied_amount,
            SUM(COALESCE(recovered_amount, 0)) AS recovered_amount
        FROM clausea.appeals
        GROUP BY status
        ORDER BY status
        """);

    private static readonly Sql Due = new("""
        SELECT COUNT(*) AS appeals, COALESCE(SUM(denied_amount), 0) AS denied_amount
        FROM clausea.appeals
        WHERE status IN ('Queued', 'DraftFailed', 'Drafted', 'Approved') AND deadline >= @first AND deadline <= @last
        """);

    /// <summary>Counts and money by status, and what is due.</summary>
    public async Task<WorklistTotals> TotalsAsync(CancellationToken cancellationToken = default)
    {
        var today = database.Today;
        var past = new { first = DateOnly.MinValue, last = today.AddDays(-1) };
        var soon = new { first = today, last = today.AddDays(DueSoonDays) };
        await using var session = await database.ReadAsync(cancellationToken);
        var byStatus = await session.QueryAsync<TotalRecord>(ByStatus, null, cancellationToken);
        var overdue = await session.FirstAsync<TotalRecord>(Due, past, cancellationToken);
        var dueSoon = await session.FirstAsync<TotalRecord>(Due, soon, cancellationToken);
        return new()
        {
            ByStatus = [.. byStatus.Select(total => total.ToStatus())],
            DueSoon = dueSoon!.ToDue(),
            Overdue = overdue!.ToDue(),
        };
    }

    private static readonly Sql WithoutLetter = new("""
        SELECT d.id, d.disposition, d.rule_name, d.because, d.playbook, d.payer_name, d.payer_id,
            d.patient_control_number, d.payer_claim_number, d.service_from, d.service_to, d.denied_amount, d.reasons,
            d.remarks, d.created_at, f.name AS file_name
        FROM clausea.denials d
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        WHERE NOT EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = d.id)
        ORDER BY d.id DESC {page}
        """);

    // The page is an unbroken run of denials without an appeal, so its first and last id name exactly its rows.
    private static readonly Sql ToDosWithoutLetter = new("""
        SELECT t.id, t.denial_id, t.text, t.done_at
        FROM clausea.todos t
        WHERE t.denial_id >= @lowest AND t.denial_id <= @highest
            AND NOT EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = t.denial_id)
        ORDER BY t.id
        """);

    /// <summary>Denials without an appeal (to review, correct, hold, bill to another …), the newest first.</summary>
    public async Task<IReadOnlyList<DenialWithoutLetter>> WithoutLetterAsync(
        int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var denials = await session.QueryAsync<DenialRecord>(WithoutLetter, new { limit }, cancellationToken);
        if (denials is not [{ Id: var highest }, ..])
        {
            return [];
        }

        var range = new { lowest = denials[^1].Id, highest };
        var toDos = (await session.QueryAsync<ToDoRecord>(ToDosWithoutLetter, range, cancellationToken))
            .ToLookup(toDo => toDo.DenialId);
        return [.. denials.Select(denial => denial.ToRow(toDos[denial.Id]))];
    }
}
