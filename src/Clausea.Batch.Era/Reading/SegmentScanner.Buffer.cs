using System.Buffers;

namespace Clausea.Batch.Era.Reading;

/// <summary>The buffer: what it keeps, and how more comes into it.</summary>
internal sealed partial class SegmentScanner
{
    // The stream ended without a terminator: the last segment gets one of our own behind the bytes.
    private bool CloseOpenEnd()
    {
        if (IsOpen)
        {
            return false;
        }

        IsOpen = true;
        Grow(1);
        _buffer[_length++] = Separators.Terminator;
        return More();
    }

    private bool More()
    {
        if (_indexed == _length)
        {
            return Fill();
        }

        DropTaken(0);
        var (segments, to) = (Index.Segments, Math.Min(_length, _indexed + IndexStep));
        Index.Add(_buffer, _indexed, to, Separators);
        _indexed = to;
        if (_dropsReturns)
        {
            Index.DropReturns(_buffer, segments);
        }

        return true;
    }

    private bool Fill()
    {
        if (_ended)
        {
            return false;
        }

        var keep = _mark >= 0 ? _mark : Math.Min(_start, NextByte);
        if (keep > 0)
        {
            Shift(keep);
        }

        // As much as usual, however large the buffer had to grow for a look ahead or for a long claim.
        var room = Math.Max(_usualSize - _length, Math.Max(_usualSize / 4, 16));
        Grow(room);
        var read = _stream.Read(_buffer, _length, room);
        _ended = read == 0;
        _length += read;
        return !_ended;
    }

    private void Shift(int bytes)
    {
        Array.Copy(_buffer, bytes, _buffer, 0, _length - bytes);
        DropTaken(bytes);
        _length -= bytes;
        _indexed -= bytes;
        _base += bytes;
        NextByte -= bytes;
        _start -= bytes;
        _mark = _mark >= 0 ? 0 : _mark;
    }

    // Entries of what was taken go, so that the index stays small; the others move down with their bytes.
    private void DropTaken(int bytes)
    {
        var (entries, segments) = _mark >= 0 ? (_markEntry, _markSegment)
            : _start < NextByte ? (_entry, Math.Max(NextSegment - 1, 0))
            : (NextEntry, NextSegment);
        Index.Drop(entries, segments, bytes);
        NextEntry -= entries;
        NextSegment -= segments;
        _entry -= entries;
        if (_mark >= 0)
        {
            (_markEntry, _markSegment) = (0, 0);
        }
    }

    private void Grow(int room)
    {
        var needed = _length + room + Padding;
        if (_buffer.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
