using System.Buffers;
using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Cuts a stream into segments over one pooled buffer. What is read from <see cref="Mark"/> on stays in the
/// buffer until <see cref="Unmark"/>, so that a claim can be looked at as a whole, without copies.</summary>
internal sealed partial class SegmentScanner : IDisposable
{
    /// <summary>No segment is longer; a file without terminators must not eat the memory.</summary>
    public const int LongestSegment = 1 << 20;

    /// <summary>A claim is kept in memory as a whole; one without an end must not fill it.</summary>
    public const int LongestClaim = 16 << 20;

    /// <summary>A segment that is no shorter than an ISA may hold one.</summary>
    public const int IsaLength = 106;

    // Behind the data: room to load 64 bytes at any offset.
    private const int Padding = 64;
    private const int LooksAhead = 4096;
    private const int IndexStep = 16 * 1024;

    private readonly FindingList _findings;
    private readonly int _usualSize;
    private Stream _stream;
    private byte[] _buffer;
    private int _length;
    private int _indexed;
    private long _base;
    private bool _ended;
    private int _start;
    private int _entry;
    private int _ordinal;
    private int _mark = -1;
    private int _markEntry;
    private int _markSegment;
    private bool _dropsReturns;
    private bool _checked;

    public SegmentScanner(Stream stream, int bufferSize, FindingList findings)
    {
        _stream = stream;
        _findings = findings;
        _usualSize = Math.Max(bufferSize, 16);
        _buffer = ArrayPool<byte>.Shared.Rent(_usualSize + Padding);
    }

    /// <summary>Of the interchange being read.</summary>
    public Separators Separators { get; private set; } = Separators.Usual;

    /// <summary>Lines are broken in the middle of segments: a line break is no part of the data.</summary>
    public bool JoinsLines { get; private set; }

    /// <summary>The last segment of the stream came without a terminator.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The next segment does not end within <see cref="LongestSegment"/>; <see cref="DropLongSegment"/> passes it.
    /// </summary>
    public bool IsTooLong { get; private set; }

    public SeparatorIndex Index { get; } = new();

    public byte[] Buffer => _buffer;

    /// <summary>Where the next segment begins: its first byte, or blanks before it.</summary>
    public int NextByte { get; private set; }

    public int NextEntry { get; private set; }

    public int NextSegment { get; private set; }

    public Position Position => new(_ordinal, _base + _start);

    /// <summary>Of <see cref="NextByte"/> in the stream.</summary>
    public long NextOffset => _base + NextByte;

    /// <summary>Bytes since the mark.</summary>
    public int MarkedLength => NextByte - _mark;

    /// <summary>The offset in the buffer beyond which a claim is too large.</summary>
    public int MostMarked => _mark + LongestClaim;

    public Segment Current => SegmentAt(_start, _entry, NextEntry - _entry, Position);

    /// <summary>Moves on to the next segment; false at the end, or before a segment that is too long.</summary>
    public bool MoveNext()
    {
        if (!SkipBlanks())
        {
            (_start, _entry) = (NextByte, NextEntry);
            return false;
        }

        if (!_checked && AtInterchange())
        {
            TakeSeparators();
        }

        _checked = false;
        while (NextSegment == Index.Segments)
        {
            if (_indexed - NextByte > LongestSegment)
            {
                IsTooLong = true;
                return false;
            }

            if (!More() && !CloseOpenEnd())
            {
                return false;
            }
        }

        // However much of it was there at once.
        if (Index.Ends[Index.Terminators[NextSegment]] - NextByte > LongestSegment)
        {
            IsTooLong = true;
            return false;
        }

        Take();
        return true;
    }

    /// <summary>The next <see cref="MoveNext"/> gives the current segment again.</summary>
    public void StepBack()
    {
        NextByte = _start;
        NextEntry = _entry;
        NextSegment--;
        _ordinal--;
        _checked = true;
    }

    /// <summary>The tag of the segment after the current one, 0 at the end.</summary>
    public int PeekTag()
    {
        while (TryMore())
        {
        }

        if (NextSegment == Index.Segments)
        {
            return 0;
        }

        var end = Index.Ends[NextEntry];
        return Text.Tag(Text.Trim(_buffer.AsSpan(NextByte, end - NextByte)));
    }

    /// <summary>Looks for more segments when all that were found are taken; false when there are some, or no more.</summary>
    public bool TryMore() => NextSegment == Index.Segments && _indexed - NextByte <= LongestSegment && More();

    /// <summary>Takes over from who went through the segments itself: <paramref name="segments"/> of them.</summary>
    public void Advance(int nextByte, int nextEntry, int nextSegment, int segments)
    {
        NextByte = nextByte;
        NextEntry = nextEntry;
        NextSegment = nextSegment;
        _ordinal += segments;
        _checked &= segments == 0;
    }

    /// <summary>Takes the next segment, which is there as a whole and begins at <paramref name="start"/>, and marks it.
    /// </summary>
    public void TakeMarked(int start)
    {
        NextByte = start;
        _checked = false;
        Take();
        Mark();
    }

    public Position PositionOf(int segmentsAhead, int start) => new(_ordinal + segmentsAhead, _base + start);

    /// <summary>From the start of the current segment on.</summary>
    public void Mark()
    {
        _mark = _start;
        _markEntry = _entry;
        _markSegment = NextSegment - 1;
    }

