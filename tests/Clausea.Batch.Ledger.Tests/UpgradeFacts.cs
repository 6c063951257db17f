using System.Data.Common;
using Clausea.Batch.Appeals;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

public sealed class UpgradeFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly Verdict s_odd =
        Example.Verdict(amount: 12.34m) with { Reasons = ["CO-50", "PR-50", "OA-" + new string('x', 200), "CO-"], Remarks = ["n382", "N382", "-"] };

    private static IEnumerable<int> Earlier() => Enumerable.Range(1, SchemaScript.All(LedgerEngine.Sqlite).Count - 1);

    [TestCaseSource(nameof(Earlier))]
    public async Task What_an_earlier_program_left_is_all_there(int version)
    {
        await LeftAsync(version);
        Assert.That(await Database.IsCurrentAsync(), Is.False);
        await Database.UpgradeAsync();
        Assert.That(await Database.IsCurrentAsync(), Is.True);
        var drafted = (await Appeals.FindAsync(1))!;
        Assert.That(drafted.Draft!.Draft.Markdown, Is.EqualTo(Example.Draft().Markdown));
        Assert.That(drafted.Draft.Draft.Needs, Is.EqualTo(Example.Draft(2).Needs));
        Assert.That((drafted.Status, drafted.Level, drafted.Draft.Draft.Dated, drafted.Exhibits.Count), Is.EqualTo((AppealStatus.Drafted, 1, (DateOnly?)null, 0)));
        Assert.That(drafted.Claim.PatientControlNumber, Is.EqualTo(Example.Claim(1).PatientControlNumber));
        Assert.That(await ActionsAsync(1), Is.EqualTo(new[] { HistoryAction.Queued, HistoryAction.Drafted }));
        Assert.That((await Appeals.FindAsync(3))!.Level, Is.EqualTo(2), "an escalation is of the second level");
        Assert.That((await Files.FindAsync(1))!.StoredAs, Is.EqualTo("archive/2026/02/old.835"));
        Assert.That((await Worklist.PageAsync(new() { Limit = 10 })).Select(row => row.Id), Is.EquivalentTo(new[] { 1, 2, 3 }));
        Assert.That(await CountAsync("denials"), Is.EqualTo(4));
    }

    [TestCaseSource(nameof(Earlier))]
    public async Task Work_goes_on_in_a_ledger_of_an_earlier_program(int version)
    {
        await LeftAsync(version);
        await Database.UpgradeAsync();
        Assert.That((await Appeals.QueuedAsync(10, 0)).Select(appeal => appeal.Id), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(await Appeals.SaveDraftAsync(2, Example.Draft(), "clausea"), Is.True);
        await DoneAsync(Appeals.AttachAsync(2, 1, Example.Exhibit("A"), Example.Draft(), "pat"));
        await DoneAsync(Appeals.ApproveAsync(1, 1, "lee", "the signer knows"));
        await DoneAsync(Appeals.RecordPacketAsync(1, [Example.Packet(1)], "pat"));
        await DoneAsync(Appeals.MarkSentAsync(1, "pat", "fax", "REF-7"));
        await DoneAsync(Appeals.RecordOutcomeAsync(1, "pat", AppealOutcome.Upheld, 0m));
        Assert.That((await Appeals.BeginNextLevelAsync(1, new(LetterKind.SecondLevel, 2, null), "pat")).Result, Is.EqualTo(ChangeResult.Done));
        Assert.That((await RecordAsync(Example.Remittance(), OldLedger.Fingerprint, (Example.Claim(1), Example.Verdict()))).IsNew, Is.False);
        Assert.That((await RecordAsync(Example.Remittance(), "new", (Example.Claim(1), Example.Verdict()), (Example.Claim(9), Example.Verdict()))).NewDenials, Is.EqualTo(1), "the claim of the old ledger is known");
        await Assert.CatchAsync<DbException>(() => RunAsync($"DELETE FROM {Table("history")}"));
    }

    [TestCaseSource(nameof(Earlier))]
    public async Task Each_denial_has_its_codes_whatever_program_wrote_it(int version)
    {
        await RecordAsync(
            (Example.Claim(1), Example.Verdict()), (Example.Claim(2), s_odd), (Example.Claim(3), s_odd with { Reasons = [], Remarks = [] }),
            (Example.Claim(4), Example.Verdict(kind: null)));
        var today = await CodesAsync();
        await LeftAsync(version);
        await Database.UpgradeAsync();
        Assert.That(today, Has.Count.EqualTo(10));
        Assert.That(await CodesAsync(), Is.EqualTo(today));
    }

    [TestCaseSource(nameof(Earlier))]
    public async Task An_old_case_can_be_purged(int version)
    {
        await LeftAsync(version);
        await Database.UpgradeAsync();
        foreach (var id in new[] { 1, 2, 3 })
        {
            await DoneAsync(Appeals.WithdrawAsync(id, "pat", "given up"));
        }

        Time.SetUtcNow(Time.GetUtcNow().AddYears(7));
        var retention = new LedgerRetention(Database);
        var run = await retention.BeginAsync(RetentionPeriod.Of(Time.GetUtcNow(), 6, 365), "pat");
        Assert.That(await retention.PurgeBatchAsync(run), Is.True);
        Assert.That((run.Counts.Denials, run.Counts.Drafts, await CountAsync("history")), Is.EqualTo((4, 1, 0)));
    }

    // One drafted, one queued, one of the second level, one without a letter.
    private async Task LeftAsync(int version)
    {
        await StartAtAsync(version);
        var old = new OldLedger(Database, version);
        await old.AddRemittanceAsync();
        Verdict[] verdicts = [Example.Verdict(), s_odd, s_odd with { Reasons = [], Remarks = [] }, Example.Verdict(kind: null)];
        for (var i = 0; i < verdicts.Length; i++)
        {
            await old.AddDenialAsync(Example.Claim(i + 1), verdicts[i]);
            await old.AddCodesAsync(i + 1, verdicts[i]);
        }

        await old.AddAppealAsync(1);
        await old.AddDraftAsync(1, Example.Draft(2));
        await old.AddAppealAsync(2);
        await old.AddAppealAsync(3, LetterKind.Escalation);
    }

    private static async Task DoneAsync(Task<ChangeResult> change) => Assert.That(await change, Is.EqualTo(ChangeResult.Done));

    private async Task<List<string>> CodesAsync()
    {
        await using var connection = await Database.OpenAsync();
        var rows = await connection.QueryAsync(
            $"SELECT code, denial_id, denied_amount, payer FROM {Table("denial_codes")} ORDER BY code, denial_id");
        return [.. rows.Select(row => $"{row.code} {row.denial_id} {row.denied_amount} {row.payer}")];
    }
}
