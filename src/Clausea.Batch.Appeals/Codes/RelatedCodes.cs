namespace Clausea.Batch.Appeals;

/// <summary>A code that belongs to another one, and why.</summary>
public sealed record RelatedCode(CodeName Name, string Text, string Why);

/// <summary>Codes that travel with a code or say something close: from our table, from the playbooks, from the
/// category, in this order.</summary>
internal static class RelatedCodes
{
    public const int Most = 12;
    private const int MostOfPlaybooks = 8;
    private const int MostOfCategory = 5;

    private static readonly Lazy<ILookup<string, (string Codes, string Why)>> s_told = new(() =>
        CodeTable.Read("related-codes").ToLookup(row => row[0], row => (row[1], row[2])));

    public static IReadOnlyList<RelatedCode> Of(CodeName name, CodeCatalogue codes, IReadOnlyList<PlaybookAnswer> answers)
    {
        var told = Told(name, codes);
        var playbooks = OfPlaybooks(name, codes, answers).Except(told, RelatedCodeName.Same).Take(MostOfPlaybooks);
        var category = OfCategory(name, codes);
        return [.. told.Concat(playbooks).Concat(category.Take(told.Count >= Most ? 0 : MostOfCategory))
            .Where(related => related.Name != name).DistinctBy(related => related.Name).Take(Most)];
    }

    private static List<RelatedCode> Told(CodeName name, CodeCatalogue codes) =>
    [
        .. from row in s_told.Value[$"{name}"]
           from code in row.Codes.Split(' ')
           from reading in CodeWords.Read(code, codes).Take(1)
           select Related(reading.Name, row.Why, codes),
    ];

    // A reason that needs a remark: the remarks of its playbooks. A remark: the reasons that its playbooks want beside it.
    private static IEnumerable<RelatedCode> OfPlaybooks(CodeName name, CodeCatalogue codes, IReadOnlyList<PlaybookAnswer> answers)
    {
        var matches = answers.Select(answer => PlaybookAnswers.Match(name, answer.Playbook)).OfType<PlaybookMatch>().ToList();
        return name.Kind switch
        {
            CodeKind.Reason => Turns(matches.Select(match => match.Remarks)).Select(code => Related(new(CodeKind.Remark, code), "often beside it", codes))
                .Concat(matches.Where(match => match.Remarks.Count == 0).SelectMany(match => match.Reasons)
                    .Select(code => Related(new(CodeKind.Reason, code), "answered in the same way", codes))),
            CodeKind.Remark => Turns(matches.Select(match => match.Reasons)).Take(MostOfPlaybooks / 2)
                .Select(code => Related(new(CodeKind.Reason, code), "often beside it", codes))
                .Concat(matches.SelectMany(match => match.Remarks).Select(code => Related(new(CodeKind.Remark, code), "answered in the same way", codes))),
            CodeKind.Service => GuideBook.ServiceOf(name.Code)!.Denials.SelectMany(code => CodeWords.Read(code, codes).Take(1))
                .Select(reading => Related(reading.Name, "a typical denial", codes)),
            _ => [],
        };
    }

    private static IEnumerable<RelatedCode> OfCategory(CodeName name, CodeCatalogue codes)
    {
        if (name.Kind is CodeKind.ClaimStatus or CodeKind.ProviderAdjustment)
        {
            return [];
        }

        var own = CodeIndex.All(codes).First(entry => entry.Name == name);
        var effect = codes.Remark(name.Code)?.Effect;
        var siblings = name.Kind == CodeKind.Service ? GuideBook.ServiceOf(name.Code)!.Services : [];
        return CodeIndex.All(codes)
            .Where(entry => entry.Name.Kind == name.Kind && entry.Category == own.Category && entry.IsActive)
            .OrderByDescending(entry => siblings.Contains(entry.Name.Code))
            .ThenByDescending(entry => name.Kind == CodeKind.Remark && codes.Remark(entry.Name.Code)!.Effect == effect)
            .ThenBy(entry => Distance(entry.Name.Code, name.Code))
            .Select(entry => new RelatedCode(entry.Name, entry.Text, name.Kind is CodeKind.Reason or CodeKind.Remark ? "of the same kind" : "of the same list"));
    }

    // The first of each list, then the second of each: every playbook has a say before the places are gone.
    private static IEnumerable<string> Turns(IEnumerable<IReadOnlyList<string>> lists)
    {
        var all = lists.ToList();
        return Enumerable.Range(0, all.Select(list => list.Count).DefaultIfEmpty().Max())
            .SelectMany(turn => all.Where(list => turn < list.Count).Select(list => list[turn])).Distinct();
    }

    // Codes near in number were made at the same time, for the same matter.
    private static long Distance(string code, string other)
    {
        var (a, b) = (Digits(code), Digits(other));
        return code[0] == other[0] || (char.IsAsciiDigit(code[0]) && char.IsAsciiDigit(other[0])) ? Math.Abs(a - b) : long.MaxValue;
    }

    private static long Digits(string code) => long.TryParse(code.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), out var number) ? number : 0;

    private static RelatedCode Related(CodeName name, string why, CodeCatalogue codes) =>
        new(name, CodeIndex.Text(name, codes) ?? "Not in the catalogue.", why);

    private sealed class RelatedCodeName : IEqualityComparer<RelatedCode>
    {
        public static readonly RelatedCodeName Same = new();

        public bool Equals(RelatedCode? x, RelatedCode? y) => x?.Name == y?.Name;

        public int GetHashCode(RelatedCode obj) => obj.Name.GetHashCode();
    }
}
