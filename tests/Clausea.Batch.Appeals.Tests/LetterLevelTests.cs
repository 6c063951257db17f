using System.Text.RegularExpressions;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What a letter says at which level and of which family: its heading, addressee, forms, authority and exhibits.
/// </summary>
internal sealed partial class LetterLevelTests
{
    private const string RedeterminationForm = "This letter, with the elements that form CMS-20027 asks for, is our request for redetermination.";

    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly LetterPress s_press = new(s_templates, CodeCatalogue.Shipped);

    private static Playbook Necessity => s_templates.Playbooks.Find("medical-necessity")!;

    //        indicator, level, heading
    [TestCase("12", 2, "Second-level appeal, claim 2026015SAMPLE1")]
    [TestCase("MB", 2, "Request for reconsideration by a qualified independent contractor, claim 2026015SAMPLE1")]
    [TestCase("16", 2, "Request for independent review, claim 2026015SAMPLE1")]
    [TestCase("MC", 2, "Request for a state fair hearing, claim 2026015SAMPLE1")]
    [TestCase("MB", 3, "Request for the next level of review (level 3), claim 2026015SAMPLE1")]
    public void The_second_level_is_called_as_the_payer_line_calls_it(string indicator, int level, string heading)
    {
        var text = Write(SampleDenials.Of(Necessity, indicator), SampleDenials.Later(LetterKind.SecondLevel) with { Level = level });
        Assert.That(text, Does.Contain(heading));
    }

