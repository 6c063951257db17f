using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What else should be done about a claim, beside its leading cause. Sentences hold codes and line numbers,
/// never patient data.</summary>
internal static class ToDoRules
{
    public static IEnumerable<string> For(ClaimAtHand at, Verdict verdict, decimal unexplained, CodeCatalogue codes)
    {
        var lead = verdict.Causes[0];
        return OfIdentity(at, lead, verdict, codes)
            .Concat(OfOtherCauses(lead, verdict))
            .Concat(OfPayersWords(verdict, codes))
            .Concat(OfServices(at, verdict))
            .Concat(OfCodes(at, verdict, codes))
            .Concat(OfMoney(verdict, unexplained));
    }

    private static IEnumerable<string> OfIdentity(ClaimAtHand at, Cause lead, Verdict verdict, CodeCatalogue codes)
    {
        var identifier = verdict.Remarks.FirstOrDefault(remark => codes.Remark(remark)?.Effect == "identifier");
        var corrected = at.Claim.Corrected is not null;
        if (identifier is not null && lead.Disposition != Disposition.CorrectClaim)
        {
            yield return $"Fix the patient identifier ({identifier}), or the payer may not find the chart." +
                (corrected ? " The remittance reports what the payer has on file." : string.Empty);
        }
        else if (corrected && (identifier is not null || at.Scopes.Any(scope => scope.HasReason("31", "32", "140"))))
        {
            yield return "Compare the corrected name or ID that the remittance reports with the card before sending.";
        }

        if (verdict.Flags.Contains(ClaimFlags.NotRecognized))
        {
            yield return "Claim status 4 says that the payer did not recognize the patient: check eligibility and the identifier first.";
        }
    }

    private static IEnumerable<string> OfOtherCauses(Cause lead, Verdict verdict) =>
        verdict.Causes.Skip(1).Where(cause => cause.Kind is null || cause.Kind != lead.Kind)
            .Select(cause => $"{Where(cause)}: {cause.Disposition} ({string.Join(", ", cause.Reasons)}). {cause.Because}");

    private static IEnumerable<string> OfPayersWords(Verdict verdict, CodeCatalogue codes)
    {
        foreach (var right in verdict.Remarks.Where(remark => codes.Remark(remark)?.Effect == "may-appeal"))
        {
            yield return $"Remark {right} speaks of a right to appeal: {codes.Remark(right)!.Text}";
        }

        if (verdict.Remarks.Contains("N185"))
        {
            yield return "Remark N185 says not to send the claim again.";
        }

        if (verdict.Flags.Contains(ClaimFlags.PatientProtected))
        {
            yield return "A remark forbids to bill the patient for what is left: keep it off the patient's statement.";
        }

        foreach (var refund in verdict.Remarks.Where(remark => codes.Remark(remark)?.Effect == "refund"))
        {
            yield return $"Remark {refund}: {codes.Remark(refund)!.Text}";
        }

        foreach (var liability in verdict.Remarks.Where(remark => codes.Remark(remark)?.Effect == "liability"))
        {
            yield return $"Remark {liability} decides who bears the charge: {codes.Remark(liability)!.Text}";
        }
    }

    private static IEnumerable<string> OfServices(ClaimAtHand at, Verdict verdict)
    {
        foreach (var scope in at.Scopes)
        {
            if (scope.Service is { } service && BehavioralServices.LacksBase(service, at.Claim))
            {
                yield return $"Line {service.Number}: {service.Procedure.Code} is an add-on, and this claim shows no service that it may be added to.";
            }

            if (scope.Service is { } timed && scope.HasReason("150") && PsychotherapyTime.Of(timed.Submitted?.Code ?? timed.Procedure.Code) is { } time)
            {
                yield return $"Line {timed.Number}: {time.Code} stands for {time.Minutes}. If the note shows less, correct the code instead of appealing.";
            }
        }

        if (verdict.Flags.Contains(ClaimFlags.Part2))
        {
            yield return "Substance use services: check that a consent under 42 CFR Part 2 is on file before anything is sent.";
        }

        if (verdict.Flags.Contains(ClaimFlags.Parity))
        {
            yield return "A limit on behavioral-health visits: ask the plan for its limits on comparable medical care (parity).";
        }

        if (verdict.Flags.Contains(ClaimFlags.CarveOut))
        {
            yield return "Behavioral health may be managed by another plan: look for it in the eligibility response.";
        }
    }

    private static IEnumerable<string> OfCodes(ClaimAtHand at, Verdict verdict, CodeCatalogue codes)
    {
        var unknown = at.Scopes.SelectMany(scope => scope.Remarks).Distinct().Where(remark => codes.Remark(remark) is null).ToList();
        if (unknown.Count > 0)
        {
            yield return $"The catalogue does not know remark {string.Join(", ", unknown)}: ask the payer what it means.";
        }

        foreach (var also in OtherRemarks(at, verdict, codes))
        {
            yield return $"Remark {also.Code} asks for something besides ({also.Disposition}): {also.Text}";
        }

        var lacking = at.Scopes.SelectMany(scope => scope.Denying.Where(denial => LacksRemark(denial, scope, codes))).Select(DeniedScope.CodeOf).Distinct().ToList();
        if (lacking.Count > 0)
        {
            yield return $"{string.Join(", ", lacking)} came without the remark code that has to say what is meant: ask the payer.";
        }

        if (at.Claim.CorrectedPriorityPayer is not null && at.Scopes.Any(scope => scope.HasReason("22", "109")))
        {
            yield return "The remittance names the payer that it thinks should pay first (NM1*PR).";
        }
    }

    // Beside a reason that says little, each remark is a wish of its own; the identifier has its own sentence.
    private static IEnumerable<RemarkCode> OtherRemarks(ClaimAtHand at, Verdict verdict, CodeCatalogue codes) =>
        at.Scopes.Where(scope => scope.Denying.Any(denial => codes.Reason(denial.Reason) is { IsGeneric: true }))
            .SelectMany(scope => scope.Remarks).Distinct()
            .Select(codes.Remark).OfType<RemarkCode>()
            .Where(remark => remark is { Disposition: not null, Effect: not "identifier" } && remark.Disposition != verdict.Disposition &&
                !verdict.Causes.Any(cause => cause.Fired.Contains(remark.Code)));

    private static bool LacksRemark(Adjustment denial, DeniedScope scope, CodeCatalogue codes) =>
        codes.Reason(denial.Reason) is { NeedsRemark: true } && !scope.Remarks.Any(remark => codes.Remark(remark) is not { IsAlert: true });

    private static IEnumerable<string> OfMoney(Verdict verdict, decimal unexplained) =>
        unexplained > 0 && verdict.Causes.Count > 0
            ? [$"Beside the codes, {unexplained.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)} dollars are unpaid that no adjustment explains."]
            : [];

    private static string Where(Cause cause) => cause.Services.Count switch
    {
        0 => "Claim as a whole",
        1 => $"Line {cause.Services[0]}",
        _ => $"Lines {string.Join(", ", cause.Services)}",
    };
}
