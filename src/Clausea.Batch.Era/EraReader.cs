using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>What <see cref="EraReader.Read"/> has come to.</summary>
public enum EraEvent
{
    None,

    /// <summary>An ISA; <see cref="EraReader.Interchange"/>.</summary>
    Interchange,

    /// <summary>A GS; <see cref="EraReader.Group"/>.</summary>
    Group,

    /// <summary>The header of a remittance; <see cref="EraReader.Remittance"/>.</summary>
    Remittance,

    /// <summary>One claim; <see cref="EraReader.Claim"/>.</summary>
    Claim,

    /// <summary>The end of a remittance; <see cref="EraReader.Summary"/>.</summary>
    RemittanceEnd,
}

/// <summary>How to read.</summary>
public sealed record EraOptions
{
    /// <summary>Bytes read at a time; the buffer grows only where one claim is larger.</summary>
    public int BufferSize { get; init; } = 256 * 1024;

    /// <summary>Findings kept; the rest are counted.</summary>
    public int FindingLimit { get; init; } = FindingList.DefaultLimit;

    /// <summary>Whether <see cref="RemittanceSummary.Fingerprint"/> is worked out.</summary>
    public bool Fingerprint { get; init; }
}

/// <summary>Reads 835 files claim by claim in constant memory. Whatever is wrong with a file becomes a finding; only
/// what is no 835 at all is an exception (<see cref="NotAnEraException"/>).</summary>
public sealed class EraReader : IDisposable
{
    private readonly SegmentScanner _scanner;
    private readonly RemittanceFingerprint? _fingerprint;
    private readonly EnvelopeCheck _envelope;
    private readonly HashSet<string> _otherSets = [];
    private RemittanceHeader? _header;
    private RemittanceTally? _tally;
    private bool _inClaim;
    private bool _inOtherSet;
    private bool _started;
    private bool _finished;
    private bool _marked;
    private bool _fresh;
    private int _remittances;

    public EraReader(Stream stream, EraOptions? options = null)
    {
        options ??= new EraOptions();
        Findings = new FindingList(options.FindingLimit);
        _scanner = new SegmentScanner(stream, options.BufferSize);
        _fingerprint = options.Fingerprint ? new RemittanceFingerprint() : null;
        _envelope = new EnvelopeCheck(Findings);
        Claim = new ClaimView(_scanner, Findings);
    }

    public EraEvent Event { get; private set; }

    /// <summary>Null before the first, and for a transaction set without envelopes.</summary>
    public Interchange? Interchange { get; private set; }

    public FunctionalGroup? Group { get; private set; }

    public Remittance? Remittance { get; private set; }

    public ClaimView Claim { get; }

    public RemittanceSummary? Summary { get; private set; }

    public FindingList Findings { get; }

    /// <summary>Segments read so far.</summary>
    public int Segments => _scanner.Position.Segment;

    /// <summary>Bytes read so far, up to the start of the current segment.</summary>
    public long Offset => _scanner.Position.Offset;

    /// <summary>Moves on to the next event; false at the end.</summary>
    public bool Read()
    {
        if (!_started)
        {
            _started = true;
            FileStart.Check(_scanner);
        }

        if (_marked)
        {
            _marked = false;
            _scanner.Unmark();
        }

        while (!_finished && MoveNext())
        {
            if (Take(_scanner.Current))
            {
                return true;
            }
        }

        return Finish();
    }

    public void Dispose()
    {
        _scanner.Dispose();
        _fingerprint?.Dispose();
    }

    private bool MoveNext()
    {
        var last = _scanner.Position.Segment;
        if (!_scanner.MoveNext())
        {
            return false;
        }

        _fresh = _scanner.Position.Segment != last;
        return true;
    }

    private bool Take(in Segment segment)
    {
        var tag = segment.Tag;
        if (_fresh && _tally is not null)
        {
            AddToFingerprint(segment, tag);
        }

        if (_inClaim)
        {
            return !Claim.Take(segment, tag) ? EndClaim() : ClaimGrowsTooLarge(segment);
        }

        if (_header is not null)
        {
            return !_header.Take(segment, tag) && EndHeader();
        }

        return tag switch
        {
            Tags.Isa => EndRemittanceBefore(segment) || StartInterchange(segment),
            Tags.Gs => EndRemittanceBefore(segment) || StartGroup(segment),
            Tags.St => EndRemittanceBefore(segment) || StartSet(segment),
            Tags.Se => EndSet(segment),
            Tags.Ge => EndRemittanceBefore(segment) || _envelope.EndGroup(segment),
            Tags.Iea => EndRemittanceBefore(segment) || _envelope.EndInterchange(segment),
            _ => _tally is null ? SkipOutside(segment) : TakeDetail(segment, tag),
        };
    }

    private bool TakeDetail(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.Clp:
                _inClaim = true;
                _scanner.Mark();
                Claim.Start(segment);
                break;
            case Tags.Plb:
                _tally!.TakeProviderAdjustments(segment);
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

        return false;
    }

