using System.Buffers.Binary;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Numbers in a TIFF, in the byte order that it tells by its first letter; places outside read as nothing.
/// </summary>
internal readonly ref struct TiffBytes(ReadOnlySpan<byte> tiff)
{
    public const int EntrySize = 12;

    private readonly ReadOnlySpan<byte> _tiff = tiff;
    private readonly bool _isLittle = tiff is [(byte)'I', ..];

    public int Length => _tiff.Length;

    public int Word(long at) => at < 0 || at > _tiff.Length - 2 ? 0
        : _isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(_tiff[(int)at..]) : BinaryPrimitives.ReadUInt16BigEndian(_tiff[(int)at..]);

    public long Long(long at) => at < 0 || at > _tiff.Length - 4 ? 0
        : _isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(_tiff[(int)at..]) : BinaryPrimitives.ReadUInt32BigEndian(_tiff[(int)at..]);

    public double Ratio(long at) => Long(at + 4) is not 0 and var divisor ? (double)Long(at) / divisor : 0;
}
