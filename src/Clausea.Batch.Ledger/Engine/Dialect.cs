using System.Data.Common;

namespace Clausea.Batch.Ledger;

/// <summary>What differs between the engines, each with the reason why.</summary>
internal abstract class Dialect
{
    public abstract LedgerEngine Engine { get; }

    /// <summary>Creates what the engine needs before a schema can be applied.</summary>
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public abstract Task<DbConnection> OpenAsync(CancellationToken cancellationToken);

    public abstract Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Keeps other processes from upgrading the schema until the transaction ends, and makes the table that
    /// records versions.</summary>
    public abstract Task LockSchemaAsync(LedgerSession session, CancellationToken cancellationToken);

    /// <summary>Lets one session at a time go on under this name, until its transaction ends.</summary>
    public abstract Task LockAsync(LedgerSession session, string name, CancellationToken cancellationToken);

    /// <summary>The parts of a schema script that the engine takes in one command.</summary>
    public abstract IEnumerable<string> Batches(string script);

    public abstract bool IsUniqueViolation(DbException exception);
}
