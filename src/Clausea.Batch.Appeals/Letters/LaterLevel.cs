namespace Clausea.Batch.Appeals;

/// <summary>What every letter of a later level needs, whatever its playbook.</summary>
public static class LaterLevel
{
    /// <summary>Documents that such a letter answers or builds on; a playbook may ask for them too, in the same words.</summary>
    public static IReadOnlyList<PlaybookEvidence> Evidence { get; } =
    [
        new("prior-decision", "payer's decision on the earlier appeal", "billing office"),
        new("prior-appeal", "earlier appeal as it was sent, with proof of delivery", "billing office"),
    ];
}
