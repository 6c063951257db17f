namespace Clausea.Batch.Era.Reading;

/// <summary>Adds up a remittance: claims, provider adjustments, and whether the payment is what they come to.</summary>
internal sealed class RemittanceTally(Position position, FindingList findings)
{
    private readonly List<ProviderAdjustment> _providerAdjustments = [];
    private readonly List<ProviderSummary> _providerSummaries = [];
    private string? _header;
    private int _claims;
    private int _services;
    private int _unbalanced;
    private decimal _charge;
    private decimal _paid;

    public Position Position => position;

    public void Add(ClaimView claim)
    {
        _claims++;
        _services += claim.Services;
        _charge += claim.Charge;
        _paid += claim.Paid;
        _unbalanced += claim.UnbalancedServices + (claim.Balanced ? 0 : 1);
    }

    /// <summary>LX01 numbers the loop that the summaries after it belong to.</summary>
    public void StartHeader(in Segment lx) => _header = lx.String(1);

    public void TakeProviderSummary(in Segment segment) =>
        _providerSummaries.Add(new ProviderSummary(segment.String(0)!, _header, Elements.All(segment), segment.Position));

    // PLB01 provider, PLB02 fiscal date, then up to six pairs of reason composite and amount.
    public void TakeProviderAdjustments(in Segment plb)
    {
        for (var i = 3; i < plb.Count; i += 2)
        {
            if (plb[i].IsEmpty && plb[i + 1].IsEmpty)
            {
                continue;
            }

            if (!Numbers.TryDecimal(plb[i + 1], out var amount))
            {
                findings.Add(FindingKinds.NotANumber, plb.Position, $"PLB{i + 1:00} is not a number; it counts as zero");
            }

            var rest = plb[i];
            var reason = Elements.Next(ref rest, plb.Separators.Component);
            _providerAdjustments.Add(new ProviderAdjustment(
                plb.String(1), Numbers.Date(plb[2]), Text.Decode(Text.Trim(reason)), Text.Decode(Text.Trim(rest)), amount, plb.Position));
        }
    }

    public RemittanceSummary Finish(decimal payment, bool complete, string? fingerprint)
    {
        var provider = _providerAdjustments.Sum(adjustment => adjustment.Amount);
        var balanced = payment == _paid - provider;
        if (!balanced)
        {
            findings.Add(FindingKinds.RemittanceBalance, position,
                $"BPR payment {Balance.Money(payment)} is not claims paid {Balance.Money(_paid)} less provider adjustments " +
                $"{Balance.Money(provider)}; difference {Balance.Money(payment - _paid + provider)}");
        }

        return new RemittanceSummary
        {
            Claims = _claims,
            Services = _services,
            Charge = _charge,
            Paid = _paid,
            ProviderAdjustments = _providerAdjustments,
            ProviderSummaries = _providerSummaries,
            Balanced = balanced,
            Unbalanced = _unbalanced,
            Complete = complete,
            Fingerprint = fingerprint,
        };
    }
}
