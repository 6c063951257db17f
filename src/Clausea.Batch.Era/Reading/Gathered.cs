using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Things that are gathered one by one and taken out together. A list would do, but the runtime would have to
/// compile one for each of our own kinds of things, at every start.</summary>
internal sealed class Gathered<T>
{
    private T[] _items = [];

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        _items[Count++] = item;
    }

    /// <summary>All of them, as an array of their own; then there are none.</summary>
    public T[] Take()
    {
        if (Count == 0)
        {
            return [];
        }

        var taken = _items.AsSpan(0, Count).ToArray();
        Count = 0;
        return taken;
    }
}
