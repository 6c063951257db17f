using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What was denied in one place: a service line, or the claim as a whole. The 835 ties no remark to a reason, so
/// the codes of a place are a set.</summary>
internal sealed class DeniedScope
{
    /// <summary>Null for the claim as a whole.</summary>
    public ServicePayment? Service { get; init; }

    /// <summary>The adjustments that deny money; not patient share, contract, sequestration and the like.</summary>
    public required IReadOnlyList<Adjustment> Denying { get; init; }

    /// <summary>Adjustments that say that the payer has not decided yet.</summary>
    public IReadOnlyList<Adjustment> Pending { get; init; } = [];

    /// <summary>For a line: the adjustments of the claim as a whole, which speak of it too.</summary>
    public IReadOnlyList<Adjustment> OnClaim { get; init; } = [];

    /// <summary>Remark codes of the line and of the claim.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required IReadOnlyList<string> Modifiers { get; init; }

    public required PlaceOfPayer Payer { get; init; }

    /// <summary>Dollars.</summary>
    public decimal Amount => Denying.Sum(adjustment => adjustment.Amount);

    /// <summary>Group and reason of what denies, such as CO-50, each once.</summary>
    public IEnumerable<string> Codes => Denying.Concat(Pending).Select(CodeOf).Distinct();

    public static string CodeOf(Adjustment adjustment) => $"{adjustment.Group}-{adjustment.Reason}";

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

    /// <summary>Here, or on the claim as a whole.</summary>
    public bool HasReasonAnywhere(params ReadOnlySpan<string> codes)
    {
        foreach (var adjustment in OnClaim)
        {
            if (codes.Contains(adjustment.Reason))
            {
                return true;
            }
        }

        return HasReason(codes);
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

    /// <summary>Whether an alternative of a playbook answers one of the reasons of this place.</summary>
    /// <param name="match">The alternative.</param>
    /// <param name="group">Group of the adjustment, such as CO.</param>
    /// <param name="reason">Its reason; a remark code in its place counts as reason 16.</param>
    public bool Fits(PlaybookMatch match, string group, string reason) =>
        Asks(match.Reasons, reason) && Asks(match.Groups, group) &&
        AsksAny(match.Remarks, Remarks) && AsksAny(match.AlsoRemarks, Remarks) &&
        AsksAny(match.Modifiers, Modifiers) &&
        IsAnyService(match.Services) && (match.Payers.Count == 0 || match.Payers.Any(Payer.Is)) &&
        Asks(match.PayerLines, Payer.Line) && Asks(match.FilingIndicators, Payer.FilingIndicator);

    // By index: this is asked of every alternative of every playbook for each denied reason.
    private bool IsAnyService(IReadOnlyList<string> services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (IsService(services[i]))
            {
                return true;
            }
        }

        return services.Count == 0;
    }

    private bool IsService(string service) =>
        Classes.Contains(service) || Service?.Procedure.Code == service || BehavioralServices.RevenueOf(Service) == service;

    private static bool Asks(IReadOnlyList<string> wanted, string? has) => wanted.Count == 0 || wanted.Contains(has);

    private static bool AsksAny(IReadOnlyList<string> wanted, IReadOnlyList<string> has)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (has.Contains(wanted[i]))
            {
                return true;
            }
        }

        return wanted.Count == 0;
    }
}

/// <summary>Who pays, as conditions of rules see it.</summary>
internal sealed record PlaceOfPayer(string? Id, string? Name, string? KnownAs, string Line, string? FilingIndicator)
{
    public bool Is(string payer) => payer == Id || Same(payer, Name) || Same(payer, KnownAs);

    private static bool Same(string payer, string? name) => string.Equals(payer, name, StringComparison.OrdinalIgnoreCase);
}
