namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Counts the items of lists as Word does.</summary>
internal sealed class ListCount
{
    private readonly Dictionary<string, int?[]> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<(string List, int Level)> _begun = [];

    /// <summary>The number of the next item.</summary>
    public int Next(string list, int level, ListLevel look)
    {
        if (!_counts.TryGetValue(look.Definition, out var counts))
        {
            _counts[look.Definition] = counts = new int?[ListSheet.DeepestLevel + 1];
        }

        var restart = _begun.Add((list, level)) ? look.Restart : null;
        counts[level] = restart ?? (counts[level] is { } last ? last + 1 : look.Start);
        Array.Clear(counts, level + 1, counts.Length - level - 1);
        return counts[level]!.Value;
    }
}
