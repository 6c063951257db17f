using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>The database of what happened: opens it, upgrades its schema, and says whether it answers.</summary>
public sealed class LedgerDatabase
{
    private static readonly Sql Check = new("SELECT COUNT(*) FROM clausea.schema_versions");

    private readonly TimeProvider _time;

    public LedgerDatabase(LedgerOptions options, TimeProvider time)
    {
        StoredTypes.Register();
        _time = time;
        Dialect = string.IsNullOrWhiteSpace(options.SqlServer)
            ? new SqliteDialect(options.SqliteFile, options.BusyTimeout)
            : new SqlServerDialect(options.SqlServer);
        Drafts = new GroupCommit(this);
    }

    public LedgerEngine Engine => Dialect.Engine;

    internal Dialect Dialect { get; }

    /// <summary>First drafts come by the thousand, and from many threads at once.</summary>
    internal GroupCommit Drafts { get; }

    /// <summary>Now in UTC, to the millisecond that both engines keep.</summary>
    internal DateTimeOffset Now => StoredTypes.ToMillisecond(_time.GetUtcNow());

    /// <summary>The office's time zone.</summary>
    internal TimeZoneInfo Office => _time.LocalTimeZone;

    /// <summary>The office's date.</summary>
    internal DateOnly Today => DateOnly.FromDateTime(_time.GetLocalNow().DateTime);

    /// <summary>Applies the schema scripts that are missing. May run in many processes at once.</summary>
    /// <exception cref="LedgerTooNewException">A newer program has already changed the schema.</exception>
    public Task UpgradeAsync(CancellationToken cancellationToken = default) =>
        new SchemaUpgrade(Dialect, SchemaScript.All(Engine)).RunAsync(Now, cancellationToken);

    /// <summary>An open connection with the settings that the ledger relies on; the caller disposes of it.</summary>
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken = default) =>
        Dialect.OpenAsync(cancellationToken);

    /// <summary>Throws a <see cref="DbException"/> when the database does not answer or has no schema.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await ReadAsync(cancellationToken);
        await session.FirstAsync<long>(Check, null, cancellationToken);
    }

    /// <summary>Whether the schema is the one that this program knows; what only looks does not upgrade it.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await ReadAsync(cancellationToken);
        var version = await session.FirstAsync<int?>(SchemaUpgrade.Current, null, cancellationToken) ?? 0;
        return version == SchemaScript.All(Engine)[^1].Version;
    }

    /// <summary>Whether an exception tells that the ledger does not answer now, is locked or full: what was asked of it may
    /// go through later, as it is.</summary>
    public bool IsAway(Exception exception) => WhyAway(exception) is not null;

    /// <summary>What is the matter with the ledger, in words without patient data, paths or server names, such as "its disk is
    /// full"; null when the exception tells of something else. The exception may have been wrapped on its way.</summary>
    public string? WhyAway(Exception exception) => exception switch
    {
        DbException error when Dialect.WhyAway(error) is { } why => why,
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" } error
            when error.Message.Contains("pool", StringComparison.Ordinal) => "all connections to it are in use",
        AggregateException many => many.InnerExceptions.Select(WhyAway).FirstOrDefault(why => why is not null),
        { InnerException: { } inner } => WhyAway(inner),
        _ => null,
    };

    /// <summary>Whether an exception tells that what the ledger has on disk is damaged, so that no waiting helps.</summary>
    public bool IsDamaged(Exception exception) => exception switch
    {
        DbException error => Dialect.IsDamaged(error),
        { InnerException: { } inner } => IsDamaged(inner),
        _ => false,
    };

    internal async Task<LedgerSession> ReadAsync(CancellationToken cancellationToken) =>
        new(Dialect, await OpenAsync(cancellationToken), null);

    /// <summary>A session in a write transaction, rolled back unless it is committed.</summary>
    internal async Task<LedgerSession> WriteAsync(CancellationToken cancellationToken)
    {
        var turn = await Dialect.TakeTurnAsync(cancellationToken);
        DbConnection? connection = null;
        try
        {
            connection = await OpenAsync(cancellationToken);
            return new(Dialect, connection, await Dialect.BeginWriteAsync(connection, cancellationToken)) { Turn = turn };
        }
        catch
        {
            await (connection?.DisposeAsync() ?? default);
            turn?.Dispose();
            throw;
        }
    }
}
