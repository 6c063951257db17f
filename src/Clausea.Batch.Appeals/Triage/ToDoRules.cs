using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What else should be done about a claim, beside its leading cause. Sentences hold codes and line numbers,
/// never patient data.</summary>
internal static class ToDoRules
{
    public static IEnumerable<string> For(ClaimPayment claim, IReadOnlyList<Cause> causes, CodeCatalogue codes)
    {
        var lead = causes[0];
        var remarks = causes.SelectMany(cause => cause.Remarks).Distinct().ToList();
        var identifier = remarks.Find(remark => codes.Remark(remark)?.Effect == "identifier");
        if (identifier is not null && lead.Disposition != Disposition.CorrectClaim)
        {
            yield return $"Fix the patient identifier ({identifier}), or the payer may not find the chart." +
                (claim.Corrected is null ? string.Empty : " The remittance reports what the payer has on file.");
        }
        else if (identifier is not null && claim.Corrected is not null)
        {
            yield return "Compare the corrected name or ID that the remittance reports with the card before sending.";
        }

        foreach (var cause in causes.Skip(1).Where(cause => cause.Kind is null || cause.Kind != lead.Kind))
        {
            yield return $"{Where(cause)}: {cause.Disposition} ({string.Join(", ", cause.Reasons)}). {cause.Because}";
        }

        foreach (var right in remarks.Where(remark => codes.Remark(remark)?.Effect == "may-appeal"))
        {
            yield return $"Remark {right} speaks of a right to appeal: {codes.Remark(right)!.Text}";
        }

        if (remarks.Contains("N185"))
        {
            yield return "Remark N185 says not to send the claim again.";
        }
    }

    private static string Where(Cause cause) => cause.Services.Count switch
    {
        0 => "Claim as a whole",
        1 => $"Line {cause.Services[0]}",
        _ => $"Lines {string.Join(", ", cause.Services)}",
    };
}

/// <summary>How urgent a claim is: what is at stake, how strong the case is, and whether the payer invites the step.</summary>
internal static class PriorityScore
{
    public static int Of(Verdict verdict, CodeCatalogue codes)
    {
        var money = (int)Math.Min(50, decimal.Round(verdict.DeniedAmount / 20));
        var strength = 3 * (int)verdict.Disposition;
        var invited = verdict.Remarks.Any(remark => codes.Remark(remark)?.Effect == "may-appeal") ? 10 : 0;
        return money + strength + invited;
    }
}
