using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework.Tests;

/// <summary>Documents attached, taken out, gone without, and what the letter says of them.</summary>
internal sealed class ExhibitWorkTests : CaseFixture
{
    [Test]
    public async Task An_attached_document_takes_the_place_of_its_need()
    {
        var id = await DraftedAsync();
        var before = await DraftOfAsync(id);
        Assert.That(await Exhibits.AttachAsync(id, 1, Document(content: Paper(3)), Pat), Is.EqualTo((ChangeResult.Done, "A")));
        var after = await DraftOfAsync(id);
        Assert.That(after.Needs, Has.Count.EqualTo(before.Needs.Count - 1));
        Assert.That(after.Text, Does.Contain("Exhibit A: signed progress note"));
        Assert.That(after.Markdown, Does.Contain("(3 pages)"));
        Assert.That(after.Findings, Is.Empty);
        Assert.That((await CaseAsync(id)).Exhibits.Single().ConfirmedBy, Is.EqualTo(Pat));
    }

    [Test]
    public async Task Taking_it_out_brings_the_need_back_and_the_letter_as_it_was()
    {
        var id = await DraftedAsync();
        var before = await DraftOfAsync(id);
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        Assert.That(await Exhibits.RemoveAsync(id, 2, "A", Pat), Is.EqualTo(ChangeResult.Done));
        Assert.That((await DraftOfAsync(id)).Markdown, Is.EqualTo(before.Markdown));
        await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.RemoveAsync(id, 3, "A", Pat));
    }

    [Test]
    public async Task Words_that_people_wrote_stay_when_exhibits_change()
    {
        var id = await DraftedAsync();
        var text = (await DraftOfAsync(id)).Markdown.Replace("To the Appeals Reviewer:", "To the Appeals Reviewer, with thanks:", StringComparison.Ordinal);
        await Letters.EditAsync(id, 1, text, Pat);
        await Exhibits.AttachAsync(id, 2, Document(), Pat);
        await Exhibits.AttachAsync(id, 3, Document(key: null, title: "screening scale of January 5, 2026, signed by the clinician"), Pat);
        var draft = await DraftOfAsync(id);
        Assert.That(draft.Text, Does.Contain("with thanks").And.Contain("Exhibit A").And.Contain("Exhibit B: screening scale"));
        Assert.That(draft.Findings, Is.Empty);
    }

    [Test]
    public async Task A_cited_exhibit_that_is_taken_out_must_be_mended()
    {
        var id = await DraftedAsync();
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        var text = (await DraftOfAsync(id)).Markdown.Replace("Sincerely,", "The note shows the time (Exhibit A, page 1).\n\nSincerely,", StringComparison.Ordinal);
        await Letters.EditAsync(id, 2, text, Pat);
        await Exhibits.RemoveAsync(id, 3, "A", Pat);
        Assert.That((await DraftOfAsync(id)).Findings.Select(finding => finding.Rule), Is.EqualTo(new[] { "exhibit" }));
        Assert.That(await Letters.ApproveAsync(id, 4, Pat, "because"), Is.EqualTo(ChangeResult.MustBeMended));
    }

    [Test]
    public async Task A_list_that_a_person_rewrote_is_left_alone_and_the_lint_tells()
    {
        var id = await DraftedAsync();
        var text = (await DraftOfAsync(id)).Markdown;
        var at = text.IndexOf("## Exhibits", StringComparison.Ordinal);
        await Letters.EditAsync(id, 1, text[..at] + "Sincerely,\n\nUs\n", Pat);
        await Exhibits.AttachAsync(id, 2, Document(), Pat);
        var draft = await DraftOfAsync(id);
        Assert.That(draft.Findings.Select(finding => finding.Why), Has.Some.Contains("the letter does not name it"));
        Assert.That((await CaseAsync(id)).Exhibits, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_part_of_the_chart_travels_only_once_somebody_has_looked_for_psychotherapy_notes()
    {
        var id = await DraftedAsync("behavioral-health-clinical-review");
        var refusal = await Assert.ThrowsAsync<CaseworkException>(
            () => Exhibits.AttachAsync(id, 1, Document() with { HasNoPsychotherapyNotes = false }, Pat));
        Assert.That(refusal!.Message, Does.Contain("psychotherapy notes"));
        Assert.That((await CaseAsync(id)).Exhibits, Is.Empty);
        var paper = Document("claim-copy") with { HasNoPsychotherapyNotes = false };
        Assert.That((await Exhibits.AttachAsync(id, 1, paper, Pat)).Result, Is.EqualTo(ChangeResult.Done));
        Assert.That((await CaseAsync(id)).Exhibits.Single().ConfirmedBy, Is.Null);
    }

    [TestCase("notes: the chart shows severe depression", "chart")]
    [TestCase("psychotherapy notes", "psychotherapy-notes")]
    [TestCase("proof that we will get full reimbursement", "claim-too-far")]
    public async Task A_title_says_what_a_document_is_and_not_what_it_proves(string title, string rule)
    {
        var id = await DraftedAsync();
        var refusal = await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.AttachAsync(id, 1, Document(title: title), Pat));
        Assert.That(refusal!.Message, Does.Contain(rule));
        Assert.That(Directory.Exists(Path.Combine(Folder, "exhibits")), Is.False, "nothing is kept of what is refused");
    }

    [Test]
    public async Task What_cannot_travel_is_told()
    {
        var id = await DraftedAsync();
        Assert.That((await Refusal(Document(content: "PK"u8.ToArray(), name: "a.zip"))), Is.Not.Empty);
        Assert.That((await Refusal(Document(key: "no-such"))), Does.Contain("progress-note"));
        Assert.That((await Refusal(Document(key: null))), Does.Contain("what the document is"));
        Assert.That((await Refusal(Document(title: new string('x', 201)))), Does.Contain("200"));

        async Task<string> Refusal(Attachment attachment) =>
            (await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.AttachAsync(id, 1, attachment, Pat)))!.Message;
    }

    [Test]
    public async Task Going_without_takes_a_reason_and_the_need_leaves_the_letter()
    {
        var id = await DraftedAsync("behavioral-health-clinical-review");
        var needs = (await DraftOfAsync(id)).Needs.Count;
        await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.WaiveAsync(id, 1, "claim-copy", " ", Pat));
        await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.WaiveAsync(id, 1, "no-such", "x", Pat));
        Assert.That(await Exhibits.WaiveAsync(id, 1, "claim-copy", "the payer has it", Pat), Is.EqualTo(ChangeResult.Done));
        Assert.That((await DraftOfAsync(id)).Needs, Has.Count.EqualTo(needs - 1));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.Contain("claim-copy: the payer has it"));
    }

    [Test]
    public async Task Every_document_attached_or_waived_leaves_no_list_of_missing_ones()
    {
        var id = await DraftedAsync();
        var revision = 1;
        foreach (var evidence in Exhibits.EvidenceOf(await CaseAsync(id)).Where(evidence => evidence.Key != "remittance-copy"))
        {
            Assert.That((await Exhibits.AttachAsync(id, revision++, Document(evidence.Key), Pat)).Result, Is.EqualTo(ChangeResult.Done), evidence.Key);
        }

        var draft = await DraftOfAsync(id);
        Assert.That(draft.Text, Does.Not.Contain("Still to be supplied"));
        Assert.That(draft.Needs.Select(need => need.What), Has.None.Contains("signed progress note for each"));
    }

    [Test]
    public async Task A_document_comes_out_as_it_went_in_and_a_changed_file_is_told()
    {
        var id = await DraftedAsync();
        var content = Paper(2);
        await Exhibits.AttachAsync(id, 1, Document(content: content), Pat);
        Assert.That((await Exhibits.ReadAsync(id, "A", Pat))!.Value.Content, Is.EqualTo(content));
        Assert.That(await Exhibits.ReadAsync(id, "B", Pat), Is.Null);
        var file = Directory.EnumerateFiles(Path.Combine(Folder, "exhibits"), "*", SearchOption.AllDirectories).Single();
        Assert.That(Path.GetFileName(file), Has.Length.EqualTo(64), "no name of a patient on disk");
        await File.AppendAllTextAsync(file, "x");
        Assert.That((await Assert.ThrowsAsync<CaseworkException>(() => Exhibits.ReadAsync(id, "A", Pat)))!.Message, Does.Contain("not what was attached"));
        File.Delete(file);
        Assert.That((await Assert.ThrowsAsync<CaseworkException>(() => Packets.MakeAsync(id, null, Pat)))!.Message, Does.Contain("no longer in the data folder"));
    }

    [Test]
    public async Task The_same_document_is_kept_once()
    {
        var (one, two) = (await DraftedAsync(), await DraftedAsync("medical-necessity"));
        await Exhibits.AttachAsync(one, 1, Document(), Pat);
        await Exhibits.AttachAsync(two, 1, Document(null, "signed note"), Pat);
        Assert.That(Directory.EnumerateFiles(Path.Combine(Folder, "exhibits"), "*", SearchOption.AllDirectories).Count(), Is.EqualTo(1));
    }
}
