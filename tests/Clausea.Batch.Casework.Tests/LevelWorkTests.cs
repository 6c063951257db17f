using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework.Tests;

/// <summary>From a decision to the next level.</summary>
internal sealed class LevelWorkTests : CaseFixture
{
    [Test]
    public async Task The_letter_of_the_next_level_tells_what_the_ledger_knows_of_the_first()
    {
        var id = await DecidedAsync(AppealOutcome.Upheld);
        var (result, next) = await Levels.BeginAsync(id, isExternal: false, Pat);
        Assert.That(result, Is.EqualTo(ChangeResult.Done));
        await DraftAsync(next!.Value);
        var begun = await CaseAsync(next.Value);
        Assert.That((begun.Kind, begun.Level, begun.Status), Is.EqualTo((LetterKind.SecondLevel, 2, AppealStatus.Drafted)));
        Assert.That(begun.Draft!.Draft.Text.ReplaceLineEndings(" "), Does.Contain("March 2, 2026").And.Contain("REF-7").And.Contain("DEC-9").And.Contain("April 1, 2026"));
        Assert.That(begun.Deadline!.Start, Is.EqualTo(new DateOnly(2026, 4, 1)).Or.Null);
        Assert.That(begun.Deadline.Basis, Does.Contain("decision on the earlier appeal").And.Contain("April 1, 2026"));
    }

    [Test]
    public async Task Exhibits_go_on_to_the_next_level_and_can_be_taken_out_there()
    {
        var id = await DraftedAsync("medical-necessity");
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        await Letters.ApproveAsync(id, 2, Pat, "told by phone");
        await Appeals.MarkSentAsync(id, Pat, "fax", null);
        await DecideAsync(id, AppealOutcome.Upheld);
        var next = (await Levels.BeginAsync(id, isExternal: false, Pat)).Id!.Value;
        await DraftAsync(next);
        Assert.That((await DraftOfAsync(next)).Text, Does.Contain("Exhibit A: signed progress note"));
        Assert.That(await Exhibits.RemoveAsync(next, 1, "A", Pat), Is.EqualTo(ChangeResult.Done));
        Assert.That((await CaseAsync(next)).Exhibits, Is.Empty);
        Assert.That((await CaseAsync(id)).Exhibits, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_documents_of_a_later_level_are_attached_as_any_other()
    {
        var id = await DecidedAsync(AppealOutcome.Upheld);
        var next = (await Levels.BeginAsync(id, isExternal: false, Pat)).Id!.Value;
        await DraftAsync(next);
        var needs = (await DraftOfAsync(next)).Needs.Count;
        var decision = Document("prior-decision") with { HasNoPsychotherapyNotes = false };
        Assert.That(await Exhibits.AttachAsync(next, 1, decision, Pat), Is.EqualTo((ChangeResult.Done, "A")));
        Assert.That((await DraftOfAsync(next)).Needs, Has.Count.EqualTo(needs - 1));
    }

    [Test]
    public async Task After_the_second_level_comes_external_review()
    {
        var first = await DecidedAsync(AppealOutcome.Upheld);
        var second = (await Levels.BeginAsync(first, isExternal: false, Pat)).Id!.Value;
        await DraftAsync(second);
        await DecideAsync(second, AppealOutcome.PartlyWon);
        var third = (await Levels.BeginAsync(second, isExternal: false, Pat)).Id!.Value;
        await DraftAsync(third);
        var begun = await CaseAsync(third);
        Assert.That((begun.Kind, begun.Level, begun.EarlierId), Is.EqualTo((LetterKind.ExternalReview, 3, (long?)second)));
        Assert.That(begun.Earlier!.IsPartlyWon, Is.True);
    }

    [Test]
    public async Task External_review_may_be_asked_for_at_once()
    {
        var id = await DecidedAsync(AppealOutcome.Upheld);
        var next = (await Levels.BeginAsync(id, isExternal: true, Pat)).Id!.Value;
        Assert.That((await CaseAsync(next)).Kind, Is.EqualTo(LetterKind.ExternalReview));
    }

    [Test]
    public async Task Without_the_day_of_the_decision_there_is_no_deadline_to_invent()
    {
        var id = await SentAsync();
        await Appeals.RecordOutcomeAsync(id, Pat, AppealOutcome.Upheld, 0);
        var next = (await Levels.BeginAsync(id, isExternal: false, Pat)).Id!.Value;
        await DraftAsync(next);
        var begun = await CaseAsync(next);
        Assert.That(begun.Deadline, Is.Null);
        Assert.That(begun.Draft!.Draft.Needs.Select(need => need.What), Has.Some.Contains("date"));
    }

    [TestCase(AppealOutcome.Won, "was won")]
    [TestCase(null, "what the payer decided")]
    public async Task What_is_won_or_not_decided_is_told(AppealOutcome? outcome, string told)
    {
        var id = await SentAsync();
        if (outcome is { } decided)
        {
            await Appeals.RecordOutcomeAsync(id, Pat, decided, 195m);
        }

        Assert.That((await Assert.ThrowsAsync<CaseworkException>(() => Levels.BeginAsync(id, false, Pat)))!.Message, Does.Contain(told));
    }

    [Test]
    public async Task A_letter_that_is_no_appeal_has_no_next_level()
    {
        var id = await DraftedAsync("documentation-missing");
        Assert.That((await Assert.ThrowsAsync<CaseworkException>(() => Levels.BeginAsync(id, false, Pat)))!.Message, Does.Contain("records cover letter"));
    }

    private async Task<long> SentAsync()
    {
        var id = await DraftedAsync("medical-necessity");
        await Letters.ApproveAsync(id, 1, Pat, "told by phone");
        await Appeals.MarkSentAsync(id, Pat, "fax", "REF-7");
        return id;
    }

    private async Task<long> DecidedAsync(AppealOutcome outcome)
    {
        var id = await SentAsync();
        await DecideAsync(id, outcome);
        return id;
    }

    private Task<ChangeResult> DecideAsync(long id, AppealOutcome outcome) =>
        Appeals.RecordOutcomeAsync(id, Pat, new Decision(outcome, 0m, new DateOnly(2026, 4, 1), "DEC-9"));
}
