using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger;

internal sealed class SqliteDialect(string file, TimeSpan busyTimeout, bool isCopy = false) : Dialect
{
    public static readonly DialectWords Words = new(
        "", "LIMIT @limit", "", "INDEXED BY $", "", "LIMIT @$",
        "$ >= @from AND $ < @to OR $ >= @capitalsFrom AND $ < @capitalsTo");

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;
    private const int SqliteConstraint = 19;
    private const int SqliteConstraintUnique = 2067;
    private const int SqliteConstraintPrimaryKey = 1555;

    private static readonly Sql Versions = new("""
        CREATE TABLE IF NOT EXISTS schema_versions (
            version    INTEGER PRIMARY KEY,
            name       TEXT NOT NULL,
            applied_at TEXT NOT NULL
        ) STRICT
        """);

    // FULL, not NORMAL: with NORMAL a power cut may take back the last commits, and by then the input file may already
    // lie in the archive. One flush per remittance is cheap. The cache of 32 MB keeps the indexes of a large remittance
    // in memory; the usual 2 MB cost a fifth of the speed. Pages go from the log into the file every 32 MB, not 4: between
    // two such times most of them change again.
    private readonly string _settings = string.Create(CultureInfo.InvariantCulture, $"""
        PRAGMA busy_timeout = {(int)busyTimeout.TotalMilliseconds};
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -32000;
        PRAGMA wal_autocheckpoint = 8000;
        """);

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = isCopy ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
        Pooling = !isCopy,
        ForeignKeys = true,
        DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
    }.ToString();

    public override LedgerEngine Engine => LedgerEngine.Sqlite;

    // The journal mode is kept in the file and cannot be changed inside a transaction.
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var connection = await OpenAsync(cancellationToken);
        await RunAsync(connection, "PRAGMA journal_mode = WAL", cancellationToken);
    }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await RunAsync(connection, _settings, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // SQLite lets a second writer sleep and try again, longer each time. In one process it can be woken instead; writers of
    // other processes it waits for as ever.
    public override Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) =>
        WriteTurn.TakeAsync(Path.GetFullPath(file), busyTimeout, cancellationToken);

    // Serializable is BEGIN IMMEDIATE here: a transaction that reads first and then writes could otherwise fail with
    // SQLITE_BUSY_SNAPSHOT, which no waiting cures.
    public override async Task<DbTransaction> BeginWriteAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);

    // The write transaction is itself the lock.
    public override Task LockSchemaAsync(LedgerSession session, CancellationToken cancellationToken) =>
        session.ExecuteAsync(Versions, null, cancellationToken);

    // Likewise.
    public override Task LockAsync(LedgerSession session, string name, CancellationToken cancellationToken) => Task.CompletedTask;

    public override IEnumerable<string> Batches(string script) => [script];

    public override bool IsDamaged(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase };

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException
        {
            SqliteErrorCode: SqliteConstraint,
            SqliteExtendedErrorCode: SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        };

    public override string? WhyAway(DbException exception) => (exception as SqliteException)?.SqliteErrorCode switch
    {
        SqliteBusy or SqliteLocked => "another program has held it for too long",
        SqliteReadOnly => "its file may not be written",
        SqliteIoError => "its disk failed",
        SqliteFull => "its disk is full",
        SqliteCannotOpen => "its file cannot be opened",
        _ => null,
    };

    private static async Task RunAsync(DbConnection connection, string pragma, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the constants above
        command.CommandText = pragma;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
