namespace Clausea.Batch.Ledger;

/// <summary>What SQLite itself finds wrong in a file.</summary>
internal static class SqliteIntegrity
{
    private static readonly Sql Integrity = new("PRAGMA integrity_check(20)");
    private static readonly Sql ForeignKeys = new("SELECT \"table\", rowid AS row_id, parent FROM pragma_foreign_key_check LIMIT 20");

    /// <summary>Empty when the file is sound.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        var told = await session.QueryAsync<string>(Integrity, null, cancellationToken);
        List<string> flaws = [.. told.Where(line => line != "ok").SelectMany(line => line.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        if (flaws.Count == 0)
        {
            var lost = await session.QueryAsync<LostRow>(ForeignKeys, null, cancellationToken);
            flaws.AddRange(lost.Select(row => $"Row {row.RowId} of {row.Table} refers to a row of {row.Parent} that is not there."));
        }

        return flaws;
    }

    private sealed class LostRow
    {
        public string Table { get; init; } = "";
        public long? RowId { get; init; }
        public string Parent { get; init; } = "";
    }
}
