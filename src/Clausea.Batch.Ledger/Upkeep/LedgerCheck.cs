using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>A document that a row names.</summary>
public sealed record NamedDocument
{
    public required long AppealId { get; init; }

    /// <summary>The exhibit's letter; null for a file of a packet.</summary>
    public string? Letter { get; init; }

    public required string Hash { get; init; }

    /// <summary>As a person would call it, without the name it came with.</summary>
    public string Name => Letter is null ? $"A packet of appeal {AppealId}" : $"Exhibit {Letter} of appeal {AppealId}";
}

/// <summary>Looks whether a ledger is sound. Changes nothing, and tells without patient data.</summary>
public sealed class LedgerCheck(LedgerDatabase database)
{
    private const int Told = 20;

    /// <summary>What is wrong; empty when nothing is. Documents are looked at apart.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken = default)
    {
        List<string> flaws = [];
        try
        {
            await using var session = await database.ReadAsync(cancellationToken);
            if (database.Engine == LedgerEngine.Sqlite)
            {
                flaws.AddRange(await SqliteIntegrity.CheckAsync(session, cancellationToken));
            }

            if (flaws.Count == 0)
            {
                flaws.AddRange(await WrongVersionAsync(session, cancellationToken) is { } wrong ? [wrong] : await InconsistentAsync(session, cancellationToken));
            }
        }
        catch (DbException e) when (database.Dialect.IsDamaged(e))
        {
            // Then whatever else is asked throws too.
            flaws.Add(e.Message);
        }

        return flaws;
    }

    private async Task<string?> WrongVersionAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        var found = await session.FirstAsync<int?>(SchemaUpgrade.Current, null, cancellationToken) ?? 0;
        var known = SchemaScript.All(database.Engine)[^1].Version;
        return found == known ? null
            : found > known ? new LedgerTooNewException(found, known).Message
            : $"The ledger has schema version {found}, and this program {known}. Starting the worker upgrades it; back up first.";
    }

    private static async Task<IReadOnlyList<string>> InconsistentAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        List<string> flaws = [];
        foreach (var (sql, words) in ConsistencyStatements.All)
        {
            var ids = await session.QueryAsync<long>(sql, new { limit = Told }, cancellationToken);
            flaws.AddRange(ids.Select(words));
        }

        return flaws;
    }

    private static readonly Sql Documents = new("""
        SELECT appeal_id, letter, hash FROM clausea.exhibits WHERE removed_at IS NULL
        UNION
        SELECT appeal_id, NULL, hash FROM clausea.packets
        ORDER BY appeal_id, letter, hash
        """);

    /// <summary>Every document that must be in the data folder. One that was taken out of its appeal may be gone.</summary>
    public async Task<IReadOnlyList<NamedDocument>> DocumentsAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<NamedDocument>(Documents, null, cancellationToken);
    }
}

/// <summary>What must be so in every ledger; each statement finds the ids for which it is not.</summary>
internal static class ConsistencyStatements
{
    private static readonly Sql WithoutDraft = new("""
        SELECT a.id FROM clausea.appeals a
        WHERE (a.revision > 0 OR a.status IN ('Drafted', 'Approved', 'Sent'))
            AND NOT EXISTS (SELECT 1 FROM clausea.drafts d WHERE d.appeal_id = a.id AND d.revision = a.revision)
        ORDER BY a.id {page}
        """);

    private static readonly Sql LaterDraft = new("""
        SELECT a.id FROM clausea.appeals a
        WHERE EXISTS (SELECT 1 FROM clausea.drafts d WHERE d.appeal_id = a.id AND d.revision > a.revision)
        ORDER BY a.id {page}
        """);

    private static readonly Sql WithoutHistory = new("""
        SELECT a.id FROM clausea.appeals a
        WHERE NOT EXISTS (SELECT 1 FROM clausea.history h WHERE h.appeal_id = a.id)
        ORDER BY a.id {page}
        """);

    // After a purge fewer are right, before one only as many as were counted.
    private static readonly Sql Miscounted = new("""
        SELECT r.id FROM clausea.remittances r
        WHERE r.new_denials < (SELECT COUNT(*) FROM clausea.denials d WHERE d.remittance_id = r.id)
            OR (NOT EXISTS (SELECT 1 FROM clausea.purges)
                AND r.new_denials > (SELECT COUNT(*) FROM clausea.denials d WHERE d.remittance_id = r.id))
        ORDER BY r.id {page}
        """);

    private static readonly Sql WrongReadiness = new("""
        SELECT a.id FROM clausea.appeals a
        LEFT JOIN clausea.drafts d ON d.appeal_id = a.id AND d.revision = a.revision
        WHERE a.readiness <> CASE WHEN d.appeal_id IS NULL THEN 0 WHEN d.needs_count + d.findings_count = 0 THEN 2 ELSE 1 END
        ORDER BY a.id {page}
        """);

    private static readonly Sql WrongSums = new("""
        SELECT c.first_id
        FROM (SELECT a.status, MIN(a.id) AS first_id, COUNT(*) AS appeals, SUM(a.denied_amount) AS denied_amount FROM clausea.appeals a GROUP BY a.status) c
        LEFT JOIN (SELECT x.status, SUM(x.appeals) AS appeals, SUM(x.denied_amount) AS denied_amount FROM clausea.appeal_sums x GROUP BY x.status) s
            ON s.status = c.status
        WHERE COALESCE(s.appeals, 0) <> c.appeals OR COALESCE(s.denied_amount, 0) <> c.denied_amount
        ORDER BY c.first_id {page}
        """);

    private static readonly Sql LeftPurging = new("SELECT p.denial_id FROM clausea.purging p ORDER BY p.denial_id {page}");

    public static readonly IReadOnlyList<(Sql Sql, Func<long, string> Words)> All =
    [
        (WithoutDraft, id => $"Appeal {id} should have a draft, and has none of its revision."),
        (LaterDraft, id => $"Appeal {id} has a draft of a later revision than its own."),
        (WithoutHistory, id => $"Appeal {id} has no history."),
        (Miscounted, id => $"Remittance {id} has another number of denials than was counted when it was recorded."),
        (WrongReadiness, id => $"Appeal {id} is listed as if its draft had other needs than it has."),
        (WrongSums, id => $"The sums of the status that appeal {id} has are not those of its appeals."),
        (LeftPurging, id => $"A purge left denial {id} behind in the table purging."),
    ];
}
