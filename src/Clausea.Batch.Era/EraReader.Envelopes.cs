using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>What stands around the claims: interchanges, groups, transaction sets, and what is none.</summary>
public sealed partial class EraReader
{
    private bool StartInterchange(in Segment isa)
    {
        _skipped.End();
        _envelope.CloseInterchange(isa.Position);
        Interchange = _envelope.StartInterchange(isa);
        Group = null;
        return Happened(EraEvent.Interchange);
    }

    private bool StartGroup(in Segment gs)
    {
        _skipped.End();
        _envelope.CloseGroup(gs.Position);
        Interchange = _envelope.IsInInterchange ? Interchange : null;
        Group = _envelope.StartGroup(gs);
        return Happened(EraEvent.Group);
    }

    private bool EndGroup(in Segment ge)
    {
        _skipped.End();
        return _envelope.EndGroup(ge);
    }

    private bool EndInterchange(in Segment iea)
    {
        _skipped.End();
        return _envelope.EndInterchange(iea);
    }

    private bool StartSet(in Segment st)
    {
        _skipped.End();
        _envelope.StartSet(st);
        if (!st.Is(1, "835"u8))
        {
            _inOtherSet = true;
            _otherSets.Add(Numbers.TryInteger(st[1], out var set) ? $"{set}" : "unknown");
            Findings.Add(FindingKinds.OtherTransactionSet, st.Position, "a transaction set that is no 835 was skipped");
            return false;
        }

        StartRemittance(st.String(2) ?? string.Empty, st.Position);
        return false;
    }

    // A BPR with a TRN behind it where no header is being read: the ST before it was lost.
    private bool StartPayment()
    {
        if (_inClaim)
        {
            _scanner.StepBack();
            return EndClaim();
        }

        return EndRemittanceBefore(_scanner.Current) || StartSetWithoutHeader(_scanner.Current);
    }

    private bool StartSetWithoutHeader(in Segment first)
    {
        _skipped.End();
        _envelope.StartSetWithoutHeader(first);
        StartRemittance(string.Empty, first.Position);
        _scanner.StepBack();
        return false;
    }

    // Claims that nothing came before: they are given out, and the remittance is not called complete.
    private bool StartHeadless(in Segment clp)
    {
        StartSetWithoutHeader(clp);
        _cut = true;
        return false;
    }

    private void StartRemittance(string controlNumber, Position position)
    {
        _inOtherSet = false;
        _remittances++;
        Interchange = _envelope.IsInInterchange ? Interchange : null;
        Group = _envelope.IsInGroup ? Group : null;
        _tally = new RemittanceTally(position, Findings);
        _header = new RemittanceHeader(controlNumber, Group?.Version, position, Findings);
    }

    private bool EndSet(in Segment se)
    {
        _skipped.End();
        _envelope.EndSet(se);
        _inOtherSet = false;
        return _tally is not null && EndRemittance(complete: !_cut);
    }

    // Something that ends a remittance came before its SE.
    private bool EndRemittanceBefore(in Segment segment)
    {
        _inOtherSet = false;
        if (_tally is null)
        {
            return false;
        }

        _scanner.StepBack();
        _envelope.AbandonSet();
        if (!_cut)
        {
            Findings.Add(FindingKinds.RemittanceTrailerMissing, segment.Position,
                $"the remittance of {_tally.Position} has no SE before this {Text.Decode(segment[0])}");
        }

        return EndRemittance(complete: !_cut);
    }

    private bool EndRemittance(bool complete)
    {
        EndParty();
        Summary = _tally!.Finish(Remittance!.Payment.Amount, complete, _fingerprint?.Finish());
        _pairs.EndRemittance(Remittance, Summary, _tally);
        _tally = null;
        _cut = false;
        return Happened(EraEvent.RemittanceEnd);
    }

    private bool SkipOutside(in Segment segment, int tag)
    {
        if (!_inOtherSet && tag != Tags.Ta1)
        {
            _skipped.Add(segment.Position);
        }

        return false;
    }
}
