using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>64 bits that tell contents of one file apart. Not for use beyond a run.</summary>
internal static class ContentHash
{
    public const ulong Seed = 0x9E3779B97F4A7C15;
    private const ulong Factor = 0xE7037ED1A0B428DB;

    public static ulong Of(string? text)
    {
        var hash = Seed;
        foreach (var c in text ?? string.Empty)
        {
            hash = Add(hash, c);
        }

        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong hash, ulong value)
    {
        var high = Math.BigMul(hash ^ value, Factor, out var low);
        return high ^ low ^ Seed;
    }

    /// <summary>Of bytes behind which eight more can be loaded, whatever they hold.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<byte> padded) =>
        Add(hash, ref MemoryMarshal.GetReference(padded), padded.Length);

    /// <inheritdoc cref="Add(ulong, ReadOnlySpan{byte})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong hash, ref byte padded, int length)
    {
        var i = 0;
        for (; i + 8 < length; i += 8)
        {
            hash = Add(hash, Numbers.Load(ref Unsafe.Add(ref padded, i)));
        }

        // One to eight are left, or none of nothing.
        var rest = length == 0 ? 0 : Numbers.Load(ref Unsafe.Add(ref padded, i)) << (64 - ((length - i) << 3));
        return Add(hash + (ulong)length, rest);
    }
}
