using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What one denying reason of a place decides, with the remarks, service and payer around it.</summary>
internal sealed class ReasonRules
{
    /// <summary>A remark code in the place of a reason says as little about the kind of denial as reason 16.</summary>
    private const string StandsForRemark = "16";

    private readonly CodeCatalogue _codes;
    private readonly PlaybookShelf _playbooks;

    public ReasonRules(CodeCatalogue codes, PlaybookShelf playbooks)
    {
        (_codes, _playbooks) = (codes, playbooks);
        Table = new(
        [
            new("contradiction", "codes that cannot stand together: patient share outside PR, contract and law outside CO, 45 or an informing code for the whole charge, 23 from the first payer", Contradiction),
            new("playbook", "a playbook asks for this reason and a remark beside it", at => ByPlaybook(at, withRemarks: true)),
            new("remark-code", "a reason that says little by itself, and a remark that says what is meant", ByRemark),
            new("unknown-remark", "a reason that needs a remark, and only remarks that the catalogue does not know", UnknownRemark),
            new("playbook", "a playbook asks for this reason", at => ByPlaybook(at, withRemarks: false)),
            new("reason-code", "the reason's own entry in the catalogue", ByReason),
        ]);
    }

    public RuleTable<ReasonAtHand> Table { get; }

    /// <summary>The decision of the place's strongest reason; of equals, the one with more money.</summary>
    public Decision Strongest(PlaceAtHand at)
    {
        Decision? best = null;
        var amount = 0m;
        foreach (var adjustment in at.Scope.Denying)
        {
            var decision = Decide(at, adjustment);
            if (best is null || decision.Disposition > best.Disposition || (decision.Disposition == best.Disposition && adjustment.Amount > amount))
            {
                (best, amount) = (decision, adjustment.Amount);
            }
        }

        return best ?? throw new ArgumentException("Nothing is denied in this place.", nameof(at));
    }

    public Decision Decide(PlaceAtHand at, Adjustment adjustment)
    {
        var decision = Table.Decide(new ReasonAtHand(at, adjustment, _codes.Reason(adjustment.Reason))) ??
            new Decision(Disposition.Review, "The payer gives a code the catalogue does not know; a person has to look.")
            {
                Rule = "unknown-code",
                Fired = [DeniedScope.CodeOf(adjustment)],
            };
        return Forbidden(at, adjustment, decision) ?? decision;
    }

    // What a code would lead to, but another code of the place rules out.
    private Decision? Forbidden(PlaceAtHand at, Adjustment adjustment, Decision decision) => decision.Disposition switch
    {
        Disposition.CorrectClaim when at.Scope.HasRemark("N185") => new Decision(
            Disposition.Review, "The claim would need a correction, but remark N185 says not to send it again; ask the payer how it wants it.")
        {
            Rule = "do-not-resubmit",
            Fired = [.. decision.Fired, "N185"],
        },
        Disposition.BillPatient when adjustment.Group != "PR" || at.Scope.Remarks.Any(remark => _codes.Remark(remark)?.Effect == "patient-protection") => new Decision(
            Disposition.Review, "The patient has to act, but the codes do not let the patient be billed: ask the patient for what the payer wants.", decision.Playbook)
        {
            Rule = "not-to-be-billed",
            Fired = decision.Fired,
        },
        _ => null,
    };

    /// <summary>The first playbook that fits any reason of the place.</summary>
    public Playbook? FirstPlaybook(PlaceAtHand at, Func<Playbook, bool> where)
    {
        foreach (var adjustment in at.Scope.Denying)
        {
            if (_playbooks.FirstFor(at.Scope, adjustment.Group, MatchOn(adjustment), match => true, where) is { } found)
            {
                return found.Playbook;
            }
        }

        return null;
    }

    private static Decision? Contradiction(ReasonAtHand at) => at switch
    {
        { Known.Category: "patient-share" } => Review(at, $"{at.Code} says two things: the patient's share, and that the patient does not owe it."),
        { Known.Code: "222" } => null,
        { Known.Category: "contractual" or "legislative" or "capitation", Known.Disposition: Disposition.WriteOff or Disposition.None, Adjustment.Group: not "CO" } =>
            Review(at, $"{at.Code} says two things: a reduction by contract or law, and that it is not the provider's to bear."),
        { Known.Category: "informational", Known.Disposition: Disposition.None } =>
            Review(at, $"{at.Code} only informs, yet it takes the whole charge; ask the payer for the real reason."),
        { Known.Code: "45" } => Review(at, "The whole charge was taken as being above the allowed amount, which cannot be; ask the payer for the real reason."),
        { Known.Code: "23" } => Review(at, "The amount is said to come from an earlier payer's decision, which does not fit this claim; compare it with the earlier payer's remittance."),
        _ => null,
    };

    private Decision? ByPlaybook(ReasonAtHand at, bool withRemarks)
    {
        var found = _playbooks.FirstFor(at.Scope, at.Adjustment.Group, MatchOn(at.Adjustment), match => match.Remarks.Count > 0 == withRemarks);
        if (found is not var (playbook, match))
        {
            return null;
        }

        var remarks = at.Scope.Remarks.Where(remark => match.Remarks.Contains(remark) || match.AlsoRemarks.Contains(remark)).ToList();
        return new Decision(playbook.Disposition, $"{Words(at.Code, remarks)}: {Lower(playbook.Title)}.", playbook)
        {
            Rule = $"playbook:{playbook.Key}",
            Fired = [at.Code, .. remarks],
        };
    }

    private Decision? ByRemark(ReasonAtHand at)
    {
        if (!(at.Known?.IsGeneric ?? IsRemark(at.Adjustment)))
        {
            return null;
        }

        var strongest = at.Scope.Remarks.Select(_codes.Remark).Where(remark => remark?.Disposition is not null).MaxBy(remark => remark!.Disposition);
        return strongest is null ? null : new Decision(strongest.Disposition!.Value, $"{Words(at.Code, [strongest.Code])}: {Lower(strongest.Text)}", Fallback.For(_playbooks, strongest))
        {
            Fired = [at.Code, strongest.Code],
        };
    }

    private Decision? UnknownRemark(ReasonAtHand at) =>
        at.Known is { NeedsRemark: true } && at.Scope.Remarks.Count > 0 && at.Scope.Remarks.All(remark => _codes.Remark(remark) is null)
            ? Review(at, $"{at.Code} needs a remark code to say what is meant, and the catalogue does not know {string.Join(", ", at.Scope.Remarks)}; a person has to look.")
            : null;

    private Decision? ByReason(ReasonAtHand at) => at.Known is { } reason
        ? new Decision(reason.Disposition, $"{at.Code}: {Lower(reason.Text)}", Fallback.For(_playbooks, reason)) { Fired = [at.Code] }
        : null;

    private string MatchOn(Adjustment adjustment) => IsRemark(adjustment) ? StandsForRemark : adjustment.Reason;

    private bool IsRemark(Adjustment adjustment) => _codes.Reason(adjustment.Reason) is null && _codes.Remark(adjustment.Reason) is not null;

    private static Decision Review(ReasonAtHand at, string because) => new(Disposition.Review, because) { Fired = [at.Code] };

    private static string Words(string code, List<string> remarks) =>
        remarks.Count == 0 ? code : $"{code} with {string.Join(", ", remarks)}";

    private static string Lower(string text) =>
        text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
