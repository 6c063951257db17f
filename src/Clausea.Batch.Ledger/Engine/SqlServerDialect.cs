using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Clausea.Batch.Ledger;

internal sealed class SqlServerDialect(string connectionString) : Dialect
{
    public static readonly DialectWords Words =
        new(Sql.Schema, "OFFSET 0 ROWS FETCH NEXT @limit ROWS ONLY", "WITH (UPDLOCK, ROWLOCK)", "", "TOP (@$)", "", "$ LIKE @claim ESCAPE '!'");

    private const int DuplicateInUniqueIndex = 2601;
    private const int DuplicateInConstraint = 2627;

    // 25 seconds: less than the 30 after which the command itself would give up, with a message that tells nobody why.
    private static readonly Sql TakeLock = new("""
        DECLARE @granted int;
        EXEC @granted = sys.sp_getapplock @Resource = @name, @LockMode = 'Exclusive',
            @LockOwner = 'Transaction', @LockTimeout = 25000;
        SELECT @granted
        """);

    // CREATE SCHEMA must be alone in its batch, hence EXEC. With the schema there, no right to make one is asked for.
    public const string VersionsText = """
        IF SCHEMA_ID(N'clausea') IS NULL EXEC (N'CREATE SCHEMA clausea');
        IF OBJECT_ID(N'clausea.schema_versions', N'U') IS NULL
            CREATE TABLE clausea.schema_versions (
                version    int               NOT NULL CONSTRAINT pk_schema_versions PRIMARY KEY,
                name       nvarchar(200)     NOT NULL,
                applied_at datetimeoffset(3) NOT NULL
            )
        """;

    private static readonly Sql Versions = new(VersionsText);

    public override LedgerEngine Engine => LedgerEngine.SqlServer;

    public override Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // READ COMMITTED, whatever the pool left behind: rows that must not change are read with {lock}.
    public override async Task<DbTransaction> BeginWriteAsync(
        DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    // A transaction excludes nobody here, so a named lock does; it ends with the transaction, even of a killed process.
    public override async Task LockSchemaAsync(LedgerSession session, CancellationToken cancellationToken)
    {
        await LockAsync(session, "clausea.ledger.schema", cancellationToken);
        await session.ExecuteAsync(Versions, null, cancellationToken);
    }

    // Resource names have at most 255 characters.
    public override async Task LockAsync(LedgerSession session, string name, CancellationToken cancellationToken)
    {
        if (await session.FirstAsync<int>(TakeLock, new { name = name.Length > 255 ? name[..255] : name }, cancellationToken) < 0)
        {
            throw new TimeoutException($"Another process has held the lock {(name.Contains('/', StringComparison.Ordinal) ? name[..name.IndexOf('/', StringComparison.Ordinal)] : name)} for over 25 seconds: try again later");
        }
    }

    // CREATE TRIGGER must be alone in its batch, so a script has lines GO, as for sqlcmd.
    public override IEnumerable<string> Batches(string script) =>
        script.ReplaceLineEndings("\n")
            .Split("\nGO\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // A page that does not match its checksum, or what is said to be where is not.
    public override bool IsDamaged(DbException exception) => exception is SqlException { Number: 824 or 605 or 8966 or 8976 };

    /// <summary>What an administrator runs to back this database up.</summary>
    public string BackupStatement(string target)
    {
        var name = new SqlConnectionStringBuilder(connectionString).InitialCatalog.Replace("]", "]]", StringComparison.Ordinal);
        var file = target.Replace("'", "''", StringComparison.Ordinal);
        return $"BACKUP DATABASE [{name}] TO DISK = N'{file}' WITH COPY_ONLY, CHECKSUM, STATS = 10;";
    }

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqlException { Number: DuplicateInUniqueIndex or DuplicateInConstraint };

    public override string? WhyAway(DbException exception) =>
        exception is SqlException error ? SqlServerErrors.WhyAway(error) : null;
}
