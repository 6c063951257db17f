using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Notices what was met before. Each content is written down in order, twelve bytes, and leaves two bits in a small
/// filter that stays in the processor's cache. Only what finds both its bits there already may have been met before; it is
/// looked for in what was written down later, many at a time. Nothing is taken past three million.</summary>
internal sealed class SeenBefore(Action<Position, int> tell)
{
    private const int Most = 3_000_000;
    private const int ChunkSize = 1 << 14;
    private const int SuspectsAtATime = 1 << 15;
    private const int BitsForEach = 16;

    private readonly List<Chunk> _chunks = [];
    private readonly Gathered<Suspect> _suspects = new();
    private ulong[] _filter = new ulong[1 << 7];
    private int _count;

    /// <summary>More than are compared.</summary>
    public bool IsFull => _count == Most;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ulong key, Position position)
    {
        if (_count == Most)
        {
            return;
        }

        if (_count % ChunkSize == 0)
        {
            MakeRoom();
        }

        var last = _chunks[^1];
        last.Keys[_count % ChunkSize] = key;
        last.Segments[_count % ChunkSize] = position.Segment;
        _count++;
        if (!Mark(key))
        {
            AddSuspect(key, position);
        }
    }

    /// <summary>Tells of everything that was met before and is not yet told.</summary>
    public void Tell()
    {
        if (_suspects.Count == 0)
        {
            return;
        }

        var suspects = _suspects.Take();
        var first = new Dictionary<ulong, int>(suspects.Length);
        foreach (var suspect in suspects)
        {
            first[suspect.Key] = 0;
        }

        FindFirst(first);
        foreach (var suspect in suspects)
        {
            if (first[suspect.Key] < suspect.Position.Segment)
            {
                tell(suspect.Position, first[suspect.Key]);
            }
        }
    }

    private void FindFirst(Dictionary<ulong, int> first)
    {
        for (var i = 0; i < _count; i++)
        {
            var chunk = _chunks[i / ChunkSize];
            if (first.TryGetValue(chunk.Keys[i % ChunkSize], out var segment) && segment == 0)
            {
                first[chunk.Keys[i % ChunkSize]] = chunk.Segments[i % ChunkSize];
            }
        }
    }

    // Sets the two bits of a key; false when they were set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Mark(ulong key)
    {
        ref var word = ref _filter[(int)(key >> 32) & (_filter.Length - 1)];
        var bits = (1UL << (int)(key & 63)) | (1UL << (int)((key >> 6) & 63));
        var isNew = (word & bits) != bits;
        word |= bits;
        return isNew;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddSuspect(ulong key, Position position)
    {
        _suspects.Add(new Suspect(key, position));
        if (_suspects.Count == SuspectsAtATime)
        {
            Tell();
        }
    }

    // A new chunk; and a larger filter where this one would fill up, marked with all that is written down.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        _chunks.Add(new Chunk(new ulong[ChunkSize], new int[ChunkSize]));
        var words = (long)(_count + ChunkSize) * BitsForEach / 64;
        if (words <= _filter.Length)
        {
            return;
        }

        _filter = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(words * 2))];
        for (var i = 0; i < _count; i++)
        {
            Mark(_chunks[i / ChunkSize].Keys[i % ChunkSize]);
        }
    }

    private readonly record struct Chunk(ulong[] Keys, int[] Segments);

    private readonly record struct Suspect(ulong Key, Position Position);
}
