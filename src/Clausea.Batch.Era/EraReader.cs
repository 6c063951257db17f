using System.Runtime.CompilerServices;
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

/// <summary>Reads 835 files claim by claim in constant memory, also from gzip and zip archives. Whatever is wrong with a
/// file becomes a finding; only what is no 835 at all is an exception (<see cref="NotAnEraException"/>).</summary>
public sealed class EraReader : IDisposable
{
    // A segment with more may hold the next interchange, because this one broke off in the middle of it.
    private const int MostElements = 16;
    private const int UsualLength = 200;

    private readonly SegmentScanner _scanner;
    private readonly Sources _sources;
    private readonly RemittanceFingerprint? _fingerprint;
    private readonly EnvelopeCheck _envelope;
    private readonly PairsAndDuplicates _pairs;
    private readonly SkippedRun _skipped;
    private readonly HashSet<string> _otherSets = [];
    private readonly long _shortWayFrom;
    private RemittanceHeader? _header;
    private RemittanceTally? _tally;
    private PartyParser? _party;
    private bool _inClaim;
    private bool _inOtherSet;
    private bool _cut;
    private bool _started;
    private bool _finished;
    private int _remittances;
    private string? _unread;

    public EraReader(Stream stream, EraOptions? options = null)
    {
        options ??= new EraOptions();
        Findings = new FindingList(options.FindingLimit);
        _sources = new Sources(stream, options);
        _scanner = new SegmentScanner(Stream.Null, options.BufferSize, Findings);
        _fingerprint = options.Fingerprint ? new RemittanceFingerprint() : null;
        _envelope = new EnvelopeCheck(Findings);
        _pairs = new PairsAndDuplicates(Findings);
        _skipped = new SkippedRun(Findings);
        _shortWayFrom = BitConverter.IsLittleEndian ? options.ShortWayFrom : long.MaxValue;
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

    /// <summary>Bytes read so far, up to the start of the current segment; of an archive, unpacked.</summary>
    public long Offset => _scanner.Position.Offset;

    /// <summary>Moves on to the next event; false at the end.</summary>
    public bool Read()
    {
        if (!_started)
        {
            _started = true;
            if (!Open())
            {
                return Finish();
            }
        }

        if (Event == EraEvent.Claim)
        {
            _scanner.Unmark();
        }

        while (!_finished)
        {
            if (_scanner.NextOffset >= _shortWayFrom && TakeRegular())
            {
                return EndClaim();
            }

            if (MoveNext() ? Take(_scanner.Current) : AtEnd())
            {
                return true;
            }
        }

        return Finish();
    }

    public void Dispose()
    {
        _scanner.Dispose();
        _sources.Dispose();
        _fingerprint?.Dispose();
    }

    // The short way, as far as it goes; true when it goes to the end of a claim.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeRegular()
    {
        if (_tally is null || _header is not null || _party is not null)
        {
            return false;
        }

        if (!_inClaim)
        {
            _inClaim = Claim.TryStartRegular();
            if (_inClaim)
            {
                _pairs.Prepare(Claim);
            }
        }

        return _inClaim && Claim.TakeRegular();
    }

    private bool MoveNext() => (!_envelope.IsOutside || _tally is not null || _scanner.SeekHeader()) && _scanner.MoveNext();

    private bool Take(in Segment segment)
    {
        var tag = segment.Tag;
        if ((segment.Count > MostElements || segment.All.Length > UsualLength) && tag != Tags.Isa &&
            !(_inClaim && Tags.EndsClaim(tag)) && TakeInterchangeInside(segment))
        {
            return false;
        }

        if (_inClaim)
        {
            return TakeInClaim(segment, tag);
        }

        if (_header is not null)
        {
            return TakeInHeader(segment, tag);
        }

        return tag switch
        {
            Tags.Isa => EndRemittanceBefore(segment) || StartInterchange(segment),
            Tags.Gs => EndRemittanceBefore(segment) || StartGroup(segment),
            Tags.St => EndRemittanceBefore(segment) || StartSet(segment),
            Tags.Se => EndSet(segment),
            Tags.Ge => EndRemittanceBefore(segment) || EndGroup(segment),
            Tags.Iea => EndRemittanceBefore(segment) || EndInterchange(segment),
            Tags.Bpr when !_inOtherSet && _scanner.PeekTag() == Tags.Trn => EndRemittanceBefore(segment) || StartSetWithoutHeader(segment),
            _ when _tally is not null => TakeDetail(segment, tag),
            Tags.Clp when !_inOtherSet => StartHeadless(segment),
            _ => SkipOutside(segment, tag),
        };
    }

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
                _pairs.Prepare(Claim);
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
            return TakeHeaderInClaim(segment);
        }

