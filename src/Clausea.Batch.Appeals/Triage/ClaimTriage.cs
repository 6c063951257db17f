using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Says of each claim what to do about it, by which rule and why. Rules are ordered tables; the first that
/// answers decides, and the strongest of a claim's causes leads (docs/triage.md).</summary>
public sealed class ClaimTriage
{
    private static readonly Verdict s_paid = Ordinary(Disposition.None, "paid", "Paid in full.");
    private static readonly Verdict s_reportOnly = Ordinary(Disposition.None, "report-only", "What is unpaid is for reporting only, or bundled into a line that was paid.");
    private static readonly Verdict s_contract = Ordinary(Disposition.WriteOff, "contract", "What is unpaid is a contractual or legislated reduction.");
    private static readonly Verdict s_patient = Ordinary(Disposition.BillPatient, "patient-share", "What is unpaid is the patient's share, or contractual.");

    private static readonly Verdict s_priorPayer = Ordinary(Disposition.WriteOff, "prior-payer", "What is unpaid was settled by an earlier payer.");
    private static readonly Verdict s_paidToPatient = Ordinary(Disposition.BillPatient, "paid-to-patient", "The payer sent the money to the patient or the insured; collect it there.");
    private static readonly Verdict s_forwarded = Ordinary(Disposition.Hold, "forwarded", "The payer has forwarded the claim to the next payer; wait for its decision before the patient is billed.");

    private static readonly Verdict s_protected = Ordinary(Disposition.NextPayer, "patient-protected",
        "What is unpaid is a patient share that a remark forbids to bill to the patient; send it to the next payer or write it off.");

    // From what says least to what says most.
    private static readonly Verdict[] s_ordinary = [s_paid, s_reportOnly, s_contract, s_priorPayer, s_paidToPatient, s_patient];

    /// <summary>A playbook of this priority leads its letter, however little money it is about.</summary>
    private const int LeadsFrom = 100;

    private readonly CodeCatalogue _codes;
    private readonly PayerBook _payers;
    private readonly DenialFinder _finder;
    private readonly ReasonRules _reasons;
    private readonly PlaceRules _places;
    private readonly PlaybookShelf _playbooks;
    private readonly AdjustmentCodes _plain;

    public ClaimTriage(CodeCatalogue codes, PlaybookShelf playbooks, PayerBook payers)
    {
        (_codes, _payers, _playbooks) = (codes, payers, playbooks);
        _finder = new DenialFinder(codes);
        _reasons = new ReasonRules(codes, playbooks);
        _places = new PlaceRules(codes, playbooks, payers, _reasons);
        _plain = new AdjustmentCodes(s_everyday.Where(code => IsPlain(code[..2], code[3..])));
    }

    // What nearly every paid claim is adjusted by, as far as the catalogue calls it ordinary.
    private static readonly string[] s_everyday = ["CO-45", "PR-1", "PR-2", "PR-3", "CO-253"];

    private bool IsPlain(string group, string reason) =>
        _finder.IsOrdinary(new ClaimPayment { Position = default, Status = "1" }, new Adjustment(group, reason, 1m, null));

    /// <summary>Tells of most paid claims, without making objects of them, that <see cref="Decide"/> would call them ordinary:
    /// then the outline is plain. Of any other claim it tells nothing.</summary>
    public ClaimOutline Outline(ClaimView claim) => claim.Outline(_plain);

    /// <summary>Name and condition of every rule, in the order in which they are asked.</summary>
    public IReadOnlyList<(string Table, string Rule, string When)> Rules =>
    [
        .. ClaimRules.Table.Rules.Select(rule => ("claim", rule.Name, rule.When)),
        .. _places.Table.Rules.Select(rule => ("place", rule.Name, rule.When)),
        .. _reasons.Table.Rules.Select(rule => ("reason", rule.Name, rule.When)),
    ];

    /// <summary>Decides a claim.</summary>
    /// <param name="remittance">The payment that it belongs to.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="today">The day from which urgency is counted; the day of the payment when null.</param>
    public Verdict Decide(Remittance remittance, ClaimPayment claim, DateOnly? today = null)
    {
        var scopes = _finder.Find(claim, _payers.PayerOf(remittance, claim, _codes));
        var at = new ClaimAtHand(remittance, claim, scopes);
        var unexplained = Unexplained(claim);
        var isOrdinary = scopes.Count == 0 && unexplained <= 0;
        if (ClaimRules.Table.Decide(at) is { } settled)
        {
            return Complete(Settle(at, settled), at, isOrdinary, today);
        }

        if (isOrdinary)
        {
            return WithoutDenial(claim);
        }

        return Complete(scopes.Count == 0 ? WithoutCodes(claim, unexplained) : FromCauses(at, unexplained), at, isOrdinary: false, today);
    }

