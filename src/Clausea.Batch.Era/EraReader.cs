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
public sealed partial class EraReader : IDisposable
{
    // A segment with more elements than those of an ISA may hold the next interchange, because this one broke off in the
    // middle of it.
    private const int MostElements = 16;

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

            if (MoveNext() ? Take() : AtEnd())
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

        // Where the index ends in the middle of a claim, it is carried on; no segment takes the long way for that.
        do
        {
            _inClaim = _inClaim || Claim.TryStartRegular();
            if (_inClaim && Claim.TakeRegular())
            {
                return true;
            }
        }
        while (_scanner.TryMore());

        return false;
    }

    private bool MoveNext() => (!_envelope.IsOutside || _tally is not null || _scanner.SeekHeader()) && _scanner.MoveNext();

    private bool Take()
    {
        var segment = _scanner.Current;
        var tag = segment.Tag;
        var isUnusual = tag == Tags.Bpr || ((segment.Count > MostElements || segment.All.Length >= SegmentScanner.IsaLength) && tag != Tags.Isa);
        if (isUnusual && !(_inClaim && Tags.EndsClaim(tag)))
        {
            // A look ahead may move the buffer: what was seen of the segment before is gone.
            var startsPayment = tag == Tags.Bpr && !_inOtherSet && _header is null && _scanner.PeekTag() == Tags.Trn;
            if (TakeInterchangeInside())
            {
                return false;
            }

            if (startsPayment)
            {
                return StartPayment();
            }

            segment = _scanner.Current;
        }

        return _inClaim ? TakeInClaim(segment, tag)
            : _header is not null ? TakeInHeader(segment, tag)
            : TakeBetween(segment, tag);
    }

    private bool TakeBetween(in Segment segment, int tag) => tag switch
    {
        Tags.Isa => EndRemittanceBefore(segment) || StartInterchange(segment),
        Tags.Gs => EndRemittanceBefore(segment) || StartGroup(segment),
        Tags.St => EndRemittanceBefore(segment) || StartSet(segment),
        Tags.Se => EndSet(segment),
        Tags.Ge => EndRemittanceBefore(segment) || EndGroup(segment),
        Tags.Iea => EndRemittanceBefore(segment) || EndInterchange(segment),
        _ when _tally is not null => TakeDetail(segment, tag),
        Tags.Clp when !_inOtherSet => StartHeadless(segment),
        _ => SkipOutside(segment, tag),
    };

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

        _cut |= _tally is not null;
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
        // The last claim of a file without trailers is given out when it adds up: then hardly anything of it is missing.
        if (_inClaim && !_scanner.IsOpen && _sources.Damage is null && Claim.AddsUp)
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
