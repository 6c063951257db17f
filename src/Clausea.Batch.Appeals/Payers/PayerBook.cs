using System.Runtime.CompilerServices;
using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>What the office knows of its payers: addresses, filing rules, meanings of their own (templates/payers.yaml).
/// Many threads may ask; what a remittance settles for its claims is worked out once.</summary>
public sealed class PayerBook
{
    public static readonly PayerBook Empty = new([], []);

    /// <summary>Every payer line there is.</summary>
    public static IReadOnlyList<string> Lines => SettingsChecks.PayerLines;

    private readonly PayerIndex _index;
    private readonly PracticeBook _practices;
    private readonly FilingRule[] _ranked;
    private readonly ConditionalWeakTable<Remittance, RemittanceDesk> _desks = [];

    public PayerBook(IReadOnlyList<PayerEntry> payers, IReadOnlyList<FilingRule> rules, PracticeBook? practices = null)
    {
        (Payers, Rules) = (payers, rules);
        _index = new PayerIndex(payers);
        _practices = practices ?? PracticeBook.Empty;
        _ranked = [.. rules.OrderByDescending(rule => rule.IsOfPayer)];
    }

    public IReadOnlyList<PayerEntry> Payers { get; }

    /// <summary>As the file has them.</summary>
    public IReadOnlyList<FilingRule> Rules { get; }

    /// <summary>By identifier, else by name, else by a pattern of names.</summary>
    public PayerEntry? Find(Remittance remittance) => DeskOf(remittance).Payer;

    /// <summary>The payer as it is for the product line of this claim.</summary>
    public PayerEntry? Find(Remittance remittance, ClaimPayment claim) => DeskOf(remittance).For(claim).Payer;

    /// <summary>What the office says of the payer, else what the claim's filing indicator says.</summary>
    public string PayerLine(Remittance remittance, ClaimPayment claim, CodeCatalogue codes) =>
        Find(remittance, claim)?.Line ?? codes.PayerLine(claim.FilingIndicator);

    /// <summary>The payer as conditions of rules see it.</summary>
    internal PlaceOfPayer PayerOf(Remittance remittance, ClaimPayment claim, CodeCatalogue codes)
    {
        var line = PayerLine(remittance, claim, codes);
        return new PlaceOfPayer(remittance.PayerId, remittance.Payer.Name, Find(remittance)?.Name, line, claim.FilingIndicator);
    }

    /// <summary>A meaning that this payer's own notices give to a remark code, as the office has recorded it.</summary>
    public RemarkMeaning? MeaningOf(Remittance remittance, IReadOnlyList<string> remarks) =>
        Find(remittance)?.Meanings.FirstOrDefault(meaning => remarks.Contains(meaning.Code) && meaning.IsInForce(remittance.Payment.Date));

    /// <summary>What single payers' notices make of a code, as the office has recorded it.</summary>
    public IEnumerable<(string Payer, RemarkMeaning Meaning)> MeaningsOf(string code) =>
        from payer in Payers
        from meaning in payer.Meanings
        where meaning.Code == code
        select (payer.Name, meaning);

    /// <summary>The last day for this letter at the level it belongs to: an escalation to the second, any other to the
    /// first. Null when no rule fits or no date can be counted from.</summary>
    public Deadline? DeadlineFor(Remittance remittance, ClaimPayment claim, LetterKind kind, CodeCatalogue codes) =>
        DeadlineFor(remittance, claim, kind, kind.Level(), codes);

    /// <summary>The last day for this letter at a level of appeal, from 1.</summary>
    public Deadline? DeadlineFor(Remittance remittance, ClaimPayment claim, LetterKind kind, int level, CodeCatalogue codes)
    {
        var notice = Notice.Of(remittance, claim);
        return notice.Date is { } date && RuleFor(remittance, claim, kind, level, date, codes) is { } rule
            ? DeskOf(remittance).Count(notice, rule, level)
            : null;
    }

    /// <summary>The last day for a letter that answers a decision on an earlier appeal, counted from the day of that decision.
    /// </summary>
    public Deadline? DeadlineAfter(DateOnly decided, Remittance remittance, ClaimPayment claim, LetterKind kind, int level, CodeCatalogue codes) =>
        RuleFor(remittance, claim, kind, level, decided, codes) is { } rule && Notice.IsPlausible(decided)
            ? DeskOf(remittance).Count(new Notice { Date = decided, Which = "decision on the earlier appeal" }, rule, level)
            : null;

    /// <summary>Why <see cref="DeadlineFor(Remittance, ClaimPayment, LetterKind, CodeCatalogue)"/> has no answer, in a
    /// sentence without patient data; null when it has one.</summary>
    public string? WhyNoDeadline(Remittance remittance, ClaimPayment claim, LetterKind kind, CodeCatalogue codes)
    {
        var notice = Notice.Of(remittance, claim);
        return notice.Date is not { } date ? notice.WhyNone
            : RuleFor(remittance, claim, kind, kind.Level(), date, codes) is null ? $"No filing rule fits: payers.yaml has none for {kind.Title()} here."
            : null;
    }

    /// <summary>The levels of appeal of this claim, by the rules of its payer and line.</summary>
    public IReadOnlyList<AppealLevel> LevelsOf(Remittance remittance, ClaimPayment claim, CodeCatalogue codes, DateOnly today) =>
        Levels(DeskOf(remittance).For(claim).Rules, PayerLine(remittance, claim, codes), claim.FilingIndicator, Notice.Of(remittance, claim).Date ?? today);

    /// <summary>The levels of appeal of a payer line, by the rules for all payers and states.</summary>
    public IReadOnlyList<AppealLevel> LevelsOf(string line, DateOnly today) =>
        Levels([.. _ranked.Where(rule => !rule.IsOfPayer && rule.States.Count == 0)], line, null, today);

    /// <summary>The levels of appeal at one of the payers of this book; <paramref name="line"/> counts where the payer has
    /// none of its own.</summary>
    public IReadOnlyList<AppealLevel> LevelsOf(PayerEntry payer, string line, DateOnly today) =>
        Levels([.. _ranked.Where(rule => rule.FitsPayer(payer.Ids, [payer.Name, .. payer.Aliases]) && rule.States.Count == 0)], payer.Line ?? line, null, today);

    private RemittanceDesk DeskOf(Remittance remittance) => _desks.TryGetValue(remittance, out var desk)
        ? desk
        : _desks.GetValue(remittance, key => new RemittanceDesk(key, _index, _ranked, _practices));

    private FilingRule? RuleFor(Remittance remittance, ClaimPayment claim, LetterKind kind, int level, DateOnly notice, CodeCatalogue codes)
    {
        var choice = DeskOf(remittance).For(claim);
        var line = choice.Payer?.Line ?? codes.PayerLine(claim.FilingIndicator);
        return choice.RuleFor(new RuleQuestion(line, claim.FilingIndicator, kind.Filing(), level, notice));
    }

    // The first level is there for every line; the others only where a rule names them.
    private static List<AppealLevel> Levels(FilingRule[] rules, string line, string? filingIndicator, DateOnly on)
    {
        var levels = new List<AppealLevel>();
        for (var level = 1; ; level++)
        {
            var question = new RuleQuestion(line, filingIndicator, level == 1 ? LetterKind.Appeal : LetterKind.Escalation, level, on);
            if (Array.Find(rules, rule => rule.Fits(question) && (level == 1 || rule.Level == level)) is not { } found)
            {
                return levels;
            }

            levels.Add(AppealLevel.Of(found, level, on));
        }
    }
}
