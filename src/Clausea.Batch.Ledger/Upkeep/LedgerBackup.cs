namespace Clausea.Batch.Ledger;

/// <summary>A copy that was made, and what is in it.</summary>
public sealed record BackupMade
{
    public required int SchemaVersion { get; init; }

    public required long Bytes { get; init; }

    public int Files { get; init; }

    public int Remittances { get; init; }

    public int Appeals { get; init; }

    public int Drafts { get; init; }

    public int History { get; init; }
}

/// <summary>The copy is not what it should be; it was thrown away.</summary>
public sealed class BackupException(string message) : Exception(message);

/// <summary>Copies a ledger while it is worked with. The copy stands under its name only once it was checked.</summary>
public sealed class LedgerBackup(LedgerDatabase database)
{
    /// <summary>The statement for a ledger on SQL Server, which makes its own backups; null for SQLite.</summary>
    public string? StatementFor(string target) => (database.Dialect as SqlServerDialect)?.BackupStatement(target);

    /// <summary>Copies a SQLite ledger.</summary>
    /// <exception cref="BackupException">The target is there already, or the copy is not sound.</exception>
    public async Task<BackupMade> CopyAsync(string target, CancellationToken cancellationToken = default)
    {
        if (Path.Exists(target))
        {
            throw new BackupException($"{target} is there already; a backup overwrites nothing.");
        }

        var part = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            var least = await ContentsAsync(database.Dialect, cancellationToken);
            await VacuumAsync(part, cancellationToken);
            var made = await VerifyAsync(part, least, cancellationToken);
            File.Move(part, target);
            return made;
        }
        catch (IOException e) when (Path.Exists(target))
        {
            throw new BackupException($"{target} came to be meanwhile ({e.GetType().Name}); a backup overwrites nothing.");
        }
        finally
        {
            File.Delete(part);
        }
    }

    // One transaction that reads: the worker goes on meanwhile, and the copy has all that was committed when it began.
    private async Task VacuumAsync(string part, CancellationToken cancellationToken)
    {
        Create(part);
        await using var session = await database.ReadAsync(cancellationToken);
        await session.ExecuteAsync(SqliteCopy.Into, new { part }, cancellationToken);
        await using var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(stream.SafeFileHandle);
    }

    // For the eyes of this account only, before anything is in it.
    private static void Create(string part)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(part, options).Dispose();
    }

    private static async Task<BackupMade> VerifyAsync(string part, SqliteContents least, CancellationToken cancellationToken)
    {
        var dialect = new SqliteDialect(part, TimeSpan.FromSeconds(30), isCopy: true);
        await using var session = new LedgerSession(dialect, await dialect.OpenAsync(cancellationToken), null);
        if (await SqliteIntegrity.CheckAsync(session, cancellationToken) is { Count: > 0 } flaws)
        {
            throw new BackupException($"The ledger is not sound, and so its copy is not: {flaws[0]} Run clausea ledger check.");
        }

        var contents = (await session.FirstAsync<SqliteContents>(SqliteCopy.Contents, null, cancellationToken))!;
        if (contents.Version != least.Version || contents.Files < least.Files || contents.Remittances < least.Remittances)
        {
            throw new BackupException("The copy has less in it than the ledger; it was thrown away.");
        }

        return contents.ToMade(new FileInfo(part).Length);
    }

    private static async Task<SqliteContents> ContentsAsync(Dialect dialect, CancellationToken cancellationToken)
    {
        await using var session = new LedgerSession(dialect, await dialect.OpenAsync(cancellationToken), null);
        return (await session.FirstAsync<SqliteContents>(SqliteCopy.Contents, null, cancellationToken))!;
    }
}

/// <summary>The statements of a copy.</summary>
internal static class SqliteCopy
{
    public static readonly Sql Into = new("VACUUM INTO @part");

    public static readonly Sql Contents = new("""
        SELECT
            (SELECT MAX(version) FROM clausea.schema_versions) AS version,
            (SELECT COUNT(*) FROM clausea.files) AS files,
            (SELECT COUNT(*) FROM clausea.remittances) AS remittances,
            (SELECT COUNT(*) FROM clausea.appeals) AS appeals,
            (SELECT COUNT(*) FROM clausea.drafts) AS drafts,
            (SELECT COUNT(*) FROM clausea.history) AS history
        """);
}

/// <summary>How much a file holds.</summary>
internal sealed class SqliteContents
{
    public int Version { get; init; }
    public int Files { get; init; }
    public int Remittances { get; init; }
    public int Appeals { get; init; }
    public int Drafts { get; init; }
    public int History { get; init; }

    public BackupMade ToMade(long bytes) => new()
    {
        SchemaVersion = Version,
        Bytes = bytes,
        Files = Files,
        Remittances = Remittances,
        Appeals = Appeals,
        Drafts = Drafts,
        History = History,
    };
}
