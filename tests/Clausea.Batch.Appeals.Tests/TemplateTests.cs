using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

internal sealed class TemplateTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);

    private static IEnumerable<string> WithLetter => s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null).Select(playbook => playbook.Key);

    [Test]
    public void The_shipped_templates_have_no_problems()
    {
        var problems = TemplateCheck.Run(s_templates, CodeCatalogue.Shipped, out var rendered);
        Assert.Multiple(() =>
        {
            Assert.That(problems, Is.Empty);
            Assert.That(rendered, Is.GreaterThan(100));
        });
    }

    [TestCaseSource(nameof(WithLetter))]
    public void Bare_facts_become_needs_and_never_blanks(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        var press = new LetterPress(s_templates, CodeCatalogue.Shipped);
        var bare = press.Write(SampleDenials.For(playbook).ElementAt(2), playbook, SampleDenials.Today);
        Assert.Multiple(() =>
        {
            Assert.That(bare.Needs.Select(need => need.What), Has.Some.Contains("patient's full name"));
            Assert.That(bare.Text, Does.Not.Match(@"\|\s*\||: *$|, *\.|\bof *\.|\s,"));
            Assert.That(bare.Needs.Select(need => need.ToString()).Where(need => !bare.Markdown.Replace("\\", "", StringComparison.Ordinal).Contains(need, StringComparison.Ordinal)), Is.Empty);
        });
    }

    [TestCaseSource(nameof(WithLetter))]
    public void A_need_is_listed_exactly_when_it_stands_in_the_letter(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        var press = new LetterPress(s_templates, CodeCatalogue.Shipped);
        foreach (var denial in SampleDenials.For(playbook))
        {
            var draft = press.Write(denial, playbook, SampleDenials.Today);
            var text = draft.Markdown.Replace("\\", string.Empty, StringComparison.Ordinal);
            var standing = System.Text.RegularExpressions.Regex.Matches(text, "⟦[^⟧]*⟧").Select(match => match.Value).Distinct();
            Assert.That(draft.Needs.Select(need => need.ToString()), Is.EquivalentTo(standing));
        }
    }

    [Test]
    public void Text_of_a_remittance_can_neither_format_nor_inject()
    {
        const string Evil = "<script>alert(1)</script> {{ 7 * 7 }} **b** [x](http://e) | # h ⟦NEEDS: x — y⟧";
        var playbook = s_templates.Playbooks.Find("medical-necessity")!;
        var sample = SampleDenials.Preview(playbook);
        var denial = sample with { Claim = sample.Claim with { PayerClaimNumber = Evil, Patient = new Person { Last = Evil } } };
        var draft = new LetterPress(s_templates, CodeCatalogue.Shipped).Write(denial, playbook, SampleDenials.Today);
        Assert.Multiple(() =>
        {
            Assert.That(draft.Html, Does.Not.Contain("<script>alert").And.Not.Contain("<strong>b</strong>").And.Not.Contain("href"));
            Assert.That(draft.Html, Does.Contain("{{ 7 * 7 }}").And.Not.Contain("⟦NEEDS: x — y⟧"));
            Assert.That(draft.Text, Does.Contain("<script>alert(1)</script> {{ 7 * 7 }} **b** [x](http://e) | # h"));
        });
    }

    [TestCase("plain words", "plain words")]
    [TestCase(" - no list ", "\\- no list")]
    [TestCase("12. no item", "12\\. no item")]
    [TestCase("12/31/2026", "12/31/2026")]
    [TestCase("1,234.50", "1,234.50")]
    [TestCase("=", "\\=")]
    [TestCase("2026", "2026")]
    [TestCase("a*b_c|d<e>\\", "a\\*b\\_c\\|d\\<e\\>\\\\")]
    [TestCase("⟦x⟧ — y", "[x] — y", true)]
    [TestCase("a\u202Eb\u0007c\nd", "ab c d")]
    [TestCase("", "")]
    public void Given_text_stands_for_itself(string text, string escaped, bool isBracketed = false)
    {
        var given = MarkdownText.Given(text);
        Assert.That(isBracketed ? given.Replace("\\", "", StringComparison.Ordinal) : given, Is.EqualTo(escaped));
        Assert.That(MarkdownText.AsRead(text), Is.EqualTo(MarkdownText.Unescaped(given)));
        Assert.That(MarkdownText.ToPlainText(given).TrimEnd('\n'), Is.EqualTo(MarkdownText.AsRead(text)));
    }

    [TestCase("{{ while true }}x{{ end }}", "LoopLimit|loop")]
    [TestCase("{{ for a in 1..9999; for b in 1..9999; end; end }}", "iteration limit")]
    [TestCase("{{ $x = \"ab\" | string.pad_right 500000 | string.replace \" \" \"x\" }}{{ for a in 1..9999 }}{{ $x }}{{ end }}", "writes more than|exceed")]
    [TestCase("{{ func f; f; end; f }}", "recursi|Exceeding|readonly")]
    [TestCase("{{ include 'letters/appeal.sbn' }}", "include|loader")]
    [TestCase("{{ date.now }}", "date")]
    [TestCase("{{ math.random 1 5 }}", "random|function")]
    [TestCase("{{ object.eval \"1 + 1\" }}", "eval|function")]
    [TestCase("{{ claim.denied = 1 }}", "readonly")]
    [TestCase("{{ lines[0].denied = 1 }}", "readonly")]
    [TestCase("{{ today = 1 }}", "readonly")]
    [TestCase("{{ string = 1 }}", "readonly")]
    [TestCase("{{ string.upcase = 1 }}", "read-?only|Cannot")]
    [TestCase("{{ practice.get_type }}", "there is no fact")]
    [TestCase("{{ claim.charge.get_type }}", "get_type|member")]
    [TestCase("{{ \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\" | regex.match \"(a+)+$\" }}", "time")]
    [TestCase("{{ \"a\" | regex.match \"(\" }}", "regex|parse|pattern|\\(")]
    [TestCase("{{ 1 / 0 }}", "hole")]
    [TestCase("{{ money \"x\" }}", "x|format|number")]
    public void A_template_can_neither_run_away_nor_look_outside(string template, string told)
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", "# Argument", "# Argument\n\n" + template + "\n");
        var set = TemplateSet.Load(folder.Path);
        var playbook = set.Playbooks.Find("medical-necessity")!;
        var press = new LetterPress(set, CodeCatalogue.Shipped);
        var refusal = Assert.Throws<LetterException>(() => press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today));
        Assert.That(refusal!.Problem.File, Is.EqualTo("medical-necessity.md"));
        Assert.That(refusal.Problem.Message, Does.Match(told));
    }

    [Test]
    public void A_misspelled_fact_is_told_with_file_line_and_column()
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", "# Argument", "# Argument\n\n{{ claim.patiant_name }}\n");
        var problems = TemplateCheck.Run(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped, out _);
        Assert.That(problems.Select(problem => problem.ToString()), Has.Some.Match(@"^medical-necessity\.md\(\d+,\d+\): there is no fact ""patiant_name"" here"));
        var line = File.ReadAllLines(System.IO.Path.Combine(folder.Path, "playbooks", "medical-necessity.md")).ToList().FindIndex(text => text.Contains("patiant", StringComparison.Ordinal)) + 1;
        Assert.That(problems.First(problem => problem.Message.Contains("patiant", StringComparison.Ordinal)).Line, Is.EqualTo(line));
    }

    [TestCase("title: ", "titel: ", "Property 'titel' not found")]
    [TestCase("disposition: Appeal", "disposition: Apeal", "unknown disposition \"Apeal\"")]
    [TestCase("letter: appeal", "letter: apeal", "unknown letter \"apeal\"")]
    [TestCase("# Common causes", "# Comon causes", "unknown section \"Comon causes\"")]
    public void A_mistake_in_a_playbook_is_told(string right, string wrong, string words)
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", right, wrong);
        Assert.That(TemplateSet.Load(folder.Path).Problems.Select(problem => problem.Message), Has.Some.Contains(words));
    }

    //        right                        wrong                       column  words
    [TestCase("disposition: Appeal", "disposition: Apeal", 14, "unknown disposition \"Apeal\"")]
    [TestCase("letter: appeal", "letter: apeal", 9, "unknown letter \"apeal\"")]
    [TestCase("filing: appeal", "filing: apeal", 9, "unknown filing rule \"apeal\"")]
    [TestCase("reasons: [generic, \"50\"]", "reasons: [genuine, \"50\"]", 15, "unknown set of codes \"genuine\"; reasons know generic, clinical")]
    [TestCase("remarks: [\"N661\"", "remarks: [\"N66I\"", 16, "the catalogue has no remark code \"N66I\"")]
    [TestCase("reasons: [generic, \"50\"]", "reasons: [generic, \"5O\"]", 25, "the catalogue has no reason code \"5O\"")]
    [TestCase("what: copy of the remittance page for this claim", "what: remittance copy", 11, "the document \"remittance-copy\" is called otherwise in")]
    public void A_mistake_in_a_playbook_is_told_with_its_place(string right, string wrong, int column, string words)
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", right, wrong);
        var problems = TemplateCheck.Run(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped, out _);
        var line = File.ReadAllLines(System.IO.Path.Combine(folder.Path, "playbooks", "medical-necessity.md")).ToList().FindIndex(text => text.Contains(wrong, StringComparison.Ordinal)) + 1;
        Assert.That(problems.Select(problem => problem.ToString()), Has.Some.StartsWith($"medical-necessity.md({line},{column}): {words}"));
    }

    [TestCase("clock: presumed-receipt", "clock: presumed-reciept", "medicare-redetermination: clock: unknown value \"presumed-reciept\"")]
    [TestCase("letters: [appeal]", "letters: [apeal]", "letters: unknown value \"apeal\"")]
    [TestCase("line: commercial", "line: comercial", "Northwind Health Plan: line: unknown value \"comercial\"")]
    [TestCase("verified_on: 2026-11-23", "verified_on: 11/23/2026", "verified_on: \"11/23/2026\" is not a date")]
    [TestCase("days: 120", "days: soon", "days: \"soon\" is not a number of days")]
    [TestCase("filing_rules:", "filling_rules:", "filling_rules")]
    public void A_mistake_in_the_payers_is_told_with_its_key(string right, string wrong, string words)
    {
        using var folder = new TemplateCopy();
        folder.Change("payers.yaml", right, wrong);
        Assert.That(TemplateSet.Load(folder.Path).Problems.Select(problem => problem.ToString()), Has.Some.StartsWith("payers.yaml(").And.Some.Contains(words));
    }

    [Test]
    public void A_template_cannot_read_files_or_loop_forever()
    {
        using var folder = new TemplateCopy();
        folder.Change("playbooks/medical-necessity.md", "# Argument", "# Argument\n\n{{ for i in 1..100000000 }}x{{ end }}\n");
        folder.Change("playbooks/frequency.md", "# Argument", "# Argument\n\n{{ include 'payers.yaml' }}\n");
        var problems = TemplateCheck.Run(TemplateSet.Load(folder.Path), CodeCatalogue.Shipped, out _);
        Assert.That(problems.Select(problem => problem.File), Is.SupersetOf(new[] { "medical-necessity.md", "frequency.md" }));
    }

    [Test]
    public void A_payer_specific_meaning_is_told_as_the_payers_own()
    {
        using var folder = new TemplateCopy();
        folder.Change("payers.yaml", "    ids: [\"PRM22\"]", "    ids: [\"PRM22\"]\n    remark_meanings:\n      - code: N382\n        playbook: behavioral-health-clinical-review\n        describes: psychiatric record review\n        source: Provider notice 7\n        entered_by: office\n        from: 2026-01-01");
        var templates = TemplateSet.Load(folder.Path);
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*150*0*0*12*ICN", "SVC*HC:90837*150*0", "CAS*CO*16*150", "LQ*HE*N382").Replace("REF", "REF*2U*PRM22").ToString());
        var verdict = new ClaimTriage(CodeCatalogue.Shipped, templates.Playbooks, templates.Payers).Decide(tree.Remittances[0].Header, tree.Claims.Single());
        var letter = new LetterPress(templates, CodeCatalogue.Shipped).Write(new Denial(null, tree.Remittances[0].Header, tree.Claims.Single(), verdict), SampleDenials.Today);
        Assert.Multiple(() =>
        {
            Assert.That(templates.Problems, Is.Empty);
            Assert.That((verdict.Rule, verdict.Playbook), Is.EqualTo(("payer-meaning", "behavioral-health-clinical-review")));
            Assert.That(letter.Text.ReplaceLineEndings(" "), Does.Match("(?i)your notice describes.*N382.*psychiatric record review.*Provider notice 7").Or.Match("(?i)your notice describes this code as.*psychiatric record review"));
        });
    }
}
