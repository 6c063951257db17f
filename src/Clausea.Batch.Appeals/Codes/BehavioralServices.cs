using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What behavioral-health service a procedure or revenue code stands for, and the classes playbooks match on.
/// Names are our own; time ranges are those of the CPT time rule for psychotherapy.</summary>
public static class BehavioralServices
{
    /// <summary>Every class a playbook may name.</summary>
    public static readonly IReadOnlyList<string> Classes =
        ["behavioral-health", "psychotherapy", "iop", "php", "sud", "crisis", "family", "group", "evaluation"];

    private static readonly Dictionary<string, BehavioralCode> s_byCode =
        CodeTable.Read("behavioral-services").ToDictionary(
            row => row[0],
            row => new BehavioralCode(row[0], row[1], row[2].Split(' '), row[3].Length == 0 ? null : row[3]));

    public static IReadOnlyCollection<BehavioralCode> All => s_byCode.Values;

    public static BehavioralCode? Find(string? code) => code is null ? null : s_byCode.GetValueOrDefault(code);

    /// <summary>The service of a line: by its procedure, else by its revenue code.</summary>
    public static BehavioralCode? Of(ServicePayment service) =>
        Find(service.Procedure.Code) ?? Find(service.Submitted?.Code) ?? Find(Revenue(service));

    /// <summary>All classes of a line, from procedure and revenue code together.</summary>
    public static IEnumerable<string> ClassesOf(ServicePayment service) =>
        new[] { Find(service.Procedure.Code), Find(service.Submitted?.Code), Find(Revenue(service)) }
            .OfType<BehavioralCode>().SelectMany(found => found.Classes).Distinct();

    // 906 and 0906 are the same revenue code; with NU the revenue code is the procedure.
    private static string? Revenue(ServicePayment service) =>
        (service.RevenueCode ?? (service.Procedure.Qualifier == "NU" ? service.Procedure.Code : null))?.PadLeft(4, '0');
}

/// <summary>A behavioral-health service: our name for it, its classes, and the minutes its code stands for.</summary>
public sealed record BehavioralCode(string Code, string Name, IReadOnlyList<string> Classes, string? Minutes);
