using Clausea.Batch.Era;
using Clausea.Batch.Shared;
using static Clausea.Batch.Appeals.Tests.SettingsText;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Who the payer of a remittance is, which product line a claim belongs to, which rule counts.</summary>
internal sealed class PayerBookTests
{
    private static readonly CodeCatalogue s_codes = CodeCatalogue.Shipped;
    private static readonly PayerBook s_shipped = TemplateSet.Load(Repository.Templates).Payers;

    private static readonly PayerBook s_book = Payers("""
        payers:
          - name: Northwind Health
            ids: ["NW1", "1999999999"]
            aliases: ["NORTHWIND OF THE PLAINS"]
            name_patterns: ["NORTHWIND*", "*(NWH)"]
            line: commercial
            appeals: { unit: Appeals, address: ["PO Box 1"], fax: "1", phone: "2" }
            claims_address: ["PO Box 7"]
            forms: [Form A]
            lines:
              - name: Northwind Senior
                filing_indicators: ["16"]
                line: medicare-advantage
                appeals: { unit: Senior, address: ["PO Box 2"] }
              - name: Northwind Choice
                ids: ["NW2"]
                line: medicaid
                forms: [Form B]
              - name: Northwind Federal
                ids: ["NW1"]
                filing_indicators: ["OF"]
          - name: Second
            ids: ["S2"]
            name_patterns: ["NORTH*"]
        """);

    // id, name, originator, payer
    [TestCase("NW1", "ANYTHING", null, "Northwind Health")]
    [TestCase("NW2", "ANYTHING", null, "Northwind Health")]
    [TestCase("S2", "NORTHWIND HEALTH", "1999999999", "Second")]
    [TestCase(null, "ANYTHING", "1999999999", "Northwind Health")]
    [TestCase("X", "northwind health", null, "Northwind Health")]
    [TestCase(null, "Northwind of the Plains", null, "Northwind Health")]
    [TestCase(null, "Northwind Dakota", null, "Northwind Health")]
    [TestCase(null, "PLAINS PLAN (nwh)", null, "Northwind Health")]
    [TestCase(null, "NORTHERN LIGHTS", null, "Second")]
    [TestCase("X", "WESTWIND", "1888888888", null)]
    [TestCase("nw1", "WESTWIND", null, null)]
    [TestCase(null, null, null, null)]
    public void A_payer_is_found_by_id_then_name_then_pattern(string? id, string? name, string? originator, string? payer) =>
        Assert.That(s_book.Find(Remittance(id, name, originator: originator))?.Name, Is.EqualTo(payer));

    // id, filed, product, line, unit, appeals, claims, forms
    [TestCase("NW1", "12", "Northwind Health", "commercial", "Appeals", "PO Box 1", "PO Box 7", "Form A")]
    [TestCase("NW1", "16", "Northwind Senior", "medicare-advantage", "Senior", "PO Box 2", "PO Box 7", "Form A")]
    [TestCase("NW2", "12", "Northwind Choice", "medicaid", "Appeals", "PO Box 1", "PO Box 7", "Form B")]
    [TestCase("NW2", "16", "Northwind Senior", "medicare-advantage", "Senior", "PO Box 2", "PO Box 7", "Form A")]
    [TestCase("NW1", "OF", "Northwind Federal", "commercial", "Appeals", "PO Box 1", "PO Box 7", "Form A")]
    [TestCase("NW2", "OF", "Northwind Choice", "medicaid", "Appeals", "PO Box 1", "PO Box 7", "Form B")]
    public void A_product_line_is_told_by_filing_indicator_or_id(
        string id, string indicator, string name, string line, string unit, string address, string claims, string form)
    {
        var (remittance, claim) = (Remittance(id), Claim(indicator));
        var payer = s_book.Find(remittance, claim)!;
        Assert.That(
            (payer.Name, s_book.PayerLine(remittance, claim, s_codes), payer.Unit, payer.Address[0], payer.ClaimsAddress[0], payer.Forms[0]),
            Is.EqualTo((name, line, unit, address, claims, form)));
    }

    [TestCase("12", "commercial")]
    [TestCase("MB", "medicare")]
    [TestCase("99", "other")]
    [TestCase(null, "other")]
    public void Without_a_payer_the_filing_indicator_tells_the_line(string? indicator, string line) =>
        Assert.That(s_book.PayerLine(Remittance("X"), Claim(indicator), s_codes), Is.EqualTo(line));

