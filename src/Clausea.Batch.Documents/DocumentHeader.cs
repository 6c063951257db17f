using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Documents;

/// <summary>What the head of every page says, so that a page that got lost finds its claim.</summary>
public sealed record DocumentHeader
{
    /// <summary>In natural case; null when the remittance has none.</summary>
    public string? Patient { get; init; }

    public string? MemberId { get; init; }

    public DateOnly? ServiceFrom { get; init; }

    public DateOnly? ServiceTo { get; init; }

    /// <summary>The payer's claim number.</summary>
    public string? Claim { get; init; }

    public static DocumentHeader Of(ClaimPayment claim)
    {
        var dates = ServiceDates.Of(claim);
        return new DocumentHeader
        {
            Patient = NaturalName.OfPerson(claim.Patient),
            MemberId = claim.Insured?.Id.Value ?? claim.Patient?.Id.Value,
            ServiceFrom = dates?.From,
            ServiceTo = dates?.To,
            Claim = claim.PayerClaimNumber,
        };
    }
}
