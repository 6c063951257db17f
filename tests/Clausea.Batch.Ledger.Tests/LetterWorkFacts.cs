using System.Globalization;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Revisions, exhibits, packets and levels as the ledger keeps them.</summary>
public sealed class LetterWorkFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Every_revision_can_be_read_again()
    {
        var id = await DraftedAsync(needs: 1);
        Time.Advance(TimeSpan.FromHours(1));
        var edited = Example.Draft() with { Markdown = "Other.\n", Findings = [new LintFinding("amount", "$1.00", "none of the amounts")] };
        Assert.That(await Appeals.EditAsync(id, 1, edited, "pat", "a word"), Is.EqualTo(ChangeResult.Done));
        var rows = await Appeals.RevisionsAsync(id);
        Assert.That(rows.Select(row => (row.Revision, row.NeedsCount, row.FindingsCount, row.CreatedBy)), Is.EqualTo(new[] { (1, 1, 0, "clausea"), (2, 0, 1, "pat") }));
        Assert.That((await Appeals.RevisionAsync(id, 1))!.Draft, Is.EqualTo(Example.Draft(1)).UsingPropertiesComparer());
        Assert.That((await Appeals.RevisionAsync(id, 2))!.Draft, Is.EqualTo(edited).UsingPropertiesComparer());
        Assert.That(await Appeals.RevisionAsync(id, 3), Is.Null);
        Assert.That((await Appeals.FindAsync(id))!.Draft!.Revision, Is.EqualTo(2));
    }

    [Test]
    public async Task The_second_of_two_who_edit_the_same_revision_is_told()
    {
        var id = await DraftedAsync();
        Assert.That(await Appeals.EditAsync(id, 1, Example.Draft(), "pat", "first"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.EditAsync(id, 1, Example.Draft(), "lee", "second"), Is.EqualTo(ChangeResult.Conflict));
        Assert.That(await Appeals.AttachAsync(id, 1, Example.Exhibit("A"), Example.Draft(), "lee"), Is.EqualTo(ChangeResult.Conflict));
        Assert.That(await CountAsync("exhibits"), Is.Zero);
        Assert.That(await CountAsync("drafts"), Is.EqualTo(2));
    }

    [Test]
    public async Task Of_many_who_edit_at_once_one_wins()
    {
        var id = await DraftedAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(
            () => new LedgerAppeals(Another()).EditAsync(id, 1, Example.Draft(), $"person {n}", "a word"))));
        Assert.That(results.Count(result => result == ChangeResult.Done), Is.EqualTo(1));
        Assert.That(results.Count(result => result == ChangeResult.Conflict), Is.EqualTo(7));
        Assert.That(await CountAsync("drafts"), Is.EqualTo(2));
    }

    [Test]
    public async Task An_exhibit_comes_with_its_revision_and_its_letter_is_free_again_when_it_is_out()
    {
        var id = await DraftedAsync();
        await Appeals.AttachAsync(id, 1, Example.Exhibit("B", title: "plan"), Example.Draft(), "pat");
        await Appeals.AttachAsync(id, 2, Example.Exhibit("A"), Example.Draft(), "pat");
        Assert.That(await Appeals.AttachAsync(id, 3, Example.Exhibit("A"), Example.Draft(), "pat"), Is.EqualTo(ChangeResult.Conflict));
        var found = (await Appeals.FindAsync(id))!;
        Assert.That(found.Exhibits.Select(exhibit => exhibit.ToExhibit()), Is.EqualTo(new[] { new Exhibit("A", "progress-note", "signed progress note", 3), new Exhibit("B", "progress-note", "plan", 3) }));
        Assert.That((found.Exhibits[0].ConfirmedBy, found.Exhibits[0].AddedBy, found.Exhibits[0].Size), Is.EqualTo(("pat", "pat", 1234L)));
        Assert.That(await Appeals.RemoveExhibitAsync(id, 3, "A", Example.Draft(), "pat"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.AttachAsync(id, 4, Example.Exhibit("A", null, "scale"), Example.Draft(), "pat"), Is.EqualTo(ChangeResult.Done));
        Assert.That((await Appeals.FindAsync(id))!.Exhibits.Select(exhibit => exhibit.Title), Is.EqualTo(new[] { "scale", "plan" }));
        Assert.That(await CountAsync("exhibits"), Is.EqualTo(3), "what was taken out is still known");
    }

    [Test]
    public async Task A_waiver_is_kept_with_its_reason()
    {
        var id = await DraftedAsync();
        await Appeals.WaiveAsync(id, 1, "claim-copy", "the payer has it", Example.Draft(), "pat");
        Assert.That(await Appeals.WaiveAsync(id, 2, "claim-copy", "again", Example.Draft(), "pat"), Is.EqualTo(ChangeResult.Conflict));
        var waiver = (await Appeals.FindAsync(id))!.Waivers.Single();
        Assert.That((waiver.EvidenceKey, waiver.Reason, waiver.CreatedBy), Is.EqualTo(("claim-copy", "the payer has it", "pat")));
    }

    [Test]
    public async Task What_no_reason_makes_right_cannot_be_approved_and_a_doubt_takes_a_reason()
    {
        var id = await DraftedAsync();
        await Appeals.EditAsync(id, 1, Example.Draft() with { Findings = [new LintFinding("exhibit", "Exhibit C", "there is no exhibit C")] }, "pat", "x");
        Assert.That(await Appeals.ApproveAsync(id, 2, "lee", "I know"), Is.EqualTo(ChangeResult.MustBeMended));
        await Appeals.EditAsync(id, 2, Example.Draft() with { Findings = [new LintFinding("amount", "$9.00", "none of the amounts")] }, "pat", "x");
        Assert.That(await Appeals.ApproveAsync(id, 3, "lee", null), Is.EqualTo(ChangeResult.OpenNeeds));
        Assert.That(await Appeals.ApproveAsync(id, 3, "lee", "The contract says so"), Is.EqualTo(ChangeResult.Done));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.Contain("The contract says so"));
    }

    [Test]
    public async Task Approval_under_another_date_is_a_revision_and_freezes_the_text()
    {
        var id = await DraftedAsync();
        var dated = Example.Draft() with { Markdown = "Dated.\n", Dated = Example.Today.AddDays(3) };
        Assert.That(await Appeals.ApproveAsync(id, 1, "lee", null, dated), Is.EqualTo(ChangeResult.Done));
        var approved = (await Appeals.FindAsync(id))!;
        Assert.That((approved.Status, approved.Draft!.Revision, approved.Draft.Draft.Dated), Is.EqualTo((AppealStatus.Approved, 2, (DateOnly?)Example.Today.AddDays(3))));
        Assert.That(await Appeals.EditAsync(id, 2, Example.Draft(), "pat", "x"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Appeals.RedraftAsync(id, Example.Draft(), "pat"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Appeals.AttachAsync(id, 2, Example.Exhibit("A"), Example.Draft(), "pat"), Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That(await Appeals.ReopenAsync(id, "lee", "typing error"), Is.EqualTo(ChangeResult.Done));
        Assert.That(await Appeals.EditAsync(id, 2, Example.Draft(), "pat", "x"), Is.EqualTo(ChangeResult.Done));
        Assert.That((await Appeals.FindAsync(id))!.ApprovedAt, Is.Null);
    }

    [Test]
    public async Task A_letter_that_is_sent_names_the_packet_that_was_made_of_it_last()
    {
        var id = await DraftedAsync();
        await Appeals.ApproveAsync(id, 1, "lee", null);
        await Appeals.RecordPacketAsync(id, [Example.Packet(1)], "pat");
        Time.Advance(TimeSpan.FromMinutes(5));
        await Appeals.RecordPacketAsync(id, [Example.Packet(1, 2, 3), Example.Packet(1, 3, 3)], "pat");
        await Appeals.MarkSentAsync(id, "pat", "portal", "REF-1");
        var sent = (await Appeals.HistoryAsync(id))[^1];
        Assert.That(sent.Detail, Is.EqualTo($"portal, REF-1, packet sha256 {new string('c', 64)} {new string('d', 64)}"));
        Assert.That((await Appeals.PacketsAsync(id)).Select(packet => (packet.Part, packet.Parts, packet.CreatedBy)), Is.EqualTo(new[] { (1, 1, "pat"), (2, 3, "pat"), (3, 3, "pat") }));
    }

    [Test]
    public async Task A_letter_sent_without_a_packet_says_so()
    {
        var id = await DraftedAsync();
        await Appeals.ApproveAsync(id, 1, "lee", null);
        await Appeals.MarkSentAsync(id, "pat", "mail", null);
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Is.EqualTo("mail, no packet made of this revision"));
    }

    [Test]
    public async Task The_next_level_is_an_appeal_of_its_own_that_knows_the_decision()
    {
        var id = await UpheldAsync();
        var deadline = new Deadline { Date = Example.Today.AddDays(180), SafeDate = Example.Today.AddDays(166), Basis = "counted", Source = "law", IsDefault = true };
        var (result, next) = await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, deadline), "pat");
        Assert.That((result, next), Is.EqualTo((ChangeResult.Done, (long?)(id + 1))));
        var begun = (await Appeals.FindAsync(next!.Value))!;
        Assert.That((begun.Status, begun.Kind, begun.Level, begun.EarlierId), Is.EqualTo((AppealStatus.Queued, LetterKind.SecondLevel, 2, (long?)id)));
        Assert.That(begun.Deadline, Is.EqualTo(deadline with { Level = 2 }));
        Assert.That(begun.Earlier, Is.EqualTo(new EarlierAppeal
        {
            Level = 1,
            Kind = LetterKind.Appeal,
            SentOn = DateOnly.FromDateTime(Time.GetLocalNow().DateTime),
            Channel = "fax",
            Reference = "REF-7",
            DecidedOn = new DateOnly(2026, 4, 1),
            DecisionReference = "DEC-9",
            IsPartlyWon = false,
        }));
        Assert.That(await ActionsAsync(next.Value), Is.EqualTo(new[] { HistoryAction.Queued }));
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.Contain(next.Value.ToString(CultureInfo.InvariantCulture)));
        Assert.That(await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, null), "pat"), Is.EqualTo((ChangeResult.Conflict, (long?)null)));
        Assert.That((await Appeals.QueuedAsync(10, 0)).Select(queued => queued.Id), Is.EqualTo(new[] { next.Value }), "a job drafts it as any other");
    }

    [Test]
    public async Task The_priority_of_a_later_level_is_counted_by_its_own_deadline()
    {
        var id = await UpheldAsync();
        var own = new Deadline { Date = Example.Today.AddDays(180), SafeDate = Example.Today.AddDays(166), Basis = "counted", Source = "law", IsDefault = true };
        await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, own), "pat");
        await Appeals.BeginNextLevelAsync(id, new(LetterKind.ExternalReview, 2, null), "pat");
        var asked = new List<DateOnly?>();
        await Appeals.RefreshPrioritiesAsync((verdict, _) =>
        {
            asked.Add(verdict.Deadline?.Date);
            return 1;
        });
        Assert.That(asked, Is.EqualTo(new DateOnly?[] { own.Date, null }));
    }

    [Test]
    public async Task What_is_not_decided_or_won_has_no_next_level()
    {
        var id = await DraftedAsync();
        Assert.That((await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, null), "pat")).Result, Is.EqualTo(ChangeResult.WrongStatus));
        await Appeals.RecordOutcomeAsync(id, "pat", AppealOutcome.Won, 150m);
        Assert.That((await Appeals.BeginNextLevelAsync(id, new(LetterKind.SecondLevel, 2, null), "pat")).Result, Is.EqualTo(ChangeResult.WrongStatus));
        Assert.That((await Appeals.BeginNextLevelAsync(404, new(LetterKind.SecondLevel, 2, null), "pat")).Result, Is.EqualTo(ChangeResult.NotFound));
    }

    private async Task<long> UpheldAsync()
    {
        var id = await DraftedAsync();
        await Appeals.ApproveAsync(id, 1, "lee", null);
        await Appeals.MarkSentAsync(id, "pat", "fax", "REF-7");
        await Appeals.RecordOutcomeAsync(id, "pat", new Decision(AppealOutcome.Upheld, 0m, new DateOnly(2026, 4, 1), "DEC-9"));
        return id;
    }
}
