using System.Runtime.CompilerServices;

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

/// <summary>Findings in the order they were met. Of each kind, those past <see cref="Limit"/> are only counted, so that a
/// broken file of any size costs bounded memory, and many of one kind do not hide another.</summary>
public sealed class FindingList(int limit = FindingList.DefaultLimit) : IReadOnlyCollection<Finding>
{
    public const int DefaultLimit = 500;

    private readonly List<Finding> _kept = [];
    private readonly Dictionary<FindingKind, int> _counts = new(ReferenceEqualityComparer.Instance);

    /// <summary>How many of one kind are kept.</summary>
    public int Limit { get; } = limit;

    /// <summary>How many were met, kept or not.</summary>
    public int Count { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public int NotKept => Count - _kept.Count;

    /// <summary>How many were met of each kind, kept or not.</summary>
    public IReadOnlyDictionary<FindingKind, int> Counts => _counts;

    public IEnumerator<Finding> GetEnumerator() => _kept.GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(FindingKind kind, Position position, string message)
    {
        if (Met(kind))
        {
            _kept.Add(new Finding(kind.Code, kind.Severity, position, message));
        }
    }

    internal void Add(
        FindingKind kind, Position position, [InterpolatedStringHandlerArgument("", nameof(kind))] FindingMessage message)
    {
        if (Met(kind))
        {
            _kept.Add(new Finding(kind.Code, kind.Severity, position, message.ToStringAndClear()));
        }
    }

    internal bool Keeps(FindingKind kind) => _counts.GetValueOrDefault(kind) < Limit;

    private bool Met(FindingKind kind)
    {
        Count++;
        Errors += kind.Severity == Severity.Error ? 1 : 0;
        Warnings += kind.Severity == Severity.Warning ? 1 : 0;
        var before = _counts.GetValueOrDefault(kind);
        _counts[kind] = before + 1;
        return before < Limit;
    }
}

/// <summary>A message that is only put together when its finding is kept.</summary>
[InterpolatedStringHandler]
internal ref struct FindingMessage
{
    private DefaultInterpolatedStringHandler _text;

    public FindingMessage(int literalLength, int formattedCount, FindingList findings, FindingKind kind, out bool isKept)
    {
        isKept = findings.Keeps(kind);
        _text = isKept ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, System.Globalization.CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value, string? format = null) => _text.AppendFormatted(value, format);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