    private Verdict FromCauses(ClaimAtHand at, decimal unexplained)
    {
        var parts = at.Scopes.SelectMany(scope => CausesOf(new PlaceAtHand(at, scope))).ToList();
        var causes = parts.Count == 1 ? [ToCause(parts[0].Decision, parts)] : Together(parts);
        var verdict = Of(at, causes[0]) with { Causes = causes };
        return verdict with
        {
            Flags = ClaimFlags.Of(at, verdict),
            ToDos = [.. ToDoRules.For(at, verdict, unexplained, _codes)],
        };
    }

    // Equal answers are one cause; the strongest leads, of equals a playbook that is made to lead, then the one with more
    // money.
    private List<Cause> Together(List<CausePart> parts) =>
    [
        .. parts.GroupBy(part => (part.Decision.Disposition, part.Decision.Playbook?.Key, part.Decision.Rule))
            .Select(same => ToCause(same.First().Decision, [.. same]))
            .OrderByDescending(cause => cause.Disposition)
            .ThenByDescending(cause => _playbooks.Find(cause.Playbook)?.Priority >= LeadsFrom)
            .ThenByDescending(cause => cause.DeniedAmount),
    ];

    // The place as a whole where its codes decide together, else each reason that denies.
    private IEnumerable<CausePart> CausesOf(PlaceAtHand at)
    {
        var scope = at.Scope;
        if (_places.Table.Decide(at) is { } decision)
        {
            return [new CausePart(decision, scope, [.. scope.Denying, .. scope.Pending])];
        }

        return scope.Denying.Select(denial => new CausePart(_reasons.Decide(at, denial), scope, [denial]));
    }

    private sealed record CausePart(Decision Decision, DeniedScope Scope, IReadOnlyList<Adjustment> Denials);

    private static Cause ToCause(Decision decision, List<CausePart> parts) => new()
    {
        Playbook = decision.Playbook?.Key,
        Disposition = decision.Disposition,
        Kind = decision.Kind,
        Rule = decision.Rule,
        Because = decision.Because,
        Fired = [.. parts.SelectMany(part => part.Decision.Fired).Distinct()],
        DeniedAmount = parts.Sum(part => part.Denials.Where(part.Scope.Denying.Contains).Sum(denial => denial.Amount)),
        Services = [.. parts.Select(part => part.Scope.Service?.Number).OfType<int>().Distinct()],
        Reasons = [.. parts.SelectMany(part => part.Denials).Select(DeniedScope.CodeOf).Distinct()],
        Remarks = [.. parts.SelectMany(part => part.Scope.Remarks).Distinct()],
    };

    private static Verdict Of(ClaimAtHand at, Cause lead) => WithCodes(at, new Verdict
    {
        Disposition = lead.Disposition,
        Kind = lead.Kind,
        Playbook = lead.Playbook,
        Rule = lead.Rule,
        Because = lead.Because,
        Fired = lead.Fired,
    });

    // What is reversed, priced in advance or not this payer's claim was not denied by it.
    private static Verdict Settle(ClaimAtHand at, Decision decision)
    {
        var verdict = WithCodes(at, new Verdict
        {
            Disposition = decision.Disposition,
            Rule = decision.Rule,
            Because = decision.Because,
            Fired = decision.Fired,
        });
        return at.Claim.Status is "22" or "23" or "25" ? verdict with { DeniedAmount = 0, Services = [] } : verdict;
    }

    // What is only pending is told where the claim is held; beside a real denial it is none.
    private static Verdict WithCodes(ClaimAtHand at, Verdict verdict)
    {
        var held = verdict.Disposition is Disposition.Hold or Disposition.None;
        var scopes = at.Scopes.Where(scope => held || scope.Denying.Count > 0).ToList();
        return verdict with
        {
            DeniedAmount = scopes.Sum(scope => scope.Amount),
            Services = [.. scopes.Select(scope => scope.Service?.Number).OfType<int>().Distinct()],
            Reasons = [.. scopes.SelectMany(scope => held ? scope.Codes : scope.Denying.Select(DeniedScope.CodeOf)).Distinct()],
            Remarks = [.. scopes.SelectMany(scope => scope.Remarks).Distinct()],
        };
    }

