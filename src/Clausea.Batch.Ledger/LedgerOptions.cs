namespace Clausea.Batch.Ledger;

/// <summary>Where the ledger lies.</summary>
public sealed class LedgerOptions
{
    /// <summary>Connection string of the SQL Server database; SQLite is used when it is empty.</summary>
    public string? SqlServer { get; set; }

    /// <summary>The SQLite file; its folder is made when it is missing.</summary>
    public string SqliteFile { get; set; } = "data/ledger.db";

    /// <summary>How long a statement waits while another process writes to the SQLite file. (SQL Server's waits are in its
    /// connection string.)</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>The database engine that keeps the ledger.</summary>
public enum LedgerEngine
{
    Sqlite,
    SqlServer,
}
