namespace Clausea.Batch.Ledger;

/// <summary>How often a code was seen. Dollars are those denied on the claims that carry it, each claim once.</summary>
public sealed record CodeCount(string Code, int Denials, decimal DeniedAmount, int RecentDenials, decimal RecentAmount);

/// <summary>What this office saw of a code: over the last days, since ever, and from whom.</summary>
public sealed record CodeHistory
{
    /// <summary>How many days are recent.</summary>
    public required int Days { get; init; }

    public required CodeFigures Recent { get; init; }

    public required CodeFigures Ever { get; init; }

    /// <summary>Payers whose denials carried it since ever, by number.</summary>
    public required IReadOnlyList<CodePayer> Payers { get; init; }
}

/// <summary>Denials that carry a code, and what became of their appeals.</summary>
public sealed record CodeFigures
{
    public required int Denials { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal DeniedAmount { get; init; }

    public required int Won { get; init; }

    public required int PartlyWon { get; init; }

    public required int Upheld { get; init; }

    public required int Withdrawn { get; init; }

    /// <summary>Without an outcome yet.</summary>
    public required int Open { get; init; }

    /// <summary>In dollars.</summary>
    public required decimal RecoveredAmount { get; init; }
}

/// <summary>A payer's denials with a code; dollars.</summary>
public sealed record CodePayer(string Payer, int Denials, decimal DeniedAmount);

/// <summary>A row of counts as the database has it.</summary>
internal sealed class CodeRecord
{
    public string Code { get; init; } = "";
    public string Payer { get; init; } = "";
    public int Denials { get; init; }
    public Money DeniedAmount { get; init; }
    public int RecentDenials { get; init; }
    public Money RecentAmount { get; init; }

    public CodeCount ToCount() => new(Code, Denials, DeniedAmount.Amount, RecentDenials, RecentAmount.Amount);

    public CodePayer ToPayer() => new(Payer, Denials, DeniedAmount.Amount);
}

/// <summary>Appeals of one status and outcome as the database has them.</summary>
internal sealed class CodeOutcomeRecord
{
    public AppealStatus Status { get; init; }
    public AppealOutcome? Outcome { get; init; }
    public int Appeals { get; init; }
    public Money RecoveredAmount { get; init; }
}