    [TestCase(LetterKind.SecondLevel)]
    [TestCase(LetterKind.ExternalReview)]
    public void A_later_level_does_not_go_to_the_first_one(LetterKind kind)
    {
        using var folder = new TemplateCopy();
        folder.Change("payers.yaml", "ids: [\"NWHP1\"]", "ids: [\"SAMPLE\"]");
        var press = new LetterPress(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped);
        var first = press.Write(SampleDenials.Preview(Necessity), Necessity, SampleDenials.Today).Text;
        var later = press.Write(SampleDenials.Preview(Necessity), SampleDenials.Later(kind) with { Playbook = Necessity }).Text;
        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Contain("PO Box 4410"));
            Assert.That(later, Does.Contain("Northwind Health Plan").And.Not.Contain("PO Box 4410").And.Not.Contain("555-0188"));
        });
    }

    //        indicator, kind, the office has to supply an authority
    [TestCase("12", LetterKind.Appeal, false)]
    [TestCase("MB", LetterKind.Appeal, false)]
    [TestCase("16", LetterKind.Appeal, true)]
    [TestCase("MC", LetterKind.Appeal, true)]
    [TestCase("12", LetterKind.SecondLevel, true)]
    [TestCase("MB", LetterKind.SecondLevel, false)]
    [TestCase("16", LetterKind.SecondLevel, true)]
    [TestCase("MC", LetterKind.SecondLevel, true)]
    [TestCase("12", LetterKind.ExternalReview, true)]
    public void Authority_is_asked_for_where_the_patients_right_is_used(string indicator, LetterKind kind, bool isAsked)
    {
        var order = kind == LetterKind.Appeal ? new LetterOrder { Today = SampleDenials.Today } : SampleDenials.Later(kind);
        Assert.That(Write(SampleDenials.Of(Necessity, indicator), order).Contains("Authority for this request", StringComparison.Ordinal), Is.EqualTo(isAsked));
    }

    [TestCase("medical-necessity")]
    [TestCase("authorization-absent")]
    [TestCase("duplicate-distinct-service")]
    public void A_redetermination_takes_the_place_of_its_form_and_no_other_letter_says_so(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        Assert.Multiple(() =>
        {
            Assert.That(Flat(Write(SampleDenials.Of(playbook, "MB"), new LetterOrder { Today = SampleDenials.Today }, playbook)), Does.Contain(RedeterminationForm).And.Contain("Request for redetermination"));
            Assert.That(Write(SampleDenials.Of(playbook, "MB"), SampleDenials.Later(LetterKind.SecondLevel), playbook), Does.Not.Contain("CMS-20027"));
            Assert.That(Write(SampleDenials.Of(playbook, "12"), new LetterOrder { Today = SampleDenials.Today }, playbook), Does.Not.Contain("CMS-20027"));
        });
    }

    [Test]
    public void A_form_is_never_said_to_be_there()
    {
        var denial = SampleDenials.Of(Necessity, "MB");
        var deadline = s_templates.Payers.DeadlineFor(denial.Remittance, denial.Claim, LetterKind.Escalation, 2, CodeCatalogue.Shipped);
        var draft = s_press.Write(denial, SampleDenials.Later(LetterKind.SecondLevel) with { Playbook = Necessity, Deadline = deadline });
        Assert.That(draft.Needs.Select(need => need.What), Has.Member("completed form CMS-20033, or a note that this letter takes its place"));
    }

    [Test]
    public void Of_a_decision_won_in_part_no_letter_says_what_is_still_open()
    {
        var order = SampleDenials.Later(LetterKind.SecondLevel) with { Earlier = SampleDenials.Earlier with { IsPartlyWon = true } };
        var text = Write(SampleDenials.Preview(Necessity), order);
        Assert.That(text, Does.Contain("A part of the amount was paid after that decision").And.Contain("Left unpaid").And.Not.Contain("In dispute").And.Not.Contain("in dispute)").And.Not.Contain("Amount in dispute"));
    }

    [Test]
    public void A_billing_company_says_for_whom_it_writes_and_by_what_authority()
    {
        using var folder = new TemplateCopy();
        folder.Change("practices.yaml", "\npractices:", "\nbilling_company: { name: Example Billing LLC, address: [1 Example St] }\npractices:");
        var draft = new LetterPress(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped).Write(SampleDenials.Preview(Necessity), Necessity, SampleDenials.Today);
        Assert.Multiple(() =>
        {
            Assert.That(draft.Text, Does.Contain("Prepared on behalf of Cedar Hollow Behavioral Health LLC by Example Billing LLC").And.Contain("1 Example St"));
            Assert.That(draft.Needs.Select(need => need.What), Has.Some.StartsWith("authority by which the billing company writes"));
            Assert.That(Write(SampleDenials.Preview(Necessity), new LetterOrder { Today = SampleDenials.Today }), Does.Not.Contain("Prepared on behalf of").And.Not.Contain("Authority:"));
        });
    }

    [TestCase(0, "One document accompanies this letter:")]
    [TestCase(1, "These documents accompany this letter:")]
    [TestCase(2, "These documents accompany this letter:")]
    public void The_exhibit_list_is_right_for_one_document_and_for_several(int attached, string words)
    {
        var draft = s_press.Write(SampleDenials.Preview(Necessity), new LetterOrder { Today = SampleDenials.Today, Playbook = Necessity, Exhibits = SampleDenials.Exhibits(Necessity, attached) });
        Assert.Multiple(() =>
        {
            Assert.That(draft.Markdown, Does.Contain("\n## Exhibits\n").And.Contain(words));
            Assert.That(draft.Text.Contains("Exhibit A:", StringComparison.Ordinal), Is.EqualTo(attached > 0));
            Assert.That(draft.Text.Contains("(1 page)", StringComparison.Ordinal), Is.EqualTo(attached > 0));
            Assert.That(draft.Text.Contains("(2 pages)", StringComparison.Ordinal), Is.EqualTo(attached > 1));
        });
    }

    [TestCase(LetterKind.Appeal)]
    [TestCase(LetterKind.SecondLevel)]
    [TestCase(LetterKind.ExternalReview)]
    public void Several_causes_make_one_letter(LetterKind kind)
    {
        var draft = s_press.Write(TwoCauses(), kind == LetterKind.Appeal ? new LetterOrder { Today = SampleDenials.Today } : SampleDenials.Later(kind));
        Assert.Multiple(() =>
        {
            Assert.That(draft.Text, Does.Contain("The claim raises more than one question, and we take them one by one."));
            Assert.That(draft.Markdown, Does.Contain("## Medical necessity").And.Contain("## Authorization reported as absent"));
            Assert.That(draft.Markdown, Does.Not.Match(@"(?m)^## [^\n]*\n+## "), "a heading without text");
            Assert.That(Headings().Matches(draft.Markdown).Select(match => match.Value), Is.Unique);
        });
    }

    [Test]
    public void No_letter_has_a_heading_without_text()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.PathOf("tests", "Clausea.Batch.Appeals.Tests", "Letters")))
        {
            Assert.That(OrphanHeading().Match(File.ReadAllText(path).ReplaceLineEndings("\n")).Value, Is.Empty, Path.GetFileName(path));
        }
    }

    [Test]
    public void Every_letter_and_part_is_documented_and_no_other()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Templates, "README.md"));
        var section = readme[readme.IndexOf("## Letters and their parts", StringComparison.Ordinal)..];
        var tables = section.Split("| Part | Prints |");
        Assert.Multiple(() =>
        {
            Assert.That(FirstCells(tables[0]), Is.EquivalentTo(LetterKinds.Templates));
            Assert.That(FirstCells(tables[1]), Is.EquivalentTo(Directory.EnumerateFiles(Path.Combine(Repository.Templates, "letters", "_partials")).Select(Path.GetFileNameWithoutExtension)));
        });
    }

    internal static Denial TwoCauses()
    {
        var sample = SampleDenials.For(Necessity).ElementAt(1);
        var authorization = s_templates.Playbooks.Find("authorization-absent")!;
        var services = sample.Claim.Services.Select((line, i) => i == 2 ? line with { Adjustments = [new Adjustment("CO", "197", 195m, null)] } : line).ToList();
        return sample with
        {
            Claim = sample.Claim with { Services = services },
            Verdict = sample.Verdict with { Causes = [Cause(Necessity, "CO-50", [1, 2]), Cause(authorization, "CO-197", [3])], Reasons = ["CO-50", "CO-197"] },
        };
    }

    private static Cause Cause(Playbook playbook, string reason, IReadOnlyList<int> services) => new()
    {
        Playbook = playbook.Key,
        Disposition = playbook.Disposition,
        Kind = playbook.Letter,
        Rule = "sample",
        Because = "A sample.",
        DeniedAmount = 195m * services.Count,
        Services = services,
        Reasons = [reason],
        Remarks = [],
    };

    private static string Write(Denial denial, LetterOrder order, Playbook? playbook = null) =>
        s_press.Write(denial, order with { Playbook = playbook ?? Necessity }).Text;

    private static string Flat(string text) => Blanks().Replace(text, " ");

    private static IEnumerable<string> FirstCells(string table) =>
        Row().Matches(table).SelectMany(row => Name().Matches(row.Groups[1].Value)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^\| ([^|]*`[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex("^## .+$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    // Headings stand in capitals: one must not be followed by another, or by the end.
    [GeneratedRegex(@"^[A-Z][A-Z ]+\n+(?=[A-Z][A-Z ]+\n|Sincerely|\z)", RegexOptions.Multiline)]
    private static partial Regex OrphanHeading();
}
