using System.IO.Compression;
using System.Security.Cryptography;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Documents.Packet;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using UglyToad.PdfPig;

namespace Clausea.Batch.Casework.Tests;

/// <summary>What goes out: in order, complete, of one patient only, and provable.</summary>
internal sealed class PacketWorkTests : CaseFixture
{
    [Test]
    public async Task A_packet_has_its_parts_in_order_and_each_page_says_what_it_is()
    {
        var id = await ApprovedAsync(3, 2);
        var file = (await Packets.MakeAsync(id, "fax", Pat))!.Single();
        var pages = Pages(file.Content);
        Assert.That(file.Pages, Is.EqualTo(pages.Count));
        Assert.That(pages[0], Does.Contain("Fax").And.Contain("2026015SAMPLE1").And.Not.Contain("Pat Q. Sample"), "no patient on a cover sheet");
        Assert.That(pages[0], Does.Contain($"{pages.Count} with this one"));
        Assert.That(pages[1], Does.Contain("Appeal of a claim decision"));
        var places = new[] { "Remittance advice for one claim", "Each page of an exhibit carries", "Exhibit A, page 1 of 3", "Exhibit A, page 3 of 3", "Exhibit B, page 1 of 2", "Exhibit B, page 2 of 2" }
            .Select(words => pages.FindIndex(page => page.Contains(words, StringComparison.Ordinal))).ToList();
        Assert.That(places, Is.Ordered.Ascending.And.All.GreaterThan(1));
        Assert.That(pages.Skip(1), Is.All.Contains("Pat Q. Sample").And.All.Contains("SAMPLEID01").And.All.Contains("01/05/2026"), "a page that got lost finds its claim");
        Assert.That(pages.Select((page, at) => page.Contains($"Page {at + 1} of {pages.Count}", StringComparison.Ordinal)), Is.All.True);
        Assert.That(pages[^1], Does.Contain("Second paper 2"), "the exhibit itself is there");
    }

    [Test]
    public async Task The_history_proves_what_was_made()
    {
        var id = await ApprovedAsync(1);
        var file = (await Packets.MakeAsync(id, "mail", Pat))!.Single();
        var hash = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        Assert.That((await Appeals.HistoryAsync(id)).Select(row => row.Detail ?? string.Empty), Has.Some.Contains(hash));
        Assert.That((await Appeals.PacketsAsync(id)).Single().Hash, Is.EqualTo(hash));
        Assert.That(await Sent.ReadAsync(hash, "packet"), Is.EqualTo(file.Content.ToArray()), "and it is kept");
        await Appeals.MarkSentAsync(id, Pat, "mail", null);
        Assert.That((await Appeals.HistoryAsync(id))[^1].Detail, Does.Contain(hash));
    }

    [Test]
    public async Task The_same_packet_has_the_same_bytes()
    {
        var id = await ApprovedAsync(2);
        var first = (await Packets.MakeAsync(id, null, Pat))!.Single();
        Time.Advance(TimeSpan.FromDays(3));
        Assert.That((await Packets.MakeAsync(id, null, Pat))!.Single().Content.ToArray(), Is.EqualTo(first.Content.ToArray()));
    }

    [Test]
    public async Task A_draft_says_on_every_page_that_it_is_one_and_proves_nothing()
    {
        var id = await DraftedAsync();
        await Exhibits.AttachAsync(id, 1, Document(), Pat);
        var pages = Pages((await Packets.MakeAsync(id, null, Pat))!.Single().Content);
        Assert.That(pages, Is.All.Contains("DRAFT, not approved"));
        Assert.That(await Appeals.PacketsAsync(id), Is.Empty);
    }

    [Test]
    public async Task A_Medicare_redetermination_brings_the_fields_of_its_form()
    {
        var denial = SampleDenials.Preview(Templates.Playbooks.Find("medical-necessity")!);
        var claim = denial.Claim with { FilingIndicator = "MB" };
        var deadline = Templates.Payers.DeadlineFor(denial.Remittance, claim, LetterKind.Appeal, CodeCatalogue.Shipped);
        var id = await DraftedAsync(denial with { Claim = claim, Verdict = denial.Verdict with { Deadline = deadline } });
        var pages = Pages((await Packets.MakeAsync(id, null, Pat))!.Single().Content);
        var form = pages.Single(page => page.Contains("Medicare redetermination request", StringComparison.Ordinal));
        Assert.That(form, Does.Contain("Pat Q. Sample, Jr.").And.Contain("SAMPLEID01").And.Contain("January 5, 2026").And.Contain("February 2, 2026").And.Contain("line 1"));
        Assert.That(Pages((await Packets.MakeAsync(await DraftedAsync(), null, Pat))!.Single().Content), Has.None.Contains("redetermination request"));
    }

