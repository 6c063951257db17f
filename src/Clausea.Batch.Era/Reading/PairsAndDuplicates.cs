using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Links reversals and their corrections, and notices what stands in a file twice.</summary>
internal sealed class PairsAndDuplicates(FindingList findings)
{
    // A file of nothing but reversals must not fill the memory.
    private const int OpenReversalLimit = 100_000;

    private readonly SeenBefore _claims = new();
    private readonly SeenBefore _remittances = new();
    private Dictionary<ulong, Position>? _reversals;
    private ulong _payer;
    private bool _ended;

    public void StartRemittance(Remittance remittance) => _payer = ContentHash.Of(remittance.PayerId ?? remittance.Payer.Name);

    /// <summary>Fetches ahead what <see cref="Add"/> will look at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare(ClaimView claim) => _claims.Prepare(ContentHash.Add(claim.Key, _payer));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ClaimView claim)
    {
        var wasFull = _claims.IsFull;
        var before = _claims.Add(ContentHash.Add(claim.Key, _payer), claim.Position.Segment);
        if (before > 0 || wasFull != _claims.IsFull)
        {
            Tell(claim.Position, before);
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
        if (_remittances.Add(key, tally.Position.Segment) is var before and > 0)
        {
            findings.Add(FindingKinds.DuplicateRemittance, tally.Position,
                $"the remittance has the same payment and the same claims as the remittance of segment {before}");
        }
    }

    public void End()
    {
        if (_ended || _reversals is not { Count: > 0 })
        {
            return;
        }

        _ended = true;
        foreach (var position in _reversals.Values.OrderBy(position => position.Segment))
        {
            findings.Add(FindingKinds.ReversalWithoutCorrection, position, "the reversal has no corrected claim behind it in the file");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Tell(Position position, int before)
    {
        if (before > 0)
        {
            findings.Add(FindingKinds.DuplicateClaim, position, $"the claim has the same numbers, status and amounts as the claim of segment {before}");
        }
        else
        {
            findings.Add(FindingKinds.TooManyToCompare, position, "from here on, claims are not compared with those before them");
        }
    }

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
