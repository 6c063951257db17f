using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>A rule's answer for one denied place.</summary>
internal sealed record ScopeDecision(Disposition Disposition, string Rule, string Because, Playbook? Playbook = null)
{
    /// <summary>A playbook's letter goes out only when the playbook's own disposition stands.</summary>
    public LetterKind? Kind => Playbook?.Disposition == Disposition ? Playbook.Letter : null;
}

/// <summary>The ordered rules for one denied place; the first that answers decides.</summary>
internal sealed class ScopeRules(CodeCatalogue codes, PlaybookShelf playbooks, PayerBook payers)
{
    /// <summary>What has to be sent anew is no matter of appeal.</summary>
    private static readonly string[] s_newClaim = ["MA130", "N704"];

    public ScopeDecision Decide(Remittance remittance, ClaimPayment claim, DeniedScope scope) =>
        NotFinal(scope) ??
        BundledPair(claim, scope) ??
        Outcome(scope) ??
        NoAppealRight(scope) ??
        PayerMeaning(remittance, scope) ??
        ByPlaybook(scope) ??
        ByReason(scope) ??
        new ScopeDecision(Disposition.Review, "unknown-code", "The payer gives a code the catalogue does not know; a person has to look.");

    private ScopeDecision? NotFinal(DeniedScope scope) =>
        scope.Denying.All(denial => codes.Reason(denial.Reason)?.Disposition == Disposition.Hold)
            ? new ScopeDecision(Disposition.Hold, "not-final", "The payer has not decided yet, or has passed the claim on.")
            : null;

    // RFI 2320: the line bundled away is reported under the code it went into, with the code as billed in SVC06.
    private static ScopeDecision? BundledPair(ClaimPayment claim, DeniedScope scope) =>
        scope.HasReason("97", "94") && scope.Service is { } service && claim.Services.Any(other => other.Number != service.Number &&
            other.Paid > 0 && IsPair(service, other))
            ? new ScopeDecision(Disposition.None, "bundled-pair", "The payment stands on the partner line into which this one was bundled.")
            : null;

    private static bool IsPair(ServicePayment bundled, ServicePayment paid) =>
        (bundled.Submitted is not null && bundled.Procedure.Code == paid.Procedure.Code) ||
        (paid.Submitted is not null && paid.Submitted.Code == bundled.Procedure.Code);

    private ScopeDecision? Outcome(DeniedScope scope)
    {
        if (scope.HasReason("193") || scope.HasRemark("MA91"))
        {
            return new ScopeDecision(Disposition.Escalate, "upheld", "The payer has upheld its decision; the next step is the next appeal level.", playbooks.Find("escalation"));
        }

        var outcome = scope.Remarks.FirstOrDefault(remark => codes.Remark(remark) is { Effect: "outcome", IsAlert: false });
        return outcome is null ? null : new ScopeDecision(Disposition.Review, "outcome",
            $"Remark {outcome} tells the outcome of an earlier step, yet money is still denied; a person has to match them.");
    }

    private ScopeDecision? NoAppealRight(DeniedScope scope)
    {
        if (scope.HasRemark(s_newClaim))
        {
            var correction = playbooks.FirstFor(scope, IsCorrection) ?? playbooks.Find("missing-claim-data");
            return new ScopeDecision(Disposition.CorrectClaim, "no-appeal-right", "The payer calls the claim unprocessable or asks for it anew: no appeal, but a claim with the right data.", correction);
        }

        var bar = scope.Remarks.FirstOrDefault(remark => codes.Remark(remark)?.Effect == "no-appeal") ??
            (scope.HasReason("285", "286") ? "the reason code" : null);
        var otherwise = bar is null ? null : ByPlaybook(scope) ?? ByReason(scope);
        return bar is null || otherwise?.Disposition is Disposition.CorrectClaim or Disposition.SendRecords or Disposition.NextPayer
            ? null
            : new ScopeDecision(Disposition.Review, "no-appeal-right", $"By {bar} the payer says that this decision cannot be appealed; a person has to decide what is left.");
    }

    private ScopeDecision? PayerMeaning(Remittance remittance, DeniedScope scope) =>
        payers.MeaningOf(remittance, scope.Remarks) is { } meaning && playbooks.Find(meaning.Playbook) is { } playbook
            ? new ScopeDecision(playbook.Disposition, "payer-meaning", $"This payer's own notice gives {meaning.Code} a meaning that the office has configured.", playbook)
            : null;

    private ScopeDecision? ByPlaybook(DeniedScope scope) =>
        playbooks.FirstFor(scope) is { } playbook
            ? new ScopeDecision(playbook.Disposition, $"playbook:{playbook.Key}", $"{CodesOf(scope, playbook)}: {Lower(playbook.Title)}.", playbook)
            : null;

    private ScopeDecision? ByReason(DeniedScope scope)
    {
        var reason = scope.Denying.OrderByDescending(denial => denial.Amount)
            .Select(denial => codes.Reason(denial.Reason)).FirstOrDefault(known => known is not null);
        return reason is null ? null : new ScopeDecision(reason.Disposition, "reason-code", $"{CodesOf(scope)}: {Lower(reason.Text)}");
    }

    private static bool IsCorrection(Playbook playbook) => playbook.Disposition == Disposition.CorrectClaim;

    private static string CodesOf(DeniedScope scope) =>
        string.Join(", ", scope.Codes);

    // With the remarks that the playbook looks for.
    private static string CodesOf(DeniedScope scope, Playbook playbook) => string.Join(
        " with ",
        new[] { CodesOf(scope), string.Join(", ", scope.Remarks.Where(remark => playbook.Matches.Any(match => match.Remarks.Contains(remark)))) }
            .Where(codes => codes.Length > 0));

    private static string Lower(string text) =>
        text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
