using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Strings of short codes and names that come again and again: qualifiers, groups, reasons, procedures, payers'
/// and clinicians' numbers. What comes later takes the place of what was there.</summary>
internal sealed class TextCache
{
    private const int Short = 7;
    private const int Longest = 15;
    private const int Size = 1024;

    private readonly (ulong Key, string? Text)[] _codes = new (ulong, string?)[Size];
    private readonly (ulong Key, ulong Tail, string? Text)[] _names = new (ulong, ulong, string?)[Size];

    /// <summary>The text, null when it is empty; the same string for the same bytes, where it is still there.</summary>
    /// <param name="bytes">Eight more can be loaded behind them, whatever they hold.</param>
    public string? Code(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => null,
        <= Short => ShortCode(bytes),
        <= Longest => Name(bytes),
        _ => Text.Decode(bytes),
    };

    // The length is part of the key: it tells what is written from what is padding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private string? ShortCode(ReadOnlySpan<byte> bytes)
    {
        var key = Upto8(bytes, 0) | ((ulong)bytes.Length << 56);
        ref var place = ref _codes[(int)((key * ContentHash.Seed) >> 54)];
        if (place.Key != key)
        {
            place = (key, Text.Decode(bytes));
        }

        return place.Text;
    }

    private string? Name(ReadOnlySpan<byte> bytes)
    {
        var (key, tail) = (Upto8(bytes, 0), Upto8(bytes, 8) | ((ulong)bytes.Length << 56));
        ref var place = ref _names[(int)(((key ^ (tail * ContentHash.Seed)) * ContentHash.Seed) >> 54)];
        if (place.Key != key || place.Tail != tail)
        {
            place = (key, tail, Text.Decode(bytes));
        }

        return place.Text;
    }

    private static ulong Upto8(ReadOnlySpan<byte> bytes, int from)
    {
        var left = bytes.Length - from;
        var text = left <= 0 ? 0 : Numbers.Load(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), from));
        return left >= 8 ? text : text & ((1UL << (left << 3)) - 1);
    }
}
