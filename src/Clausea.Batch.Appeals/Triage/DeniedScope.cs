using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What was denied in one place: a service line, or the claim as a whole.</summary>
internal sealed record DeniedScope
{
    /// <summary>Null for the claim as a whole.</summary>
    public ServicePayment? Service { get; init; }

    /// <summary>The adjustments that deny money; not patient share, contract, sequestration and the like.</summary>
    public required IReadOnlyList<Adjustment> Denying { get; init; }

    /// <summary>Remark codes of the line and of the claim.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required string PayerLine { get; init; }

    public string? FilingIndicator { get; init; }

    public decimal Amount => Denying.Sum(adjustment => adjustment.Amount);

    /// <summary>Group and reason of what denies, such as CO-50, each once.</summary>
    public IEnumerable<string> Codes => Denying.Select(denial => $"{denial.Group}-{denial.Reason}").Distinct();

    public bool HasReason(params ReadOnlySpan<string> codes)
    {
        foreach (var adjustment in Denying)
        {
            if (codes.Contains(adjustment.Reason))
            {
                return true;
            }
        }

        return false;
    }

    public bool HasRemark(params ReadOnlySpan<string> codes)
    {
        foreach (var remark in Remarks)
        {
            if (codes.Contains(remark))
            {
                return true;
            }
        }

        return false;
    }

    public bool Fits(PlaybookMatch match) =>
        Hit(match.Reasons, code => HasReason(code)) &&
        Hit(match.Remarks, code => Remarks.Contains(code)) &&
        Hit(match.Groups, group => Denying.Any(adjustment => adjustment.Group == group)) &&
        Hit(match.Services, IsService) &&
        Hit(match.PayerLines, line => line == PayerLine) &&
        Hit(match.FilingIndicators, indicator => indicator == FilingIndicator);

    private bool IsService(string service) =>
        Classes.Contains(service) || Service?.Procedure.Code == service || Service?.RevenueCode == service;

    private static bool Hit(IReadOnlyList<string> wanted, Func<string, bool> has) => wanted.Count == 0 || wanted.Any(has);
}

/// <summary>Finds the denied places of a claim (docs/glossary.md, Denial).</summary>
internal sealed class DenialFinder(CodeCatalogue codes)
{
    /// <summary>Codes that say what the record lacks or does not show: beside them N382 is about more than data.</summary>
    private static readonly string[] s_clinicalReasons =
        ["50", "55", "56", "58", "150", "151", "152", "186", "216", "226", "250", "251", "252", "B12"];

    /// <summary>Below this a line is there for reporting only. Dollars.</summary>
    private const decimal ReportOnlyCharge = 0.01m;

    public IReadOnlyList<DeniedScope> Find(ClaimPayment claim, string payerLine)
    {
        var scopes = new List<DeniedScope>();
        var claimDenying = claim.Adjustments.Where(Denies).ToList();
        if (claimDenying.Count > 0)
        {
            scopes.Add(Scope(claim, null, claimDenying, payerLine));
        }

        foreach (var service in claim.Services)
        {
            var denying = service.Charge > ReportOnlyCharge ? service.Adjustments.Where(Denies).ToList() : [];
            if (denying.Count > 0)
            {
                scopes.Add(Scope(claim, service, denying, payerLine));
            }
        }

        return scopes;
    }

    /// <summary>Patient share, contract, law, capitation, and what an earlier payer settled: nothing to contest.</summary>
    public bool IsOrdinary(Adjustment adjustment) => adjustment.Amount == 0 || adjustment.Reason == "23" ||
        codes.Reason(adjustment.Reason) is
        {
            Category: "patient-share" or "contractual" or "legislative" or "capitation" or "informational",
            Disposition: Disposition.BillPatient or Disposition.WriteOff or Disposition.None,
        };

    private bool Denies(Adjustment adjustment) => adjustment.Amount > 0 && !IsOrdinary(adjustment);

    private DeniedScope Scope(ClaimPayment claim, ServicePayment? service, List<Adjustment> denying, string payerLine)
    {
        var classes = service is null
            ? claim.Services.SelectMany(BehavioralServices.ClassesOf).Distinct()
            : BehavioralServices.ClassesOf(service);
        return new DeniedScope
        {
            Service = service,
            Denying = denying,
            Remarks = Remarks(claim, service, denying),
            Classes = [.. classes],
            PayerLine = payerLine,
            FilingIndicator = claim.FilingIndicator,
        };
    }

    // The 835 ties no remark to a reason: a line's remarks belong to the line, MIA's and MOA's to the whole claim. An
    // identifier remark on another line still tells that the payer may not find this patient's chart.
    private List<string> Remarks(ClaimPayment claim, ServicePayment? service, List<Adjustment> denying)
    {
        var remarks = new List<string>(service?.Remarks ?? claim.Services.SelectMany(line => line.Remarks));
        remarks.AddRange(claim.Remarks);
        if (service is not null && IsClinical(denying, remarks) && claim.Services.Any(line => line.Remarks.Contains("N382")))
        {
            remarks.Add("N382");
        }

        return [.. remarks.Distinct()];
    }

    private bool IsClinical(List<Adjustment> denying, List<string> remarks) =>
        denying.Exists(adjustment => s_clinicalReasons.Contains(adjustment.Reason)) || remarks.Exists(IsClinicalRemark);

    private bool IsClinicalRemark(string remark) => codes.Remark(remark)?.Effect is
        "clinical" or "documentation-missing" or "documentation-deficient" or "level-of-care";
}
