namespace Clausea.Batch.Appeals;

/// <summary>Codes that rules and playbooks speak of together. A playbook writes the set's name instead of its codes.</summary>
internal static class CodeSets
{
    /// <summary>Reasons that say little by themselves: a remark code beside them says what is meant.</summary>
    public static readonly IReadOnlyList<string> GenericReasons =
        ["16", "96", "A1", "125", "129", "148", "226", "227", "234", "250", "251", "252", "272", "273"];

    /// <summary>Reasons that judge the care or its record: beside them N382 is about more than data.</summary>
    public static readonly IReadOnlyList<string> ClinicalReasons =
        ["50", "55", "56", "58", "150", "151", "152", "186", "216", "226", "250", "251", "252", "B12"];

    /// <summary>Remarks that judge the care or its record.</summary>
    public static readonly IReadOnlyList<string> ClinicalRemarks =
    [
        "N10", "N35", "N109", "N591", "N688", "M85", "M87",
        "N706", "N710", "N712", "N714", "N716", "N393", "M127", "N729", "M135", "N102", "N366", "N42",
        "N705", "N709", "N711", "N713", "N715", "N394", "N237", "N730", "N238", "N731", "N206", "M141",
        "N661", "N115", "N386", "N180", "N163", "M25", "N22", "N56", "N657",
        "N188", "N610", "N787", "N351", "N54", "N758",
    ];

    private static readonly Dictionary<string, IReadOnlyList<string>> s_reasons = new()
    {
        ["generic"] = GenericReasons,
        ["clinical"] = ClinicalReasons,
    };

    private static readonly Dictionary<string, IReadOnlyList<string>> s_remarks = new()
    {
        ["clinical"] = ClinicalRemarks,
    };

    public static IEnumerable<string> ReasonSets => s_reasons.Keys;

    public static IEnumerable<string> RemarkSets => s_remarks.Keys;

    public static bool IsUnknownReasons(string name) => IsName(name) && !s_reasons.ContainsKey(name);

    public static bool IsUnknownRemarks(string name) => IsName(name) && !s_remarks.ContainsKey(name);

    public static IReadOnlyList<string> OfReasons(IEnumerable<string> names) => Expand(names, s_reasons);

    public static IReadOnlyList<string> OfRemarks(IEnumerable<string> names) => Expand(names, s_remarks);

    private static List<string> Expand(IEnumerable<string> names, Dictionary<string, IReadOnlyList<string>> sets) =>
        [.. names.SelectMany(name => sets.GetValueOrDefault(name) ?? [name]).Distinct()];

    // Codes are written in capitals and digits, sets in small letters.
    private static bool IsName(string name) => name.Length > 0 && name.All(char.IsAsciiLetterLower);
}
