namespace Clausea.Batch.Ledger;

/// <summary>Where a file is in its life.</summary>
public enum FileStatus
{
    Received,
    Processing,
    Archived,

    /// <summary>Failed for good, with the reason; can be tried again.</summary>
    Quarantined,
}

/// <summary>A file as it stands after it was seen (once more).</summary>
/// <param name="Id">Of the one row that this content has.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Attempts">How often its processing was begun.</param>
/// <param name="IsNew">Whether this content was never seen before.</param>
public sealed record RegisteredFile(long Id, FileStatus Status, int Attempts, bool IsNew);

/// <summary>A try at a file's processing that has begun.</summary>
/// <param name="Number">From 1; 0 when there is nothing to do, the file being finished or unknown.</param>
/// <param name="Failures">Tries before it that ended in an error.</param>
public sealed record FileTry(int Number, int Failures)
{
    public static readonly FileTry None = new(0, 0);

    /// <summary>Tries before it that had no end, because something stopped the program.</summary>
    public int Interruptions => Number - 1 - Failures;
}

/// <summary>What a file came to; money in dollars.</summary>
public sealed record FileTotals(
    int Interchanges,
    int Remittances,
    int NewRemittances,
    int Claims,
    int Denials,
    int NewAppeals,
    decimal Paid,
    int FindingErrors,
    int FindingWarnings,
    string? FindingsJson)
{
    public static readonly FileTotals None = new(0, 0, 0, 0, 0, 0, 0m, 0, 0, null);

    /// <summary>Remittances that another file had brought before.</summary>
    public int KnownRemittances => Remittances - NewRemittances;

    /// <summary>New remittances under the trace number of another one, with other content.</summary>
    public int ResentRemittances { get; init; }

    /// <summary>Appeals that its claims decided.</summary>
    public int ClosedAppeals { get; init; }
}

/// <summary>Everything the ledger knows of a file.</summary>
public sealed record FileRow
{
    public required long Id { get; init; }

    public required FileHash Hash { get; init; }

    /// <summary>Its name when it was first seen.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required FileStatus Status { get; init; }

    public required int Attempts { get; init; }

    public required int SeenCount { get; init; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? BegunAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where the file lies now, once it is archived or quarantined.</summary>
    public string? StoredAs { get; init; }

    /// <summary>Why it was quarantined.</summary>
    public string? Reason { get; init; }

    /// <summary>Tries in a row that ended in an error, and what the last one was.</summary>
    public int Failures { get; init; }

    public string? Failure { get; init; }

    /// <summary>Hangfire's job for it, and whose Hangfire that is.</summary>
    public string? JobId { get; init; }

    public string? JobStorage { get; init; }

    public required FileTotals Totals { get; init; }
}

/// <summary>Some files, how many there are in all, and what the reader found in all of them.</summary>
public sealed record FilesSince(IReadOnlyList<FileRow> Rows, int Count, int Findings);

/// <summary>A row of <c>files</c> as the database has it.</summary>
internal sealed class FileRecord
{
    public long Id { get; init; }
    public string Hash { get; init; } = "";
    public string Name { get; init; } = "";
    public long Size { get; init; }
    public FileStatus Status { get; init; }
    public int Attempts { get; init; }
    public int SeenCount { get; init; }
    public DateTimeOffset FirstSeenAt { get; init; }
    public DateTimeOffset LastSeenAt { get; init; }
    public DateTimeOffset? BegunAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? StoredAs { get; init; }
    public string? Reason { get; init; }
    public int Failures { get; init; }
    public string? Failure { get; init; }
    public string? JobId { get; init; }
    public string? JobStorage { get; init; }
    public int ResentRemittances { get; init; }
    public int ClosedAppeals { get; init; }
    public int Interchanges { get; init; }
    public int Remittances { get; init; }
    public int NewRemittances { get; init; }
    public int Claims { get; init; }
    public int Denials { get; init; }
    public int NewAppeals { get; init; }
    public Money Paid { get; init; }
    public int FindingErrors { get; init; }
    public int FindingWarnings { get; init; }
    public string? FindingsJson { get; init; }

    public FileRow ToRow() => new()
    {
        Id = Id,
        Hash = new(Hash),
        Name = Name,
        Size = Size,
        Status = Status,
        Attempts = Attempts,
        SeenCount = SeenCount,
        FirstSeenAt = FirstSeenAt,
        LastSeenAt = LastSeenAt,
        BegunAt = BegunAt,
        FinishedAt = FinishedAt,
        StoredAs = StoredAs,
        Reason = Reason,
        Failures = Failures,
        Failure = Failure,
        JobId = JobId,
        JobStorage = JobStorage,
        Totals = new(
            Interchanges, Remittances, NewRemittances, Claims, Denials, NewAppeals, Paid.Amount, FindingErrors,
            FindingWarnings, FindingsJson)
        {
            ResentRemittances = ResentRemittances,
            ClosedAppeals = ClosedAppeals,
        },
    };
}
