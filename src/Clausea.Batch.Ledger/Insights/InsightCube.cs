using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Everything that insights ask for, counted once and small enough for memory: sums by payer, practice, month of
/// service and code. Any report is a walk over them. Not changed any more once it is counted.</summary>
public sealed class InsightCube
{
    private readonly List<InsightParty> _parties = [];
    private readonly Dictionary<InsightParty, int> _partyNumbers = [];
    private readonly List<string> _codes = [];
    private readonly Dictionary<string, int> _codeNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Reasons, string Remarks), int[]> _codesOf = [];
    private readonly List<(int Party, DenialRate Rate)> _rates = [];
    private readonly Dictionary<(int Party, DateOnly Month), DenialTally> _claims = [];
    private readonly Dictionary<(int Party, DateOnly Month, int Code), DenialTally> _byCode = [];
    private readonly Dictionary<(int Party, DateOnly Month), List<int>> _days = [];
    private readonly Dictionary<string, DenialTally> _playbooks = new(StringComparer.Ordinal);

    private readonly Lazy<InsightReport> _everything;

    internal InsightCube(DateTimeOffset countedAt)
    {
        CountedAt = countedAt;
        _everything = new(() => Make(new()));
    }

    public DateTimeOffset CountedAt { get; }

    /// <summary>Every payer with every practice that remittances named together.</summary>
    public IReadOnlyList<InsightParty> Parties => _parties;

    /// <summary>What denials carried, by code.</summary>
    public IReadOnlyDictionary<string, CodeCount> Codes { get; internal set; } = new Dictionary<string, CodeCount>();

    /// <summary>The header of the latest remittance of a payer, as a row names it.</summary>
    public Remittance? LatestOfPayer(InsightRow row) => Payers.GetValueOrDefault(KeyOf(row.Name, row.Id));

    /// <summary>The header of the latest remittance to a practice, as a row names it.</summary>
    public Remittance? LatestOfPractice(InsightRow row) => Practices.GetValueOrDefault(KeyOf(row.Name, row.Id));

    internal Dictionary<(string? Name, string? Id), Remittance> Payers { get; } = [];

    internal Dictionary<(string? Name, string? Id), Remittance> Practices { get; } = [];

    /// <summary>SQL Server groups names whatever their case.</summary>
    internal static (string? Name, string? Id) KeyOf(string? name, string? id) => (name?.ToUpperInvariant(), id?.ToUpperInvariant());

    /// <summary>Letters of a playbook, whenever they were written, and what became of them.</summary>
    public DenialSums PlaybookSums(string playbook) => _playbooks.GetValueOrDefault(playbook)?.ToSums() ?? DenialSums.None;

    /// <summary>The report of all claims; made once.</summary>
    public InsightReport Everything => _everything.Value;

    public InsightReport Report(InsightFilter filter) => filter == new InsightFilter() ? Everything : Make(filter);

    private InsightReport Make(InsightFilter filter)
    {
        var fits = Fitting(filter);
        bool Has(int party, DateOnly month) => fits[party] && filter.Has(month);
        var rates = _rates.FindAll(entry => Has(entry.Party, entry.Rate.Month!.Value));
        var claims = _claims.Where(cell => Has(cell.Key.Party, cell.Key.Month)).ToList();
        var days = _days.Where(cell => Has(cell.Key.Party, cell.Key.Month)).ToList();
        List<InsightRow> By<TKey>(Func<int, DateOnly, TKey> key, Func<TKey, InsightRow> row)
            where TKey : notnull
        {
            var rateOf = rates.ToLookup(entry => key(entry.Party, entry.Rate.Month!.Value), entry => entry.Rate);
            var sumsOf = claims.ToLookup(cell => key(cell.Key.Party, cell.Key.Month), cell => cell.Value);
            var daysOf = days.ToLookup(cell => key(cell.Key.Party, cell.Key.Month), cell => cell.Value);
            return
            [
                .. rateOf.Select(group => group.Key).Union(sumsOf.Select(group => group.Key))
                    .Select(found => WithDays(
                        row(found) with { Rate = SumRates(rateOf[found]), Sums = Sum(sumsOf[found]).ToSums() }, daysOf[found])),
            ];
        }

        var none = new InsightRow { Sums = DenialSums.None };
        return new()
        {
            Filter = filter,
            CountedAt = CountedAt,
            Total = By((_, _) => true, _ => none).FirstOrDefault() ?? none with { Rate = SumRates([]) },
            ByCode = ByCode(Has),
            ByPayer = InOrder(By(
                (party, _) => (_parties[party].Payer, _parties[party].PayerId), key => none with { Name = key.Payer, Id = key.PayerId })),
            ByPractice = InOrder(By(
                (party, _) => (_parties[party].Practice, _parties[party].PracticeId), key => none with { Name = key.Practice, Id = key.PracticeId })),
            ByMonth = [.. By((_, month) => month, month => none with { Month = month }).OrderBy(row => row.Month)],
        };
    }

    internal int PartyOf(InsightParty party)
    {
        if (!_partyNumbers.TryGetValue(party, out var number))
        {
            _partyNumbers.Add(party, number = _parties.Count);
            _parties.Add(party);
        }

        return number;
    }

    internal void Add(int party, DenialRate rate) => _rates.Add((party, rate));

    internal void Add(int party, DateOnly month, DenialFacts denial)
    {
        Cell(_claims, (party, month)).AddDenial(denial.DeniedAmount.Amount);
        foreach (var code in CodesOf(denial.Reasons, denial.Remarks))
        {
            Cell(_byCode, (party, month, code)).AddDenial(denial.DeniedAmount.Amount);
        }
    }

    /// <param name="days">From sending to the decision; null where one of the two is not known.</param>
    internal void Add(int party, DateOnly month, AppealFacts appeal, int? days)
    {
        Cell(_claims, (party, month)).AddAppeal(appeal);
        foreach (var code in CodesOf(appeal.Reasons, appeal.Remarks))
        {
            Cell(_byCode, (party, month, code)).AddAppeal(appeal);
        }

        if (days is { } known)
        {
            Cell(_days, (party, month)).Add(known);
        }
    }

    internal void AddToPlaybook(AppealFacts appeal)
    {
        if (appeal.Playbook is { } playbook)
        {
            Cell(_playbooks, playbook).AddAppeal(appeal);
        }
    }

    private List<InsightRow> ByCode(Func<int, DateOnly, bool> has) => InOrder(
    [
        .. _byCode.Where(cell => has(cell.Key.Party, cell.Key.Month))
            .GroupBy(cell => cell.Key.Code, cell => cell.Value)
            .Select(group => new InsightRow { Name = _codes[group.Key], Sums = Sum(group).ToSums() }),
    ]);

    private bool[] Fitting(InsightFilter filter)
    {
        var payer = Fit(filter.Payer, party => party.Payer, party => party.PayerId);
        var practice = Fit(filter.Practice, party => party.Practice, party => party.PracticeId);
        return [.. _parties.Select(party => payer(party) && practice(party))];
    }

    private Func<InsightParty, bool> Fit(string? text, Func<InsightParty, string?> name, Func<InsightParty, string?> id)
    {
        if (text is null)
        {
            return _ => true;
        }

        bool IsJust(InsightParty party) =>
            text.Equals(name(party), StringComparison.OrdinalIgnoreCase) || text.Equals(id(party), StringComparison.OrdinalIgnoreCase);
        return _parties.Exists(IsJust) ? IsJust : party => name(party)?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }

    private int[] CodesOf(string reasons, string remarks)
    {
        if (!_codesOf.TryGetValue((reasons, remarks), out var numbers))
        {
            numbers = [.. DenialRow.CodesOf(Ledger.Codes.Split(reasons), Ledger.Codes.Split(remarks)).Select(NumberOf)];
            _codesOf.Add((reasons, remarks), numbers);
        }

        return numbers;
    }

    private int NumberOf(string code)
    {
        if (!_codeNumbers.TryGetValue(code, out var number))
        {
            _codeNumbers.Add(code, number = _codes.Count);
            _codes.Add(code);
        }

        return number;
    }

    private static TCell Cell<TKey, TCell>(Dictionary<TKey, TCell> cells, TKey key)
        where TKey : notnull
        where TCell : new()
    {
        if (!cells.TryGetValue(key, out var cell))
        {
            cells.Add(key, cell = new());
        }

        return cell;
    }

    private static List<InsightRow> InOrder(List<InsightRow> rows) =>
    [
        .. rows.OrderByDescending(row => row.Rate?.DeniedAmount ?? row.Sums.DeniedAmount)
            .ThenBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal),
    ];

    private static InsightRow WithDays(InsightRow row, IEnumerable<List<int>> days)
    {
        List<int> all = [.. days.SelectMany(list => list).Order()];
        return all.Count == 0 ? row : row with { DecisionDays = all[all.Count / 2], Decisions = all.Count };
    }

    private static DenialTally Sum(IEnumerable<DenialTally> tallies)
    {
        var sum = new DenialTally();
        foreach (var tally in tallies)
        {
            sum.Add(tally);
        }

        return sum;
    }

    private static DenialRate SumRates(IEnumerable<DenialRate> rates)
    {
        var sum = new DenialRate { Claims = 0, Services = 0, Charge = 0, Paid = 0, DeniedClaims = 0, DeniedAmount = 0 };
        foreach (var rate in rates)
        {
            sum = sum with
            {
                Claims = sum.Claims + rate.Claims,
                Services = sum.Services + rate.Services,
                Charge = sum.Charge + rate.Charge,
                Paid = sum.Paid + rate.Paid,
                DeniedClaims = sum.DeniedClaims + rate.DeniedClaims,
                DeniedAmount = sum.DeniedAmount + rate.DeniedAmount,
            };
        }

        return sum;
    }
}
