using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What the codes of a denied place decide together, before any single reason is looked at.</summary>
internal sealed class PlaceRules
{
    private readonly CodeCatalogue _codes;
    private readonly PlaybookShelf _playbooks;
    private readonly PayerBook _payers;
    private readonly ReasonRules _reasons;

    public PlaceRules(CodeCatalogue codes, PlaybookShelf playbooks, PayerBook payers, ReasonRules reasons)
    {
        (_codes, _playbooks, _payers, _reasons) = (codes, playbooks, payers, reasons);
        Table = new(
        [
            new("not-final", "a reason that is no decision: 101, 133, 143, 257, 277, P8, P10, P11; B11, 300 and the like", NotFinal),
            new("no-appeal-right", "an outcome whose next step the payer rules out (193 or MA91 with N211 …; 285, 286)", ClosedAppeal),
            new("upheld", "reason 193 or remark MA91", Upheld),
            new("outcome", "a remark that tells the outcome of an earlier step: N11, N421, N539, N770, N687, N689–N698, MA46", Outcome),
            new("no-appeal-right", "remark MA130, N704 or MA113: unprocessable, to be sent anew", Unprocessable),
            new("no-appeal-right", "remark N211, MA44, N83, N111, MA28 or N921, and all that is left would be an appeal", NoAppealRight),
            new("payer-meaning", "a remark to which this payer gives a meaning of its own (payers.yaml)", PayerMeaning),
        ]);
    }

    public RuleTable<PlaceAtHand> Table { get; }

    // Whatever stands beside it: nothing is final as long as one code says so, on the line or on the claim as a whole.
    private Decision? NotFinal(PlaceAtHand at)
    {
        var open = at.Scope.Pending.Concat(at.Scope.Denying).Concat(at.Scope.OnClaim)
            .Where(adjustment => _codes.Reason(adjustment.Reason)?.Disposition == Disposition.Hold).ToList();
        return open.Count == 0 ? null : new Decision(Disposition.Hold, open.Exists(IsPending)
            ? "The payer has not decided yet; it will report this again."
            : "The payer has passed this on to another plan; wait for that plan's decision.")
        {
            Fired = [.. open.Select(DeniedScope.CodeOf).Distinct()],
        };
    }

    private bool IsPending(Adjustment adjustment) => _codes.Reason(adjustment.Reason)?.Category == "pending";

    private Decision? ClosedAppeal(PlaceAtHand at)
    {
        var scope = at.Scope;
        if (scope.HasReasonAnywhere("285", "286"))
        {
            return new Decision(Disposition.Review, "The payer turned down an earlier appeal for its form or its date; only a person can tell whether good cause can be shown.")
            {
                Fired = [.. scope.Codes],
            };
        }

        return IsUpheld(scope) && Bar(scope) is { } bar
            ? new Decision(Disposition.Review, $"The payer has upheld its decision, and by {bar} says that no further appeal is possible; a person has to decide what is left.")
            {
                Fired = [.. scope.Codes, bar],
            }
            : null;
    }

    private Decision? Upheld(PlaceAtHand at) => IsUpheld(at.Scope)
        ? new Decision(Disposition.Escalate, "The payer has upheld its decision; the next step is the next appeal level.", _playbooks.Find("escalation"))
        {
            Fired = [.. at.Scope.Codes.Where(code => code.EndsWith("-193", StringComparison.Ordinal)), .. at.Scope.Remarks.Where(remark => remark == "MA91")],
        }
        : null;

    private static bool IsUpheld(DeniedScope scope) => scope.HasReasonAnywhere("193") || scope.HasRemark("MA91");

    private Decision? Outcome(PlaceAtHand at)
    {
        var outcome = First(at.Scope.Remarks, remark => remark.Effect == "outcome");
        return outcome is null ? null : new Decision(Disposition.Review,
            $"Remark {outcome} tells the outcome of an earlier step, yet money is still denied; a person has to match them.")
        {
            Fired = [outcome],
        };
    }

    private Decision? Unprocessable(PlaceAtHand at)
    {
        var sent = First(at.Scope.Remarks, remark => remark.Code is "MA130" or "N704" or "MA113");
        if (sent is null)
        {
            return null;
        }

        var correction = _reasons.FirstPlaybook(at, IsCorrection) ?? ByRemark(at.Scope) ?? _playbooks.Find("missing-claim-data");
        return new Decision(Disposition.CorrectClaim,
            $"By {sent} the payer calls the claim unprocessable or asks for it anew: no appeal, but a claim with the right data.", correction)
        {
            Fired = [.. at.Scope.Codes, sent],
        };
    }

    private Playbook? ByRemark(DeniedScope scope) => scope.Remarks
        .Select(code => _codes.Remark(code) is { Disposition: Disposition.CorrectClaim } remark ? Fallback.For(_playbooks, remark) : null)
        .FirstOrDefault(playbook => playbook is not null);

    private static bool IsCorrection(Playbook playbook) => playbook.Disposition == Disposition.CorrectClaim;

    private Decision? NoAppealRight(PlaceAtHand at)
    {
        if (Bar(at.Scope) is not { } bar)
        {
            return null;
        }

        var otherwise = _reasons.Strongest(at);
        return otherwise.Disposition is Disposition.CorrectClaim or Disposition.SendRecords or Disposition.NextPayer or Disposition.BillPatient or Disposition.WriteOff
            ? otherwise
            : new Decision(Disposition.Review, $"By {bar} the payer says that this decision cannot be appealed; a person has to decide what is left.")
            {
                Fired = [.. at.Scope.Codes, bar],
            };
    }

    private string? Bar(DeniedScope scope) => First(scope.Remarks, remark => remark.Effect == "no-appeal" || remark.Code == "N111");

    private Decision? PayerMeaning(PlaceAtHand at) =>
        at.Scope.Remarks.Count > 0 && _payers.MeaningOf(at.Of.Remittance, at.Scope.Remarks) is { } meaning && _playbooks.Find(meaning.Playbook) is { } playbook
            ? new Decision(playbook.Disposition, $"This payer's own notice gives {meaning.Code} a meaning that the office has configured.", playbook)
            {
                Fired = [.. at.Scope.Codes, meaning.Code],
            }
            : null;

    private string? First(IReadOnlyList<string> remarks, Func<RemarkCode, bool> fits)
    {
        foreach (var code in remarks)
        {
            if (_codes.Remark(code) is { } remark && fits(remark))
            {
                return code;
            }
        }

        return null;
    }
}
