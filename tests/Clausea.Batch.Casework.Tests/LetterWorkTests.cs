using System.Globalization;
using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework.Tests;

/// <summary>Needs filled, texts edited, letters approved.</summary>
internal sealed class LetterWorkTests : CaseFixture
{
    [Test]
    public async Task A_filled_need_is_gone_and_the_words_stand_there_literally()
    {
        var id = await DraftedAsync();
        var before = await DraftOfAsync(id);
        var signer = Number(before, "name of the person who signs");
        Assert.That(await Letters.FillAsync(id, 1, signer, "River *Example* | <b>LCSW</b> {{ 1 }}", Pat), Is.EqualTo(ChangeResult.Done));
        var after = await DraftOfAsync(id);
        Assert.That(after.Needs, Has.Count.EqualTo(before.Needs.Count - 1));
        Assert.That(after.Text, Does.Contain("River *Example* | <b>LCSW</b> {{ 1 }}"));
        Assert.That(after.Html, Does.Not.Contain("<b>LCSW"));
        Assert.That((await CaseAsync(id)).Draft!.Revision, Is.EqualTo(2));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Action, Is.EqualTo(HistoryAction.Edited));
    }

    [Test]
    public async Task A_need_that_asks_for_exhibit_and_page_takes_no_words_without_them()
    {
        var id = await DraftedAsync();
        var need = Number(await DraftOfAsync(id), "exhibit and page");
        var refusal = await Assert.ThrowsAsync<CaseworkException>(() => Letters.FillAsync(id, 1, need, "53 minutes", Pat));
        Assert.That(refusal!.Message, Does.Contain("Exhibit A, page 2"));
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        need = Number(await DraftOfAsync(id), "exhibit and page");
        Assert.That(await Letters.FillAsync(id, 2, need, "53 minutes (Exhibit A, page 1)", Pat), Is.EqualTo(ChangeResult.Done));
        Assert.That((await DraftOfAsync(id)).Findings, Is.Empty);
    }

    [Test]
    public async Task A_need_that_also_takes_a_note_takes_words_alone()
    {
        var id = await DraftedAsync("earlier-decision-to-appeal");
        var draft = await DraftOfAsync(id);
        var text = draft.Markdown.Replace("Sincerely,", "What is new: ⟦NEEDS: facts, with exhibit and page, or a note that the file is unchanged — clinician⟧\n\nSincerely,", StringComparison.Ordinal);
        await Letters.EditAsync(id, 1, text, Pat);
        Assert.That(await Letters.FillAsync(id, 2, Number(await DraftOfAsync(id), "or a note that the file"), "The file is unchanged.", Pat), Is.EqualTo(ChangeResult.Done));
    }

    [Test]
    public async Task A_need_that_is_a_document_is_attached_and_not_written()
    {
        var id = await DraftedAsync();
        var need = Number(await DraftOfAsync(id), "signed progress note");
        var refusal = await Assert.ThrowsAsync<CaseworkException>(() => Letters.FillAsync(id, 1, need, "it is in the mail, Exhibit A", Pat));
        Assert.That(refusal!.Message, Does.Contain("attach it as progress-note"));
    }

    [TestCase(0)]
    [TestCase(99)]
    public async Task A_need_that_is_not_there_is_told(int need)
    {
        var id = await DraftedAsync();
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.FillAsync(id, 1, need, "x", Pat));
    }

    [Test]
    public async Task Two_who_fill_at_once_do_not_overwrite_each_other()
    {
        var id = await DraftedAsync();
        var signer = Number(await DraftOfAsync(id), "name of the person who signs");
        Assert.That(await Letters.FillAsync(id, 1, signer, "River Example", Pat), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Letters.FillAsync(id, 1, signer, "Casey Example", "lee"), Is.EqualTo(ChangeResult.Conflict));
        Assert.That((await DraftOfAsync(id)).Text, Does.Contain("River Example").And.Not.Contain("Casey Example"));
    }

    [TestCase("The record shows severe impairment.", "chart", false)]
    [TestCase("The record shows severe impairment (Exhibit A, page 1).", "exhibit", true)]
    [TestCase("Please pay $9,999.00.", "amount", false)]
    [TestCase("We demand full reimbursement.", "claim-too-far", false)]
    [TestCase("Enclosed please find the chart.", "enclosure", true)]
    [TestCase("We add the psychotherapy notes of the therapist.", "psychotherapy-notes", true)]
    [TestCase("ERISA requires payment.", "law", false)]
    [TestCase("CO-150, in our words: the payer is wrong", "code", false)]
    [TestCase("Our call ⟦NEEDS: reference", "hole", true)]
    public async Task What_a_person_writes_is_read_by_the_same_lint(string sentence, string rule, bool isBinding)
    {
        var id = await DraftedAsync();
        var text = (await DraftOfAsync(id)).Markdown.Replace("Sincerely,", sentence + "\n\nSincerely,", StringComparison.Ordinal);
        await Letters.EditAsync(id, 1, text, Pat);
        var draft = await DraftOfAsync(id);
        Assert.That(draft.Findings.Select(finding => (finding.Rule, finding.IsBinding)), Is.EqualTo(new[] { (rule, isBinding) }));
        Assert.That(await Letters.ApproveAsync(id, 2, Pat, "because"), Is.EqualTo(isBinding ? ChangeResult.MustBeMended : ChangeResult.Done));
    }

    [Test]
    public async Task Days_that_a_person_tells_are_theirs_but_the_tables_stay_those_of_the_claim()
    {
        var id = await DraftedAsync();
        var text = (await DraftOfAsync(id)).Markdown;
        await Letters.EditAsync(id, 1, text.Replace("Sincerely,", "We called on February 20, 2026.\n\nSincerely,", StringComparison.Ordinal), Pat);
        Assert.That((await DraftOfAsync(id)).Findings, Is.Empty);
        await Letters.EditAsync(id, 2, text.Replace("| 01/05/2026 |", "| 01/06/2026 |", StringComparison.Ordinal), Pat);
        Assert.That((await DraftOfAsync(id)).Findings.Select(finding => finding.Rule), Is.EqualTo(new[] { "date" }));
    }

    [Test]
    public async Task A_letter_that_was_edited_in_Word_comes_back()
    {
        var id = await DraftedAsync();
        var found = await CaseAsync(id);
        var edited = found.Draft!.Draft.Markdown.Replace("To the Appeals Reviewer:", "To the Appeals Reviewer, with thanks:", StringComparison.Ordinal);
        using var word = new MemoryStream();
        DocxLetter.Write(edited, DocumentHeader.Of(found.Claim), Time.GetUtcNow(), word);
        var (result, leftOut) = await Letters.BringBackAsync(id, 1, "letter (2).DOCX", word.ToArray(), Pat);
        Assert.That((result, leftOut.Count), Is.EqualTo((ChangeResult.Done, 0)));
        var back = await DraftOfAsync(id);
        Assert.That(back.Text, Is.EqualTo(MarkdownText.ToPlainText(edited)));
        Assert.That(back.Needs, Is.EqualTo(found.Draft.Draft.Needs));
        Assert.That(back.Findings, Is.Empty);
    }

    [Test]
    public async Task A_file_that_is_no_letter_is_refused_and_nothing_changes()
    {
        var id = await DraftedAsync();
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.BringBackAsync(id, 1, "letter.docx", "%PDF-1.7"u8.ToArray(), Pat));
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.BringBackAsync(id, 1, "letter.txt", [0xC3, 0x28], Pat));
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.EditAsync(id, 1, " \n ", Pat));
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.EditAsync(id, 1, new string('a', LetterWork.LongestLetter + 1), Pat));
        Assert.That((await CaseAsync(id)).Draft!.Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task Characters_that_nobody_sees_do_not_stay_in_an_edited_letter()
    {
        var id = await DraftedAsync();
        var text = (await DraftOfAsync(id)).Markdown;
        await Letters.EditAsync(id, 1, text.Replace("To the Appeals Reviewer:", "To\u202E the\u200B Appeals\u0007 Reviewer:", StringComparison.Ordinal), Pat);
        Assert.That((await DraftOfAsync(id)).Markdown, Is.EqualTo(text));
    }

    [Test]
    public async Task Approval_dates_the_letter_on_the_day()
    {
        var id = await DraftedAsync();
        Time.Advance(TimeSpan.FromDays(8));
        Assert.That(await Letters.ApproveAsync(id, 1, Pat, "told by phone"), Is.EqualTo(ChangeResult.Done));
        var approved = await CaseAsync(id);
        Assert.That((approved.Draft!.Revision, approved.Draft.Draft.Dated), Is.EqualTo((2, (DateOnly?)Today.AddDays(8))));
        Assert.That(approved.Draft.Draft.Text, Does.Contain("March 10, 2026").And.Not.Contain("March 2, 2026"));
    }

    [Test]
    public async Task Approval_on_the_same_day_makes_no_revision()
    {
        var id = await DraftedAsync();
        await Letters.ApproveAsync(id, 1, Pat, "told by phone");
        Assert.That((await CaseAsync(id)).Draft!.Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task Another_playbook_keeps_the_exhibits_and_a_preview_keeps_nothing()
    {
        var id = await DraftedAsync();
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        var preview = await Letters.PreviewAsync(id, "medical-necessity");
        Assert.That(preview!.Text, Does.Contain("Exhibit A"));
        Assert.That((await CaseAsync(id)).Draft!.Revision, Is.EqualTo(2));
        Assert.That(await Letters.RedraftAsync(id, "medical-necessity", Pat), Is.EqualTo(ChangeResult.Done));
        var redrafted = await CaseAsync(id);
        Assert.That((redrafted.Draft!.Revision, redrafted.Playbook, redrafted.Exhibits.Count), Is.EqualTo((3, "medical-necessity", 1)));
        Assert.That(redrafted.Draft.Draft.Text, Is.EqualTo(preview.Text));
        await Assert.ThrowsAsync<CaseworkException>(() => Letters.RedraftAsync(id, "no-such", Pat));
    }

    [Test]
    public async Task Another_kind_of_letter_has_its_own_last_day()
    {
        var denial = SampleDenials.Preview(Templates.Playbooks.Find("medical-necessity")!);
        var first = Templates.Payers.DeadlineFor(denial.Remittance, denial.Claim, LetterKind.Appeal, CodeCatalogue.Shipped)!;
        var records = Templates.Payers.DeadlineFor(denial.Remittance, denial.Claim, LetterKind.Records, CodeCatalogue.Shipped);
        Assert.That(records?.Date, Is.Not.EqualTo(first.Date));
        var id = await DraftedAsync(denial with { Verdict = denial.Verdict with { Deadline = first } });
        await Letters.RedraftAsync(id, "documentation-missing", Pat);
        var redrafted = await CaseAsync(id);
        Assert.That((redrafted.Kind, redrafted.Deadline?.Date), Is.EqualTo((LetterKind.Records, records?.Date)));
        await Letters.RedraftAsync(id, "medical-necessity", Pat);
        Assert.That((await CaseAsync(id)).Deadline, Is.EqualTo(first));
    }

    [Test]
    public async Task An_appeal_that_is_not_there_is_not_found()
    {
        Assert.That(await Letters.FillAsync(404, 1, 1, "x", Pat), Is.EqualTo(ChangeResult.NotFound));
        Assert.That(await Letters.EditAsync(404, 1, "x", Pat), Is.EqualTo(ChangeResult.NotFound));
        Assert.That(await Letters.ApproveAsync(404, 1, Pat, null), Is.EqualTo(ChangeResult.NotFound));
        Assert.That(await Letters.RedraftAsync(404, "medical-necessity", Pat), Is.EqualTo(ChangeResult.NotFound));
    }

    [Test]
    public async Task Revisions_are_compared_word_by_word()
    {
        var id = await DraftedAsync();
        var before = await DraftOfAsync(id);
        await Letters.FillAsync(id, 1, Number(before, "name of the person who signs"), "River Example", Pat);
        var lines = RevisionComparison.Of(before, await DraftOfAsync(id)).Where(line => line.Change != TextChange.Same).ToList();
        Assert.That(lines.Select(line => line.Change), Is.EqualTo(new[] { TextChange.Removed, TextChange.Added }));
        Assert.That(string.Concat(lines[1].Texts.Select(text => text.Text)), Is.EqualTo("River Example"));
        Assert.That(RevisionComparison.Of(before, before).Select(line => line.Change), Is.All.EqualTo(TextChange.Same));
    }

    [Test]
    public void The_lines_of_a_comparison_give_both_texts()
    {
        var (before, after) = (DraftWith("a\n\nb c d\n\ne\n"), DraftWith("a\n\nb x d\n\nf\n\ne\n"));
        var lines = RevisionComparison.Of(before, after);
        Assert.That(TextOf(lines, TextChange.Added), Is.EqualTo(before.Text.TrimEnd()));
        Assert.That(TextOf(lines, TextChange.Removed), Is.EqualTo(after.Text.TrimEnd()));
    }

    private static string TextOf(IEnumerable<ComparedLine> lines, TextChange but) =>
        string.Join('\n', lines.Where(line => line.Change != but).Select(line => string.Concat(line.Texts.Select(text => text.Text)))).TrimEnd();

    private static Draft DraftWith(string markdown) => new() { Kind = LetterKind.Appeal, Playbook = "x", Markdown = markdown, Needs = [] };

    private static int Number(Draft draft, string words) =>
        draft.Needs.Select((need, at) => (need, at)).First(entry => entry.need.What.Contains(words, StringComparison.Ordinal)).at + 1;
}
