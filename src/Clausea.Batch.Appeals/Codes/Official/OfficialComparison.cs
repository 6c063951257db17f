namespace Clausea.Batch.Appeals;

/// <summary>An imported list beside the one it replaces and beside the shipped catalogue.</summary>
public sealed record OfficialComparison
{
    public required CodeKind Kind { get; init; }

    public required int Codes { get; init; }

    public required IReadOnlyList<string> Added { get; init; }

    public required IReadOnlyList<string> Changed { get; init; }

    public required IReadOnlyList<string> Removed { get; init; }

    public required int Unchanged { get; init; }

    /// <summary>Codes of the list that the shipped catalogue does not have.</summary>
    public required IReadOnlyList<string> NotInCatalogue { get; init; }

    /// <summary>Codes of the shipped catalogue that the list does not have.</summary>
    public required IReadOnlyList<string> NotInList { get; init; }

    /// <summary>Codes that have ended by the list, and are active in the shipped catalogue.</summary>
    public required IReadOnlyList<string> StoppedButActiveHere { get; init; }

    /// <summary>Codes that are in force by the list, and deactivated in the shipped catalogue.</summary>
    public required IReadOnlyList<string> InForceButStoppedHere { get; init; }

    public static OfficialComparison Of(OfficialList list, OfficialList? before, CodeCatalogue codes, DateOnly today)
    {
        var old = before?.Texts.DistinctBy(text => text.Code).ToDictionary(text => text.Code) ?? [];
        var shipped = ShippedCodes(list.Kind, codes);
        var listed = list.Texts.Select(text => text.Code).ToHashSet();
        return new OfficialComparison
        {
            Kind = list.Kind,
            Codes = list.Texts.Count,
            Added = Those(list, text => !old.ContainsKey(text.Code)),
            Changed = Those(list, text => old.TryGetValue(text.Code, out var was) && was != text),
            Unchanged = list.Texts.Count(text => old.TryGetValue(text.Code, out var was) && was == text),
            Removed = [.. old.Keys.Where(code => !listed.Contains(code)).Order(CodeOrder.Natural)],
            NotInCatalogue = Those(list, text => !shipped.ContainsKey(text.Code)),
            NotInList = [.. shipped.Keys.Where(code => !listed.Contains(code)).Order(CodeOrder.Natural)],
            StoppedButActiveHere = Those(list, text => text.IsStopped(today) && shipped.GetValueOrDefault(text.Code)),
            InForceButStoppedHere = Those(list, text => !text.IsStopped(today) && shipped.TryGetValue(text.Code, out var active) && !active),
        };
    }

    private static List<string> Those(OfficialList list, Func<OfficialText, bool> which) =>
        [.. list.Texts.Where(which).Select(text => text.Code).Order(CodeOrder.Natural)];

    // Each code, and whether it is active.
    private static Dictionary<string, bool> ShippedCodes(CodeKind kind, CodeCatalogue codes) => kind switch
    {
        CodeKind.Reason => codes.Reasons.ToDictionary(code => code.Code, code => code.IsActive),
        CodeKind.Remark => codes.Remarks.ToDictionary(code => code.Code, code => code.IsActive),
        _ => codes.Groups.ToDictionary(code => code.Code, _ => true),
    };
}