    [Test]
    public async Task Substance_use_records_carry_the_notice_on_every_page()
    {
        var denial = SampleDenials.Preview(Templates.Playbooks.Find("sud-level-of-care")!);
        var id = await DraftedAsync(denial with { Verdict = denial.Verdict with { Flags = [ClaimFlags.Part2] } });
        Assert.That(Pages((await Packets.MakeAsync(id, null, Pat))!.Single().Content), Is.All.Contains("42 CFR part 2 prohibits unauthorized use or disclosure"));
    }

    [Test]
    public async Task A_channel_with_a_limit_gets_several_files_and_every_page_once()
    {
        var id = await ApprovedAsync(TestPdf.Noise(6), TestPdf.Noise(6), TestPdf.Noise(30));
        UseLimit(new ChannelLimit("portal", 10, 1, 150));
        var files = (await Packets.MakeAsync(id, "portal", Pat))!;
        Assert.That(files, Has.Count.GreaterThan(2));
        Assert.That(files.Select(file => file.Content.Length), Is.All.LessThanOrEqualTo(1_000_000));
        Assert.That(files.Select(file => (file.Number, file.Of)), Is.EqualTo(Enumerable.Range(1, files.Count).Select(number => (number, files.Count))));
        var pages = files.SelectMany(file => Pages(file.Content)).ToList();
        foreach (var (letter, count) in new[] { ("A", 6), ("B", 6), ("C", 30) })
        {
            for (var page = 1; page <= count; page++)
            {
                Assert.That(pages.Count(text => text.Contains($"Exhibit {letter}, page {page} of {count} ", StringComparison.Ordinal)), Is.EqualTo(1), $"{letter} {page}");
            }
        }

        Assert.That(files.Select(file => Pages(file.Content)[0]), Is.All.Contains($" of {files.Count}"), "each file begins with a cover sheet that counts it");
        Assert.That(Pages(files[0].Content), Has.Some.Contains("Each page of an exhibit carries"));
        Assert.That((await Appeals.PacketsAsync(id)), Has.Count.EqualTo(files.Count));
    }

    [Test]
    public async Task What_no_splitting_makes_fit_is_told_with_what_to_do()
    {
        var id = await ApprovedAsync(TestPdf.Noise(30));
        UseLimit(new ChannelLimit("portal", 1, 1, null));
        Assert.That(await RefusalAsync(id), Does.Contain("takes 1").And.Contain("choose another channel"));
        UseLimit(new ChannelLimit("portal", null, 5, 1));
        Assert.That(await RefusalAsync(id), Does.Contain("in all"));
        Assert.That(await Appeals.PacketsAsync(id), Is.Empty);
        Assert.That(await Packets.MakeAsync(id, "fax", Pat), Has.Count.EqualTo(1), "another channel has no limit");

        async Task<string> RefusalAsync(long of) => (await Assert.ThrowsAsync<CaseworkException>(() => Packets.MakeAsync(of, "portal", Pat)))!.Message;
    }