    public void Unmark() => _mark = -1;

    /// <summary>The segments since the mark, one by one; positions count from <paramref name="first"/>.</summary>
    public MarkedSegments WalkMarked(Position first) => new(this, _mark, _markEntry, _markSegment, first);

    /// <summary>A view of a segment, line breaks in it left out where they are no part of the data.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Segment SegmentAt(int start, int entry, int entries, Position position) => JoinsLines
        ? Joined(start, Index.Ends.AsSpan(entry, entries), position)
        : new Segment(ref _buffer[0], ref Index.Ends[entry], entries, start, Separators, position);

    /// <summary>The bytes ahead, <paramref name="count"/> of them where there are as many.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_length - NextByte < count && Fill())
        {
        }

        return _buffer.AsSpan(NextByte, Math.Min(count, _length - NextByte));
    }

    /// <summary>Goes on with another stream, as if it stood behind the one before.</summary>
    public void Continue(Stream stream)
    {
        (_stream, _ended, IsOpen, IsTooLong, _checked) = (stream, false, false, false, false);
        Separators = Separators.Usual;
        JoinsLines = false;
        SkipTo(_length);
    }

    /// <summary>Passes over bytes: the next segment begins at <paramref name="offset"/> of the buffer.</summary>
    public void SkipTo(int offset)
    {
        NextByte = offset;
        _checked = false;
        Synchronize();
        (_start, _entry) = (NextByte, NextEntry);
    }

    /// <summary>Reads on as <paramref name="shape"/> says, from the next byte.</summary>
    public void Use(in HeaderShape shape)
    {
        var changes = Separators != shape.Separators;
        Separators = shape.Separators;
        _dropsReturns = shape.DropsReturns;
        JoinsLines = shape.JoinsLines;
        if (changes)
        {
            Index.CutTo(NextEntry, NextSegment);
            _indexed = NextByte;
        }
    }

    /// <summary>A line break was met in the middle of a segment: from here on they are no part of the data.</summary>
    public void JoinLines() => JoinsLines = true;

    /// <summary>The first composite tells its separator where the interchange did not.</summary>
    public void UseComponent(byte component) => Separators = Separators with { Component = component };

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
        }
    }

    private bool SkipBlanks()
    {
        while (true)
        {
            var from = NextByte;
            while (NextByte < _length)
            {
                var b = _buffer[NextByte];
                if (b == Separators.Element || (b > ' ' && b != Separators.Terminator))
                {
                    if (b == 0xEF && Peek(3) is [_, 0xBB, 0xBF])
                    {
                        NextByte += 3;
                        continue;
                    }

                    if (NextByte > from)
                    {
                        Synchronize();
                    }

                    return true;
                }

                NextByte++;
            }

            Synchronize();
            if (_mark < 0)
            {
                (_start, _entry) = (NextByte, NextEntry);
            }
            else if (MarkedLength > LongestClaim)
            {
                IsTooLong = true;
                return false;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }

    // Entries of what was passed over go with it.
    private void Synchronize()
    {
        _indexed = Math.Max(_indexed, NextByte);
        while (NextEntry < Index.Count && Index.Ends[NextEntry] < NextByte)
        {
            NextEntry++;
        }

        while (NextSegment < Index.Segments && Index.Terminators[NextSegment] < NextEntry)
        {
            NextSegment++;
        }
    }

    private bool AtInterchange() => _buffer[NextByte] == 'I' && HeaderShape.LooksLikeInterchange(Peek(16));

    private void TakeSeparators()
    {
        if (!HeaderShape.TryRead(Peek(LooksAhead), out var shape))
        {
            return;
        }

        Use(shape);
        var position = new Position(_ordinal + 1, _base + NextByte);
        if (!shape.IsRegular)
        {
            _findings.Add(FindingKinds.InterchangeHeader, position, "the ISA is not as X12 has it: " + shape.Irregularity);
        }

        if (shape.JoinsLines)
        {
            _findings.Add(FindingKinds.LinesWrapped, position, "lines of this interchange are broken in the middle of segments; they were joined");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take()
    {
        _start = NextByte;
        _entry = NextEntry;
        NextEntry = Index.Terminators[NextSegment] + 1;
        NextByte = Index.Ends[NextEntry - 1] + 1;
        NextSegment++;
        _ordinal++;
    }

    private Segment Joined(int start, Span<int> ends, Position position)
    {
        if (!_buffer.AsSpan(start, ends[^1] - start).ContainsAny((byte)'\r', (byte)'\n'))
        {
            return new Segment(ref _buffer[0], ref ends[0], ends.Length, start, Separators, position);
        }

        var bytes = new byte[ends[^1] - start + 1 + sizeof(ulong)];
        var joinedEnds = new int[ends.Length];
        var (kept, next) = (0, 0);
        for (var i = start; i <= ends[^1]; i++)
        {
            if (i == ends[next])
            {
                joinedEnds[next++] = kept++;
            }
            else if (_buffer[i] is not ((byte)'\r' or (byte)'\n'))
            {
                bytes[kept++] = _buffer[i];
            }
        }

        return new Segment(ref bytes[0], ref joinedEnds[0], ends.Length, 0, Separators, position);
    }
}
