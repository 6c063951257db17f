using static Clausea.Batch.Appeals.Tests.SettingsText;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What a mistake in payers.yaml or practices.yaml is told with: file, line, column, key, and what is wrong.</summary>
internal sealed class PayerSettingsTests
{
    private const string Rule = "filing_rules:\n  - name: r\n    source: s\n    ";
    private const string Payer = "payers:\n  - name: P\n    ";
    private const string Practice = "practices:\n  - name: C\n    npis: [\"1234567893\"]\n    ";

    [TestCase(Rule + "days: soon", "4,11", "filing_rules: r: days: \"soon\" is not a number of days from 1 to 3650")]
    [TestCase(Rule + "days: -60", "4,11", "filing_rules: r: days: \"-60\" is not a number of days from 1 to 3650")]
    [TestCase(Rule + "days: 0", "4,11", "filing_rules: r: days: \"0\" is not a number of days from 1 to 3650")]
    [TestCase(Rule + "days: 1.5", "4,11", "filing_rules: r: days: \"1.5\" is not a number of days from 1 to 3650")]
    [TestCase(Rule + "days: 99999999999", "4,11", "filing_rules: r: days: \"99999999999\" is not a number of days from 1 to 3650")]
    [TestCase(Rule + "days: [60]", "4,11", "filing_rules: r: days: should be a single text here, not a list or a group of keys")]
    [TestCase(Rule + "months: 121", "4,13", "filing_rules: r: months: \"121\" is not a number of months from 1 to 120")]
    [TestCase(Rule + "days: 60\n    months: 2", "5,13", "filing_rules: r: months: stands beside days; keep one of them")]
    [TestCase(Rule + "note: x", "2,5", "filing_rules: r: days: is missing: a rule has days or months")]
    [TestCase(Rule + "days: 60\n    clock: reciept", "5,12", "filing_rules: r: clock: unknown value \"reciept\"; there are notice, presumed-receipt, receipt")]
    [TestCase(Rule + "days: 60\n    letters: [appeal, apeal]", "5,23", "filing_rules: r: letters: unknown value \"apeal\"; there are appeal, authorization, duplicate, records, corrected-claim, timely-filing, reopening, escalation")]
    [TestCase(Rule + "days: 60\n    letters: appeal", "5,14", "filing_rules: r: letters: should be a list: one entry a line with a dash before it, or [first, second]")]
    [TestCase(Rule + "days: 60\n    lines: [medicair]", "5,13", "filing_rules: r: lines: unknown value \"medicair\"; there are commercial, medicare, medicare-advantage, medicaid, tricare, veterans, workers-compensation, auto, federal, other")]
    [TestCase(Rule + "days: 60\n    states: [IL, Iowa]", "5,18", "filing_rules: r: states: \"Iowa\" is not a state; write its two capital letters, such as IL")]
    [TestCase(Rule + "days: 60\n    states: [ZZ]", "5,14", "filing_rules: r: states: \"ZZ\" is not a state; write its two capital letters, such as IL")]
    [TestCase(Rule + "days: 60\n    level: 10", "5,12", "filing_rules: r: level: \"10\" is not a number of levels from 1 to 9")]
    [TestCase(Rule + "days: 60\n    default: maybe", "5,14", "filing_rules: r: default: \"maybe\" is neither true nor false")]
    [TestCase(Rule + "days: 60\n    verified_on: 1/5/2026", "5,18", "filing_rules: r: verified_on: \"1/5/2026\" is not a date; write it as 2026-01-31")]
    [TestCase(Rule + "days: 60\n    verified_on: 2026-02-30", "5,18", "filing_rules: r: verified_on: \"2026-02-30\" is not a date; write it as 2026-01-31")]
    [TestCase(Rule + "days: 60\n    effective_from: 2026-02-01\n    effective_until: 2026-01-31", "6,22", "filing_rules: r: effective_until: lies before effective_from")]
    [TestCase(Rule + "days: 60\n    verified: 2026-01-05", "5,5", "filing_rules: r: unknown key \"verified\"; there are name, days, months, source, effective_from, effective_until, title, letters, level, payers, payer_names, lines, filing_indicators, states, clock, verified_on, verified_by, default, decision_days, form, amount_in_controversy, note")]
    [TestCase(Rule + "days: 60\n    payer_names: [\"*\"]", "5,19", "filing_rules: r: payer_names: \"*\" fits every payer; write some letters of the name, such as NORTHWIND*")]
    [TestCase(Rule + "days: 60\n    amount_in_controversy: { 26: 200 }", "5,34", "filing_rules: r: amount_in_controversy: 26: \"26\" is not a year")]
    [TestCase(Rule + "days: 60\n    amount_in_controversy: { 2026: $200 }", "5,36", "filing_rules: r: amount_in_controversy: 2026: \"$200\" is not an amount of dollars, such as 200")]
    [TestCase(Rule + "days: 60\n  - name: r\n    source: s\n    days: 3", "5,11", "filing_rules: r: name: the name \"r\" stands in the file twice; one of them has to go")]
    [TestCase("filing_rules:\n  - name: r\n    days: 60", "2,5", "filing_rules: r: source: is missing")]
    [TestCase("filing_rules:\n  - days: 60\n    source: s", "2,5", "filing_rules: entry 1: name: is missing")]
    [TestCase("filing_rules:\n  - just words", "2,5", "filing_rules: entry 1: should be a group of keys, each with its value")]
    [TestCase("filling_rules: []", "1,1", "unknown key \"filling_rules\"; there are payers, filing_rules")]
    [TestCase("- payers", "1,1", "the file should be keys with values, such as payers:")]
    public void A_mistake_in_a_filing_rule_points_at_its_value(string yaml, string place, string words) =>
        Assert.That(PayerProblems(yaml), Is.EqualTo(new[] { $"payers.yaml({place}): {words}" }));

