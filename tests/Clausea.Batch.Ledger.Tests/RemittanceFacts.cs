using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

public sealed class RemittanceFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task Claims_with_a_letter_are_queued_and_the_others_kept_for_people()
    {
        var recorded = await RecordAsync(
            (Example.Claim(1), Example.Verdict()),
            (Example.Claim(2), Example.Verdict(kind: null)),
            (Example.Claim(3), Example.Verdict(LetterKind.Records)));
        Assert.That((recorded.IsNew, recorded.NewDenials, recorded.NewAppeals.Count), Is.EqualTo((true, 3, 2)));
        Assert.That((await Appeals.QueuedAsync(10, 0)).Select(appeal => appeal.Id), Is.EqualTo(recorded.NewAppeals));
        Assert.That((await Worklist.WithoutLetterAsync(10)).Single().PatientControlNumber, Is.EqualTo("ACCT000002"));
    }

    [Test]
    public async Task The_same_remittance_again_adds_nothing()
    {
        var first = await RecordAsync(Example.Remittance(), "same", (Example.Claim(), Example.Verdict()));
        var again = await RecordAsync(Example.Remittance(), "same", (Example.Claim(), Example.Verdict()));
        Assert.That((again.RemittanceId, again.IsNew), Is.EqualTo((first.RemittanceId, false)));
        Assert.That(again.NewAppeals, Is.Empty);
        Assert.That(await CountsAsync(), Is.EqualTo((1, 1, 1, 2, 1)));
    }

    [Test]
    public async Task The_same_claims_in_another_wrapping_add_nothing()
    {
        await RecordAsync(Example.Remittance(), "whole",
            (Example.Claim(1), Example.Verdict()), (Example.Claim(2), Example.Verdict()));
        var part = await RecordAsync(Example.Remittance() with { ControlNumber = "0077" }, "part",
            (Example.Claim(2) with { Position = new(5, 99) }, Example.Verdict(LetterKind.Records)));
        Assert.That((part.IsNew, part.NewDenials), Is.EqualTo((true, 0)));
        Assert.That(part.NewAppeals, Is.Empty);
        Assert.That(await CountsAsync(), Is.EqualTo((2, 2, 2, 4, 2)));
    }

    [Test]
    public async Task A_claim_twice_in_one_remittance_is_one()
    {
        var recorded = await RecordAsync(
            (Example.Claim(1), Example.Verdict()), (Example.Claim(1), Example.Verdict(LetterKind.Records)));
        Assert.That((recorded.NewDenials, recorded.NewAppeals.Count), Is.EqualTo((1, 1)));
        Assert.That(await CountsAsync(), Is.EqualTo((1, 1, 1, 2, 1)));
    }

    [Test]
    public async Task A_later_adjudication_of_a_claim_is_a_denial_of_its_own()
    {
        await RecordAsync(Example.Remittance("TRACE1"), "one", (Example.Claim(), Example.Verdict()));
        await RecordAsync(Example.Remittance("TRACE2"), "two", (Example.Claim(), Example.Verdict()));
        await RecordAsync(
            Example.Remittance("TRACE3"), "three", (Example.Claim() with { Paid = 0.01m }, Example.Verdict()));
        Assert.That(await CountAsync("appeals"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_crash_before_the_commit_leaves_nothing([Values(1, RemittanceWriting.HeldClaims + 3)] int claims)
    {
        var file = await FileAsync();
        await using (var writing = await Remittances.BeginAsync(file, null, Example.Remittance()))
        {
            for (var number = 1; number <= claims; number++)
            {
                await writing.AddAsync(Example.Claim(number), Example.Verdict());
            }
        }

        Assert.That(await CountsAsync(), Is.EqualTo((0, 0, 0, 0, 0)));
    }

    [Test]
    public async Task A_remittance_larger_than_is_held_back_is_recorded_whole()
    {
        const int claims = RemittanceWriting.HeldClaims + 1234;
        (ClaimPayment, Verdict)[] all =
            [.. Enumerable.Range(1, claims).Select(number => (Example.Claim(number), Example.Verdict()))];
        var recorded = await RecordAsync(Example.Remittance(), "large", all);
        Assert.That((recorded.NewDenials, recorded.NewAppeals.Count), Is.EqualTo((claims, claims)));
        Assert.That(await CountsAsync(), Is.EqualTo((1, claims, claims, 2 * claims, claims)));
        var again = await RecordAsync(Example.Remittance(), "large", all);
        Assert.That(again.IsNew, Is.False);
        Assert.That(await CountsAsync(), Is.EqualTo((1, claims, claims, 2 * claims, claims)));
    }

    [Test]
    public async Task The_same_remittance_recorded_by_many_threads_is_one()
    {
        var file = await FileAsync();
        var recorded = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            await using var writing = await new LedgerRemittances(Another())
                .BeginAsync(file, Example.Interchange(), Example.Remittance());
            await writing.AddAsync(Example.Claim(), Example.Verdict());
            return await writing.CommitAsync(Example.Summary("same"));
        })));
        Assert.That(recorded.Count(one => one.IsNew), Is.EqualTo(1));
        Assert.That(recorded.Sum(one => one.NewAppeals.Count), Is.EqualTo(1));
        Assert.That(recorded.Select(one => one.RemittanceId).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(await CountsAsync(), Is.EqualTo((1, 1, 1, 2, 1)));
    }

    [Test]
    public async Task Denominators_are_kept_with_the_remittance()
    {
        await RecordAsync((Example.Claim(1), Example.Verdict()), (Example.Claim(2), Example.Verdict()));
        Assert.That(await ScalarAsync<int>($"SELECT claims FROM {Table("remittances")}"), Is.EqualTo(2));
        Assert.That(
            await ScalarAsync<decimal>($"SELECT charge FROM {Table("remittances")}"),
            Is.EqualTo(IsSqlite ? 36000m : 360m));
        Assert.That(
            await ScalarAsync<decimal>($"SELECT paid FROM {Table("remittances")}"),
            Is.EqualTo(IsSqlite ? 1m : 0.01m));
    }

    [Test]
    public async Task Overlong_identifiers_of_a_damaged_file_are_cut_in_the_columns_and_whole_in_the_claim()
    {
        var number = new string('9', 5000);
        var recorded = await RecordAsync((Example.Claim() with { PatientControlNumber = number }, Example.Verdict()));
        var appeal = (await Appeals.FindAsync(recorded.NewAppeals.Single()))!;
        Assert.That(appeal.Claim.PatientControlNumber, Is.EqualTo(number));
        Assert.That((await Worklist.PageAsync(new())).Single().PatientControlNumber, Has.Length.EqualTo(400));
    }

    [Test]
    public async Task A_summary_without_a_fingerprint_is_a_mistake_of_the_caller()
    {
        await using var writing = await Remittances.BeginAsync(await FileAsync(), null, Example.Remittance());
        await Assert.ThrowsAsync<ArgumentException>(
            () => writing.CommitAsync(Example.Summary("") with { Fingerprint = null }));
    }

    private async Task<(int, int, int, int, int)> CountsAsync() =>
        (await CountAsync("remittances"), await CountAsync("denials"), await CountAsync("appeals"),
            await CountAsync("todos"), await CountAsync("history"));
}
