using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Adds up a remittance: claims, provider adjustments, and whether the payment is what they come to.</summary>
internal sealed class RemittanceTally(Position position, FindingList findings)
{
    private readonly Gathered<ProviderAdjustment> _providerAdjustments = new();
    private readonly Gathered<ProviderSummary> _providerSummaries = new();
    private string? _header;
    private bool _hasHeader;
    private int _claims;
    private int _services;
    private int _unbalanced;
    private MoneySum _charge;
    private MoneySum _paid;

    public Position Position => position;

    /// <summary>What makes two remittances the same: the sum over its claims, whatever their order.</summary>
    public ulong Key { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ClaimView claim)
    {
        _claims++;
        _services += claim.Services;
        claim.AddTo(ref _charge, ref _paid);
        _unbalanced += claim.UnbalancedServices + (claim.Balanced ? 0 : 1);
        Key += claim.Key;
        if (!_hasHeader)
        {
            _hasHeader = true;
            findings.Add(FindingKinds.HeaderNumberMissing, claim.Position, "claims stand without an LX before them");
        }
    }

    /// <summary>LX01 numbers the loop that the summaries after it belong to.</summary>
    public void StartHeader(in Segment lx)
    {
        _header = lx.String(1);
        _hasHeader = true;
    }

    public void TakeProviderSummary(in Segment segment)
    {
        var (first, tag) = segment.Tag == Tags.Ts3 ? (4, "TS3") : (1, "TS2");
        for (var i = first; i < segment.Count; i++)
        {
            if (!segment[i].IsEmpty && !Numbers.TryDecimal(segment[i], out _))
            {
                findings.Add(FindingKinds.NotANumber, segment.Position, $"{tag}{i:00} is not a number; it counts as absent");
            }
        }

        _providerSummaries.Add(new ProviderSummary(tag, _header, Elements.All(segment), segment.Position));
    }

    // PLB01 provider, PLB02 fiscal date, then up to six pairs of reason composite and amount.
    public void TakeProviderAdjustments(in Segment plb, SegmentScanner scanner)
    {
        if (!plb[2].IsEmpty && !Numbers.TryDate(plb[2], out _))
        {
            findings.Add(FindingKinds.NotADate, plb.Position, "PLB02, the end of the fiscal year, is not a date");
        }

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
            else
            {
                findings.AddNotation(plb, i + 1, "PLB");
            }

            Composites.Check(plb, i, "PLB", scanner, findings);
            var rest = plb[i];
            var reason = Elements.Next(ref rest, Composites.Separator(rest, plb.Separators.Component));
            _providerAdjustments.Add(new ProviderAdjustment(
                plb.String(1), Numbers.Date(plb[2]), Text.Decode(Text.Trim(reason)), Text.Decode(Text.Trim(rest)), amount, plb.Position));
        }
    }

    public RemittanceSummary Finish(decimal payment, bool complete, string? fingerprint)
    {
        var adjustments = _providerAdjustments.Take();
        var provider = 0m;
        foreach (var adjustment in adjustments)
        {
            provider += adjustment.Amount;
        }

        var paid = _paid.Value;
        var balanced = payment == paid - provider;
        if (!balanced)
        {
            findings.Add(FindingKinds.RemittanceBalance, position,
                $"BPR payment {Balance.Money(payment)} is not claims paid {Balance.Money(paid)} less provider adjustments {Balance.Money(provider)}; difference {Balance.Money(payment - paid + provider)}");
        }

        return new RemittanceSummary
        {
            Claims = _claims,
            Services = _services,
            Charge = _charge.Value,
            Paid = paid,
            ProviderAdjustments = adjustments,
            ProviderSummaries = _providerSummaries.Take(),
            Balanced = balanced,
            Unbalanced = _unbalanced,
            Complete = complete,
            Fingerprint = fingerprint,
        };
    }
}
