using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What a later remittance says about a denial (docs/outcomes.md).</summary>
public enum LaterAnswer
{
    /// <summary>Nothing: still pending, passed on, or about other services.</summary>
    Nothing,

    /// <summary>Paid, and nothing of what was denied is denied any more.</summary>
    Won,

    /// <summary>Something was paid, and something is denied still.</summary>
    PartlyWon,

    /// <summary>Denied again, and the payer says that this is its decision on the appeal.</summary>
    Upheld,

    /// <summary>Denied again, without a word about an appeal: it may answer another sending of the claim.</summary>
    DeniedAgain,

    /// <summary>No longer denied, and nothing was paid: left to the patient or to the contract.</summary>
    NotPaid,

    /// <summary>The decision was taken back; another one should follow.</summary>
    Reversed,

    /// <summary>Money that had been paid was taken back.</summary>
    TakenBack,
}

/// <summary>A later decision of the payer on what was denied.</summary>
/// <param name="Recovered">Dollars paid now beyond what was paid then, for the services that were denied; 0 or more.</param>
/// <param name="Codes">Reasons and remarks of the later decision on them.</param>
public sealed record LaterDecision(LaterAnswer Answer, decimal Recovered, IReadOnlyList<string> Codes)
{
    /// <summary>It takes an earlier decision back, and gives none.</summary>
    public bool IsReversal => Answer is LaterAnswer.Reversed or LaterAnswer.TakenBack;

    private const int MostCodes = 12;

    // 193: the original decision is upheld. MA91: this is the result of the appeal.
    private const string UpheldReason = "193";
    private const string ResultOfAppeal = "MA91";

    /// <summary>Weighs a later adjudication of the same claim.</summary>
    /// <param name="denied">The claim as it was denied.</param>
    /// <param name="services">Numbers of the services that were denied; none when the claim was denied as a whole.</param>
    /// <param name="later">The claim as it was decided now.</param>
    /// <param name="verdict">What triage says of it.</param>
    public static LaterDecision Weigh(ClaimPayment denied, IReadOnlyList<int> services, ClaimPayment later, Verdict verdict)
    {
        if (later.IsReversal)
        {
            return new(later.Paid < 0 ? LaterAnswer.TakenBack : LaterAnswer.Reversed, 0m, CodesOf(later, later.Services));
        }

        var lines = Lines(denied, services, later);
        var codes = CodesOf(later, lines?.ConvertAll(pair => pair.Later) ?? later.Services);
        if (verdict.Disposition == Disposition.Hold || later.Status is "23" or "25")
        {
            return new(LaterAnswer.Nothing, 0m, codes);
        }

        var paid = lines is null ? later.Paid - denied.Paid : lines.Sum(pair => pair.Later.Paid - pair.Denied.Paid);
        return new(AnswerOf(paid > 0, IsDenied(lines, verdict), later), Math.Max(paid, 0m), codes);
    }

    private static LaterAnswer AnswerOf(bool isPaid, bool isDenied, ClaimPayment later) => (isPaid, isDenied) switch
    {
        (true, false) => LaterAnswer.Won,
        (true, true) => LaterAnswer.PartlyWon,
        (false, false) => LaterAnswer.NotPaid,
        _ => SaysUpheld(later) ? LaterAnswer.Upheld : LaterAnswer.DeniedAgain,
    };

    private static bool SaysUpheld(ClaimPayment later) =>
        later.Adjustments.Concat(later.Services.SelectMany(line => line.Adjustments)).Any(adjustment => adjustment.Reason == UpheldReason)
        || later.Remarks.Concat(later.Services.SelectMany(line => line.Remarks)).Contains(ResultOfAppeal);

    // Each denied line with the one that now stands for it, each once; null when the claim has to be taken as a whole.
    private static List<(ServicePayment Denied, ServicePayment Later)>? Lines(ClaimPayment denied, IReadOnlyList<int> services, ClaimPayment later)
    {
        var pairs = new List<(ServicePayment, ServicePayment)>();
        var left = later.Services.ToList();
        foreach (var line in denied.Services.Where(line => services.Contains(line.Number)))
        {
            if (SameClaim.LineOf(line, left) is not { } found)
            {
                return null;
            }

            left.Remove(found);
            pairs.Add((line, found));
        }

        return pairs.Count == 0 ? null : pairs;
    }

    private static bool IsDenied(List<(ServicePayment Denied, ServicePayment Later)>? lines, Verdict verdict) =>
        !verdict.IsOrdinary && verdict is { DeniedAmount: > 0, Disposition: not Disposition.None }
        && (lines is null || verdict.Services.Count == 0 || lines.Exists(pair => verdict.Services.Contains(pair.Later.Number)));

    private static List<string> CodesOf(ClaimPayment claim, IEnumerable<ServicePayment> lines) =>
    [
        .. claim.Adjustments.Concat(lines.SelectMany(line => line.Adjustments)).Select(adjustment => $"{adjustment.Group}-{adjustment.Reason}")
            .Concat(claim.Remarks).Concat(lines.SelectMany(line => line.Remarks))
            .Distinct().Take(MostCodes),
    ];
}
