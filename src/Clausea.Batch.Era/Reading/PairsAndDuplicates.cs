using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Links reversals and their corrections, and notices what stands in a file twice.</summary>
internal sealed class PairsAndDuplicates
{
    // A file of nothing but reversals must not fill the memory.
    private const int OpenReversalLimit = 100_000;

    private readonly FindingList _findings;
    private readonly SeenBefore _claims;
    private readonly SeenBefore _remittances;
    private Dictionary<ulong, Position>? _reversals;
    private ulong _payer;
    private bool _ended;

    public PairsAndDuplicates(FindingList findings)
    {
        _findings = findings;
        _claims = new SeenBefore((position, before) => findings.Add(FindingKinds.DuplicateClaim, position,
            $"the claim has the same numbers, status and amounts as the claim of segment {before}"));
        _remittances = new SeenBefore((position, before) => findings.Add(FindingKinds.DuplicateRemittance, position,
            $"the remittance has the same payment and the same claims as the remittance of segment {before}"));
    }

    public void StartRemittance(Remittance remittance) => _payer = ContentHash.Of(remittance.PayerId ?? remittance.Payer.Name);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ClaimView claim)
    {
        var wasFull = _claims.IsFull;
        _claims.Add(ContentHash.Add(claim.Key, _payer), claim.Position);
        if (wasFull != _claims.IsFull)
        {
            TellOfTooMany(claim.Position);
        }

        if (claim.IsReversal || _reversals is { Count: > 0 })
        {
            Pair(claim);
        }
    }

    public void EndRemittance(Remittance remittance, RemittanceSummary summary, RemittanceTally tally)
    {
        var payment = remittance.Payment;
        var key = ContentHash.Add(tally.Key ^ _payer, ContentHash.Of(payment.TraceNumber));
        key = ContentHash.Add(key, (ulong)payment.Amount.GetHashCode());
        key = ContentHash.Add(key, (ulong)(payment.Date?.DayNumber ?? 0));
        key = ContentHash.Add(key, (ulong)summary.Claims);
        _remittances.Add(key, tally.Position);
    }

    /// <summary>At the end of the file: what is told of only now.</summary>
    public void End()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        _claims.Tell();
        _remittances.Tell();
        if (_reversals is not { Count: > 0 })
        {
            return;
        }

        foreach (var position in _reversals.Values.OrderBy(position => position.Segment))
        {
            _findings.Add(FindingKinds.ReversalWithoutCorrection, position, "the reversal has no corrected claim behind it in the file");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TellOfTooMany(Position position) =>
        _findings.Add(FindingKinds.TooManyToCompare, position, "from here on, claims are not compared with those before them");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Pair(ClaimView claim)
    {
        _reversals ??= [];
        if (claim.IsReversal)
        {
            if (_reversals.Count < OpenReversalLimit)
            {
                _reversals[claim.AccountKey] = claim.Position;
            }
        }
        else if (_reversals.Remove(claim.AccountKey, out var reversal))
        {
            claim.Correct(reversal);
        }
    }
}

/// <summary>Segments that belong to no remittance, told of once for a whole run of them.</summary>
internal sealed class SkippedRun(FindingList findings)
{
    private Position _first;
    private int _last;

    public void Add(Position position)
    {
        if (_last == 0)
        {
            _first = position;
        }

        _last = position.Segment;
    }

    public void End()
    {
        if (_last == 0)
        {
            return;
        }

        findings.Add(FindingKinds.SegmentsSkipped, _first, _last == _first.Segment
            ? $"segment {_last} was skipped: it belongs to no remittance"
            : $"segments {_first.Segment} to {_last} were skipped: they belong to no remittance");
        _last = 0;
    }
}

/// <summary>N1 between claims.</summary>
internal static class Parties
{
    public static void Compare(PartyParser parser, Remittance remittance, FindingList findings)
    {
        var party = parser.Finish();
        var known = party.Role switch { "PR" => remittance.Payer, "PE" => remittance.Payee, _ => null };
        if (known is not null && AreSame(known, party))
        {
            findings.Add(FindingKinds.PartyRepeated, parser.Position, "the payer or payee of the header is named again between claims");
        }
        else
        {
            findings.Add(FindingKinds.PartyDiffers, parser.Position,
                "another payer or payee than in the header is named between claims; the claims stay with those of the header");
        }
    }

    // The identifier decides; without one on both sides, the name does.
    private static bool AreSame(Party one, Party other) => one.Id.Value is { } id && other.Id.Value is { } otherId
        ? id == otherId
        : string.Equals(one.Name, other.Name, StringComparison.OrdinalIgnoreCase);
}
