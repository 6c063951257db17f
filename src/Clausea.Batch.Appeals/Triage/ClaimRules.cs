namespace Clausea.Batch.Appeals;

/// <summary>What the claim status alone decides (CLP02), whatever the adjustments say.</summary>
internal static class ClaimRules
{
    public static readonly RuleTable<ClaimAtHand> Table = new(
    [
        new("reversal", "status 22",
            at => Status(at, "22", Disposition.None, "This reverses an earlier payment; the corrected claim is decided on its own.")),
        new("predetermination", "status 25",
            at => Status(at, "25", Disposition.None, "This only tells prices in advance; no payment was asked for.")),
        new("forwarded", "status 23",
            at => Status(at, "23", Disposition.Hold, "The payer says the claim is not its own and has forwarded it; wait for the other payer.")),
        new("forwarded", "status 19, 20 or 21, and something is denied",
            at => at.Claim.Status is "19" or "20" or "21" && at.Scopes.Count > 0
                ? Answer(at, Disposition.Hold, "The payer has forwarded the claim to the next payer; wait for its decision.")
                : null),
        new("pending", "status 5, 10, 13, 15, 16, 17 or 27 (version 4010)",
            at => at.Claim.Status is "5" or "10" or "13" or "15" or "16" or "17" or "27"
                ? Answer(at, Disposition.Hold, "The payer has not decided yet.")
                : null),
    ]);

    private static Decision? Status(ClaimAtHand at, string status, Disposition disposition, string because) =>
        at.Claim.Status == status ? Answer(at, disposition, because) : null;

    private static Decision Answer(ClaimAtHand at, Disposition disposition, string because) =>
        new(disposition, because) { Fired = [$"CLP02-{at.Claim.Status}"] };
}
