using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Says of each claim what to do about it, by which rule and why. Rules are ordered; the first that fits a
/// denied place decides it, and the strongest of a claim's causes leads (docs/flow.md).</summary>
public sealed class ClaimTriage(CodeCatalogue codes, PlaybookShelf playbooks, PayerBook payers)
{
    private readonly DenialFinder _finder = new(codes);
    private readonly ScopeRules _rules = new(codes, playbooks, payers);

    public Verdict Decide(Remittance remittance, ClaimPayment claim)
    {
        var scopes = _finder.Find(claim, payers.PayerLine(remittance, claim, codes));
        var ordinary = scopes.Count == 0 && Unexplained(claim) <= 0 && IsSettled(claim);
        var verdict = StatusRules.Decide(claim, scopes) ?? (scopes.Count > 0
            ? FromCauses(remittance, claim, scopes)
            : WithoutDenial(claim, ordinary));
        return verdict with
        {
            IsOrdinary = ordinary,
            Deadline = verdict.Kind is { } kind ? payers.DeadlineFor(remittance, claim, kind, codes) : null,
            Priority = PriorityScore.Of(verdict, codes),
        };
    }

    private Verdict FromCauses(Remittance remittance, ClaimPayment claim, IReadOnlyList<DeniedScope> scopes)
    {
        var causes = scopes
            .Select(scope => (Scope: scope, Decision: _rules.Decide(remittance, claim, scope)))
            .GroupBy(entry => (entry.Decision.Disposition, entry.Decision.Playbook?.Key, entry.Decision.Rule))
            .Select(group => ToCause(group.First().Decision, [.. group.Select(entry => entry.Scope)]))
            .OrderByDescending(cause => cause.Disposition)
            .ThenByDescending(cause => cause.DeniedAmount)
            .ToList();
        var lead = causes[0];
        return new Verdict
        {
            Disposition = lead.Disposition,
            Kind = lead.Kind,
            Playbook = lead.Playbook,
            Rule = lead.Rule,
            Because = lead.Because,
            DeniedAmount = causes.Sum(cause => cause.DeniedAmount),
            Services = [.. causes.SelectMany(cause => cause.Services).Distinct().Order()],
            Reasons = [.. causes.SelectMany(cause => cause.Reasons).Distinct()],
            Remarks = [.. causes.SelectMany(cause => cause.Remarks).Distinct()],
            Causes = causes,
            ToDos = [.. ToDoRules.For(claim, causes, codes)],
        };
    }

    private static Cause ToCause(ScopeDecision decision, List<DeniedScope> scopes) => new()
    {
        Playbook = decision.Playbook?.Key,
        Disposition = decision.Disposition,
        Kind = decision.Kind,
        Rule = decision.Rule,
        Because = decision.Because,
        DeniedAmount = scopes.Sum(scope => scope.Amount),
        Services = [.. scopes.Select(scope => scope.Service?.Number).OfType<int>()],
        Reasons = [.. scopes.SelectMany(scope => scope.Codes).Distinct()],
        Remarks = [.. scopes.SelectMany(scope => scope.Remarks).Distinct()],
    };

    // Nothing is denied: patient share, contract, or money that no adjustment explains.
    private Verdict WithoutDenial(ClaimPayment claim, bool ordinary)
    {
        if (!ordinary)
        {
            return new Verdict
            {
                Disposition = Disposition.Review,
                Rule = "unexplained",
                Because = "Money is unpaid that no adjustment code explains; a person has to ask the payer.",
                DeniedAmount = Math.Max(Unexplained(claim), 0),
            };
        }

        var adjustments = AllAdjustments(claim).Where(adjustment => adjustment.Amount != 0).ToList();
        var (disposition, rule, because) = adjustments switch
        {
            [] => (Disposition.None, "paid", "Paid in full."),
            _ when adjustments.Exists(IsPatientShare) =>
                (Disposition.BillPatient, "patient-share", "What is unpaid is the patient's share, or contractual."),
            _ => (Disposition.WriteOff, "contract", "What is unpaid is a contractual or legislated reduction."),
        };
        return new Verdict { Disposition = disposition, Rule = rule, Because = because };
    }

    // A whole charge cannot be a fee-schedule reduction (CARC 45): somebody has to look.
    private static bool IsSettled(ClaimPayment claim) =>
        claim.Status == "22" || claim.Charge <= 0 || claim.Paid > 0 ||
        AllAdjustments(claim).Where(adjustment => adjustment.Reason == "45").Sum(adjustment => adjustment.Amount) < claim.Charge;

    private static decimal Unexplained(ClaimPayment claim) =>
        claim.Charge - claim.Paid - AllAdjustments(claim).Sum(adjustment => adjustment.Amount);

    private bool IsPatientShare(Adjustment adjustment) => codes.Reason(adjustment.Reason)?.Category == "patient-share";

    private static IEnumerable<Adjustment> AllAdjustments(ClaimPayment claim) =>
        claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments));
}

/// <summary>What the claim status alone decides (CLP02).</summary>
internal static class StatusRules
{
    private static readonly string[] s_pending = ["5", "10", "13", "15", "16", "17", "27"];

    public static Verdict? Decide(ClaimPayment claim, IReadOnlyList<DeniedScope> scopes) => claim.Status switch
    {
        "22" => Settle(scopes, Disposition.None, "reversal", "This reverses an earlier payment; the corrected claim is decided on its own."),
        "25" => Settle(scopes, Disposition.None, "predetermination", "This only tells prices in advance; no payment was asked for."),
        "23" => Settle(scopes, Disposition.Hold, "forwarded", "The payer says the claim is not its own and has forwarded it; wait for the other payer."),
        "19" or "20" or "21" when scopes.Count > 0 => Settle(scopes, Disposition.Hold, "forwarded", "The payer has forwarded the claim to the next payer; wait for its decision."),
        _ when s_pending.Contains(claim.Status) => Settle(scopes, Disposition.Hold, "pending", "The payer has not decided yet."),
        _ => null,
    };

    private static Verdict Settle(IReadOnlyList<DeniedScope> scopes, Disposition disposition, string rule, string because) => new()
    {
        Disposition = disposition,
        Rule = rule,
        Because = because,
        DeniedAmount = scopes.Sum(scope => scope.Amount),
        Services = [.. scopes.Select(scope => scope.Service?.Number).OfType<int>()],
        Reasons = [.. scopes.SelectMany(scope => scope.Codes).Distinct()],
        Remarks = [.. scopes.SelectMany(scope => scope.Remarks).Distinct()],
    };
}
