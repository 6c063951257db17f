using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What behavioral-health service a procedure or revenue code stands for, and the classes playbooks match on.
/// Names are our own; time ranges are those of the CPT time rule for psychotherapy.</summary>
public static class BehavioralServices
{
    /// <summary>Every class a playbook may name.</summary>
    public static readonly IReadOnlyList<string> Classes =
        ["behavioral-health", "psychotherapy", "iop", "php", "sud", "crisis", "family", "group", "evaluation",
         "residential", "testing", "aba", "medication", "add-on"];

    private static readonly Dictionary<string, BehavioralCode> s_byCode =
        CodeTable.Read("behavioral-services").ToDictionary(
            row => row[0],
            row => new BehavioralCode(row[0], row[1], row[2].Split(' '), row[3].Length == 0 ? null : row[3])
            {
                Bases = row.Length > 4 && row[4].Length > 0 ? [.. row[4].Split(' ').Select(CodeRange.Parse)] : [],
            });

    // HCPCS modifiers that name the program a service belongs to.
    private static readonly Dictionary<string, IReadOnlyList<string>> s_byModifier = new()
    {
        ["HE"] = ["behavioral-health"],
        ["HF"] = ["behavioral-health", "sud"],
        ["HG"] = ["behavioral-health", "sud"],
        ["HH"] = ["behavioral-health", "sud"],
    };

    public static IReadOnlyCollection<BehavioralCode> All => s_byCode.Values;

    public static BehavioralCode? Find(string? code) => code is null ? null : s_byCode.GetValueOrDefault(code);

    /// <summary>The service of a line: by its procedure, else by its revenue code.</summary>
    public static BehavioralCode? Of(ServicePayment service) =>
        Find(service.Procedure.Code) ?? Find(service.Submitted?.Code) ?? Find(Revenue(service));

    /// <summary>All classes of a line, from procedure, modifiers and revenue code together.</summary>
    public static IReadOnlyList<string> ClassesOf(ServicePayment service)
    {
        var found = Find(service.Procedure.Code)?.Classes;
        var classes = Join(Join(found, Find(service.Submitted?.Code)?.Classes), Find(Revenue(service))?.Classes);
        foreach (var modifier in service.Procedure.Modifiers)
        {
            classes = Join(classes, s_byModifier.GetValueOrDefault(modifier));
        }

        return classes ?? [];
    }

    /// <summary>Whether the line is an add-on that needs a base service, and no line of the claim is one.</summary>
    public static bool LacksBase(ServicePayment service, ClaimPayment claim) =>
        Find(service.Procedure.Code) is { Bases.Count: > 0 } addOn &&
        !claim.Services.Any(other => other.Procedure.Code is { } code && addOn.Bases.Any(range => range.Covers(code)));

    /// <summary>SVC04, or SVC01 where it holds a revenue code, as four digits.</summary>
    internal static string? RevenueOf(ServicePayment? service) => service is null ? null : Revenue(service);

    // 906 and 0906 are the same revenue code; with NU the revenue code is the procedure.
    private static string? Revenue(ServicePayment service) =>
        (service.RevenueCode ?? (service.Procedure.Qualifier == "NU" ? service.Procedure.Code : null)) is { } code
            ? code.Length < 4 ? code.PadLeft(4, '0') : code
            : null;

    private static IReadOnlyList<string>? Join(IReadOnlyList<string>? some, IReadOnlyList<string>? more) =>
        some is null ? more : more is null || ReferenceEquals(some, more) ? some : [.. some.Union(more)];
}

/// <summary>A behavioral-health service: our name for it, its classes, and the minutes its code stands for.</summary>
public sealed record BehavioralCode(string Code, string Name, IReadOnlyList<string> Classes, string? Minutes)
{
    /// <summary>For an add-on: the services it may stand beside.</summary>
    public IReadOnlyList<CodeRange> Bases { get; init; } = [];
}

/// <summary>Procedure codes from one to another, both included.</summary>
public readonly record struct CodeRange(string First, string Last)
{
    public bool Covers(string code) => code.Length == First.Length &&
        string.CompareOrdinal(code, First) >= 0 && string.CompareOrdinal(code, Last) <= 0;

    /// <summary>90791-90792 or 90839.</summary>
    public static CodeRange Parse(string text) =>
        text.Split('-') is [var first, var last] ? new(first, last) : new(text, text);
}
