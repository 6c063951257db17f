using System.Data.Common;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>One open connection, in a write transaction or not; the one door through which statements go.</summary>
internal sealed class LedgerSession(Dialect dialect, DbConnection connection, DbTransaction? transaction)
    : IAsyncDisposable
{
    public Dialect Dialect => dialect;

    /// <summary>For what an engine does in its own way.</summary>
    public DbConnection Connection => connection;

    public DbTransaction? Transaction => transaction;

    /// <summary>Given back when the session ends.</summary>
    public IDisposable? Turn { get; init; }

    /// <summary>Rows changed. A list of <paramref name="args"/> runs the statement, prepared once, for each.</summary>
    public Task<int> ExecuteAsync(Sql sql, object? args, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql.For(dialect.Engine), args, cancellationToken));

    /// <summary>A batch of a schema script, as it stands there, however long it takes on a large ledger.</summary>
    public Task<int> ExecuteScriptAsync(string batch, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition(
            batch, null, transaction, commandTimeout: 0, cancellationToken: cancellationToken));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(Sql sql, object? args, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<T>(Command(sql.For(dialect.Engine), args, cancellationToken))).AsList();

    /// <summary>Rows as they come, none kept; for statements that read a whole table, however long it takes.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(Sql sql) =>
        connection.QueryUnbufferedAsync<T>(sql.For(dialect.Engine), null, transaction, commandTimeout: 0);

    /// <summary>The first row, or the default of its type when there is none.</summary>
    public Task<T?> FirstAsync<T>(Sql sql, object? args, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql.For(dialect.Engine), args, cancellationToken));

    public Task CommitAsync(CancellationToken cancellationToken) =>
        transaction?.CommitAsync(cancellationToken)
        ?? throw new InvalidOperationException("A session without a transaction has nothing to commit");

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (transaction is not null)
            {
                await transaction.DisposeAsync();
            }

            await connection.DisposeAsync();
        }
        finally
        {
            Turn?.Dispose();
        }
    }

    private CommandDefinition Command(string text, object? args, CancellationToken cancellationToken) =>
        new(text, args, transaction, cancellationToken: cancellationToken);
}
