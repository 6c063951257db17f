using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Clausea.Batch.Era.Reading;

/// <summary>Where the element separators and segment terminators of a buffer are, in order. An entry is the offset
/// doubled, plus one for a terminator, so that walking the entries need not touch the bytes again.</summary>
internal sealed class SeparatorIndex
{
    private int[] _entries = new int[4096];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Entries => _entries.AsSpan(0, Count);

    public int this[int index] => _entries[index];

    public static int Offset(int entry) => entry >> 1;

    public static bool IsTerminator(int entry) => (entry & 1) != 0;

    /// <summary>Adds what stands in <paramref name="bytes"/> from <paramref name="from"/> on.</summary>
    public void Add(ReadOnlySpan<byte> bytes, int from, Separators separators)
    {
        EnsureRoom(bytes.Length - from);
        var count = Count;
        var i = from;
        if (Vector256.IsHardwareAccelerated)
        {
            var elements = Vector256.Create(separators.Element);
            var terminators = Vector256.Create(separators.Terminator);
            ref var first = ref MemoryMarshal.GetReference(bytes);
            for (; i + 64 <= bytes.Length; i += 64)
            {
                var low = Vector256.LoadUnsafe(ref first, (nuint)i);
                var high = Vector256.LoadUnsafe(ref first, (nuint)i + 32);
                var ends = Mask(Vector256.Equals(low, terminators), Vector256.Equals(high, terminators));
                var all = ends | Mask(Vector256.Equals(low, elements), Vector256.Equals(high, elements));
                while (all != 0)
                {
                    var bit = BitOperations.TrailingZeroCount(all);
                    _entries[count++] = ((i + bit) << 1) | (int)((ends >> bit) & 1);
                    all &= all - 1;
                }
            }
        }

        for (; i < bytes.Length; i++)
        {
            if (bytes[i] == separators.Terminator)
            {
                _entries[count++] = (i << 1) | 1;
            }
            else if (bytes[i] == separators.Element)
            {
                _entries[count++] = i << 1;
            }
        }

        Count = count;
    }

    /// <summary>Forgets the first <paramref name="entries"/> and moves the rest down by <paramref name="bytes"/>.</summary>
    public void Drop(int entries, int bytes)
    {
        var left = Count - entries;
        for (var i = 0; i < left; i++)
        {
            _entries[i] = _entries[entries + i] - (bytes << 1);
        }

        Count = left;
    }

    /// <summary>Forgets every entry from <paramref name="entry"/> on.</summary>
    public void CutTo(int entry) => Count = entry;

    private static ulong Mask(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    // At most one entry a byte: room for the worst case once, instead of a check per entry.
    private void EnsureRoom(int bytes)
    {
        if (_entries.Length - Count < bytes)
        {
            Array.Resize(ref _entries, Math.Max(_entries.Length * 2, Count + bytes));
        }
    }
}
