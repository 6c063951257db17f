namespace Clausea.Batch.Ledger;

/// <summary>Applies the missing scripts in one transaction, under a lock, and records each.</summary>
internal sealed class SchemaUpgrade(Dialect dialect, IReadOnlyList<SchemaScript> scripts)
{
    public static readonly Sql Current = new("SELECT MAX(version) FROM clausea.schema_versions");

    private static readonly Sql Record = new("""
        INSERT INTO clausea.schema_versions (version, name, applied_at) VALUES (@Version, @Name, @now)
        """);

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await dialect.PrepareAsync(cancellationToken);
        await using var connection = await dialect.OpenAsync(cancellationToken);
        await using var transaction = await dialect.BeginWriteAsync(connection, cancellationToken);
        await using var session = new LedgerSession(dialect, connection, transaction);
        await dialect.LockSchemaAsync(session, cancellationToken);
        var current = await session.FirstAsync<int?>(Current, null, cancellationToken) ?? 0;
        LedgerTooNewException.ThrowIf(current, scripts[^1].Version);
        foreach (var script in scripts.Where(script => script.Version > current))
        {
            await ApplyAsync(session, script, now, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    private async Task ApplyAsync(
        LedgerSession session, SchemaScript script, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var batch in dialect.Batches(script.Text))
        {
            await session.ExecuteScriptAsync(batch, cancellationToken);
        }

        await session.ExecuteAsync(Record, new { script.Version, script.Name, now }, cancellationToken);
    }
}

/// <summary>A newer program has changed the ledger's schema; this one would not understand what it reads.</summary>
public sealed class LedgerTooNewException(int found, int known) : Exception(
    $"The ledger has schema version {found}, but this program knows only up to {known}: run the newer program")
{
    public int Found { get; } = found;

    public int Known { get; } = known;

    internal static void ThrowIf(int found, int known)
    {
        if (found > known)
        {
            throw new LedgerTooNewException(found, known);
        }
    }
}
