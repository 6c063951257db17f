namespace Clausea.Batch.Ledger;

/// <summary>Denials, and what became of their appeals; money in dollars.</summary>
public sealed record DenialSums
{
    public static readonly DenialSums None = new();

    /// <summary>Claims of which something was denied.</summary>
    public int Denials { get; init; }

    public decimal DeniedAmount { get; init; }

    /// <summary>Letters of every kind and level.</summary>
    public int Appeals { get; init; }

    /// <summary>Not sent yet.</summary>
    public int Open { get; init; }

    /// <summary>Sent, and the payer has not decided.</summary>
    public int Sent { get; init; }

    public int Won { get; init; }

    public int PartlyWon { get; init; }

    public int Upheld { get; init; }

    public int Withdrawn { get; init; }

    /// <summary>Denied dollars of appeals that are open or sent.</summary>
    public decimal AtStake { get; init; }

    public decimal Recovered { get; init; }

    /// <summary>Appeals that the payer has decided.</summary>
    public int Decided => Won + PartlyWon + Upheld;
}

/// <summary>Sums while they are added up.</summary>
internal sealed class DenialTally
{
    private int _denials;
    private decimal _denied;
    private int _appeals;
    private int _open;
    private int _sent;
    private int _won;
    private int _partlyWon;
    private int _upheld;
    private int _withdrawn;
    private decimal _atStake;
    private decimal _recovered;

    public void AddDenial(decimal amount)
    {
        _denials++;
        _denied += amount;
    }

    public void AddAppeal(AppealFacts appeal)
    {
        _appeals++;
        _recovered += appeal.RecoveredAmount?.Amount ?? 0;
        switch (appeal.Status, appeal.Outcome)
        {
            case (AppealStatus.Closed, AppealOutcome.Won):
                _won++;
                break;
            case (AppealStatus.Closed, AppealOutcome.PartlyWon):
                _partlyWon++;
                break;
            case (AppealStatus.Closed, _):
                _upheld++;
                break;
            case (AppealStatus.Withdrawn, _):
                _withdrawn++;
                break;
            case (AppealStatus.Sent, _):
                _sent++;
                _atStake += appeal.DeniedAmount.Amount;
                break;
            default:
                _open++;
                _atStake += appeal.DeniedAmount.Amount;
                break;
        }
    }

    public void Add(DenialTally other)
    {
        _denials += other._denials;
        _denied += other._denied;
        _appeals += other._appeals;
        _open += other._open;
        _sent += other._sent;
        _won += other._won;
        _partlyWon += other._partlyWon;
        _upheld += other._upheld;
        _withdrawn += other._withdrawn;
        _atStake += other._atStake;
        _recovered += other._recovered;
    }

    public DenialSums ToSums() => new()
    {
        Denials = _denials,
        DeniedAmount = _denied,
        Appeals = _appeals,
        Open = _open,
        Sent = _sent,
        Won = _won,
        PartlyWon = _partlyWon,
        Upheld = _upheld,
        Withdrawn = _withdrawn,
        AtStake = _atStake,
        Recovered = _recovered,
    };
}

/// <summary>What is counted of an appeal, with what it has of its denial.</summary>
internal sealed class AppealFacts
{
    public long RemittanceId { get; init; }
    public DateOnly? ServiceFrom { get; init; }
    public string Reasons { get; init; } = "";
    public string Remarks { get; init; } = "";
    public Money DeniedAmount { get; init; }
    public AppealStatus Status { get; init; }
    public AppealOutcome? Outcome { get; init; }
    public Money? RecoveredAmount { get; init; }
    public string? Playbook { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public DateOnly? DecidedOn { get; init; }
}

/// <summary>What is counted of a denial.</summary>
internal sealed class DenialFacts
{
    public long RemittanceId { get; init; }
    public DateOnly? ServiceFrom { get; init; }
    public Money DeniedAmount { get; init; }
    public string Disposition { get; init; } = "";
    public string Reasons { get; init; } = "";
    public string Remarks { get; init; } = "";

    /// <summary>What waits for the payer's decision is not denied yet.</summary>
    public bool IsDenied => DeniedAmount.Amount > 0 && Disposition is not ("None" or "Hold");
}
