namespace Clausea.Batch.Appeals;

/// <summary>What a letter is written from, besides the denial itself.</summary>
public sealed record LetterOrder
{
    /// <summary>The letter's date.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The playbook a person has chosen, for everything denied on the claim; null for what triage decided.</summary>
    public Playbook? Playbook { get; init; }

    /// <summary>A later level of appeal; null for the kind that playbook or verdict ask for.</summary>
    public LetterKind? Kind { get; init; }

    /// <summary>Level of appeal, from 1.</summary>
    public int Level { get; init; } = 1;

    /// <summary>The deadline of this letter, where it is not that of the verdict; a later level has its own, or none.</summary>
    public Deadline? Deadline { get; init; }

    internal Deadline? DeadlineOf(Verdict verdict) => Deadline ?? (Kind?.IsLaterLevel() == true ? null : verdict.Deadline);

    /// <summary>What travels with the letter.</summary>
    public IReadOnlyList<Exhibit> Exhibits { get; init; } = [];

    /// <summary>Keys of evidence that a person has decided to go without.</summary>
    public IReadOnlyList<string> Waived { get; init; } = [];

    /// <summary>The decision that this letter answers; null at the first level.</summary>
    public EarlierAppeal? Earlier { get; init; }
}
