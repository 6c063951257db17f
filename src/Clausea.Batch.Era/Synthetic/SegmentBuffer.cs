using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>Segments on their way to a stream, written as bytes without a string between.</summary>
internal sealed class SegmentBuffer : IDisposable
{
    private const int Size = 256 * 1024;

    /// <summary>No synthetic segment is longer; room for one is there whenever one begins.</summary>
    private const int LongestSegment = 1024;

    private readonly Stream _stream;
    private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(Size);
    private readonly uint _end;
    private readonly int _endLength;
    private int _used;
    private long _flushed;

    public SegmentBuffer(Stream stream, LineBreak lineBreak)
    {
        _stream = stream;
        (_end, _endLength) = lineBreak switch
        {
            LineBreak.None => (0x7Eu, 1),
            LineBreak.CrLf => (0x0A0D7Eu, 3),
            _ => (0x0A7Eu, 2),
        };
    }

    /// <summary>Segments ended so far.</summary>
    public long Segments { get; private set; }

    /// <summary>Bytes written so far.</summary>
    public long Bytes => _flushed + _used;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SegmentBuffer Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_used));
        _used += text.Length;
        return this;
    }

    public SegmentBuffer Number(long number)
    {
        number.TryFormat(_bytes.AsSpan(_used), out var written, provider: CultureInfo.InvariantCulture);
        _used += written;
        return this;
    }

    /// <summary>Digits with zeros before them, up to a width; a larger number takes what it needs.</summary>
    public SegmentBuffer Padded(int number, int width)
    {
        var digits = _bytes.AsSpan(_used, width);
        var rest = (uint)number;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            (rest, var digit) = Math.DivRem(rest, 10);
            digits[i] = (byte)('0' + digit);
        }

        if (rest > 0)
        {
            return Number(number);
        }

        _used += width;
        return this;
    }

    /// <summary>Dollars, without trailing zeros, as X12 wants numbers: 195, 97.5, -0.42.</summary>
    public SegmentBuffer Money(long cents)
    {
        if (cents < 0)
        {
            _bytes[_used++] = (byte)'-';
            cents = -cents;
        }

        var (dollars, rest) = Math.DivRem((ulong)cents, 100);
        Number((long)dollars);
        if (rest > 0)
        {
            _bytes[_used++] = (byte)'.';
            _bytes[_used++] = (byte)('0' + (rest / 10));
            _bytes[_used] = (byte)('0' + (rest % 10));
            _used += rest % 10 > 0 ? 1 : 0;
        }

        return this;
    }

    /// <summary>CCYYMMDD of a day counted from <see cref="Days.First"/>.</summary>
    public SegmentBuffer Day(int day) => Text(Days.Text(day));

    /// <summary>Ends the segment.</summary>
    public void End()
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_used), _end);
        _used += _endLength;
        Segments++;
        if (_used > Size - LongestSegment)
        {
            Flush();
        }
    }

    public void Flush()
    {
        _stream.Write(_bytes, 0, _used);
        _flushed += _used;
        _used = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}
