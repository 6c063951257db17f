using System.Data;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>Which files a list shows.</summary>
public enum FileGroup
{
    All,

    /// <summary>Received or being read.</summary>
    InWork,
    Archived,
    Quarantined,

    /// <summary>In which the reader found something wrong.</summary>
    WithFindings,
}

/// <summary>How many files there are in each state.</summary>
public sealed record FileCounts(IReadOnlyDictionary<FileStatus, int> ByStatus)
{
    public int All => ByStatus.Values.Sum();

    public int InWork => Of(FileStatus.Received) + Of(FileStatus.Processing);

    public int Of(FileStatus status) => ByStatus.GetValueOrDefault(status);
}

/// <summary>Files page by page, the latest first. Their findings stand with each file alone: here they are only counted.</summary>
public sealed class FileList(LedgerDatabase database)
{
    private const string Select = """
        SELECT id, hash, name, size, status, attempts, seen_count, first_seen_at, last_seen_at, begun_at, finished_at, stored_as,
            reason, failures, failure, job_id, job_storage, interchanges, remittances, new_remittances, resent_remittances,
            claims, denials, new_appeals, paid, finding_errors, finding_warnings
        FROM clausea.files
        """;

    private static readonly Sql All = new($$"""
        {{Select}}
        WHERE id < @before
        ORDER BY id DESC {page}
        """);

    private static readonly Sql InWork = new($$"""
        {{Select}}
        WHERE status IN ('Received', 'Processing') AND id < @before
        ORDER BY id DESC {page}
        """);

    private static readonly Sql OfStatus = new($$"""
        {{Select}}
        WHERE status = @status AND id < @before
        ORDER BY id DESC {page}
        """);

    private static readonly Sql WithFindings = new($$"""
        {{Select}}
        WHERE id < @before AND (finding_errors > 0 OR finding_warnings > 0)
        ORDER BY id DESC {page}
        """);

    /// <summary>Files of a group behind (older than) a file; from the latest on when there is none to be behind.</summary>
    public async Task<IReadOnlyList<FileRow>> PageAsync(
        FileGroup group, long? before, int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var args = new { before = before ?? long.MaxValue, status = group.ToString(), limit };
        var records = await session.QueryAsync<FileRecord>(StatementOf(group), args, cancellationToken);
        return [.. records.Select(record => record.ToRow())];
    }

    private static Sql StatementOf(FileGroup group) => group switch
    {
        FileGroup.InWork => InWork,
        FileGroup.Archived or FileGroup.Quarantined => OfStatus,
        FileGroup.WithFindings => WithFindings,
        _ => All,
    };

    private static readonly Sql Counts = new("SELECT status, COUNT(*) AS files FROM clausea.files GROUP BY status");

    public async Task<FileCounts> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var rows = await session.QueryAsync<CountRecord>(Counts, null, cancellationToken);
        return new(rows.ToDictionary(row => row.Status, row => row.Files));
    }

    /// <summary>Files that can be asked for at once.</summary>
    public const int MostHashes = 50;

    // T-SQL takes no list as a parameter: there is one for each.
    private static readonly Sql ByHash = new($"""
        SELECT * FROM clausea.files WHERE hash IN ({string.Join(", ", Enumerable.Range(0, MostHashes).Select(number => $"@hash{number}"))})
        """);

    /// <summary>The files of these contents that have been taken already.</summary>
    public async Task<IReadOnlyDictionary<FileHash, FileRow>> FindAsync(
        IReadOnlyList<FileHash> hashes, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hashes.Count, MostHashes, nameof(hashes));
        var args = new DynamicParameters();
        for (var number = 0; number < MostHashes; number++)
        {
            args.Add($"hash{number}", number < hashes.Count ? hashes[number].Value : null, DbType.String);
        }

        await using var session = await database.ReadAsync(cancellationToken);
        var records = await session.QueryAsync<FileRecord>(ByHash, args, cancellationToken);
        return records.Select(record => record.ToRow()).ToDictionary(file => file.Hash);
    }

    private static readonly Sql Remittances = new("""
        SELECT r.id, r.control_number, r.trace_number, r.payment_amount, r.payment_method, r.payment_date, r.payer_name,
            r.payer_id, r.payee_name, r.payee_npi, r.payee_tax_id, r.claims, r.services, r.charge, r.paid, r.balanced,
            r.unbalanced, r.new_denials, r.new_appeals, r.segment, r.byte_offset, r.resent_of, e.file_id AS resent_file_id
        FROM clausea.remittances r
        LEFT JOIN clausea.remittances e ON e.id = r.resent_of
        WHERE r.file_id = @fileId AND r.id > @after
        ORDER BY r.id {page}
        """);

    /// <summary>The remittances that a file brought first, in its order, behind one of them.</summary>
    public async Task<IReadOnlyList<FileRemittance>> RemittancesAsync(
        long fileId, long after, int limit, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        var rows = await session.QueryAsync<FileRemittanceRecord>(Remittances, new { fileId, after, limit }, cancellationToken);
        return [.. rows.Select(row => row.ToRemittance())];
    }

    private sealed class CountRecord
    {
        public FileStatus Status { get; init; }
        public int Files { get; init; }
    }
}
