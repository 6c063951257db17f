using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Walks segments that are still in the buffer.</summary>
internal ref struct MarkedSegments
{
    private readonly SegmentScanner _scanner;
    private readonly ref byte _bytes;
    private readonly ref int _ends;
    private readonly ref int _terminators;
    private readonly Separators _separators;
    private readonly bool _joins;
    private readonly long _ahead;
    private readonly int _segments;
    private int _start;
    private int _entry;
    private int _segment;
    private int _ordinal;
    private Segment _current;

    /// <param name="scanner">Has the segments, up to its next one.</param>
    /// <param name="start">Where the first begins.</param>
    /// <param name="entry">Its first end.</param>
    /// <param name="segment">Which it is in the index.</param>
    /// <param name="first">Where it stands in the file.</param>
    public MarkedSegments(SegmentScanner scanner, int start, int entry, int segment, Position first)
    {
        _scanner = scanner;
        _bytes = ref MemoryMarshal.GetArrayDataReference(scanner.Buffer);
        _ends = ref MemoryMarshal.GetArrayDataReference(scanner.Index.Ends);
        _terminators = ref MemoryMarshal.GetArrayDataReference(scanner.Index.Terminators);
        _segments = scanner.NextSegment;
        (_separators, _joins) = (scanner.Separators, scanner.JoinsLines);
        _ahead = first.Offset - start;
        (_start, _entry, _segment, _ordinal) = (start, entry, segment, first.Segment - 1);
    }

    [UnscopedRef]
    public readonly ref readonly Segment Current => ref _current;

    public bool MoveNext()
    {
        while (_segment < _segments)
        {
            var (from, entry) = (_start, _entry);
            var last = Unsafe.Add(ref _terminators, _segment++);
            var end = Unsafe.Add(ref _ends, entry);
            while (from < end && Unsafe.Add(ref _bytes, from) <= ' ')
            {
                from++;
            }

            _entry = last + 1;
            _start = Unsafe.Add(ref _ends, last) + 1;
            if (from < end || entry < last)
            {
                _ordinal++;
                var position = new Position(_ordinal, _ahead + from);
                _current = _joins
                    ? _scanner.SegmentAt(from, entry, _entry - entry, position)
                    : new Segment(ref _bytes, ref Unsafe.Add(ref _ends, entry), _entry - entry, from, _separators, position);
                return true;
            }
        }

        return false;
    }
}
