namespace Clausea.Batch.Era.Reading;

/// <summary>Finds where an interchange begins, in and behind what is none.</summary>
internal sealed partial class SegmentScanner
{
    /// <summary>Moves to the next ISA, GS or ST, past whatever is none; false when there is none within
    /// <paramref name="limit"/> bytes. What was passed becomes a finding.</summary>
    public bool SeekHeader(long limit = long.MaxValue)
    {
        if (!SkipBlanks() || IsHeader(Peek(LooksAhead)) || (limit == long.MaxValue && IsInRemittance(Peek(4))))
        {
            return NextByte < _length;
        }

        var from = new Position(_ordinal + 1, _base + NextByte);
        while (true)
        {
            var to = FillAhead();
            var found = NextHeader(NextByte + 1, to, remittances: limit == long.MaxValue);
            SkipTo(found >= 0 ? found : to);
            if (NextOffset - from.Offset > limit || (NextByte == _length && limit < long.MaxValue))
            {
                return false;
            }

            if (found >= 0 || NextByte == _length)
            {
                _findings.Add(FindingKinds.TextSkipped, from, $"{NextOffset - from.Offset} bytes that belong to no interchange were skipped");
                return found >= 0;
            }
        }
    }

    /// <summary>Where an interchange begins in the middle of the current segment, -1 where none does: the one before broke
    /// off there.</summary>
    public int FindInterchangeInside()
    {
        Peek(LooksAhead);
        for (var from = _start + 1; from < NextByte; from++)
        {
            var at = _buffer.AsSpan(from, NextByte - from).IndexOf("ISA"u8);
            if (at < 0)
            {
                break;
            }

            from += at;
            if (IsHeader(_buffer.AsSpan(from, _length - from)))
            {
                return from;
            }
        }

        return -1;
    }

    /// <summary>Cuts the current segment off at <paramref name="offset"/>: what stands there is read next.</summary>
    public void CutAt(int offset)
    {
        // A terminator of our own at the end belonged to the segment that is cut.
        _length -= IsOpen ? 1 : 0;
        IsOpen = false;
        NextEntry = _entry;
        NextSegment--;
        SkipTo(offset);
        Index.CutTo(NextEntry, NextSegment);
        _indexed = offset;
    }

    /// <summary>Passes over a segment that is too long, up to its end or to the next interchange.</summary>
    public void DropLongSegment()
    {
        IsTooLong = false;
        _findings.Add(FindingKinds.SegmentTooLong, new Position(_ordinal + 1, _base + NextByte),
            $"a segment does not end within {LongestSegment >> 20} MB; it was skipped");
        while (NextByte < _length)
        {
            var to = FillAhead();
            var end = _buffer.AsSpan(NextByte, to - NextByte).IndexOf(Separators.Terminator);
            var found = NextHeader(NextByte + 1, end < 0 ? to : NextByte + end, onlyInterchanges: true);
            SkipTo(found >= 0 ? found : end < 0 ? to : NextByte + end + 1);
            if (found >= 0 || end >= 0)
            {
                return;
            }
        }
    }

    // Up to where headers can be looked for: those behind must first be seen as a whole. That does not depend on how much
    // happens to be in the buffer.
    private int FillAhead()
    {
        Peek(2 * LooksAhead);
        return _ended ? _length : Math.Max(_length - LooksAhead, NextByte + 1);
    }

    // "ISA" may stand in any text, and so may "GS" and "ST": only what reads as a header counts.
    private static bool IsHeader(ReadOnlySpan<byte> text) => HeaderShape.LooksLikeHeader(text) &&
        HeaderShape.TryRead(text[..Math.Min(text.Length, LooksAhead)], out _);

    // A payment or a claim whose interchange, group and set were lost before it.
    private bool IsInRemittance(ReadOnlySpan<byte> text) => (text.StartsWith("BPR"u8) || text.StartsWith("CLP"u8)) &&
        text.Length > 3 && text[3] == Separators.Element;

    private int NextHeader(int from, int to, bool onlyInterchanges = false, bool remittances = false)
    {
        for (; from < to; from++)
        {
            var rest = _buffer.AsSpan(from, to - from);
            var at = onlyInterchanges ? rest.IndexOf((byte)'I') : rest.IndexOfAny("IGSBC"u8);
            if (at < 0)
            {
                return -1;
            }

            from += at;
            var text = _buffer.AsSpan(from, _length - from);
            if (remittances && IsInRemittance(text) && !char.IsAsciiLetterOrDigit((char)_buffer[from - 1]))
            {
                return from;
            }

            if (IsHeader(text) && (text[0] == 'I' || !(onlyInterchanges || char.IsAsciiLetterOrDigit((char)_buffer[from - 1]))))
            {
                return from;
            }
        }

        return -1;
    }
}
