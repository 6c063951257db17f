namespace Clausea.Batch.Appeals;

/// <summary>What the official list says of a code. The wording belongs to its owner and comes from a list that the
/// office is licensed to have.</summary>
public sealed record OfficialText
{
    /// <summary>The lists that can be imported.</summary>
    public static readonly IReadOnlyList<CodeKind> Kinds = [CodeKind.Reason, CodeKind.Remark, CodeKind.Group];

    public required CodeKind Kind { get; init; }

    public required string Code { get; init; }

    public required string Text { get; init; }

    public DateOnly? Start { get; init; }

    /// <summary>The day the code ends; may lie in the future.</summary>
    public DateOnly? Stop { get; init; }

    public DateOnly? Modified { get; init; }

    public string? Notes { get; init; }

    public bool IsStopped(DateOnly today) => Stop <= today;
}

/// <summary>A file that an official list was taken from.</summary>
public sealed record OfficialSource(string File, string Sha256);

/// <summary>An imported list: its codes, where they came from, and when.</summary>
public sealed record OfficialList(
    CodeKind Kind, IReadOnlyList<OfficialSource> Sources, DateTimeOffset ImportedAt, IReadOnlyList<OfficialText> Texts)
{
    /// <summary>carc.csv and more.csv, imported 2026-11-23.</summary>
    public string Origin => $"{string.Join(" and ", Sources.Select(source => source.File))}, imported {ImportedAt:yyyy-MM-dd}";
}

/// <summary>The official texts that the office has imported; none as shipped.</summary>
public sealed class OfficialTexts
{
    private readonly Dictionary<CodeKind, OfficialList> _lists;
    private readonly Dictionary<string, OfficialText> _byCode = [];

    public OfficialTexts(IEnumerable<OfficialList> lists)
    {
        _lists = lists.ToDictionary(list => list.Kind);
        foreach (var text in _lists.Values.OrderBy(list => list.Kind).SelectMany(list => list.Texts))
        {
            _byCode.TryAdd(text.Code, text);
        }
    }

    public static OfficialTexts None { get; } = new([]);

    public IReadOnlyCollection<OfficialText> All => _byCode.Values;

    public OfficialList? List(CodeKind kind) => _lists.GetValueOrDefault(kind);

    public OfficialText? Find(string code) => _byCode.GetValueOrDefault(code);
}
