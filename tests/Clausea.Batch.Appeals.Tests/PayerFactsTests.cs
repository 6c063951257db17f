using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Scriban.Runtime;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>The facts that letters get, against the table that documents them.</summary>
internal sealed partial class PayerFactsTests
{
    private const string Payers = """
        payers:
          - name: Sample Health Plan
            ids: [SAMPLE]
            appeals: { unit: Appeals, address: [PO Box 1], fax: "111", portal: Sample Portal, phone: "222" }
            claims_address: [PO Box 2]
            records_address: [PO Box 3]
            forms: [Form A]
        filing_rules:
          - { name: r, days: 60, source: s, verified_on: 2026-01-15, form: Form R }
        """;

    private const string Practices = """
        billing_company: { name: Example Billing, address: [1 Example St], phone: "2", authority: Agreement }
        practices: [{ name: C, npis: ["1234567893"], signer: Dana Reyes, credential: LCSW }]
        """;

    [Test]
    public void Every_fact_of_practice_payer_company_and_deadline_is_documented_and_no_other()
    {
        using var folder = Folder();
        var facts = Facts(TemplateSet.Load(folder.Path), LetterKind.Appeal);
        var documented = FactName().Matches(File.ReadAllText(Path.Combine(Repository.Templates, "README.md"))).Select(match => match.Groups[1].Value).ToHashSet();
        var given = new[] { "practice", "payer", "claim", "remittance" }.SelectMany(group => Keys(facts, group).Select(key => $"{group}.{key}"));
        Assert.Multiple(() =>
        {
            Assert.That(given, Is.EquivalentTo(documented.Where(name => name.Split('.')[0] is "practice" or "payer" or "claim" or "remittance")));
            Assert.That(Row("billing_company?"), Is.EquivalentTo(Keys(facts, "billing_company")));
            Assert.That(Row("deadline?"), Is.EquivalentTo(Keys(facts, "deadline")));
            Assert.That(Row("earlier?"), Is.EquivalentTo(Keys(facts, "earlier")));
            Assert.That(Row("causes[]"), Is.EquivalentTo(Members(facts, "causes")));
            Assert.That(Row("evidence[]"), Is.EquivalentTo(Members(facts, "evidence")));
        });
    }

    [TestCase(LetterKind.Appeal, "PO Box 1", "Appeals", true)]
    [TestCase(LetterKind.CorrectedClaim, "PO Box 2", "Claims Department", false)]
    [TestCase(LetterKind.Records, "PO Box 3", "Medical Records", false)]
    public void A_letter_goes_to_the_department_it_is_for(LetterKind kind, string address, string department, bool withFax)
    {
        using var folder = Folder();
        var templates = TemplateSet.Load(folder.Path);
        var playbook = templates.Playbooks.All.First(playbook => playbook.Letter == kind);
        var text = new LetterPress(templates, CodeCatalogue.Shipped).Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today).Text;
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain(address).And.Contain(department).And.Contain("Dana Reyes, LCSW"));
            Assert.That(text.Contains("Fax 111", StringComparison.Ordinal), Is.EqualTo(withFax));
        });
    }

    private static ScriptObject Facts(TemplateSet templates, LetterKind kind)
    {
        var playbook = templates.Playbooks.All.First(playbook => playbook.Letter == kind);
        var denial = SampleDenials.Preview(playbook);
        var order = SampleDenials.Later(LetterKind.SecondLevel) with
        {
            Playbook = playbook,
            Deadline = templates.Payers.DeadlineFor(denial.Remittance, denial.Claim, kind, CodeCatalogue.Shipped),
        };
        return new LetterFacts(templates, CodeCatalogue.Shipped).Of(denial, LetterPlan.Of(denial, order, templates.Playbooks), order).Facts;
    }

    private static IEnumerable<string> Keys(ScriptObject facts, string group) => ((ScriptObject)facts[group]!).Keys;

    private static IEnumerable<string> Members(ScriptObject facts, string list) => ((ScriptObject)((ScriptArray)facts[list]!)[0]!).Keys;

    private static TempFolder Folder()
    {
        var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.Templates, "*", SearchOption.AllDirectories))
        {
            var target = folder.Sub(Path.GetRelativePath(Repository.Templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(folder.Sub("payers.yaml"), Payers);
        File.WriteAllText(folder.Sub("practices.yaml"), Practices);
        return folder;
    }

    // The members that the row of an optional fact lists.
    private static IEnumerable<string> Row(string fact)
    {
        var row = File.ReadLines(Path.Combine(Repository.Templates, "README.md")).Single(line => line.StartsWith($"| `{fact}` |", StringComparison.Ordinal));
        return MemberName().Matches(row.Split('|')[2]).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex(@"`([a-z]+\.[a-z_]+)(?:\[\])?\??`")]
    private static partial Regex FactName();

    [GeneratedRegex(@"`([a-z_]+)(?:\[\])?\??`")]
    private static partial Regex MemberName();
}
