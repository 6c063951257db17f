using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>What stands inside of a remittance.</summary>
public sealed partial class EraReader
{
    private bool TakeInHeader(in Segment segment, int tag)
    {
        if (_header!.Take(segment, tag))
        {
            _fingerprint?.Add(segment);
            return false;
        }

        _scanner.StepBack();
        Remittance = _header.Finish();
        _header = null;
        _pairs.StartRemittance(Remittance);
        return Happened(EraEvent.Remittance);
    }

    private bool TakeDetail(in Segment segment, int tag)
    {
        if (TakeParty(segment, tag))
        {
            _fingerprint?.Add(segment);
            return false;
        }

        switch (tag)
        {
            case Tags.Clp:
                _inClaim = true;
                _scanner.Mark();
                Claim.Start(segment);
                return false;
            case Tags.Plb:
                _tally!.TakeProviderAdjustments(segment, _scanner);
                break;
            case Tags.Lx:
                _tally!.StartHeader(segment);
                break;
            case Tags.Ts2 or Tags.Ts3:
                _tally!.TakeProviderSummary(segment);
                break;
            default:
                Findings.AddSkipped(segment, tag, "a remittance between its claims");
                break;
        }

        _fingerprint?.Add(segment);
        return false;
    }

    private bool TakeInClaim(in Segment segment, int tag)
    {
        if (TakeParty(segment, tag))
        {
            return false;
        }

        if (tag == Tags.Lx)
        {
            return TakeHeaderInClaim();
        }

        if (!Claim.Take(segment, tag))
        {
            _scanner.StepBack();
            return EndClaim();
        }

        return _scanner.MarkedLength > SegmentScanner.LongestClaim && EndLargeClaim(segment.Position);
    }

    // An LX before the next claim ends this one; between its services it is out of place, and the claim goes on.
    private bool TakeHeaderInClaim()
    {
        // A look ahead may move the buffer: only then the segment.
        var next = _scanner.PeekTag();
        var lx = _scanner.Current;
        if (Tags.IsOfClaim(next))
        {
            Findings.AddSkipped(lx, Tags.Lx, "a claim");
            return false;
        }

        _tally!.StartHeader(lx);
        return EndClaim();
    }

    // Some senders name payer and payee again with each claim; the claims stay with those of the header.
    private bool TakeParty(in Segment segment, int tag)
    {
        if (tag == Tags.N1)
        {
            EndParty();
            _party = new PartyParser(segment);
            return true;
        }

        if (_party is null)
        {
            return false;
        }

        if (tag is Tags.N2 or Tags.N3 or Tags.N4 or Tags.Ref or Tags.Per or Tags.Rdm)
        {
            _party.Take(segment, tag);
            return true;
        }

        EndParty();
        return false;
    }

    private void EndParty()
    {
        if (_party is not null)
        {
            Parties.Compare(_party, Remittance!, Findings);
            _party = null;
        }
    }

    private bool EndClaim()
    {
        _inClaim = false;
        EndParty();
        Claim.End();
        _tally!.Add(Claim);
        _pairs.Add(Claim);
        if (_fingerprint is not null)
        {
            var segments = _scanner.WalkMarked(Claim.Position);
            while (segments.MoveNext())
            {
                _fingerprint.Add(segments.Current);
            }
        }

        return Happened(EraEvent.Claim);
    }

    // A claim is kept in memory as a whole; one without an end must not fill it.
    private bool EndLargeClaim(Position position)
    {
        _cut = true;
        Findings.Add(FindingKinds.ClaimTooLarge, position, $"the claim of {Claim.Position} does not end within {SegmentScanner.LongestClaim >> 20} MB");
        return EndClaim();
    }

    // An interchange that broke off in the middle of a segment, and the next one right behind it.
    private bool TakeInterchangeInside()
    {
        var at = _scanner.FindInterchangeInside();
        if (at < 0)
        {
            return false;
        }

        Findings.Add(FindingKinds.Truncated, _scanner.Position, "the interchange breaks off in the middle of this segment, where the next one begins");
        _scanner.CutAt(at);
        _cut = _tally is not null;
        if (_inClaim)
        {
            _inClaim = false;
            _party = null;
            _scanner.Unmark();
        }

        return true;
    }
}
