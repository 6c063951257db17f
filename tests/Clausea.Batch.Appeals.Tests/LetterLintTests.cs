using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What a letter must not say, as a table; and that every letter of every playbook keeps to it.</summary>
internal sealed class LetterLintTests
{
    private static readonly LetterTruth s_truth = new()
    {
        Amounts = new HashSet<decimal> { 0, 150, 195, 345 },
        Dates = new HashSet<DateOnly> { new(2026, 1, 5), new(2026, 3, 2) },
        Codes = new Dictionary<string, (string, bool)>
        {
            ["CO-50"] = ("The payer does not regard the service as medically necessary.", false),
            ["N382"] = ("The identifier of the patient is absent, incomplete or wrong.", false),
            ["N115"] = ("Invented official words.", true),
        },
        PayerLine = "commercial",
        IsSubstanceUse = false,
        DefaultDeadline = new DateOnly(2026, 8, 28),
    };

    //        rule                  sentence
    [TestCase("hole", "Dear {{ payer.name }}")]
    [TestCase("hole", "Your remittance of ( ) left money unpaid.")]
    [TestCase("hole", "The plan , as we read it, is silent.")]
    [TestCase("amount", "Please pay $150.01 for line 1.")]
    [TestCase("amount", "Please pay $1,950.00 for line 1.")]
    [TestCase("date", "The session of January 6, 2026 was denied.")]
    [TestCase("date", "| 1 | 01/06/2026 | 90837 |")]
    [TestCase("code", "- N382, in our words: The denial was based on a review of psychiatric records.")]
    [TestCase("code", "- CO-50: \"Not deemed a medical necessity by the payer.\"")]
    [TestCase("code", "- N115, in our words: Invented official words.")]
    [TestCase("deadline", "The last day for this request is August 28, 2026.")]
    [TestCase("chart", "The progress notes document 55 minutes of therapy.")]
    [TestCase("chart", "The enclosed record clearly supports 90837.")]
    [TestCase("chart", "The treatment plan contains measurable goals.")]
    [TestCase("chart", "These sessions were medically necessary.")]
    [TestCase("chart", "The patient met criteria for this level of care.")]
    [TestCase("chart", "The session lasted 55 minutes.")]
    [TestCase("enclosure", "A copy of the claim is enclosed.")]
    [TestCase("enclosure", "Please find attached the progress notes.")]
    [TestCase("enclosure", "The attached plan speaks for itself.")]
    [TestCase("exhibit", "See Exhibit B, page 2.")]
    [TestCase("psychotherapy-notes", "We send the psychotherapy notes of each session.")]
    [TestCase("law", "Under 42 CFR 405.942 this request is in time.")]
    [TestCase("law", "Under 42 CFR 438.402 the plan has to answer.")]
    [TestCase("law", "ERISA gives us 180 days.")]
    [TestCase("law", "Under Wit v. United Behavioral Health the plan must follow such standards.")]
    [TestCase("law", "The 2024 final rule forbids this limit.")]
    [TestCase("law", "42 CFR part 2 protects these records.")]
    [TestCase("claim-too-far", "We demand full reimbursement.")]
    [TestCase("claim-too-far", "Your denial was made in bad faith.")]
    [TestCase("claim-too-far", "The diagnosis follows DSM-5 and is active.")]
    public void A_sentence_that_must_not_go_out_is_found(string rule, string sentence) =>
        Assert.That(LetterLint.Check(sentence, s_truth).Select(finding => finding.Rule), Has.Member(rule));

    [TestCase("Please pay what the plan owes of $345.00 for lines 1 and 2.")]
    [TestCase("| 1 | 01/05/2026 | 90837 | $195.00 | $0.00 |")]
    [TestCase("- CO-50, in our words: The payer does not regard the service as medically necessary.")]
    [TestCase("- N115: \"Invented official words.\"")]
    [TestCase("The notes show, each with exhibit and page:\n\n- Time: ⟦NEEDS: minutes on each date — treating clinician⟧")]
    [TestCase("The progress notes document ⟦NEEDS: minutes on each date — treating clinician⟧.")]
    [TestCase("We ask for the billed code only where the note supports it.")]
    [TestCase("Line 1 is H0001 of claim 20000010001, account SY0001-0001.")]
    [TestCase("Please tell us whether the record supports another code.")]
    [TestCase("The pages contain no separately kept psychotherapy notes.")]
    [TestCase("If the plan is subject to the parity act, please send the comparative analysis.")]
    [TestCase("The diagnosis follows DSM-5-TR: ⟦NEEDS: diagnosis — treating clinician⟧")]
    [TestCase("The announced attachment did not arrive, you say.")]
    public void A_true_or_open_sentence_passes(string sentence) =>
        Assert.That(LetterLint.Check(sentence, s_truth), Is.Empty);

    [TestCase("The notes document 55 minutes (Exhibit A, page 2).")]
    [TestCase("A copy of the claim is attached as Exhibit A.")]
    public void What_is_attached_may_be_named(string sentence) =>
        Assert.That(LetterLint.Check(sentence, s_truth with { Exhibits = new Dictionary<string, int> { ["A"] = 3 } }), Is.Empty);

    [TestCase("The notes document 55 minutes (Exhibit A, page 4).", "exhibit A has 3 pages, no page 4")]
    [TestCase("The notes document 55 minutes (Exhibit B, page 1). See Exhibit A.", "there is no exhibit B")]
    [TestCase("The notes speak for themselves.", "exhibit A is attached, and the letter does not name it")]
    public void An_exhibit_is_named_as_it_is(string sentence, string why) => Assert.That(
        LetterLint.Check(sentence, s_truth with { Exhibits = new Dictionary<string, int> { ["A"] = 3 } }).Select(finding => finding.Why), Has.Member(why));

    [TestCase("medicare", "Under 42 CFR 405.942 this request is in time.")]
    [TestCase("medicaid", "Under 42 CFR 438.402 the plan has to answer.")]
    public void A_law_that_governs_the_plan_may_be_named(string line, string sentence) =>
        Assert.That(LetterLint.Check(sentence, s_truth with { PayerLine = line }), Is.Empty);

    [Test]
    public void A_template_that_lies_drafts_no_letter_and_is_told_with_its_place()
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", "# Argument\n", "# Argument\nThe progress notes document every minute of the session.\n\n");
        var problems = TemplateCheck.Run(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped, out _);
        var line = File.ReadAllLines(System.IO.Path.Combine(folder.Path, "playbooks", "medical-necessity.md")).ToList().FindIndex(text => text.StartsWith("The progress notes document every", StringComparison.Ordinal)) + 1;
        Assert.That(problems.Select(problem => problem.ToString()), Has.Some.StartsWith($"medical-necessity.md({line},1): chart: it states what the chart shows"));
    }

    [Test]
    public void Every_rule_is_in_the_table_above() => Assert.That(
        typeof(LetterLintTests).GetMethod(nameof(A_sentence_that_must_not_go_out_is_found))!.GetCustomAttributes(typeof(TestCaseAttribute), false)
            .Cast<TestCaseAttribute>().Select(row => (string)row.Arguments[0]!).Distinct(), Is.EquivalentTo(LetterLint.Rules));
}
