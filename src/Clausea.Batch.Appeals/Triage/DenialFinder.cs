using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Finds the denied places of a claim (docs/triage.md, What is a denial).</summary>
internal sealed class DenialFinder(CodeCatalogue codes)
{
    /// <summary>At this charge or below, a line is there for reporting only. Dollars.</summary>
    private const decimal ReportOnlyCharge = 0.01m;

    // A line's remarks, when nothing of the claim is added to them: most lines.
    private static readonly string[] s_none = [];

    public IReadOnlyList<DeniedScope> Find(ClaimPayment claim, PlaceOfPayer payer)
    {
        List<DeniedScope>? scopes = null;
        Add(ref scopes, claim, null, payer);
        foreach (var service in claim.Services)
        {
            if (service.Charge > ReportOnlyCharge && !IsReportOnly(service) && !IsBundledPair(claim, service))
            {
                Add(ref scopes, claim, service, payer);
            }
        }

        return scopes is null ? [] : scopes;
    }

    /// <summary>Patient share, contract, law, capitation, and what an earlier payer settled: nothing to contest, as long as
    /// the group says the same.</summary>
    public bool IsOrdinary(ClaimPayment claim, Adjustment adjustment) =>
        adjustment.Amount <= 0 || codes.Reason(adjustment.Reason) switch
        {
            null or { Code: "222" } => false,
            { Code: "23" } => adjustment.Group == "OA" && claim.Status is not ("1" or "19"),
            { Category: "patient-share", Disposition: Disposition.BillPatient } => adjustment.Group == "PR",
            { Category: "informational" } known => known.Disposition is Disposition.None or Disposition.BillPatient,
            { Category: "contractual" or "legislative" or "capitation", Disposition: Disposition.WriteOff or Disposition.None } known =>
                IsOfGroup(known, adjustment.Group),
            _ => false,
        };

    // A reduction by contract or law is the provider's: under another group it says two things at once.
    private static bool IsOfGroup(ReasonCode reason, string group) => group is "CO" or "CR"
        ? reason.OnlyGroups.Count == 0 || reason.OnlyGroups.Contains("CO")
        : reason.OnlyGroups.Contains(group) || (reason.Code == "44" && group == "PR");

    private void Add(ref List<DeniedScope>? scopes, ClaimPayment claim, ServicePayment? service, PlaceOfPayer payer)
    {
        List<Adjustment>? denying = null, pending = null;
        foreach (var adjustment in service?.Adjustments ?? claim.Adjustments)
        {
            if (IsOrdinary(claim, adjustment) && !TakesAll(claim, service, adjustment))
            {
                continue;
            }

            (IsPending(adjustment) ? ref pending : ref denying) ??= [];
            (IsPending(adjustment) ? pending : denying)!.Add(adjustment);
        }

        if (denying is not null || pending is not null)
        {
            (scopes ??= []).Add(Scope(claim, service, denying ?? [], pending ?? [], payer));
        }
    }

    private bool IsPending(Adjustment adjustment) => codes.Reason(adjustment.Reason)?.Category == "pending";

    // CARC 45 tells how far the charge is above what was agreed, and a code that only informs takes nothing: neither can be
    // the whole charge.
    private bool TakesAll(ClaimPayment claim, ServicePayment? service, Adjustment adjustment) =>
        adjustment.Amount > 0 && adjustment.Amount >= (service?.Charge ?? claim.Charge) && (service?.Paid ?? claim.Paid) <= 0 &&
        (adjustment.Reason == "45" || codes.Reason(adjustment.Reason) is { Category: "informational", Disposition: Disposition.None, Code: not "246" });

    // N620 explains a reason that says little; a reason that speaks for itself stands beside it.
    private bool IsReportOnly(ServicePayment service) => service.Remarks.Contains("N620") &&
        service.Adjustments.All(adjustment => codes.Reason(adjustment.Reason) is null or { IsGeneric: true } or { Code: "246" } || adjustment.Amount <= 0);

    // RFI 2320: the line bundled away is reported under the code it went into, with the code as billed in SVC06.
    private bool IsBundledPair(ClaimPayment claim, ServicePayment service) =>
        IsBundledAway(service) && claim.Services.Any(other =>
            other.Number != service.Number && IsPair(service, other) && other.Adjustments.All(adjustment => IsOrdinary(claim, adjustment)));

    private static bool IsBundledAway(ServicePayment service) =>
        service.Paid <= 0 && service.Adjustments.Any(adjustment => adjustment.Reason is "97" or "94");

    private static bool IsPair(ServicePayment bundled, ServicePayment paid) =>
        (bundled.Submitted is not null && bundled.Procedure.Code == paid.Procedure.Code) ||
        (paid.Submitted is not null && paid.Submitted.Code == bundled.Procedure.Code);

    private DeniedScope Scope(
        ClaimPayment claim, ServicePayment? service, List<Adjustment> denying, List<Adjustment> pending, PlaceOfPayer payer) => new()
        {
            Service = service,
            Denying = denying,
            Pending = pending,
            OnClaim = service is null ? [] : [.. claim.Adjustments.Where(adjustment => adjustment.Amount > 0)],
            Remarks = Remarks(claim, service, denying),
            Classes = service is null
                ? [.. claim.Services.SelectMany(BehavioralServices.ClassesOf).Distinct()]
                : BehavioralServices.ClassesOf(service),
            Modifiers = service is null ? s_none : service.Procedure.Modifiers,
            Payer = payer,
        };

    // A line's remarks belong to the line, MIA's and MOA's to the whole claim. An identifier remark on another line
    // still tells that the payer may not find this patient's chart.
    private IReadOnlyList<string> Remarks(ClaimPayment claim, ServicePayment? service, List<Adjustment> denying)
    {
        var remarks = new List<string>();
        AddNew(remarks, service is null ? claim.Services.SelectMany(line => line.Remarks) : service.Remarks);
        AddNew(remarks, claim.Remarks);
        foreach (var adjustment in denying)
        {
            if (IsRemarkInReasonSlot(adjustment))
            {
                AddNew(remarks, [adjustment.Reason]);
            }
        }

        if (service is not null && claim.Services.Count > 1 && IsClinical(denying, remarks) && claim.Services.Any(line => line.Remarks.Contains("N382")))
        {
            AddNew(remarks, ["N382"]);
        }

        return remarks.Count == 0 ? s_none : remarks;
    }

    private bool IsRemarkInReasonSlot(Adjustment adjustment) =>
        codes.Reason(adjustment.Reason) is null && codes.Remark(adjustment.Reason) is not null;

    private static bool IsClinical(List<Adjustment> denying, List<string> remarks) =>
        denying.Exists(adjustment => CodeSets.ClinicalReasons.Contains(adjustment.Reason)) ||
        remarks.Exists(remark => CodeSets.ClinicalRemarks.Contains(remark));

    private static void AddNew(List<string> remarks, IEnumerable<string> more)
    {
        foreach (var remark in more)
        {
            if (!remarks.Contains(remark))
            {
                remarks.Add(remark);
            }
        }
    }
}
