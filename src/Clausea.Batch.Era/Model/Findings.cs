namespace Clausea.Batch.Era;

/// <summary>Where something stands in a file: segment ordinal (1-based, ISA is 1) and byte offset (0-based).</summary>
public readonly record struct Position(int Segment, long Offset)
{
    public override string ToString() => $"segment {Segment} (offset {Offset})";
}

public enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>Something a person may have to know about a file. Holds places, codes and amounts; never a name, an
/// identifier or free text of the file.</summary>
public sealed record Finding(string Code, Severity Severity, Position Position, string Message)
{
    public override string ToString() => $"{Code} {Position}: {Message}";
}

/// <summary>A kind of finding: its code, how bad it is, and what it means (docs/findings.md lists them all).</summary>
public sealed record FindingKind(string Code, Severity Severity, string Title);

/// <summary>Findings in the order they were met. Past <see cref="Limit"/> they are only counted, so that a broken
/// file of any size costs bounded memory.</summary>
public sealed class FindingList(int limit = FindingList.DefaultLimit) : IReadOnlyCollection<Finding>
{
    public const int DefaultLimit = 1000;

    private readonly List<Finding> _kept = [];

    public int Limit { get; } = limit;

    /// <summary>How many were met, kept or not.</summary>
    public int Count { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public int NotKept => Count - _kept.Count;

    internal void Add(FindingKind kind, Position position, string message)
    {
        Count++;
        Errors += kind.Severity == Severity.Error ? 1 : 0;
        Warnings += kind.Severity == Severity.Warning ? 1 : 0;
        if (_kept.Count < Limit)
        {
            _kept.Add(new Finding(kind.Code, kind.Severity, position, message));
        }
    }

    public IEnumerator<Finding> GetEnumerator() => _kept.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
