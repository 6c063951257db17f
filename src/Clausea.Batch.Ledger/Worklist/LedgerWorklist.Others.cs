namespace Clausea.Batch.Ledger;

public sealed partial class LedgerWorklist
{
    private static readonly Sql WithoutLetter = new("""
        SELECT d.id, d.disposition, d.rule_name, d.because, d.playbook, d.payer_name, d.payer_id,
            d.patient_control_number, d.payer_claim_number, d.service_from, d.service_to, d.denied_amount, d.reasons,
            d.remarks, d.created_at, f.name AS file_name
        FROM clausea.denials d {use ix_denials_without_letter}
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        WHERE d.without_letter = 1 AND d.id < @beforeId
        ORDER BY d.id DESC {page}
        """);

    // The page is an unbroken run of denials without an appeal, so its first and last id name exactly its rows.
    private static readonly Sql ToDosWithoutLetter = new("""
        SELECT t.id, t.denial_id, t.text, t.done_at
        FROM clausea.denials d {use ix_denials_without_letter}
        JOIN clausea.todos t ON t.denial_id = d.id
        WHERE d.without_letter = 1 AND d.id >= @lowest AND d.id <= @highest
        ORDER BY t.id
        """);

    private static readonly Sql CountOfOthers = new("""
        SELECT COUNT(*) FROM clausea.denials d {use ix_denials_without_letter} WHERE d.without_letter = 1
        """);

    /// <summary>Denials without an appeal (to review, correct, hold, bill to another …), the newest first; with an id, those
    /// older than it.</summary>
    public async Task<IReadOnlyList<DenialWithoutLetter>> WithoutLetterAsync(
        int limit, long? beforeId = null, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new { limit, beforeId = beforeId ?? long.MaxValue };
        var denials = await session.QueryAsync<DenialRecord>(WithoutLetter, args, cancellationToken);
        if (denials is not [{ Id: var highest }, ..])
        {
            return [];
        }

        var range = new { lowest = denials[^1].Id, highest };
        var toDos = (await session.QueryAsync<ToDoRecord>(ToDosWithoutLetter, range, cancellationToken))
            .ToLookup(toDo => toDo.DenialId);
        return [.. denials.Select(denial => denial.ToRow(toDos[denial.Id]))];
    }

    /// <summary>How many denials have no appeal.</summary>
    public async Task<int> CountWithoutLetterAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<int>(CountOfOthers, null, cancellationToken);
    }
}
