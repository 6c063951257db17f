using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

internal sealed class CodePageTests
{
    private static readonly CodeCatalogue s_codes = CodeCatalogue.Shipped;
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);

    private static readonly string[] s_sections =
        [GuideSection.Explanation, GuideSection.Causes, GuideSection.Prevention, GuideSection.NextSteps];

    private static readonly string[] s_ofServices = [GuideSection.Explanation, GuideSection.Reviewer, GuideSection.Evidence];

    [TestCase("50", CodeKind.Reason, "50", null)]
    [TestCase("CO-50", CodeKind.Reason, "50", "CO")]
    [TestCase("co50", CodeKind.Reason, "50", "CO")]
    [TestCase(" pr 204 ", CodeKind.Reason, "204", "PR")]
    [TestCase("CARC 016", CodeKind.Reason, "16", null)]
    [TestCase("b12", CodeKind.Reason, "B12", null)]
    [TestCase("n382", CodeKind.Remark, "N382", null)]
    [TestCase("RARC N 382", CodeKind.Remark, "N382", null)]
    [TestCase("CO-N382", CodeKind.Remark, "N382", "CO")]
    [TestCase("pr", CodeKind.Group, "PR", null)]
    [TestCase("status 4", CodeKind.ClaimStatus, "4", null)]
    [TestCase("Status-22", CodeKind.ClaimStatus, "22", null)]
    [TestCase("CLP02-4", CodeKind.ClaimStatus, "4", null)]
    [TestCase("PLB-WO", CodeKind.ProviderAdjustment, "WO", null)]
    [TestCase("wo", CodeKind.ProviderAdjustment, "WO", null)]
    [TestCase("plb 50", CodeKind.ProviderAdjustment, "50", null)]
    [TestCase("filing MB", CodeKind.FilingIndicator, "MB", null)]
    [TestCase("MB", CodeKind.FilingIndicator, "MB", null)]
    [TestCase("90837", CodeKind.Service, "90837", null)]
    [TestCase("90837-95", CodeKind.Service, "90837", null)]
    [TestCase("HC:h0015", CodeKind.Service, "H0015", null)]
    [TestCase("905", CodeKind.Service, "0905", null)]
    [TestCase("rev 0905", CodeKind.Service, "0905", null)]
    public void A_code_is_understood_however_it_is_written(string text, CodeKind kind, string code, string? group) =>
        Assert.That(CodeWords.Read(text, s_codes)[0], Is.EqualTo(new CodeReading(new(kind, code), group)));

    [TestCase("")]
    [TestCase("-")]
    [TestCase("CO-999")]
    [TestCase("status 999")]
    [TestCase("50; DROP TABLE")]
    [TestCase("<b>")]
    public void What_is_no_code_has_no_page(string text) => Assert.That(CodePage.Of(text, s_codes, s_templates.Playbooks), Is.Null);

    [TestCase("status 4 50", new[] { "status 4", "50" })]
    [TestCase("CO 50 PR", new[] { "CO 50", "PR" })]
    [TestCase("CO PR", new[] { "CO", "PR" })]
    [TestCase("plb WO filing MB", new[] { "plb WO", "filing MB" })]
    [TestCase("50 N382", new[] { "50", "N382" })]
    [TestCase("CO", new[] { "CO" })]
    public void Two_words_may_be_one_code(string words, string[] expected) => Assert.That(CodeWords.Join(words.Split(' ')), Is.EqualTo(expected));

    [TestCase("N38", "N382")]
    [TestCase("N3822", "N382")]
    [TestCase("C0-50", "50")]
    [TestCase("9O837", "90837")]
    [TestCase("CO-1999", "199")]
    [TestCase("PLB-WOO", "PLB-WO")]
    public void What_is_written_almost_like_a_code_names_it(string text, string expected) =>
        Assert.That(CodeIndex.Near(text, s_codes).Select(entry => $"{entry.Name}"), Does.Contain(expected));

    [Test]
    public void Codes_stand_in_the_order_in_which_people_count()
    {
        string[] shuffled = ["B5", "16", "N10", "2", "N9", "A1", "100", "1", "B15"];
        Assert.That(shuffled.Order(CodeOrder.Natural), Is.EqualTo(new[] { "1", "2", "16", "100", "A1", "B5", "B15", "N9", "N10" }));
    }

    [Test]
    public void Every_code_has_a_page_that_says_something_in_each_section()
    {
        var entries = CodeIndex.All(s_codes).ToList();
        Assert.That(entries, Has.Count.GreaterThan(700));
        foreach (var entry in entries)
        {
            var page = CodePage.Of($"{entry.Name}", s_codes, s_templates.Playbooks);
            Assert.That(page?.Name, Is.EqualTo(entry.Name), $"{entry.Name}");
            var expected = entry.Name.Kind == CodeKind.Service ? s_ofServices : s_sections;
            Assert.That(page!.Guide.Select(section => section.Heading), Is.EqualTo(expected), $"{entry.Name}");
            Assert.That(page.Guide.Select(section => section.Text), Has.All.Length.GreaterThan(20), $"{entry.Name}");
        }
    }

    [Test]
    public void Every_code_has_a_page_without_any_playbook()
    {
        foreach (var entry in CodeIndex.All(s_codes))
        {
            var page = CodePage.Of($"{entry.Name}", s_codes, new PlaybookShelf([]))!;
            Assert.That(page.Guide.Select(section => section.Text), Has.All.Length.GreaterThan(20), $"{entry.Name}");
        }
    }

    [Test]
    public void Related_codes_exist_are_few_and_do_not_hold_the_code_itself()
    {
        var entries = CodeIndex.All(s_codes).ToList();
        foreach (var entry in entries)
        {
            var related = CodePage.Of($"{entry.Name}", s_codes, s_templates.Playbooks)!.Related;
            Assert.That(related.Select(other => other.Name), Is.SubsetOf(entries.Select(known => known.Name)), $"{entry.Name}");
            Assert.That(related.Select(other => other.Name), Is.Unique.And.None.EqualTo(entry.Name), $"{entry.Name}");
            Assert.That(related, Has.Count.LessThanOrEqualTo(12), $"{entry.Name}");
            Assert.That(related.Where(other => other.Text.Length == 0 || other.Why.Length == 0), Is.Empty, $"{entry.Name}");
        }
    }

    [Test]
    public void The_successors_of_a_deactivated_code_come_with_it() =>
        Assert.That(
            CodePage.Of("N29", s_codes, s_templates.Playbooks)!.Related.Select(related => related.Name.Code),
            Is.EqualTo(Enumerable.Range(705, 12).Select(number => $"N{number}")));

    [TestCase("50", "medical-necessity")]
    [TestCase("150", "level-of-service")]
    [TestCase("16", "missing-claim-data")]
    [TestCase("252", "documentation-missing")]
    [TestCase("29", "timely-filing")]
    [TestCase("N382", "patient-identifier")]
    [TestCase("N706", "documentation-missing")]
    [TestCase("35", "benefit-maximum")]
    [TestCase("MA130", null)]
    [TestCase("N22", "reviewer-changed-code")]
    [TestCase("272", "guidelines-not-met")]
    [TestCase("45", null)]
    public void A_page_is_led_by_the_playbook_that_asks_least_beside_the_code(string code, string? expected) =>
        Assert.That(CodePage.Of(code, s_codes, s_templates.Playbooks)!.Lead?.Key, Is.EqualTo(expected));

    [Test]
    public void A_playbook_says_what_has_to_stand_beside_the_code()
    {
        var answers = CodePage.Of("N382", s_codes, s_templates.Playbooks)!.Answers.ToDictionary(answer => answer.Playbook.Key, answer => answer.When);
        Assert.That(answers["patient-identifier"], Does.StartWith("beside reason 16, 31, 32"));
        Assert.That(answers["behavioral-health-clinical-review"], Does.EndWith("on a service of the kind behavioral-health"));
    }

    [Test]
    public void A_service_names_the_playbooks_of_its_classes()
    {
        var answers = CodePage.Of("90837", s_codes, s_templates.Playbooks)!.Answers;
        Assert.That(answers.Select(answer => (answer.Playbook.Key, answer.When)), Does.Contain(("psychotherapy-time", "beside reason 150")));
        Assert.That(answers.Select(answer => answer.Leads), Has.None.True);
    }

    [Test]
    public void The_page_of_N382_tells_both_meanings_apart()
    {
        var page = CodePage.Of("N382", s_codes, s_templates.Playbooks)!;
        var notes = string.Join('\n', page.Notes);
        Assert.That(notes, Does.Contain("In the national code list N382 speaks of data").And.Contain("a corrected claim, not for an appeal"));
        Assert.That(notes, Does.Contain("the clinical code is appealed, and the identifier is fixed as well"));
        Assert.That(notes, Does.Contain("for this payer alone").And.Contain("never presents it as the national meaning"));
        Assert.That(page.Text, Does.Contain("identifier").And.Not.Contain("psychiatric"));
    }

    [Test]
    public void A_letter_of_a_page_carries_its_code()
    {
        var page = CodePage.Of("N382", s_codes, s_templates.Playbooks)!;
        foreach (var answer in page.Answers)
        {
            Assert.That(SampleDenials.Preview(answer.Playbook, page.Name).Verdict.Remarks, Does.Contain("N382"), answer.Playbook.Key);
        }
    }

    [Test]
    public void Codes_written_alike_name_each_other() =>
        Assert.That(CodePage.Of("50", s_codes, s_templates.Playbooks)!.Also.Select(other => $"{other.Name}"), Is.EqualTo(new[] { "PLB-50" }));

    [Test]
    public void What_is_only_generally_known_of_a_service_is_to_be_checked_with_the_payer()
    {
        foreach (var code in new[] { "90839", "90847", "S9480", "H0035", "0912", "97153" })
        {
            Assert.That(CodePage.Of(code, s_codes, s_templates.Playbooks)!.Guide[0].Text, Does.Contain("check with the payer"), code);
        }
    }

    [Test]
    public void Guides_cite_no_law_and_promise_nothing()
    {
        foreach (var section in CodeIndex.All(s_codes).SelectMany(entry => CodePage.Of($"{entry.Name}", s_codes, new PlaybookShelf([]))!.Guide))
        {
            Assert.That(section.Text, Does.Not.Match(@"CFR|U\.?S\.?C|§|\d ?%|success rate"));
        }
    }
}
