using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Strings of short codes and names that come again and again: qualifiers, groups, reasons, procedures, payers'
/// and clinicians' numbers. What comes later takes the place of what was there.</summary>
internal sealed class TextCache
{
    private const int Longest = 16;
    private const int Size = 1024;

    private readonly (UInt128 Key, string? Text)[] _texts = new (UInt128, string?)[Size];

    /// <summary>The text, null when it is empty; the same string for the same bytes, where it is still there.</summary>
    public string? Code(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or >= Longest)
        {
            return Text.Decode(bytes);
        }

        // The length is part of the key: it tells what is written from what is padding.
        var key = new UInt128((ulong)bytes.Length << 56 | Rest(bytes, 8), Rest(bytes, 0));
        ref var place = ref _texts[(int)(ContentHash.Add((ulong)key, (ulong)(key >> 64)) & (Size - 1))];
        if (place.Text is null || place.Key != key)
        {
            place = (key, Text.Decode(bytes));
        }

        return place.Text;
    }

    // Up to eight bytes from an offset on; behind every element eight bytes can be loaded.
    private static ulong Rest(ReadOnlySpan<byte> bytes, int from)
    {
        var length = bytes.Length - from;
        if (length <= 0)
        {
            return 0;
        }

        var text = Numbers.Load(ref System.Runtime.CompilerServices.Unsafe.Add(ref MemoryMarshal.GetReference(bytes), from));
        return length >= 8 ? text : text & ((1UL << (length * 8)) - 1);
    }
}
