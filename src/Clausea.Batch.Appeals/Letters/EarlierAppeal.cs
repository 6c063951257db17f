namespace Clausea.Batch.Appeals;

/// <summary>An appeal of ours that the payer has decided, as the ledger has it; the letter of the next level answers it.
/// </summary>
public sealed record EarlierAppeal
{
    /// <summary>From 1.</summary>
    public required int Level { get; init; }

    public required LetterKind Kind { get; init; }

    public DateOnly? SentOn { get; init; }

    /// <summary>mail, fax, portal …</summary>
    public string? Channel { get; init; }

    /// <summary>Tracking or confirmation number of what was sent.</summary>
    public string? Reference { get; init; }

    /// <summary>The date of the payer's decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>The payer's number of the decision.</summary>
    public string? DecisionReference { get; init; }

    /// <summary>A part of the amount was paid after it.</summary>
    public required bool IsPartlyWon { get; init; }
}