    [Test]
    public async Task Many_packets_make_one_file()
    {
        long[] ids = [await ApprovedAsync(1), await ApprovedAsync(2)];
        using var pdf = new MemoryStream();
        await Packets.BundleAsync(ids, isZip: false, null, Pat, pdf);
        var pages = Pages(pdf.ToArray());
        Assert.That(pages.Count(page => page.Contains("Cover sheet", StringComparison.Ordinal)), Is.EqualTo(2));
        using var stream = new MemoryStream();
        await Packets.BundleAsync(ids, isZip: true, null, Pat, stream);
        using var zip = new ZipArchive(stream);
        Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(new[] { $"appeal-{ids[0]}.pdf", $"appeal-{ids[1]}.pdf" }));
        Assert.That(await Appeals.PacketsAsync(ids[0]), Has.Count.EqualTo(1));
        await Assert.ThrowsAsync<CaseworkException>(() => Packets.BundleAsync([ids[0], 404], true, null, Pat, stream));
    }

    [Test]
    public async Task Every_kind_of_letter_makes_a_packet_with_every_identifying_fact()
    {
        foreach (var playbook in Templates.Playbooks.All.Where(playbook => playbook.Letter is not null))
        {
            var id = await DraftedAsync(playbook.Key);
            var found = await CaseAsync(id);
            var text = string.Concat(Pages((await Packets.MakeAsync(id, null, Pat))!.Single().Content)).Replace(" ", string.Empty, StringComparison.Ordinal);
            foreach (var fact in new[] { "Pat Q. Sample, Jr.", "SAMPLEID01", found.Claim.PayerClaimNumber!, found.Claim.PatientControlNumber!, "SAMPLE-TRACE", "1234567893", "123456789", "GROUP-77", "January 5, 2026" })
            {
                Assert.That(text, Does.Contain(fact.Replace(" ", string.Empty, StringComparison.Ordinal)), $"{playbook.Key}: {fact}");
            }
        }
    }

    [Test]
    public async Task Nobody_else_of_the_remittance_is_in_it()
    {
        // The header of a remittance has no claim: what the packet is made of cannot name another patient.
        var id = await DraftedAsync();
        var order = (await Packets.OrderAsync(id, null))!.Value.Order;
        Assert.That(order.Denial.Remittance, Is.EqualTo((await CaseAsync(id)).Remittance).UsingPropertiesComparer());
        Assert.That(typeof(Era.Remittance).GetProperties().Select(property => property.PropertyType), Has.None.EqualTo(typeof(IReadOnlyList<Era.ClaimPayment>)));
    }

    [Test]
    public async Task An_unknown_channel_or_appeal_is_told()
    {
        Assert.That(await Packets.MakeAsync(404, null, Pat), Is.Null);
        var id = await DraftedAsync();
        Assert.That((await Assert.ThrowsAsync<CaseworkException>(() => Packets.MakeAsync(id, "pigeon", Pat)))!.Message, Does.Contain("portal, fax, mail, email"));
    }

    private async Task<long> ApprovedAsync(params int[] pages) =>
        await ApprovedAsync([.. pages.Select((count, at) => Paper(count, at == 0 ? "First paper" : "Second paper"))]);

    private async Task<long> ApprovedAsync(params byte[][] papers)
    {
        var id = await DraftedAsync();
        for (var at = 0; at < papers.Length; at++)
        {
            await Exhibits.AttachAsync(id, at + 1, Document(null, $"paper {at + 1}", papers[at]), Pat);
        }

        Assert.That(await Letters.ApproveAsync(id, papers.Length + 1, Pat, "told by phone"), Is.EqualTo(ChangeResult.Done));
        return id;
    }

    private void UseLimit(ChannelLimit limit)
    {
        var folder = Path.Combine(Folder, "templates");
        if (!Directory.Exists(folder))
        {
            CopyTemplates(folder);
        }

        var total = limit.MaxTotalMb is { } mb ? $", max_total_mb: {mb}" : string.Empty;
        var files = limit.MaxFiles is { } count ? $", max_files: {count}" : string.Empty;
        File.WriteAllText(Path.Combine(folder, "payers.yaml"), $$"""
            payers:
              - name: Sample Health Plan
                ids: ["SAMPLE"]
                appeals: { portal: "Sample portal" }
                limits:
                  - { channel: portal, max_file_mb: {{limit.MaxFileMb}}{{files}}{{total}} }
            """);
        var set = TemplateSet.Load(folder);
        Assert.That(set.Problems, Is.Empty);
        Tools = new LetterRoom(set, CodeCatalogue.Shipped, new LetterPress(set, CodeCatalogue.Shipped));
    }

    private static void CopyTemplates(string to)
    {
        foreach (var file in Directory.EnumerateFiles(Templates.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(Templates.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static List<string> Pages(ReadOnlyMemory<byte> pdf)
    {
        using var document = PdfDocument.Open(pdf.ToArray());
        return [.. document.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text)) + " ")];
    }
}
