using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>What differs between the engines, each with the reason why.</summary>
internal abstract class Dialect
{
    public abstract LedgerEngine Engine { get; }

    /// <summary>Creates what the engine needs before a schema can be applied.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Waits until no other writer of this process is at it; null where writers need not wait for each other.</summary>
    public virtual Task<IDisposable?> TakeTurnAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Keeps other processes from upgrading the schema until the transaction ends, and makes the table that
    /// records versions.</summary>
    public abstract Task LockSchemaAsync(LedgerSession session, CancellationToken cancellationToken);

    /// <summary>Keeps others who ask for the same name waiting until the transaction ends.</summary>
    public abstract Task LockAsync(LedgerSession session, string name, CancellationToken cancellationToken);

    /// <summary>The parts of a schema script that the engine takes in one command.</summary>
    public abstract IEnumerable<string> Batches(string script);

    /// <summary>Whether the database is damaged on disk.</summary>
    public abstract bool IsDamaged(DbException exception);

    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>The statement may go through later: nothing is wrong with it, but with the database or the moment.</summary>
    public bool IsTransient(DbException exception) => WhyAway(exception) is not null;

    /// <summary>What is the matter with the database, in words behind "the ledger is away: "; null when it is the statement
    /// that is wrong.</summary>
    public abstract string? WhyAway(DbException exception);
}
