using System.Text;

namespace Clausea.Batch.Ledger.Tests;

public sealed class FileFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    [Test]
    public async Task A_hash_is_lower_case_SHA_256()
    {
        using var content = new MemoryStream(Encoding.ASCII.GetBytes("abc"));
        var hash = await FileHash.OfAsync(content);
        Assert.That(hash.Value, Is.EqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    [Test]
    public async Task The_same_content_has_one_row_whatever_its_name()
    {
        var first = await Files.RegisterAsync(Example.Hash(1), "a.835", 10);
        Time.Advance(TimeSpan.FromHours(1));
        var again = await Files.RegisterAsync(Example.Hash(1), "b.835", 10);
        Assert.That(first, Is.EqualTo(new RegisteredFile(first.Id, FileStatus.Received, 0, IsNew: true)));
        Assert.That(again, Is.EqualTo(first with { IsNew = false }));
        var row = (await Files.FindAsync(first.Id))!;
        Assert.That((row.Name, row.SeenCount), Is.EqualTo(("a.835", 2)));
        Assert.That((row.FirstSeenAt, row.LastSeenAt), Is.EqualTo((Example.Start, Example.Start.AddHours(1))));
    }

    [Test]
    public async Task Many_threads_that_register_one_content_make_one_row()
    {
        using var barrier = new Barrier(8);
        var registered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return new LedgerFiles(Another()).RegisterAsync(Example.Hash(7), "a.835", 10).GetAwaiter().GetResult();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.That(registered.Count(file => file.IsNew), Is.EqualTo(1));
        Assert.That(registered.Select(file => file.Id).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That((await Files.FindAsync(registered[0].Id))!.SeenCount, Is.EqualTo(8));
    }

    [Test]
    public async Task A_file_is_processed_archived_and_then_left_alone()
    {
        var id = await FileAsync();
        Assert.That(await Files.BeginAsync(id), Is.EqualTo(new FileTry(1, 0)));
        Assert.That(await Files.BeginAsync(id), Is.EqualTo(new FileTry(2, 0)));
        Assert.That((await Files.UnfinishedAsync()).Single().Status, Is.EqualTo(FileStatus.Processing));
        Assert.That(await Files.CompleteAsync(id, Example.Totals(), "archive/2026/03/x.835"), Is.True);
        Assert.That(await Files.CompleteAsync(id, FileTotals.None, "elsewhere"), Is.False);
        Assert.That(await Files.QuarantineAsync(id, "late", FileTotals.None, "elsewhere"), Is.False);
        Assert.That(await Files.BeginAsync(id), Is.EqualTo(FileTry.None));
        Assert.That(await Files.ReopenAsync(id), Is.False);
        Assert.That(await Files.UnfinishedAsync(), Is.Empty);
        var row = (await Files.FindAsync(id))!;
        Assert.That(
            (row.Status, row.Attempts, row.StoredAs),
            Is.EqualTo((FileStatus.Archived, 2, "archive/2026/03/x.835")));
        Assert.That(row.Totals, Is.EqualTo(Example.Totals()));
    }

    [Test]
    public async Task A_quarantined_file_can_be_tried_again()
    {
        var id = await FileAsync();
        await Files.BeginAsync(id);
        Assert.That(await Files.QuarantineAsync(id, "not an 835", FileTotals.None, "quarantine/x.835"), Is.True);
        Assert.That((await Files.FindAsync(id))!.Reason, Is.EqualTo("not an 835"));
        Assert.That(await Files.ReopenAsync(id), Is.True);
        Assert.That(await Files.ReopenAsync(id), Is.False);
        var row = (await Files.FindAsync(id))!;
        Assert.That((row.Status, row.Attempts, row.Reason), Is.EqualTo((FileStatus.Received, 0, (string?)null)));
    }

    [TestCase("0.01")]
    [TestCase("-0.01")]
    [TestCase("0.1")]
    [TestCase("999999999.99")]
    [TestCase("9999999999999999.99")]
    public async Task Money_is_exact_to_the_cent(string text)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var id = await FileAsync();
        await Files.CompleteAsync(id, Example.Totals(amount), "x");
        Assert.That((await Files.FindAsync(id))!.Totals.Paid, Is.EqualTo(amount));
    }

    [Test]
    public async Task The_latest_files_come_first()
    {
        var ids = new[] { await FileAsync(1), await FileAsync(2), await FileAsync(3) };
        Assert.That((await Files.ListAsync(2)).Select(file => file.Id), Is.EqualTo(new[] { ids[2], ids[1] }));
        Assert.That(await Files.FindAsync(-1), Is.Null);
    }

    [Test]
    public async Task Failures_and_interruptions_are_counted_apart()
    {
        var id = await FileAsync();
        await Files.BeginAsync(id);
        Assert.That(await Files.FailAsync(id, "IOException"), Is.EqualTo(1));
        await Files.BeginAsync(id);
        var third = await Files.BeginAsync(id);
        Assert.That((third.Number, third.Failures, third.Interruptions), Is.EqualTo((3, 1, 1)));
        await Files.GiveBackAsync(id);
        Assert.That((await Files.BeginAsync(id)).Interruptions, Is.EqualTo(1), "a try that was given back is none");
        var row = (await Files.FindAsync(id))!;
        Assert.That((row.Failures, row.Failure), Is.EqualTo((1, "IOException")));
    }

    [Test]
    public async Task A_remittance_that_is_recorded_begins_the_count_anew()
    {
        var id = await FileAsync();
        for (var i = 0; i < 3; i++)
        {
            await Files.BeginAsync(id);
        }

        await Files.FailAsync(id, "IOException");
        await RecordAsync((Example.Claim(), Example.Verdict()));
        Assert.That(await Files.BeginAsync(id), Is.EqualTo(new FileTry(2, 0)));
    }

    [Test]
    public async Task A_replayed_file_begins_anew_and_its_bytes_are_still_known()
    {
        var id = await FileAsync();
        await Files.BeginAsync(id);
        await Files.FailAsync(id, "IOException");
        await Files.SetJobAsync(id, "7", "memory-1");
        await Files.QuarantineAsync(id, "failed", FileTotals.None, "quarantine/x.835");
        await Files.ReopenAsync(id);
        var row = (await Files.FindAsync(id))!;
        Assert.That((row.StoredAs, row.JobId, row.Failures, row.Failure), Is.EqualTo(("quarantine/x.835", (string?)null, 0, (string?)null)));
        Assert.That(await Files.BeginAsync(id), Is.EqualTo(new FileTry(1, 0)));
    }
}
