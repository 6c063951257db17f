namespace Clausea.Batch.Era.Reading;

/// <summary>Finds where an interchange begins, in and behind what is none.</summary>
internal sealed partial class SegmentScanner
{
    /// <summary>Moves to the next ISA, GS or ST, past whatever is none; false when there is none within
    /// <paramref name="limit"/> bytes. What was passed becomes a finding.</summary>
    public bool SeekHeader(long limit = long.MaxValue)
    {
        if (!SkipBlanks() || IsHeader(Peek(LooksAhead)))
        {
            return NextByte < _length;
        }

        var from = new Position(_ordinal + 1, _base + NextByte);
        while (_base + NextByte - from.Offset < limit)
        {
            Peek(LooksAhead);
            var found = NextHeader(NextByte + 1, _length);
            SkipTo(found >= 0 ? found : Math.Max(_length - HeaderShape.Longest, NextByte + 1));
            if (found >= 0 || (_ended && NextByte + HeaderShape.Longest >= _length))
            {
                SkipTo(found >= 0 ? found : _length);
                if (found < 0 && limit < long.MaxValue)
                {
                    return false;
                }

                _findings.Add(FindingKinds.TextSkipped, from, $"{_base + NextByte - from.Offset} bytes that belong to no interchange were skipped");
                return found >= 0;
            }
        }

        return false;
    }

    /// <summary>Where an interchange begins in the middle of the current segment, -1 where none does: the one before broke
    /// off there.</summary>
    public int FindInterchangeInside()
    {
        var bytes = _buffer.AsSpan(_start, _length - _start);
        var end = NextByte - _start;
        for (var from = 1; from < end; from++)
        {
            var at = bytes[from..end].IndexOf("ISA"u8);
            if (at < 0)
            {
                break;
            }

            from += at;
            if (HeaderShape.TryRead(bytes[from..Math.Min(bytes.Length, from + LooksAhead)], out _))
            {
                return _start + from;
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
        while (NextSegment == Index.Segments)
        {
            var found = NextHeader(NextByte + 1, _length, onlyInterchanges: true);
            SkipTo(found >= 0 ? found : Math.Max(_length - HeaderShape.Longest, NextByte + 1));
            if (found >= 0 || !More())
            {
                return;
            }
        }

        SkipTo(Index.Ends[Index.Terminators[NextSegment]] + 1);
    }

    // "ISA" may stand in any text, and so may "GS" and "ST": only what reads as a header counts.
    private static bool IsHeader(ReadOnlySpan<byte> text) => HeaderShape.LooksLikeHeader(text) &&
        HeaderShape.TryRead(text[..Math.Min(text.Length, LooksAhead)], out _);

    private int NextHeader(int from, int to, bool onlyInterchanges = false)
    {
        for (; from < to; from++)
        {
            var rest = _buffer.AsSpan(from, to - from);
            var at = onlyInterchanges ? rest.IndexOf((byte)'I') : rest.IndexOfAny((byte)'I', (byte)'G', (byte)'S');
            if (at < 0)
            {
                return -1;
            }

            from += at;
            rest = rest[at..];
            if (IsHeader(rest) && (rest[0] == 'I' || !(onlyInterchanges || char.IsAsciiLetterOrDigit((char)_buffer[from - 1]))))
            {
                return from;
            }
        }

        return -1;
    }
}
