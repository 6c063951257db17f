using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>Single facts about a code, each a sentence, and notes against misreading it.</summary>
internal static class CodeFacts
{
    private static readonly string[] s_identifierNotes =
    [
        "In the national code list N382 speaks of data: the patient's identifier is missing, incomplete or invalid. Alone, or " +
        "beside a data code such as 16, 31 or 140, it calls for a corrected claim, not for an appeal.",
        "On a behavioral-health service it sometimes stands beside a clinical code such as 50 or 150. Then the clinical code is " +
        "appealed, and the identifier is fixed as well, or the payer may not find the chart. N382 itself says nothing about the " +
        "chart, and a remittance does not say which remark belongs to which reason.",
        "Some notices and web pages describe N382 as a clinical review of psychiatric records. That is not the national meaning. " +
        "Where a payer's own notices use it so, the meaning can be recorded for this payer alone in templates/payers.yaml " +
        "(remark_meanings), with its source. The letter then says how the notice describes the code, and never presents it as " +
        "the national meaning.",
    ];

    public static IReadOnlyList<string> NotesOf(CodeName name) => name is { Kind: CodeKind.Remark, Code: "N382" } ? s_identifierNotes : [];

    public static IReadOnlyList<string> Of(CodeName name, PlainCode? group, CodeCatalogue codes) => name.Kind switch
    {
        CodeKind.Reason => [.. OfReason(codes.Reason(name.Code)!), .. OfGroup(group)],
        CodeKind.Remark => [.. OfRemark(codes.Remark(name.Code)!), .. OfGroup(group)],
        CodeKind.ClaimStatus => [codes.Status(name.Code)!.Extra == "yes" ? "Final: the payer is done." : "Not final: the payer will report again."],
        CodeKind.ProviderAdjustment => ["It stands in PLB, outside of the claims. A positive amount lowers the payment."],
        CodeKind.FilingIndicator => [$"It counts as: {codes.FilingIndicator(name.Code)!.Extra}. Playbooks and deadlines go by this, unless the settings say otherwise for the payer."],
        CodeKind.Service => OfService(BehavioralServices.Find(name.Code)!),
        _ => [],
    };

    /// <summary>What a disposition leads to, within a sentence.</summary>
    public static string Phrase(Disposition disposition) => disposition switch
    {
        Disposition.None => "nothing to do",
        Disposition.Hold => "waiting for the payer",
        Disposition.WriteOff => "a write-off, once the contract was looked at",
        Disposition.BillPatient => "the patient's bill",
        Disposition.NextPayer => "another payer",
        Disposition.Review => "a person's decision",
        Disposition.CorrectClaim => "a corrected claim",
        Disposition.Reopening => "a request to reopen",
        Disposition.SendRecords => "records to be sent",
        Disposition.TimelyFilingProof => "proof of timely filing",
        Disposition.Appeal => "an appeal",
        _ => "the next level of appeal",
    };

    private static IEnumerable<string> OfReason(ReasonCode reason)
    {
        yield return $"Category: {reason.Category}. By itself it leads to {Phrase(reason.Disposition)}.";
        if (reason.UsualGroups.Length > 0)
        {
            yield return $"Usual group: {reason.UsualGroups.Replace(",", " or ", StringComparison.Ordinal)}.";
        }

        if (reason.NeedsRemark)
        {
            yield return "Needs a remark code beside it that says what is meant.";
        }

        yield return StatusOf(reason.IsActive, reason.Stopped);
        yield return $"Source: {reason.Source}.";
    }

    private static IEnumerable<string> OfRemark(RemarkCode remark)
    {
        yield return $"Category: {remark.Category}.{(remark.IsAlert ? " An Alert: it informs, and is not tied to an adjustment." : string.Empty)}";
        yield return StatusOf(remark.IsActive, remark.Stopped);
        yield return $"Source: {remark.Source}.";
    }

    private static IEnumerable<string> OfGroup(PlainCode? group) => group is null ? [] : [$"{group.Code}: {group.Text}"];

    private static string[] OfService(BehavioralCode service) =>
    [
        $"Classes: {string.Join(", ", service.Classes)}. Playbooks match on them.",
        service.Minutes is { } minutes ? $"Time: {minutes}." : "Time: the code itself names no range that the product knows.",
        "Source: our own name; the official descriptor belongs to its owner.",
    ];

    private static string StatusOf(bool isActive, DateOnly? stopped) => (isActive, stopped) switch
    {
        (true, _) => "Status: active.",
        (_, { } day) => string.Create(CultureInfo.InvariantCulture, $"Status: deactivated on {day:yyyy-MM-dd}; met in old files."),
        _ => "Status: deactivated; met in old files.",
    };
}
