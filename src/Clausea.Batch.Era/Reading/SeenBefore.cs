using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Clausea.Batch.Era.Reading;

/// <summary>Which contents were met, and at which segment, in bounded memory: eight bytes each, in blocks that never move.
/// Past three million, or 268 million segments, nothing more is taken. Two contents are taken for the same when 46 to 56
/// bits of their hashes are: by chance in one of some thousand files of a gigabyte.</summary>
internal sealed class SeenBefore
{
    private const int SegmentBits = 28;
    private const int Big = 1 << 20;

    private static readonly int[] s_sizes = [1 << 10, 1 << 15, Big, Big, Big, Big];

    private readonly List<Block> _blocks = [new Block(s_sizes[0])];

    public bool IsFull { get; private set; }

    /// <summary>Fetches what <see cref="Add"/> will look at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare(ulong key)
    {
        if (Sse.IsSupported && _blocks.Count > 2)
        {
            foreach (var block in CollectionsMarshal.AsSpan(_blocks)[2..])
            {
                block.Prepare(key);
            }
        }
    }

    /// <summary>The segment at which this was met before, or 0 when it is new; then it is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Add(ulong key, int segment)
    {
        var blocks = CollectionsMarshal.AsSpan(_blocks);
        var place = 0;
        foreach (var block in blocks)
        {
            if (block.Find(key, out place) is var found and > 0)
            {
                return found;
            }
        }

        if (!IsFull)
        {
            Keep(blocks[^1], place, key, segment);
        }

        return 0;
    }

    private void Keep(Block last, int place, ulong key, int segment)
    {
        last.Set(place, key, segment);
        if (segment >= (1 << SegmentBits) - 1 || (last.IsFull && _blocks.Count == s_sizes.Length))
        {
            IsFull = true;
        }
        else if (last.IsFull)
        {
            _blocks.Add(new Block(s_sizes[_blocks.Count]));
        }
    }

    private sealed class Block(int size)
    {
        private const ulong SegmentMask = (1UL << SegmentBits) - 1;

        // The high bits of a hash, and the segment. The low bits of the hash are the place.
        private readonly ulong[] _entries = new ulong[size];
        private int _count;

        public bool IsFull => _count >= size / 10 * 8;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public unsafe void Prepare(ulong key)
        {
            fixed (ulong* entries = _entries)
            {
                Sse.Prefetch0(entries + (key & (uint)(size - 1)));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Find(ulong key, out int place)
        {
            var entries = _entries;
            for (place = (int)(key & (uint)(size - 1)); entries[place] is var entry and not 0; place = (place + 1) & (size - 1))
            {
                if (((entry ^ key) & ~SegmentMask) == 0)
                {
                    return (int)(entry & SegmentMask);
                }
            }

            return 0;
        }

        public void Set(int place, ulong key, int segment)
        {
            _entries[place] = (key & ~SegmentMask) | (uint)segment;
            _count++;
        }
    }
}
