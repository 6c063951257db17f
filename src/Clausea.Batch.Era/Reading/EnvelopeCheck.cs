namespace Clausea.Batch.Era.Reading;

/// <summary>Reads ISA, GS, ST and their trailers, and compares what the trailers say with what was there.</summary>
internal sealed class EnvelopeCheck(FindingList findings)
{
    private string? _interchange;
    private string? _group;
    private string? _set;
    private int _groups;
    private int _sets;
    private int _setStart;

    /// <summary>Nothing is open: what is read next must begin with a header.</summary>
    public bool IsOutside => _interchange is null && _group is null && _set is null;

    public bool IsInSet => _set is not null;

    public bool IsInInterchange => _interchange is not null;

    public bool IsInGroup => _group is not null;

    public Interchange StartInterchange(in Segment isa)
    {
        _interchange = isa.String(13) ?? string.Empty;
        _groups = 0;
        return new Interchange
        {
            ControlNumber = _interchange,
            Sender = new Identifier(isa.String(5), isa.String(6)),
            Receiver = new Identifier(isa.String(7), isa.String(8)),
            Date = Numbers.Date(isa[9]),
            Version = isa.String(12),
            IsTest = isa.Is(15, "T"u8),
            Separators = isa.Separators,
            Position = isa.Position,
        };
    }

    public FunctionalGroup StartGroup(in Segment gs)
    {
        _group = gs.String(6) ?? string.Empty;
        _groups++;
        _sets = 0;
        var version = gs.String(8);
        if (version is null || !(version.StartsWith("005010X221", StringComparison.Ordinal) || version.StartsWith("004010X091", StringComparison.Ordinal)))
        {
            findings.Add(FindingKinds.VersionUnknown, gs.Position, "GS08 is neither 005010X221 nor 004010X091");
        }

        return new FunctionalGroup
        {
            ControlNumber = _group,
            Version = version,
            Sender = gs.String(2),
            Receiver = gs.String(3),
            Date = Numbers.Date(gs[4]),
            Position = gs.Position,
        };
    }

    /// <summary>A set ended without its SE.</summary>
    public void AbandonSet() => _set = null;

    /// <summary>A set begins without its ST, at its BPR, or even at its first claim.</summary>
    public void StartSetWithoutHeader(in Segment first)
    {
        findings.Add(FindingKinds.RemittanceHeaderMissing, first.Position, first.Tag == Tags.Bpr
            ? "a payment begins without an ST before it"
            : "claims stand without ST and BPR before them");
        _set = string.Empty;
        _setStart = 0;
        _sets++;
    }

    public void StartSet(in Segment st)
    {
        if (_interchange is null || _group is null)
        {
            findings.Add(FindingKinds.EnvelopeMissing, st.Position, $"an ST stands outside of {(_interchange is null ? "ISA and IEA" : "GS and GE")}");
        }

        _set = st.String(2) ?? string.Empty;
        _setStart = st.Position.Segment;
        _sets++;
    }

    public void EndSet(in Segment se)
    {
        if (_set is null)
        {
            findings.Add(FindingKinds.SegmentOutOfPlace, se.Position, "an SE has no ST before it");
            return;
        }

        // Without its ST there is nothing to compare with.
        if (_setStart > 0)
        {
            Compare(FindingKinds.RemittanceControl, se, 2, _set, "SE02", "ST02");
            CompareCount(FindingKinds.SegmentCount, se, se.Position.Segment - _setStart + 1, "SE01", "segments");
        }

        _set = null;
    }

    public bool EndGroup(in Segment ge)
    {
        if (_group is null)
        {
            findings.Add(FindingKinds.SegmentOutOfPlace, ge.Position, "a GE has no GS before it");
            return false;
        }

        Compare(FindingKinds.GroupControl, ge, 2, _group, "GE02", "GS06");
        CompareCount(FindingKinds.GroupCount, ge, _sets, "GE01", "transaction sets");
        _group = null;
        return false;
    }

    public bool EndInterchange(in Segment iea)
    {
        if (_interchange is null)
        {
            findings.Add(FindingKinds.SegmentOutOfPlace, iea.Position, "an IEA has no ISA before it");
            return false;
        }

        CloseGroup(iea.Position);
        Compare(FindingKinds.InterchangeControl, iea, 2, _interchange, "IEA02", "ISA13");
        CompareCount(FindingKinds.InterchangeCount, iea, _groups, "IEA01", "functional groups");
        _interchange = null;
        return false;
    }

    /// <summary>At the start of something that cannot stand inside a group.</summary>
    public void CloseGroup(Position position)
    {
        if (_group is not null)
        {
            findings.Add(FindingKinds.GroupTrailerMissing, position, "the functional group before has no GE");
            _group = null;
        }
    }

    /// <summary>At the start of the next interchange, or at the end of the file.</summary>
    public void CloseInterchange(Position position)
    {
        CloseGroup(position);
        if (_interchange is not null)
        {
            findings.Add(FindingKinds.InterchangeTrailerMissing, position, "the interchange before has no IEA");
            _interchange = null;
        }
    }

    private void Compare(FindingKind kind, in Segment trailer, int element, string expected, string name, string header)
    {
        var stated = trailer.String(element) ?? string.Empty;
        if (stated != expected && stated.TrimStart('0') != expected.TrimStart('0'))
        {
            findings.Add(kind, trailer.Position, $"{name} is another control number than {header}");
        }
    }

    private void CompareCount(FindingKind kind, in Segment trailer, int counted, string name, string what)
    {
        if (!Numbers.TryInteger(trailer[1], out var stated))
        {
            findings.Add(kind, trailer.Position, $"{name} is not a number; there are {counted} {what}");
        }
        else if (stated != counted)
        {
            findings.Add(kind, trailer.Position, $"{name} says {stated} {what}, but there are {counted}");
        }
    }
}
