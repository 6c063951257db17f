namespace Clausea.Batch.Ledger;

/// <summary>What is old enough to go.</summary>
/// <param name="Before">Appeals, denials and files whose last change is earlier.</param>
/// <param name="RemovedBefore">Documents that were taken out of an appeal earlier.</param>
public sealed record RetentionPeriod(DateTimeOffset Before, DateTimeOffset RemovedBefore)
{
    /// <summary>Payments of earlier days.</summary>
    internal DateOnly Day => DateOnly.FromDateTime(Before.UtcDateTime);

    /// <param name="now">The end of the period.</param>
    /// <param name="years">How long records are kept.</param>
    /// <param name="removedDays">How long a document is kept that was taken out of its appeal.</param>
    public static RetentionPeriod Of(DateTimeOffset now, int years, int removedDays)
    {
        var utc = StoredTypes.ToMillisecond(now);
        return new(utc.AddYears(-years), utc.AddDays(-removedDays));
    }
}

/// <summary>Rows that are due, or went; and the files that went with them.</summary>
public sealed record PurgeCounts
{
    public int Denials { get; init; }

    public int Appeals { get; init; }

    public int Drafts { get; init; }

    public int History { get; init; }

    public int Exhibits { get; init; }

    public int Packets { get; init; }

    /// <summary>Files as they came in, of which nothing is left.</summary>
    public int Files { get; init; }

    /// <summary>Second copies of them.</summary>
    public int Duplicates { get; init; }

    /// <summary>Documents in exhibits/ and packets/ that no row names any more.</summary>
    public int Documents { get; init; }

    internal PurgeCounts And(PurgeCounts more) => new()
    {
        Denials = Denials + more.Denials,
        Appeals = Appeals + more.Appeals,
        Drafts = Drafts + more.Drafts,
        History = History + more.History,
        Exhibits = Exhibits + more.Exhibits,
        Packets = Packets + more.Packets,
        Files = Files + more.Files,
        Duplicates = Duplicates + more.Duplicates,
        Documents = Documents + more.Documents,
    };
}

/// <summary>What a purge would take, and what it leaves although it is old.</summary>
public sealed record RetentionReport
{
    public required DateTimeOffset Before { get; init; }

    public required PurgeCounts Due { get; init; }

    /// <summary>Denials that only a legal hold keeps.</summary>
    public required int Held { get; init; }

    /// <summary>Old denials with an appeal that is neither closed nor withdrawn.</summary>
    public required int Open { get; init; }

    /// <summary>Rows of documents that were taken out of an appeal and are no longer kept for it.</summary>
    public required int RemovedExhibits { get; init; }
}

/// <summary>A purge that is under way. What it took so far is in the ledger too, committed with what it took.</summary>
public sealed class PurgeRun
{
    internal PurgeRun(long id, RetentionPeriod period) => (Id, Period) = (id, period);

    public long Id { get; }

    public RetentionPeriod Period { get; }

    public PurgeCounts Counts { get; internal set; } = new();
}

/// <summary>A purge that was made.</summary>
public sealed record PurgeRow
{
    public required long Id { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    public required string BegunBy { get; init; }

    public required DateTimeOffset Cutoff { get; init; }

    /// <summary>Null when it was cut short; the next one goes on.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    public required string CountsJson { get; init; }

    public PurgeCounts Counts => LedgerJson.Read<PurgeCounts>(CountsJson);
}