    // payer, name, filed, state, letter, level, notice, rule
    [TestCase("X", null, "12", null, LetterKind.Appeal, 1, "2026-03-02", "general")]
    [TestCase("X", null, "12", "IL", LetterKind.Appeal, 1, "2026-03-02", "illinois")]
    [TestCase("X", null, "12", "WI", LetterKind.Appeal, 1, "2026-03-02", "general")]
    [TestCase("X", null, "MB", "IL", LetterKind.Appeal, 1, "2026-03-02", "medicare")]
    [TestCase("X", null, "MA", "IL", LetterKind.Appeal, 1, "2026-03-02", "part-a")]
    [TestCase("X", null, "12", null, LetterKind.Records, 1, "2026-03-02", "records")]
    [TestCase("X", null, "12", null, LetterKind.Escalation, 2, "2026-03-02", "second")]
    [TestCase("X", null, "12", null, LetterKind.Escalation, 3, "2026-03-02", "general")]
    [TestCase("A1", null, "12", "IL", LetterKind.Appeal, 1, "2026-03-02", "a1-new")]
    [TestCase("A1", null, "12", "IL", LetterKind.Appeal, 1, "2026-01-01", "a1-new")]
    [TestCase("A1", null, "12", "IL", LetterKind.Appeal, 1, "2025-12-31", "a1-old")]
    [TestCase("A1", null, "12", "IL", LetterKind.Records, 1, "2026-03-02", "records")]
    [TestCase(null, "Prairie Mutual", "12", "IL", LetterKind.Records, 1, "2026-03-02", "prairie")]
    [TestCase(null, "THE PRAIRIE MUT", "12", "IL", LetterKind.CorrectedClaim, 1, "2026-03-02", "prairie")]
    public void The_first_rule_that_fits_counts_and_rules_of_payers_go_first(
        string? payer, string? name, string indicator, string? state, LetterKind kind, int level, string notice, string rule)
    {
        var book = Payers("""
            filing_rules:
              - { name: part-a, filing_indicators: [MA], days: 60, source: s }
              - { name: medicare, lines: [medicare], days: 60, source: s }
              - { name: records, letters: [records], days: 60, source: s }
              - { name: illinois, letters: [appeal], states: [IL, IA], days: 60, source: s }
              - { name: second, level: 2, days: 60, source: s }
              - { name: general, days: 60, source: s }
              - { name: a1-old, payers: [A1], letters: [appeal], effective_until: 2025-12-31, days: 60, source: s }
              - { name: a1-new, payers: [A1], letters: [appeal], effective_from: 2026-01-01, days: 60, source: s }
              - { name: prairie, payer_names: ["*prairie mut*"], days: 60, source: s }
            """);
        var deadline = book.DeadlineFor(Remittance(payer, name, paid: notice, state: state), Claim(indicator, served: null), kind, level, s_codes);
        Assert.That((deadline?.Rule, deadline?.Level), Is.EqualTo((rule, level)));
    }

    [TestCase("state: WI", "WI")]
    [TestCase("address: [1 Main St, \"Madison, WI 53703\"]", "WI")]
    [TestCase("address: [1 Main St, \"Madison, XX 53703\"]", null)]
    [TestCase("phone: \"1\"", null)]
    public void The_state_is_that_of_the_practice_where_the_payee_has_no_address(string practice, string? state)
    {
        var book = Payers(
            "filing_rules: [{ name: wisconsin, states: [WI], days: 60, source: s }]",
            $"practices: [{{ name: P, npis: [\"1234567893\"], {practice} }}]");
        Assert.Multiple(() =>
        {
            Assert.That(book.DeadlineFor(Remittance(), Claim(), LetterKind.Appeal, s_codes)?.Rule, Is.EqualTo(state is null ? null : "wisconsin"));
            Assert.That(book.DeadlineFor(Remittance(state: "IL"), Claim(), LetterKind.Appeal, s_codes), Is.Null);
        });
    }

    // line, year, levels
    [TestCase("medicare", 2026, "120 calendar days, 180 calendar days, 60 calendar days $200, 60 calendar days, 60 calendar days $1960")]
    [TestCase("medicare", 2025, "120 calendar days, 180 calendar days, 60 calendar days $190, 60 calendar days, 60 calendar days $1900")]
    [TestCase("medicare-advantage", 2026, "65 calendar days, 65 calendar days, 60 calendar days $200")]
    [TestCase("medicare-advantage", 2024, "60 calendar days, 65 calendar days, 60 calendar days")]
    [TestCase("medicaid", 2026, "60 calendar days, 90 calendar days")]
    [TestCase("commercial", 2026, "180 calendar days, 180 calendar days, 4 months")]
    [TestCase("tricare", 2026, "90 calendar days")]
    [TestCase("veterans", 2026, "180 calendar days")]
    [TestCase("other", 2026, "180 calendar days")]
    public void The_levels_of_a_payer_line_can_be_listed(string line, int year, string levels)
    {
        var list = s_shipped.LevelsOf(line, new DateOnly(year, 6, 1));
        Assert.Multiple(() =>
        {
            Assert.That(list.Select(level => level.Window.Split(" after")[0] + (level.AmountInControversy is { } amount ? $" ${amount.Amount:0}" : "")), Is.EqualTo(levels.Split(", ")));
            Assert.That(list.Select(level => level.Level), Is.EqualTo(Enumerable.Range(1, list.Count)));
            Assert.That(list.Select(level => level.Name + level.Source), Is.All.Not.Empty);
        });
    }