    [TestCase(Payer + "line: comercial", "3,11", "payers: P: line: unknown value \"comercial\"; there are commercial")]
    [TestCase(Payer + "ids: NW1", "3,10", "payers: P: ids: should be a list")]
    [TestCase(Payer + "ids: [A]\n  - name: Q\n    ids: [B, A]", "5,14", "payers: Q: ids: the id \"A\" is that of P already")]
    [TestCase(Payer + "ids: [A]\n  - name: Q\n    lines:\n      - { name: R, ids: [A] }", "6,26", "payers: Q: lines: R: ids: the id \"A\" is that of P already")]
    [TestCase(Payer + "lines:\n      - { line: medicaid }", "4,9", "payers: P: lines: entry 1: filing_indicators: is missing: a product line is told by filing_indicators or ids")]
    [TestCase(Payer + "appeals:\n      portal: http://x.example", "4,15", "payers: P: appeals: portal: \"http://x.example\" is not a safe web address; it begins with https://")]
    [TestCase(Payer + "appeals:\n      portal: www.x.example", "4,15", "payers: P: appeals: portal: \"www.x.example\" is not a safe web address; it begins with https://")]
    [TestCase(Payer + "appeals:\n      adress: [x]", "4,7", "payers: P: appeals: unknown key \"adress\"; there are unit, address, fax, portal, phone")]
    [TestCase(Payer + "appeals: PO Box 1", "3,14", "payers: P: appeals: should be a group of keys, each with its value")]
    [TestCase(Payer + "name_patterns: [\"**\"]", "3,21", "payers: P: name_patterns: \"**\" fits every payer")]
    [TestCase(Payer + "limits: [{ channel: pigeon }]", "3,25", "payers: P: limits: entry 1: channel: unknown value \"pigeon\"; there are portal, fax, mail, email")]
    [TestCase(Payer + "limits: [{ max_files: 3 }]", "3,14", "payers: P: limits: entry 1: channel: is missing")]
    [TestCase(Payer + "limits: [{ channel: fax, max_files: x }]", "3,41", "payers: P: limits: entry 1: max_files: \"x\" is not a number of files")]
    [TestCase(Payer + "remark_meanings:\n      - { code: N1, playbook: nonsense, describes: d, source: s, entered_by: e }", "4,31", "payers: P: remark_meanings: entry 1: playbook: there is no playbook \"nonsense\"")]
    [TestCase(Payer + "remark_meanings:\n      - { code: N1, playbook: non-covered, describes: d, source: s }", "4,9", "payers: P: remark_meanings: entry 1: entered_by: is missing")]
    [TestCase("payers:\n  - ids: [A]", "2,5", "payers: entry 1: name: is missing")]
    [TestCase("payers:\n  - name: P\n    name: Q", "3,5", "this cannot be read; look at the indentation, and put a text with a colon or # in quotation marks")]
    [TestCase("payers:\n  - name: \"P", "2,11", "this cannot be read; look at the indentation, and put a text with a colon or # in quotation marks")]
    public void A_mistake_in_a_payer_points_at_its_value(string yaml, string place, string words) =>
        Assert.That(PayerProblems(yaml), Has.Count.EqualTo(1).And.All.StartsWith($"payers.yaml({place}): {words}"));

