using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>What to say when what the ledger has on disk is damaged.</summary>
public static class LedgerDamage
{
    /// <summary>What is damaged, where, and what to do about it; null when the exception tells of something else.</summary>
    /// <param name="exception">As the engine throws it.</param>
    /// <param name="file">The SQLite file that was opened.</param>
    public static string? Explain(DbException exception, string file)
    {
        if (new SqliteDialect(file, TimeSpan.FromSeconds(30)).IsDamaged(exception))
        {
            return $"The ledger {file} is damaged: {exception.Message} Stop the worker. Keep the file as it is, with {Path.GetFileName(file)}-wal if there is one, and restore "
                + "the last good backup (docs/operations.md, Backup and restore). Nothing was repaired or overwritten.";
        }

        return new SqlServerDialect("").IsDamaged(exception)
            ? "The ledger's database is damaged. Stop the worker, and have DBCC CHECKDB run on it before anything else. Nothing was repaired or overwritten."
            : null;
    }
}
