using System.Buffers;

namespace Clausea.Batch.Era.Reading;

/// <summary>Cuts a stream into segments over one pooled buffer. What is read from <see cref="Mark"/> on stays in the
/// buffer until <see cref="Unmark"/>, so that a claim can be looked at as a whole, without copies.</summary>
internal sealed class SegmentScanner : IDisposable
{
    /// <summary>No segment or claim is larger; a file without terminators must not eat the memory.</summary>
    public const int MaxBuffer = 64 << 20;

    private const int LongestIsa = 256;

    private readonly Stream _stream;
    private readonly SeparatorIndex _index = new();
    private byte[] _buffer;
    private int _length;
    private int _indexed;
    private long _base;
    private bool _ended;
    private int _next;
    private int _nextEntry;
    private int _start;
    private int _firstEntry;
    private int _entryCount;
    private int _ordinal;
    private int _mark = -1;
    private int _markEntry;
    private bool _held;
    private bool _joinsLines;

    public SegmentScanner(Stream stream, int bufferSize)
    {
        _stream = stream;
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(bufferSize, 16));
    }

    /// <summary>Of the interchange being read.</summary>
    public Separators Separators { get; private set; } = Separators.Usual;

    public Segment Current => SegmentAt(_start, _firstEntry, _entryCount, Position);

    public Position Position => new(_ordinal, _base + _start);

    /// <summary>The last segment of the stream came without a terminator.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Bytes between the mark and the current segment.</summary>
    public int MarkedLength => _start - _mark;

    public ReadOnlySpan<byte> Marked => _buffer.AsSpan(_mark, MarkedLength);

    /// <summary>Moves on to the next segment, or gives the current one again after <see cref="Hold"/>.</summary>
    public bool MoveNext()
    {
        if (_held)
        {
            _held = false;
            return true;
        }

        if (!SkipBlanks())
        {
            _start = _next;
            _firstEntry = _nextEntry;
            return false;
        }

        if (AtInterchange())
        {
            TakeSeparators();
        }

        return FindTerminator();
    }

    /// <summary>The next <see cref="MoveNext"/> gives this segment again.</summary>
    public void Hold() => _held = true;

    public void Mark()
    {
        _mark = _start;
        _markEntry = _firstEntry;
    }

    public void Unmark() => _mark = -1;

    /// <summary>The marked segments one by one; positions count from <paramref name="first"/>.</summary>
    public MarkedSegments WalkMarked(Position first) =>
        new(_buffer.AsSpan(0, _start), _index.Entries[_markEntry.._firstEntry], _mark, Separators, first);

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = [];
        }
    }

    /// <summary>The bytes at the very start, for telling what a file is that is no 835.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        Ensure(count);
        return _buffer.AsSpan(_next, Math.Min(count, _length - _next));
    }

    public void Skip(int bytes) => _next += bytes;

    /// <summary>From here on line breaks are no part of the data. Offsets then count the bytes without them.</summary>
    public void JoinLines()
    {
        _joinsLines = true;
        _index.CutTo(0);
        _indexed = 0;
        _length = _next + WithoutBreaks(_buffer.AsSpan(_next, _length - _next));
        IndexRest();
    }

    private Segment SegmentAt(int start, int firstEntry, int count, Position position) =>
        new(_buffer.AsSpan(0, _length), _index.Entries.Slice(firstEntry, count), start, Separators, position);

    private bool SkipBlanks()
    {
        while (true)
        {
            while (_next < _length)
            {
                var b = _buffer[_next];
                if (b > ' ' && b != Separators.Terminator)
                {
                    return true;
                }

                // What is skipped may be a separator (a newline, an empty segment): its entry goes with it.
                if (_nextEntry < _index.Count && SeparatorIndex.Offset(_index[_nextEntry]) == _next)
                {
                    _nextEntry++;
                }

                _next++;
            }

            if (!Fill())
            {
                return false;
            }
        }
    }

    private bool AtInterchange()
    {
        Ensure(4);
        var bytes = _buffer.AsSpan(_next, _length - _next);
        return bytes.Length >= 4 && bytes.StartsWith("ISA"u8) && !char.IsAsciiLetterOrDigit((char)bytes[3]);
    }

    // ISA by position of its separators, not of its bytes: a wrong width must not shift everything after it.
    private void TakeSeparators()
    {
        Ensure(LongestIsa);
        var bytes = _buffer.AsSpan(_next, Math.Min(LongestIsa, _length - _next));
        var element = bytes[3];
        var (seen, repetition, i) = (0, (byte)0, 3);
        for (; i < bytes.Length && seen < 16; i++)
        {
            seen += bytes[i] == element ? 1 : 0;
            if (seen == 11 && bytes[i] == element && i + 1 < bytes.Length)
            {
                repetition = bytes[i + 1];
            }
        }

        if (seen < 16 || i + 1 >= bytes.Length)
        {
            throw new NotAnEraException("The file begins with ISA, but the ISA segment is incomplete: it has " +
                $"{seen} of 16 elements, so the separators of the interchange cannot be known.");
        }

        var terminator = bytes[i + 1] == '\r' && i + 2 < bytes.Length && bytes[i + 2] == '\n' ? (byte)'\n' : bytes[i + 1];
        if (char.IsAsciiLetterOrDigit((char)terminator) || terminator == element)
        {
            throw new NotAnEraException("The file begins with ISA, but no segment terminator stands after ISA16.");
        }

        var isRepetition = !char.IsAsciiLetterOrDigit((char)repetition) && repetition > ' ';
        Separators = new Separators(element, bytes[i], isRepetition ? repetition : (byte)0, terminator);
        _index.CutTo(_nextEntry);
        _indexed = _next;
        IndexRest();
    }

    private bool FindTerminator()
    {
        var scanned = 0;
        while (true)
        {
            var entry = _nextEntry + scanned;
            while (entry < _index.Count && !SeparatorIndex.IsTerminator(_index[entry]))
            {
                entry++;
            }

            if (entry < _index.Count)
            {
                Take(entry);
                return true;
            }

            scanned = entry - _nextEntry;
            if (!Fill())
            {
                return TakeOpenEnd();
            }
        }
    }

    private void Take(int terminatorEntry)
    {
        _start = _next;
        _firstEntry = _nextEntry;
        _entryCount = terminatorEntry - _nextEntry + 1;
        _next = SeparatorIndex.Offset(_index[terminatorEntry]) + 1;
        _nextEntry = terminatorEntry + 1;
        _ordinal++;
    }

    // The stream ended without a terminator: end the last segment with one of our own behind the bytes.
    private bool TakeOpenEnd()
    {
        IsOpen = true;
        Grow(1);
        _buffer[_length++] = Separators.Terminator;
        IndexRest();
        Take(_index.Count - 1);
        return true;
    }

    private void Ensure(int count)
    {
        while (_length - _next < count && Fill())
        {
        }
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        var keep = _mark >= 0 ? _mark : _next;
        if (keep > 0)
        {
            Shift(keep, _mark >= 0 ? _markEntry : _nextEntry);
        }

        Grow(Math.Max(_buffer.Length / 4, 16));
        var read = _stream.Read(_buffer, _length, _buffer.Length - _length);
        _ended = read == 0;
        _length += _joinsLines ? WithoutBreaks(_buffer.AsSpan(_length, read)) : read;
        IndexRest();
        return !_ended;
    }

    private void Shift(int bytes, int entries)
    {
        _buffer.AsSpan(bytes, _length - bytes).CopyTo(_buffer);
        _index.Drop(entries, bytes);
        _length -= bytes;
        _indexed -= bytes;
        _base += bytes;
        _next -= bytes;
        _start -= bytes;
        _nextEntry -= entries;
        _firstEntry -= entries;
        if (_mark >= 0)
        {
            _mark = 0;
            _markEntry = 0;
        }
    }

    private static int WithoutBreaks(Span<byte> bytes)
    {
        var kept = 0;
        foreach (var b in bytes)
        {
            if (b is not ((byte)'\r' or (byte)'\n'))
            {
                bytes[kept++] = b;
            }
        }

        return kept;
    }

    private void Grow(int room)
    {
        if (_buffer.Length - _length >= room)
        {
            return;
        }

        if (_buffer.Length >= MaxBuffer)
        {
            throw new NotAnEraException($"A segment or claim does not end within {MaxBuffer >> 20} MB.");
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + room));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }

    private void IndexRest()
    {
        _index.Add(_buffer.AsSpan(0, _length), _indexed, Separators);
        _indexed = _length;
    }
}

/// <summary>Walks segments that are already in a buffer.</summary>
internal ref struct MarkedSegments(
    ReadOnlySpan<byte> bytes, ReadOnlySpan<int> entries, int start, Separators separators, Position first)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<int> _entries = entries;
    private readonly int _origin = start;
    private int _start = start;
    private int _entry;
    private int _ordinal = first.Segment - 1;

    public Segment Current { get; private set; }

    public bool MoveNext()
    {
        while (_start < _bytes.Length && (_bytes[_start] <= ' ' || _bytes[_start] == separators.Terminator))
        {
            if (_entry < _entries.Length && SeparatorIndex.Offset(_entries[_entry]) == _start)
            {
                _entry++;
            }

            _start++;
        }

        var from = _entry;
        while (_entry < _entries.Length && !SeparatorIndex.IsTerminator(_entries[_entry]))
        {
            _entry++;
        }

        if (_entry == _entries.Length)
        {
            return false;
        }

        _entry++;
        _ordinal++;
        var position = new Position(_ordinal, first.Offset + _start - _origin);
        Current = new Segment(_bytes, _entries[from.._entry], _start, separators, position);
        _start = SeparatorIndex.Offset(_entries[_entry - 1]) + 1;
        return true;
    }
}