    private bool EndClaim()
    {
        _inClaim = false;
        _marked = true;
        Claim.End();
        _tally!.Add(Claim);
        return HoldFor(EraEvent.Claim);
    }

    // A claim is kept in memory as a whole; one without an end must not fill it.
    private bool ClaimGrowsTooLarge(in Segment segment)
    {
        if (_scanner.MarkedLength < SegmentScanner.MaxBuffer / 4)
        {
            return false;
        }

        Findings.Add(FindingKinds.ClaimTooLarge, segment.Position, $"the claim of {Claim.Position} does not end within {SegmentScanner.MaxBuffer >> 22} MB");
        return EndClaim();
    }

    private bool EndHeader()
    {
        Remittance = _header!.Finish();
        _header = null;
        return HoldFor(EraEvent.Remittance);
    }

    private bool StartInterchange(in Segment isa)
    {
        _envelope.CloseInterchange(isa.Position);
        Interchange = _envelope.StartInterchange(isa);
        Group = null;
        return Happened(EraEvent.Interchange);
    }

    private bool StartGroup(in Segment gs)
    {
        _envelope.CloseGroup(gs.Position);
        Group = _envelope.StartGroup(gs);
        return Happened(EraEvent.Group);
    }

    private bool StartSet(in Segment st)
    {
        _envelope.StartSet(st);
        if (!st.Is(1, "835"u8))
        {
            _inOtherSet = true;
            _otherSets.Add(Numbers.TryInteger(st[1], out var set) ? $"{set}" : "unknown");
            Findings.Add(FindingKinds.OtherTransactionSet, st.Position, "a transaction set that is no 835 was skipped");
            return false;
        }

        _inOtherSet = false;
        _remittances++;
        _tally = new RemittanceTally(st.Position, Findings);
        _header = new RemittanceHeader(st.String(2) ?? string.Empty, Group?.Version, st.Position, Findings);
        return false;
    }

    private bool EndSet(in Segment se)
    {
        _envelope.EndSet(se);
        _inOtherSet = false;
        return _tally is not null && EndRemittance(complete: true);
    }

    // Something that ends a remittance came before its SE.
    private bool EndRemittanceBefore(in Segment segment)
    {
        _inOtherSet = false;
        if (_tally is null)
        {
            return false;
        }

        _scanner.Hold();
        Findings.Add(FindingKinds.RemittanceTrailerMissing, segment.Position,
            $"the remittance of {_tally.Position} has no SE before this {Text.Decode(segment[0])}");
        return EndRemittance(complete: true);
    }

    private bool EndRemittance(bool complete)
    {
        Summary = _tally!.Finish(Remittance!.Payment.Amount, complete, _fingerprint?.Finish());
        _tally = null;
        return Happened(EraEvent.RemittanceEnd);
    }

    private bool SkipOutside(in Segment segment)
    {
        if (!_inOtherSet)
        {
            Findings.Add(FindingKinds.TextSkipped, segment.Position, "text between interchanges was skipped");
        }

        return false;
    }

    private bool Finish()
    {
        if (_tally is not null)
        {
            return FinishTruncated();
        }

        if (!_finished)
        {
            _finished = true;
            _envelope.CloseInterchange(_scanner.Position);
            if (_scanner.IsOpen)
            {
                Findings.Add(FindingKinds.LastSegmentOpen, _scanner.Position, "the last segment has no terminator");
            }

            if (_remittances == 0)
            {
                throw FileStart.NoRemittance(_otherSets);
            }
        }

        Event = EraEvent.None;
        return false;
    }

    // The file ended inside a remittance. A claim whose last segment was cut is not given out: it may lack lines.
    private bool FinishTruncated()
    {
        if (_header is not null)
        {
            Remittance = _header.Finish();
            _header = null;
            return Happened(EraEvent.Remittance);
        }

        var cut = _inClaim && _scanner.IsOpen;
        if (_inClaim && !cut)
        {
            _inClaim = false;
            _marked = true;
            Claim.End();
            _tally!.Add(Claim);
            return Happened(EraEvent.Claim);
        }

        _inClaim = false;
        Findings.Add(FindingKinds.Truncated, _scanner.Position, cut
            ? $"the file ends in the middle of the claim of {Claim.Position}, which is left out; the remittance of {_tally!.Position} has no SE"
            : $"the file ends inside the remittance of {_tally!.Position}, which has no SE");
        return EndRemittance(complete: false);
    }

    private void AddToFingerprint(in Segment segment, int tag)
    {
        if (tag is not (Tags.St or Tags.Se or Tags.Ge or Tags.Gs or Tags.Iea or Tags.Isa))
        {
            _fingerprint?.Add(segment);
        }
    }

    private bool HoldFor(EraEvent happened)
    {
        _scanner.Hold();
        return Happened(happened);
    }

    private bool Happened(EraEvent happened)
    {
        Event = happened;
        return true;
    }
}
