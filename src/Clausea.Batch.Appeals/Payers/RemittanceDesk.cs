using System.Collections.Concurrent;
using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What payer and practice of one remittance settle for all of its claims: the payer, its product lines, and the
/// filing rules that are left to choose from.</summary>
internal sealed class RemittanceDesk
{
    private readonly IReadOnlyList<string> _ids;
    private readonly Choice _payer;
    private readonly (PayerProduct Product, Choice Choice)[] _products;
    private readonly ConcurrentDictionary<(DateOnly Notice, string Which, string Rule, int Level), Deadline> _counted = [];

    public RemittanceDesk(Remittance remittance, PayerIndex payers, IReadOnlyList<FilingRule> rules, PracticeBook practices)
    {
        _ids = PayerIndex.IdsOf(remittance);
        var payer = payers.Find(_ids, remittance.Payer.Name);
        var state = remittance.Payee.Address?.State ?? practices.Find(remittance)?.State;
        Choice ChoiceOf(PayerEntry? entry)
        {
            string[] ids = [.. _ids, .. entry?.Ids ?? []];
            string[] names = [.. entry is null ? [] : entry.Aliases.Prepend(entry.Name), .. remittance.Payer.Name is { } name ? new[] { name } : []];
            return new Choice(entry, [.. rules.Where(rule => rule.FitsPayer(ids, names) && rule.FitsState(state))]);
        }

        _payer = ChoiceOf(payer);
        _products = [.. (payer?.Products ?? []).Select(product => (product, ChoiceOf(product.Payer)))];
    }

    /// <summary>The payer, whatever the product line.</summary>
    public PayerEntry? Payer => _payer.Payer;

    /// <summary>The first product line that fits the claim, else the payer itself.</summary>
    public Choice For(ClaimPayment claim)
    {
        foreach (var (product, choice) in _products)
        {
            if (product.Fits(_ids, claim.FilingIndicator))
            {
                return choice;
            }
        }

        return _payer;
    }

    // Claims of a remittance are mostly counted alike.
    public Deadline Count(Notice notice, FilingRule rule, int level)
    {
        var key = (notice.Date!.Value, notice.Which, rule.Name, level);
        return _counted.TryGetValue(key, out var known)
            ? known
            : _counted.GetOrAdd(key, DeadlineCount.From(notice.Date!.Value, notice.Which, rule, level));
    }

    /// <summary>A payer or product line, and the rules that fit it, those for named payers first.</summary>
    internal sealed record Choice(PayerEntry? Payer, FilingRule[] Rules)
    {
        public FilingRule? RuleFor(in RuleQuestion question)
        {
            foreach (var rule in Rules)
            {
                if (rule.Fits(question))
                {
                    return rule;
                }
            }

            return null;
        }
    }
}
