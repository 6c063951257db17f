using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Clausea.Batch.WholeFile;

/// <summary>The least that any reader of X12 must do: find the separators, 64 bytes at a time, and write down where they
/// are. The reader's own figures are told beside it.</summary>
internal static class SeparatorFloor
{
    /// <summary>How many there are; their offsets from <paramref name="from"/> on go to <paramref name="offsets"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(ReadOnlySpan<byte> bytes, int[] offsets, int from = 0)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        var element = Vector256.Create((byte)'*');
        var terminator = Vector256.Create((byte)'~');
        var count = from;
        for (var i = 0; i + 64 <= bytes.Length; i += 64)
        {
            var low = Vector256.LoadUnsafe(ref first, (nuint)i);
            var high = Vector256.LoadUnsafe(ref first, (nuint)i + 32);
            var mask = (Vector256.Equals(low, element) | Vector256.Equals(low, terminator)).ExtractMostSignificantBits() |
                ((ulong)(Vector256.Equals(high, element) | Vector256.Equals(high, terminator)).ExtractMostSignificantBits() << 32);
            while (mask != 0)
            {
                offsets[count++] = i + BitOperations.TrailingZeroCount(mask);
                mask &= mask - 1;
            }
        }

        return count - from;
    }
}
