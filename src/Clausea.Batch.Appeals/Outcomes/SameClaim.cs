using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Whether a claim in a later remittance is the claim that was denied. Its number at the practice is not enough: many
/// practices have one for all visits of a patient.</summary>
public static class SameClaim
{
    // Claim-level REF: the payer's number of the claim that this one replaces.
    private const string Original = "F8";

    /// <summary>What tells that both are one claim, in words; null when they may be two.</summary>
    public static string? Why(Remittance deniedIn, ClaimPayment denied, Remittance laterIn, ClaimPayment later)
    {
        if (!IsSame(denied.PatientControlNumber, later.PatientControlNumber) || !IsSamePayer(deniedIn, laterIn) || !IsSamePayee(deniedIn, laterIn))
        {
            return null;
        }

        return HasNumber(denied) && IsSame(denied.PayerClaimNumber, later.PayerClaimNumber) ? "the same claim number of the payer"
            : HasNumber(denied) && IsSame(denied.PayerClaimNumber, later.Reference(Original)) ? "it names the denied claim as the one it replaces"
            : IsSameBill(denied, later) ? "the same days of service and the same charge"
            : denied.Services.Any(line => later.Services.Any(other => IsSameLine(line, other))) ? "a service with the same code, day and charge"
            : null;
    }

    /// <summary>Whether the later one can be an answer at all: it was paid on a later day, or stands in the same remittance behind
    /// the reversal of what came first.</summary>
    public static bool IsLater(Remittance deniedIn, ClaimPayment denied, Remittance laterIn, ClaimPayment later, bool isSameRemittance) => isSameRemittance
        ? later.Corrects is { } reversal && denied.Position.Segment < reversal.Segment && reversal.Segment < later.Position.Segment
        : deniedIn.Payment.Date is { } then && laterIn.Payment.Date is { } now && now > then;

    /// <summary>The line that a later decision has in place of a denied one: by code, day and charge, else by code and day, else by
    /// day and charge.</summary>
    internal static ServicePayment? LineOf(ServicePayment denied, IEnumerable<ServicePayment> later)
    {
        var lines = later.Where(line => line.From is not null && line.From == denied.From).ToList();
        return lines.Find(line => IsSameLine(denied, line))
            ?? lines.Find(line => IsSame(denied.Procedure.Code, line.Procedure.Code) || IsSame(denied.Procedure.Code, line.Submitted?.Code))
            ?? lines.Find(line => line.Charge == denied.Charge);
    }

    private static bool IsSameLine(ServicePayment one, ServicePayment other) =>
        one.From is not null && one.From == other.From && one.Charge == other.Charge && IsSame(one.Procedure.Code, other.Procedure.Code);

    private static bool IsSameBill(ClaimPayment one, ClaimPayment other)
    {
        var (first, second) = (ServiceDates.Of(one), ServiceDates.Of(other));
        return first is not null && first == second && Math.Abs(one.Charge) == Math.Abs(other.Charge);
    }

    private static bool IsSamePayer(Remittance one, Remittance other) => one.PayerId is not null && other.PayerId is not null
        ? IsSame(one.PayerId, other.PayerId) || IsSame(Plain(one.Payer.Name), Plain(other.Payer.Name))
        : IsSame(Plain(one.Payer.Name), Plain(other.Payer.Name));

    private static bool IsSamePayee(Remittance one, Remittance other) =>
        !IsOther(one.PayeeNpi, other.PayeeNpi) || !IsOther(one.PayeeTaxId, other.PayeeTaxId) && one.PayeeTaxId is not null && other.PayeeTaxId is not null;

    private static bool HasNumber(ClaimPayment claim) => !string.IsNullOrWhiteSpace(claim.PayerClaimNumber);

    // What one of them does not say contradicts nothing.
    private static bool IsOther(string? one, string? other) => one is not null && other is not null && !IsSame(one, other);

    private static bool IsSame(string? one, string? other) => !string.IsNullOrWhiteSpace(one) && string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? Plain(string? name) => name is null ? null : string.Concat(name.Where(char.IsAsciiLetterOrDigit));
}