    [TestCase("practices:\n  - name: C\n    npis: [\"1234567890\"]", "3,12", "practices: C: npis: \"1234567890\" is not an NPI: its last digit does not fit the others")]
    [TestCase("practices:\n  - name: C\n    npis: [\"123456789\"]", "3,12", "practices: C: npis: \"123456789\" is not an NPI; it has ten digits")]
    [TestCase("practices:\n  - name: C\n    tax_ids: [12345678]", "3,15", "practices: C: tax_ids: \"12345678\" is not a tax ID; it has nine digits")]
    [TestCase("practices:\n  - name: C", "2,5", "practices: C: npis: is missing: a practice is found by npis or tax_ids")]
    [TestCase(Practice + "state: Illinois", "4,12", "practices: C: state: \"Illinois\" is not a state")]
    [TestCase(Practice + "email: nobody", "4,12", "practices: C: email: \"nobody\" is not an e-mail address")]
    [TestCase(Practice + "fone: \"1\"", "4,5", "practices: C: unknown key \"fone\"")]
    [TestCase(Practice + "logo: none.png", "4,11", "practices: C: logo: there is no file \"none.png\" in the folder of the templates")]
    [TestCase(Practice + "logo: ../none.png", "4,11", "practices: C: logo: \"../none.png\" lies outside the folder of the templates")]
    [TestCase(Practice + "logo: /etc/hostname", "4,11", "practices: C: logo: \"/etc/hostname\" lies outside the folder of the templates")]
    [TestCase(Practice + "logo: text.png", "4,11", "practices: C: logo: \"text.png\" is neither a PNG nor a JPEG picture")]
    [TestCase(Practice + "logo: large.png", "4,11", "practices: C: logo: \"large.png\" is larger than 512 KB")]
    [TestCase(Practice + "phone: \"1\"\n  - name: D\n    npis: [\"1234567893\"]", "6,12", "practices: D: npis: the NPI \"1234567893\" stands in the file twice")]
    [TestCase(Practice + "phone: \"1\"\nbilling_company:\n  phone: \"2\"", "6,3", "billing_company: name: is missing")]
    public void A_mistake_in_a_practice_points_at_its_value(string yaml, string place, string words) =>
        Assert.That(PracticeProblems(yaml, Pictures), Has.Count.EqualTo(1).And.All.StartsWith($"practices.yaml({place}): {words}"));

    [TestCase("")]
    [TestCase("# nothing\n")]
    [TestCase("payers:\nfiling_rules:\n")]
    [TestCase("payers: []\nfiling_rules: []\n")]
    [TestCase(Payer + "appeals:\n      fax:\n      portal: Availity Essentials\n    ids:\n")]
    [TestCase(Payer + "appeals: { portal: \"https://appeals.example/new?a=1\" }")]
    [TestCase(Payer + "limits: [{ channel: portal, max_files: 10, max_file_mb: 60, max_total_mb: 150 }]")]
    [TestCase(Rule + "days: 60\n    default: True\n    amount_in_controversy: { 2026: 200, 2025: 190.50 }")]
    [TestCase(Rule + "months: 6\n    effective_from: 2026-01-01\n    effective_until: 2026-01-01")]
    [TestCase(Rule + "days: 60\n    verified_on: \"2026-01-05\"\n    verified_by: billing office")]
    public void What_is_right_is_taken(string yaml) => Assert.That(PayerProblems(yaml), Is.Empty);

    [TestCase("states: [Iowa]")]
    [TestCase("state: [IA]")]
    [TestCase("letters: [apeal]")]
    [TestCase("clock: reciept")]
    public void A_rule_with_a_mistake_counts_for_nobody(string line) =>
        Assert.That(Payers($"{Rule}days: 60\n    {line}").Rules, Is.Empty);

    [Test]
    public void A_product_line_with_a_mistake_counts_for_no_claim() =>
        Assert.That(Payers(Payer + "ids: [A]\n    lines: [{ name: R, ids: [[B]] }]").Find(Remittance("A"), Claim())?.Name, Is.EqualTo("P"));

    [TestCase("1234567893")]
    [TestCase("1999999984")]
    [TestCase("1245319599")]
    [TestCase("1000000004")]
    public void A_right_NPI_is_taken(string npi) => Assert.That(SettingsChecks.Npi(npi), Is.Null);

    [Test]
    public void One_wrong_digit_of_an_NPI_is_found()
    {
        const string Right = "1234567893";
        var wrong = Enumerable.Range(0, 10).SelectMany(place => "0123456789".Where(digit => digit != Right[place]).Select(digit => $"{Right[..place]}{digit}{Right[(place + 1)..]}"));
        Assert.That(wrong.Where(npi => SettingsChecks.Npi(npi) is null), Is.Empty);
    }

    [Test]
    public void A_practice_is_read_whole()
    {
        var book = Practices("""
            billing_company: { name: Example Billing, address: [1 Example St], phone: "2", authority: Agreement of 2026-01-05 }
            practices:
              - name: C
                npis: ["1234567893"]
                tax_ids: [12-3456789]
                address: [1 Main St, "Madison, WI 53703-1234"]
                signer: Dana Reyes
                signer_title: Clinical Director
                credential: LCSW
            """);
        var practice = book.Practices.Single();
        Assert.Multiple(() =>
        {
            Assert.That((practice.TaxIds[0], practice.State, practice.Credential), Is.EqualTo(("123456789", "WI", "LCSW")));
            Assert.That((book.BillingCompany?.Name, book.BillingCompany?.Authority), Is.EqualTo(("Example Billing", "Agreement of 2026-01-05")));
            Assert.That(book.Find(Remittance()), Is.SameAs(practice));
        });
    }

    private static void Pictures(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "text.png"), "no picture");
        File.WriteAllBytes(Path.Combine(folder, "large.png"), new byte[600 * 1024]);
    }
}
