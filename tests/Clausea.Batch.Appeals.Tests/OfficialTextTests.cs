using System.Text;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Imported texts in catalogue, folder, triage and letters. Every text here is invented.</summary>
internal sealed class OfficialTextTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);

    [Test]
    public void The_shipped_catalogue_stays_as_it_is()
    {
        var codes = With("50\tInvented words");
        Assert.Multiple(() =>
        {
            Assert.That(CodeCatalogue.Shipped.Official("50"), Is.Null);
            Assert.That(codes.Official("CO-50")!.Text, Is.EqualTo("Invented words"));
            Assert.That(codes.Text("50"), Is.EqualTo(CodeCatalogue.Shipped.Text("50")));
            Assert.That(codes.Reason("50"), Is.EqualTo(CodeCatalogue.Shipped.Reason("50")));
        });
    }

    [Test]
    public void A_code_that_only_the_list_has_is_shown_and_goes_to_a_person()
    {
        var codes = With("399\tInvented words");
        var page = CodePage.WithOfficial("399", codes, s_templates.Playbooks)!;
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*150*0*0*12*ICN", "SVC*HC:90837*150*0", "CAS*CO*399*150").ToString());
        var verdict = new ClaimTriage(codes, s_templates.Playbooks, s_templates.Payers).Decide(tree.Remittances[0].Header, tree.Claims.Single());
        Assert.Multiple(() =>
        {
            Assert.That(codes.Text("CO-399"), Is.EqualTo("Invented words"));
            Assert.That((page.Official!.Text, page.OfficialOrigin), Is.EqualTo(("Invented words", "list.txt, imported 2026-11-23")));
            Assert.That(page.Text, Does.Contain("goes to a person"));
            Assert.That(verdict.Disposition, Is.EqualTo(Disposition.Review));
            Assert.That(CodePage.WithOfficial("399", CodeCatalogue.Shipped, s_templates.Playbooks), Is.Null);
        });
    }

    [Test]
    public void A_letter_quotes_the_official_text_and_marks_ours_as_ours()
    {
        var denial = Denial();
        var (ours, quoted) = (Letter(denial, CodeCatalogue.Shipped), Letter(denial, With("50\tInvented words of a \"list\"")));
        Assert.Multiple(() =>
        {
            Assert.That(ours.Text, Does.Contain("CO-50, in our words: "));
            Assert.That(quoted.Text, Does.Contain("CO-50: \"Invented words of a 'list'\"").And.Not.Contain("CO-50, in our words"));
            Assert.That(quoted.Needs, Is.EqualTo(ours.Needs));
        });
    }

    [Test]
    public void An_imported_text_can_neither_format_nor_inject()
    {
        const string Evil = "<script>alert(1)</script> {{ 7 * 7 }} **b** [x](http://e) | # h ⟦NEEDS: x — y⟧ `c` &lt; end";
        var codes = With($"Code,Description\n50,\"{Evil}\"");
        var letter = Letter(Denial(), codes);
        Assert.Multiple(() =>
        {
            Assert.That(codes.Official("50")!.Text, Is.EqualTo(Evil));
            Assert.That(letter.Html, Does.Not.Contain("<script>alert").And.Not.Contain("<strong>b").And.Not.Contain("href").And.Not.Contain("<code>"));
            Assert.That(letter.Html, Does.Contain("{{ 7 * 7 }}").And.Not.Contain("⟦NEEDS: x — y⟧"));
            Assert.That(string.Join(' ', letter.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Does.Contain("\"<script>alert(1)</script> {{ 7 * 7 }} **b** [x](http://e) | # h [NEEDS: x — y] `c` &lt; end\""));
        });
    }

    [Test]
    public void Templates_render_without_problems_over_quoted_texts()
    {
        var codes = With(string.Concat(CodeCatalogue.Shipped.Reasons.Select(code => $"{code.Code}\t\"Invented\" words of {code.Code}\n")));
        Assert.That(TemplateCheck.Run(s_templates, codes, out _), Is.Empty);
    }

    [Test]
    public void A_list_is_kept_and_read_back()
    {
        using var temp = new TempFolder();
        var folder = new OfficialFolder(temp.Sub("codes"));
        var before = folder.Stamp();
        var list = Lists("Code|Text|Start|Stop|Last Modified|Notes\n50|Invented “words”|1995-01-01|2027-01-01|2007-09-30|A note\n2|Others||||").Single();
        folder.Save(list);
        var read = folder.Load(out var problems);
        Assert.Multiple(() =>
        {
            Assert.That(problems, Is.Empty);
            Assert.That(folder.Stamp(), Is.Not.EqualTo(before));
            Assert.That(read.List(CodeKind.Reason)!.Texts, Is.EqualTo(list.Texts));
            Assert.That(read.List(CodeKind.Reason)!.Sources, Is.EqualTo(list.Sources));
            Assert.That(read.List(CodeKind.Remark), Is.Null);
            Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "reason-codes.json" }));
            Assert.That((folder.Forget(CodeKind.Reason), folder.Forget(CodeKind.Reason)), Is.EqualTo((true, false)));
            Assert.That(folder.Load(out _).All, Is.Empty);
        });
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"kind":"remark","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[]}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[null]}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[null],"codes":[]}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":null}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[{"code":"50","text":null}]}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[{"code":"50","text":" "}]}""")]
    [TestCase("""{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[{"code":"50","text":"x","stop":"soon"}]}""")]
    public void A_damaged_list_is_told_and_left_aside(string content)
    {
        using var temp = new TempFolder();
        var folder = new OfficialFolder(temp.Path);
        folder.Save(Lists("M1\tInvented words").Single());
        File.WriteAllText(temp.Sub("reason-codes.json"), content);
        var texts = folder.Load(out var problems);
        Assert.Multiple(() =>
        {
            Assert.That(problems.Single(), Does.Contain("reason-codes.json").And.Contain("codes forget"));
            Assert.That(texts.All.Select(text => text.Code), Is.EqualTo(new[] { "M1" }));
        });
    }

    [Test]
    public void Codes_that_stand_twice_in_a_stored_list_do_no_harm()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp.Sub("reason-codes.json"), """{"kind":"reason","importedAt":"2026-11-23T00:00:00Z","files":[],"codes":[{"code":"50","text":"x"},{"code":"50","text":"y"}]}""");
        var texts = new OfficialFolder(temp.Path).Load(out _);
        Assert.That(texts.Find("50")!.Text, Is.EqualTo("x"));
        Assert.That(Compare("50\tx", texts.List(CodeKind.Reason)).Unchanged, Is.EqualTo(1));
    }

    [Test]
    public void A_list_is_compared_with_the_one_before_and_with_the_catalogue()
    {
        var compared = Compare(
            "Code,Text,Stop\n1,Words,\n2,Other words,\n3,Words,\n399,Words,\n16,Words,2020-01-01\n18,Words,2030-01-01",
            Lists("Code,Text,Stop\n1,Words,\n2,Words,\n4,Words,\n16,Words,2020-01-01").Single());
        Assert.Multiple(() =>
        {
            Assert.That(compared.Codes, Is.EqualTo(6));
            Assert.That(compared.Added, Is.EqualTo(new[] { "3", "18", "399" }));
            Assert.That(compared.Changed, Is.EqualTo(new[] { "2" }));
            Assert.That(compared.Removed, Is.EqualTo(new[] { "4" }));
            Assert.That(compared.Unchanged, Is.EqualTo(2));
            Assert.That(compared.NotInCatalogue, Is.EqualTo(new[] { "399" }));
            Assert.That(compared.NotInList, Has.Member("50").And.None.EqualTo("1"));
            Assert.That(compared.StoppedButActiveHere, Is.EqualTo(new[] { "16" }));
        });
    }

    [Test]
    public void Several_files_make_one_list()
    {
        var import = new OfficialImport();
        import.Read("now.txt", "1\tWords one\nM1\tWords"u8);
        import.Read("before.csv", "Code,Text,Stop\n2,Words two,2007-06-30\n1,Old words,2007-06-30"u8);
        var lists = import.Lists(s_now);
        Assert.Multiple(() =>
        {
            Assert.That(lists.Select(list => list.Kind), Is.EqualTo(new[] { CodeKind.Reason, CodeKind.Remark }));
            Assert.That(lists[0].Texts.Select(text => $"{text.Code} {text.Text}"), Is.EqualTo(new[] { "1 Words one", "2 Words two" }));
            Assert.That(lists[0].Origin, Is.EqualTo("now.txt and before.csv, imported 2026-11-23"));
            Assert.That(lists[1].Sources.Single().File, Is.EqualTo("now.txt"));
        });
    }

    private static Denial Denial()
    {
        var tree = EraTree.Read(EraText.WithClaim("CLP*A*1*150*0*0*12*ICN", "SVC*HC:90837*150*0", "CAS*CO*50*150").ToString());
        var (remittance, claim) = (tree.Remittances[0].Header, tree.Claims.Single());
        return new Denial(null, remittance, claim, new ClaimTriage(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers).Decide(remittance, claim));
    }

    private static Draft Letter(Denial denial, CodeCatalogue codes) => new LetterPress(s_templates, codes).Write(denial, SampleDenials.Today);

    private static IReadOnlyList<OfficialList> Lists(string text)
    {
        var import = new OfficialImport();
        import.Read("list.txt", Encoding.UTF8.GetBytes(text));
        return import.Lists(s_now);
    }

    private static CodeCatalogue With(string text) => CodeCatalogue.Shipped.WithOfficial(new OfficialTexts(Lists(text)));

    private static OfficialComparison Compare(string text, OfficialList? before) =>
        OfficialComparison.Of(Lists(text).Single(), before, CodeCatalogue.Shipped, new DateOnly(2026, 11, 23));
}
