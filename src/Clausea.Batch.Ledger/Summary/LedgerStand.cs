namespace Clausea.Batch.Ledger;

/// <summary>How the work stands at one moment, in counts and instants alone: nothing of a patient, a payer or a file.</summary>
public sealed record LedgerStand
{
    public required DateTimeOffset At { get; init; }

    public required IReadOnlyDictionary<AppealStatus, int> Appeals { get; init; }

    /// <summary>Not sent yet, and the deadline is today or within seven days.</summary>
    public required int DueSoon { get; init; }

    /// <summary>Not sent yet, and the deadline has passed.</summary>
    public required int Overdue { get; init; }

    /// <summary>When the appeal was queued that has waited longest for its draft.</summary>
    public DateTimeOffset? OldestQueued { get; init; }

    /// <summary>When the file came that has waited longest for its end.</summary>
    public DateTimeOffset? OldestFile { get; init; }

    /// <summary>When the nightly run last came to its end.</summary>
    public DateTimeOffset? NightlyRun { get; init; }

    /// <summary>When the ledger was made.</summary>
    public required DateTimeOffset LedgerMade { get; init; }

    public required int SchemaVersion { get; init; }
}

/// <summary>What was done since an instant, and what waits; money in dollars.</summary>
public sealed record LedgerSummaryFigures
{
    public required int FilesTaken { get; init; }

    public required int FilesQuarantined { get; init; }

    public required int Claims { get; init; }

    public required int Denials { get; init; }

    public required int NewAppeals { get; init; }

    /// <summary>Drafts that wait for a person, whenever they were written.</summary>
    public required int DraftsWaiting { get; init; }

    /// <summary>What those drafts still need.</summary>
    public required int OpenNeeds { get; init; }

    public required int DraftsFailed { get; init; }

    /// <summary>Not sent yet, and the deadline is today or within seven days.</summary>
    public required int DueSoon { get; init; }

    /// <summary>Not sent yet, and the deadline has passed.</summary>
    public required int Overdue { get; init; }

    /// <summary>Appeals that were won, in whole or in part.</summary>
    public required int Won { get; init; }

    public required decimal Recovered { get; init; }
}

/// <summary>The one row of the stand as the database has it.</summary>
internal sealed class StandRecord
{
    public int Queued { get; init; }
    public int Drafted { get; init; }
    public int Approved { get; init; }
    public int Sent { get; init; }
    public int Closed { get; init; }
    public int Withdrawn { get; init; }
    public int DraftFailed { get; init; }
    public int DueSoon { get; init; }
    public int Overdue { get; init; }
    public DateTimeOffset? OldestQueued { get; init; }
    public DateTimeOffset? OldestFile { get; init; }
    public DateTimeOffset? NightlyRun { get; init; }
    public DateTimeOffset LedgerMade { get; init; }
    public int SchemaVersion { get; init; }

    public LedgerStand ToStand(DateTimeOffset at) => new()
    {
        At = at,
        Appeals = new Dictionary<AppealStatus, int>
        {
            [AppealStatus.Queued] = Queued,
            [AppealStatus.Drafted] = Drafted,
            [AppealStatus.Approved] = Approved,
            [AppealStatus.Sent] = Sent,
            [AppealStatus.Closed] = Closed,
            [AppealStatus.Withdrawn] = Withdrawn,
            [AppealStatus.DraftFailed] = DraftFailed,
        },
        DueSoon = DueSoon,
        Overdue = Overdue,
        OldestQueued = OldestQueued,
        OldestFile = OldestFile,
        NightlyRun = NightlyRun,
        LedgerMade = LedgerMade,
        SchemaVersion = SchemaVersion,
    };
}

/// <summary>The one row of the figures as the database has it.</summary>
internal sealed class FiguresRecord
{
    public int FilesTaken { get; init; }
    public int FilesQuarantined { get; init; }
    public int Claims { get; init; }
    public int Denials { get; init; }
    public int NewAppeals { get; init; }
    public int DraftsWaiting { get; init; }
    public int OpenNeeds { get; init; }
    public int DraftsFailed { get; init; }
    public int DueSoon { get; init; }
    public int Overdue { get; init; }
    public int Won { get; init; }
    public Money Recovered { get; init; }

    public LedgerSummaryFigures ToFigures() => new()
    {
        FilesTaken = FilesTaken,
        FilesQuarantined = FilesQuarantined,
        Claims = Claims,
        Denials = Denials,
        NewAppeals = NewAppeals,
        DraftsWaiting = DraftsWaiting,
        OpenNeeds = OpenNeeds,
        DraftsFailed = DraftsFailed,
        DueSoon = DueSoon,
        Overdue = Overdue,
        Won = Won,
        Recovered = Recovered.Amount,
    };
}