    // Money that no adjustment code explains. Codes with a zero amount are shown: they may tell what was meant.
    private static Verdict WithoutCodes(ClaimPayment claim, decimal unexplained) => new()
    {
        Disposition = Disposition.Review,
        Rule = "unexplained",
        Because = "Money is unpaid that no adjustment explains; a person has to ask the payer.",
        DeniedAmount = unexplained,
        Services = [.. claim.Services.Where(service => service.Charge - service.Paid > Sum(service.Adjustments)).Select(service => service.Number)],
        Reasons = [.. AllAdjustments(claim).Where(adjustment => adjustment.Amount == 0).Select(DeniedScope.CodeOf).Distinct()],
        Remarks = [.. claim.Remarks.Concat(claim.Services.SelectMany(service => service.Remarks)).Distinct()],
    };

    // What says most is told: the patient's share before a reduction, a reduction before a line for reporting only.
    private Verdict WithoutDenial(ClaimPayment claim)
    {
        var rank = 0;
        foreach (var adjustment in AllAdjustments(claim))
        {
            if (adjustment.Amount != 0)
            {
                rank = Math.Max(rank, Array.IndexOf(s_ordinary, OrdinaryOf(claim, adjustment) ?? s_reportOnly));
            }
        }

        var ordinary = s_ordinary[rank];
        return !ReferenceEquals(ordinary, s_patient) ? ordinary
            : claim.Status is "19" or "20" or "21" ? s_forwarded
            : IsProtected(claim) ? s_protected
            : ordinary;
    }

    private Verdict? OrdinaryOf(ClaimPayment claim, Adjustment adjustment) => !_finder.IsOrdinary(claim, adjustment) ? null : _codes.Reason(adjustment.Reason) switch
    {
        { Category: "patient-share" } => s_patient,
        { Disposition: Disposition.BillPatient } => s_paidToPatient,
        { Code: "23" } => s_priorPayer,
        { Category: "contractual" or "legislative" or "capitation" } => s_contract,
        _ => null,
    };

    private Verdict Complete(Verdict verdict, ClaimAtHand at, bool isOrdinary, DateOnly? today)
    {
        var notice = Notice.Of(at.Remittance, at.Claim).Date;
        var filing = FilingKind(verdict);
        var deadline = filing is null ? null : _payers.DeadlineFor(at.Remittance, at.Claim, filing.Value, _codes);
        var complete = verdict with
        {
            IsOrdinary = isOrdinary,
            StatedWindows = StatedWindows.Of(verdict.Remarks, notice),
            Deadline = deadline,
            WhyNoDeadline = filing is null || deadline is not null ? null : _payers.WhyNoDeadline(at.Remittance, at.Claim, filing.Value, _codes),
        };
        return complete with { Priority = PriorityScore.Of(complete, notice, today ?? notice, _codes).Points };
    }

    // What a person has to look at runs under the clock of an appeal until somebody knows better.
    private LetterKind? FilingKind(Verdict verdict) => verdict.Disposition is Disposition.None or Disposition.Hold or Disposition.WriteOff
        ? null
        : verdict.Kind ?? _playbooks.Find(verdict.Playbook)?.Filing ?? (verdict.Disposition == Disposition.Review ? LetterKind.Appeal : null);

    private static Verdict Ordinary(Disposition disposition, string rule, string because) =>
        new() { Disposition = disposition, Rule = rule, Because = because, IsOrdinary = true };

    private static decimal Unexplained(ClaimPayment claim)
    {
        var left = claim.Charge - claim.Paid - Sum(claim.Adjustments);
        foreach (var service in claim.Services)
        {
            left -= Sum(service.Adjustments);
        }

        return left;
    }

    private static decimal Sum(IReadOnlyList<Adjustment> adjustments)
    {
        var sum = 0m;
        foreach (var adjustment in adjustments)
        {
            sum += adjustment.Amount;
        }

        return sum;
    }

    private bool IsProtected(ClaimPayment claim) =>
        claim.Remarks.Concat(claim.Services.SelectMany(service => service.Remarks))
            .Any(remark => _codes.Remark(remark)?.Effect == "patient-protection");

    private static IEnumerable<Adjustment> AllAdjustments(ClaimPayment claim) =>
        claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments));
}
