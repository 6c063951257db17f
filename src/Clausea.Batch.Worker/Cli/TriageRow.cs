using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>A row of `triage --json`.</summary>
internal sealed record TriageRow
{
    public required string File { get; init; }

    /// <summary>Trace number, else the control number of the transaction set.</summary>
    public required string Remittance { get; init; }

    public required string? PatientControlNumber { get; init; }

    public required string? PayerClaimNumber { get; init; }

    public required string Status { get; init; }

    public required decimal Charge { get; init; }

    public required decimal Paid { get; init; }

    public required decimal DeniedAmount { get; init; }

    public required Disposition Disposition { get; init; }

    public required LetterKind? Kind { get; init; }

    public required string? Playbook { get; init; }

    public required string Rule { get; init; }

    public required string Because { get; init; }

    public required Deadline? Deadline { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<int> Services { get; init; }

    public required string? WhyNoDeadline { get; init; }

    public required IReadOnlyList<StatedWindow> StatedWindows { get; init; }

    public required IReadOnlyList<string> Fired { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required IReadOnlyList<string> ToDos { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<PriorityPart> PriorityParts { get; init; }

    public static TriageRow Of(string file, Remittance remittance, ClaimPayment claim, Verdict verdict, PriorityScore priority) => new()
    {
        File = file,
        Remittance = remittance.Payment.TraceNumber ?? remittance.ControlNumber,
        PatientControlNumber = claim.PatientControlNumber,
        PayerClaimNumber = claim.PayerClaimNumber,
        Status = claim.Status,
        Charge = claim.Charge,
        Paid = claim.Paid,
        DeniedAmount = verdict.DeniedAmount,
        Disposition = verdict.Disposition,
        Kind = verdict.Kind,
        Playbook = verdict.Playbook,
        Rule = verdict.Rule,
        Because = verdict.Because,
        Deadline = verdict.Deadline,
        Reasons = verdict.Reasons,
        Remarks = verdict.Remarks,
        Services = verdict.Services,
        WhyNoDeadline = verdict.WhyNoDeadline,
        StatedWindows = verdict.StatedWindows,
        Fired = verdict.Fired,
        Flags = verdict.Flags,
        ToDos = verdict.ToDos,
        Priority = verdict.Priority,
        PriorityParts = priority.Parts,
    };
}
