namespace Clausea.Batch.Ledger.Tests;

/// <summary>Files page by page, and what one of them brought.</summary>
public sealed class FileListFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private FileList List => new(Database);

    [Test]
    public async Task Each_group_is_paged_the_latest_first()
    {
        for (var number = 1; number <= 12; number++)
        {
            var id = await FileAsync(number);
            if (number % 4 != 0)
            {
                await Files.BeginAsync(id);
            }

            var totals = FileTotals.None with { FindingWarnings = number % 3 == 0 ? 1 : 0, FindingErrors = number == 11 ? 2 : 0 };
            await (number % 4 == 1 ? Files.QuarantineAsync(id, "damaged", totals, $"quarantine/{number}")
                : number % 4 >= 2 ? Files.CompleteAsync(id, totals, $"archive/{number}") : Task.CompletedTask);
        }

        await Files.BeginAsync((await List.PageAsync(FileGroup.InWork, null, 1))[0].Id);
        var all = (await Files.ListAsync(100)).Select(file => file with { Totals = file.Totals with { FindingsJson = null } }).ToList();
        (FileGroup Group, Predicate<FileRow> Fits)[] groups =
        [
            (FileGroup.All, _ => true),
            (FileGroup.InWork, file => file.Status is FileStatus.Received or FileStatus.Processing),
            (FileGroup.Archived, file => file.Status == FileStatus.Archived),
            (FileGroup.Quarantined, file => file.Status == FileStatus.Quarantined),
            (FileGroup.WithFindings, file => file.Totals.FindingErrors + file.Totals.FindingWarnings > 0),
        ];
        foreach (var (group, fits) in groups)
        {
            var paged = new List<FileRow>();
            while (await List.PageAsync(group, paged.LastOrDefault()?.Id, 2) is { Count: > 0 } page)
            {
                Assert.That(page, Has.Count.LessThanOrEqualTo(2));
                paged.AddRange(page);
            }

            Assert.That(paged, Is.EqualTo(all.FindAll(fits)).And.Not.Empty, group.ToString());
        }

        var counts = await List.CountsAsync();
        Assert.That((counts.All, counts.InWork, counts.Of(FileStatus.Archived), counts.Of(FileStatus.Quarantined)), Is.EqualTo((12, 3, 6, 3)));
    }

    [Test]
    public async Task Files_are_found_by_their_content()
    {
        var (seven, nine) = (await FileAsync(7), await FileAsync(9));
        var found = await List.FindAsync([Example.Hash(7), Example.Hash(8), Example.Hash(9)]);
        Assert.That(found.Values.Select(file => file.Id), Is.EquivalentTo(new[] { seven, nine }));
        Assert.That(found.Keys, Is.EquivalentTo(new[] { Example.Hash(7), Example.Hash(9) }));
        Assert.That(await List.FindAsync([]), Is.Empty);
    }

    [Test]
    public async Task A_file_tells_its_remittances_in_order_and_whose_payment_came_before()
    {
        await RecordAsync(Example.Remittance("PAID-1"), "one", (Example.Claim(1), Example.Verdict()), (Example.Claim(2), Example.Verdict(kind: null)));
        await RecordAsync(Example.Remittance("PAID-2"), "two", (Example.Claim(3), Example.Verdict()));
        var file = await FileAsync();
        var rows = await List.RemittancesAsync(file, 0, 10);
        Assert.That(rows.Select(row => (row.TraceNumber, row.Denials, row.Appeals)), Is.EqualTo(new[] { ("PAID-1", 2, 1), ("PAID-2", 1, 1) }));
        var first = rows[0];
        Assert.That((first.Payer, first.PayerId, first.Practice, first.PracticeId), Is.EqualTo(("ACME [Health] 100%", "PAY01", "Calm Minds", "1999999984")));
        Assert.That((first.Payment, first.PaymentMethod, first.PaymentDate, first.Charge, first.Paid), Is.EqualTo((1234.50m, "ACH", Example.Today, 360m, 0.01m)));
        Assert.That((first.IsBalanced, first.Unbalanced, first.Position.Segment, first.Position.Offset, first.ResentFileId), Is.EqualTo((true, 0, 3, 212L, (long?)null)));
        Assert.That((await List.RemittancesAsync(file, first.Id, 10)).Single(), Is.EqualTo(rows[1]));
        Assert.That(await List.RemittancesAsync(file, 0, 1), Has.Count.EqualTo(1));

        await RunAsync($"UPDATE {Table("remittances")} SET resent_of = {first.Id} WHERE id = {rows[1].Id}");
        Assert.That((await List.RemittancesAsync(file, first.Id, 10)).Single().ResentFileId, Is.EqualTo(file));
        Assert.That(await List.RemittancesAsync(file + 1, 0, 10), Is.Empty);
    }
}
