using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Clausea.Batch.Era.Reading;

/// <summary>Where the separators of a buffer are, in order: found 64 bytes at a time, so that nothing later looks at
/// the bytes again to tell elements and segments apart.</summary>
internal sealed class SeparatorIndex
{
    private int[] _ends = new int[8192];
    private int[] _terminators = new int[2048];

    /// <summary>Offsets of element separators and segment terminators: each ends an element.</summary>
    public int[] Ends => _ends;

    /// <summary>For each segment, which of <see cref="Ends"/> is its terminator.</summary>
    public int[] Terminators => _terminators;

    public int Count { get; private set; }

    /// <summary>Segments that have their terminator.</summary>
    public int Segments { get; private set; }

    /// <summary>Adds what stands between two offsets. The buffer must go on for 64 bytes behind them, whatever they hold.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(byte[] buffer, int from, int to, in Separators separators)
    {
        EnsureRoom(to - from);
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref var ends = ref MemoryMarshal.GetArrayDataReference(_ends);
        ref var terminators = ref MemoryMarshal.GetArrayDataReference(_terminators);
        var element = Vector256.Create(separators.Element);
        var terminator = Vector256.Create(separators.Terminator);
        var (count, segments) = (Count, Segments);
        for (var i = from; i < to; i += 64)
        {
            var low = Vector256.LoadUnsafe(ref bytes, (nuint)i);
            var high = Vector256.LoadUnsafe(ref bytes, (nuint)i + 32);
            var closing = Mask(Vector256.Equals(low, terminator), Vector256.Equals(high, terminator));
            var all = closing | Mask(Vector256.Equals(low, element), Vector256.Equals(high, element));
            if (to - i < 64)
            {
                var valid = (1UL << (to - i)) - 1;
                (closing, all) = (closing & valid, all & valid);
            }

            segments = AddTerminators(ref terminators, segments, closing, all, count);
            count = AddEnds(ref ends, count, all, i);
        }

        (Count, Segments) = (count, segments);
    }

    /// <summary>A terminator that stands behind a carriage return ends its segment there: no element keeps the return.
    /// </summary>
    public void DropReturns(byte[] buffer, int fromSegment)
    {
        for (var i = fromSegment; i < Segments; i++)
        {
            ref var end = ref _ends[_terminators[i]];
            end -= end > 0 && buffer[end - 1] == '\r' ? 1 : 0;
        }
    }

    /// <summary>Forgets the first entries and segments, and moves the rest down by <paramref name="bytes"/>.</summary>
    public void Drop(int entries, int segments, int bytes)
    {
        Count -= entries;
        Segments -= segments;
        for (var i = 0; i < Count; i++)
        {
            _ends[i] = _ends[entries + i] - bytes;
        }

        for (var i = 0; i < Segments; i++)
        {
            _terminators[i] = _terminators[segments + i] - entries;
        }
    }

    /// <summary>Forgets every entry and segment from these on.</summary>
    public void CutTo(int entries, int segments) => (Count, Segments) = (entries, segments);

    private static ulong Mask(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    // Eight at a time, needed or not: what is written too much is written over by the next, and the processor need not
    // guess how many there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddEnds(ref int ends, int count, ulong all, int i)
    {
        var after = count + BitOperations.PopCount(all);
        do
        {
            ref var at = ref Unsafe.Add(ref ends, count);
            at = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 1) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 2) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 3) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 4) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 5) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 6) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            Unsafe.Add(ref at, 7) = i + BitOperations.TrailingZeroCount(all);
            all &= all - 1;
            count += 8;
        }
        while (count < after);

        return after;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddTerminators(ref int terminators, int segments, ulong closing, ulong all, int count)
    {
        var after = segments + BitOperations.PopCount(closing);
        do
        {
            ref var at = ref Unsafe.Add(ref terminators, segments);
            at = count + Before(closing, all);
            closing &= closing - 1;
            Unsafe.Add(ref at, 1) = count + Before(closing, all);
            closing &= closing - 1;
            Unsafe.Add(ref at, 2) = count + Before(closing, all);
            closing &= closing - 1;
            Unsafe.Add(ref at, 3) = count + Before(closing, all);
            closing &= closing - 1;
            segments += 4;
        }
        while (segments < after);

        return after;
    }

    // How many separators stand before the first of these terminators.
    private static int Before(ulong closing, ulong all) => BitOperations.PopCount(all & ((closing & (0 - closing)) - 1));

    // At most one entry a byte, and up to eight written for nothing: room for the worst once, no check per entry.
    private void EnsureRoom(int bytes)
    {
        var needed = bytes + 64;
        if (_ends.Length - Count < needed)
        {
            Array.Resize(ref _ends, Math.Max(_ends.Length * 2, Count + needed));
        }

        if (_terminators.Length - Segments < needed)
        {
            Array.Resize(ref _terminators, Math.Max(_terminators.Length * 2, Segments + needed));
        }
    }
}