        if (tag == Tags.Bpr && _scanner.PeekTag() == Tags.Trn)
        {
            _scanner.StepBack();
            return EndClaim();
        }

        if (!Claim.Take(segment, tag))
        {
            _scanner.StepBack();
            return EndClaim();
        }

        return _scanner.MarkedLength > SegmentScanner.LongestClaim && EndLargeClaim(segment.Position);
    }

    // An LX before the next claim ends this one; between its services it is out of place, and the claim goes on.
    private bool TakeHeaderInClaim(in Segment lx)
    {
        if (Tags.IsOfClaim(_scanner.PeekTag()))
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
        Findings.Add(FindingKinds.ClaimTooLarge, position, $"the claim of {Claim.Position} does not end within {SegmentScanner.LongestClaim >> 20} MB");
        return EndClaim();
    }

    // An interchange that broke off in the middle of a segment, and the next one right behind it.
    private bool TakeInterchangeInside(in Segment segment)
    {
        var at = _scanner.FindInterchangeInside();
        if (at < 0)
        {
            return false;
        }

        Findings.Add(FindingKinds.Truncated, segment.Position, "the interchange breaks off in the middle of this segment, where the next one begins");
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

    private bool StartSetWithoutHeader(in Segment bpr)
    {
        _skipped.End();
        _envelope.StartSetWithoutHeader(bpr);
        StartRemittance(string.Empty, bpr.Position);
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

    // The end of what there is, or a segment that is too long to be one.
    private bool AtEnd()
    {
        if (!_scanner.IsTooLong)
        {
            return EndSource();
        }

        if (_inClaim)
        {
            return EndLargeClaim(_scanner.Position);
        }

        _scanner.DropLongSegment();
        return false;
    }

    // The first source that can be read, or the next one; false when there is none.
    private bool Open()
    {
        while (_sources.MoveNext())
        {
            try
            {
                _scanner.Continue(_sources.Current);
                FileStart.Check(_scanner, Findings, _sources.IsTranscoded);
                return true;
            }
            catch (NotAnEraException e) when (_sources.IsArchive)
            {
                _unread ??= e.Message;
                AddDamage();
                Findings.Add(FindingKinds.ArchiveEntrySkipped, _scanner.Position, $"an entry of the archive was skipped: {e.Message}");
            }
        }

        foreach (var reason in _sources.Unopened)
        {
            _unread ??= reason;
            Findings.Add(FindingKinds.ArchiveEntrySkipped, _scanner.Position, $"an entry of the archive was skipped: {reason}");
        }

        _finished = true;
        return false;
    }

    private bool EndSource()
    {
        if (_header is null && _tally is not null && _inClaim && !_scanner.IsOpen && _sources.Damage is null)
        {
            return EndClaim();
        }

        AddDamage();
        if (_tally is not null)
        {
            return EndTruncated();
        }

        _skipped.End();
        _envelope.AbandonSet();
        _envelope.CloseInterchange(_scanner.Position);
        if (_scanner.IsOpen)
        {
            Findings.Add(FindingKinds.LastSegmentOpen, _scanner.Position, "the last segment has no terminator");
        }

        _inOtherSet = false;
        Open();
        return false;
    }

    private void AddDamage()
    {
        if (_sources.TakeDamage() is { } damage)
        {
            Findings.Add(FindingKinds.ArchiveDamaged, _scanner.Position, $"{damage}; what comes after is missing");
        }
    }

    // The file ended inside a remittance. A claim whose last segment was cut is not given out: it may lack lines.
    private bool EndTruncated()
    {
        if (_header is not null)
        {
            Remittance = _header.Finish();
            _header = null;
            _pairs.StartRemittance(Remittance);
            return Happened(EraEvent.Remittance);
        }

        Findings.Add(FindingKinds.Truncated, _scanner.Position, _inClaim
            ? $"the file ends in the middle of the claim of {Claim.Position}, which is left out; the remittance of {_tally!.Position} has no SE"
            : $"the file ends inside the remittance of {_tally!.Position}, which has no SE");
        if (_inClaim)
        {
            _inClaim = false;
            _party = null;
            _scanner.Unmark();
        }

        _envelope.AbandonSet();
        return EndRemittance(complete: false);
    }

    private bool Finish()
    {
        Event = EraEvent.None;
        if (_remittances == 0)
        {
            throw _sources.IsArchive
                ? new NotAnEraException($"There is no 835 in the archive. {_unread ?? "It has no entries."}")
                : FileStart.NoRemittance(_otherSets);
        }

        _pairs.End();
        return false;
    }

    private bool Happened(EraEvent happened)
    {
        Event = happened;
        return true;
    }
}