    [TestCase("MB", 1, "2026-07-02", "medicare-redetermination", "CMS-20027", false)]
    [TestCase("MB", 2, "2026-09-03", "medicare-reconsideration", "CMS-20033", true)]
    [TestCase("MB", 3, "2026-05-01", "medicare-hearing", null, true)]
    [TestCase("16", 1, "2026-05-06", "medicare-advantage-appeal", null, true)]
    [TestCase("MC", 1, "2026-05-01", "medicaid-appeal", null, true)]
    [TestCase("12", 1, "2026-08-28", "commercial-appeal", null, true)]
    [TestCase("12", 3, "2026-07-02", "commercial-external-review", null, true)]
    public void Shipped_rules_count_each_level(string indicator, int level, string last, string rule, string? form, bool isDefault)
    {
        var deadline = s_shipped.DeadlineFor(Remittance(), Claim(indicator), level == 1 ? LetterKind.Appeal : LetterKind.Escalation, level, s_codes)!;
        Assert.That((Show(deadline.Date), deadline.Rule, deadline.Form, deadline.IsDefault), Is.EqualTo((last, rule, form, isDefault)));
    }

    [Test]
    public void An_escalation_asks_for_the_second_level() =>
        Assert.That(s_shipped.DeadlineFor(Remittance(), Claim("MB"), LetterKind.Escalation, s_codes)?.Level, Is.EqualTo(2));

    [Test]
    public void Only_what_is_law_for_every_payer_of_its_line_is_no_default() =>
        Assert.That(s_shipped.Rules.Where(rule => !rule.IsDefault).Select(rule => rule.Name), Is.EqualTo(new[] { "medicare-redetermination", "medicare-reopening" }));

    [Test]
    public void A_meaning_holds_for_the_payer_whatever_the_product_line()
    {
        var book = Payers("""
            payers:
              - name: P
                ids: [P1]
                remark_meanings:
                  - { code: N382, playbook: behavioral-health-clinical-review, describes: d, source: s, entered_by: e, from: 2026-01-01, until: 2026-06-30 }
            """);
        Assert.Multiple(() =>
        {
            Assert.That(book.MeaningOf(Remittance("P1"), ["N1", "N382"])?.Describes, Is.EqualTo("d"));
            Assert.That(book.MeaningOf(Remittance("P1", paid: "2026-07-01"), ["N382"]), Is.Null);
            Assert.That(book.MeaningOf(Remittance("P1"), ["N1"]), Is.Null);
        });
    }

    [Test]
    public void Many_threads_get_the_same_answers()
    {
        var remittances = Enumerable.Range(0, 50).Select(number => Remittance(number % 2 == 0 ? "NW1" : "X", paid: $"2026-03-{(number % 28) + 1:00}")).ToList();
        var claims = new[] { Claim("12"), Claim("16"), Claim("MB") };
        string Answer(Remittance remittance, ClaimPayment claim) =>
            $"{s_book.Find(remittance, claim)?.Name} {Show(s_shipped.DeadlineFor(remittance, claim, LetterKind.Appeal, s_codes)?.Date)}";
        var pairs = remittances.SelectMany(remittance => claims.Select(claim => (remittance, claim))).ToList();
        var alone = pairs.Select(pair => Answer(pair.remittance with { }, pair.claim)).ToList();
        Assert.That(pairs.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(pair => Answer(pair.remittance, pair.claim)), Is.EqualTo(alone));
    }

    [Test]
    public void Claims_of_a_remittance_are_answered_once_among_many_payers()
    {
        var payers = Enumerable.Range(0, 2000).Select(number => new PayerEntry { Name = $"Payer {number}", Ids = [$"P{number}"], NamePatterns = [$"*NUMBER {number}*"] }).ToList();
        var book = new PayerBook(payers, s_shipped.Rules);
        var remittance = Remittance("P1999");
        var first = book.DeadlineFor(remittance, Claim("MB"), LetterKind.Appeal, s_codes);
        var other = book.DeadlineFor(remittance, Claim("MB"), LetterKind.Records, s_codes);
        Assert.Multiple(() =>
        {
            Assert.That(book.Find(remittance)!.Name, Is.EqualTo("Payer 1999"));
            Assert.That(book.DeadlineFor(remittance, Claim("MB"), LetterKind.Appeal, s_codes), Is.SameAs(first));
            Assert.That(book.DeadlineFor(remittance, Claim("MB"), LetterKind.Records, s_codes), Is.SameAs(other).And.Not.EqualTo(first));
        });
    }
}
