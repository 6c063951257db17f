using System.Net;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using UglyToad.PdfPig;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Documents that travel with a letter, and the packet.</summary>
internal sealed class ExhibitPageTests : WithDashboard
{
    private static readonly byte[] s_pdf = TestPdf.Words(2, "Synthetic plan");

    [Test]
    public async Task An_attached_document_is_named_by_the_letter_and_can_be_taken_out()
    {
        var before = await DraftAsync();
        using var response = await Host.UploadAsync(
            Page, $"{Page}/attach", ("plan of Jane Doe.pdf", s_pdf), ("revision", "1"), ("key", "treatment-plan"), ("title", ""), ("looked", "yes"));
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/hangfire/{Page}?done=attached#exhibits"));
        Assert.That((await DraftAsync()).Text, Does.Contain("Exhibit A: signed individual treatment plan"));
        var (_, html) = await Host.GetAsync($"{Page}?done=attached");
        Assert.That(html, Does.Contain("the letter names it").And.Contain("2 pages; no psychotherapy notes in it, says local user").And.Contain("Take exhibit A out"));
        await DoAsync("detach", ("letter", "A"));
        Assert.That((await DraftAsync()).Markdown, Is.EqualTo(before.Markdown));
        await RefusedAsync(HttpStatusCode.BadRequest, "There is no exhibit A", "detach", await RevisionAsync(), ("letter", "A"));
    }

    [Test]
    public async Task A_document_is_handed_out_as_it_came_and_the_history_says_so()
    {
        await UploadAsync("attach", "plan of Jane Doe.pdf", s_pdf, ("key", "treatment-plan"), ("looked", "yes"));
        using var response = await GetAsync("exhibits/A");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(response.Content.Headers.ContentDisposition?.ToString(), Is.EqualTo($"attachment; filename=\"appeal-{Ids[0]}-exhibit-A.pdf\""));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(s_pdf));
        Assert.That((await HistoryAsync())[^1], Is.EqualTo("Exported exhibit A"));
    }

    [TestCase("exhibits/B", HttpStatusCode.NotFound)]
    [TestCase("exhibits/ZZ", HttpStatusCode.NotFound)]
    [TestCase("exhibits/AAA", HttpStatusCode.NotFound)]
    [TestCase("exhibits/..%2F..%2Fledger.db", HttpStatusCode.NotFound)]
    [TestCase("packet?channel=pigeon", HttpStatusCode.BadRequest)]
    [TestCase("../999/exhibits/A", HttpStatusCode.NotFound)]
    [TestCase("../999/packet", HttpStatusCode.NotFound)]
    [TestCase("../999/revisions", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_refused(string what, HttpStatusCode status)
    {
        using var response = await GetAsync(what);
        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_document_that_is_gone_from_the_folder_is_told()
    {
        await UploadAsync("attach", "plan.pdf", s_pdf, ("key", "treatment-plan"), ("looked", "yes"));
        Host.Ledger.LoseDocuments();
        foreach (var what in new[] { "exhibits/A", "packet" })
        {
            using var response = await GetAsync(what);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("no longer in the data folder"));
        }
    }

    [Test]
    public async Task What_cannot_travel_is_refused_in_clear_words()
    {
        await UploadRefusedAsync(("a.zip", "PK"u8.ToArray()), "a.zip", ("looked", "yes"), ("key", "treatment-plan"));
        await UploadRefusedAsync(("a.pdf", "%PDF-1.7 cut off"u8.ToArray()), "a.pdf", ("looked", "yes"), ("key", "treatment-plan"));
        await UploadRefusedAsync(("a.pdf", s_pdf), "psychotherapy notes", ("key", "treatment-plan"));
        await UploadRefusedAsync(("a.pdf", s_pdf), "does not ask for such a document", ("looked", "yes"), ("key", "no-such"));
        await UploadRefusedAsync(("a.pdf", s_pdf), "Say what the document is", ("looked", "yes"), ("key", ""));
        await UploadRefusedAsync(("a.pdf", s_pdf), "200 characters", ("looked", "yes"), ("title", new string('x', 10_000)));
        await UploadRefusedAsync(("a.pdf", []), "Choose a document");
        await UploadRefusedAsync(null, "Choose a document");
    }

    [Test]
    public async Task The_letter_goes_without_a_document_for_a_reason()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "Say why the letter goes without it", "waive", ("revision", "1"), ("key", "claim-copy"), ("reason", " "));
        await RefusedAsync(HttpStatusCode.BadRequest, "does not ask for such a document", "waive", ("revision", "1"), ("key", "no-such"), ("reason", "x"));
        await RefusedAsync(HttpStatusCode.BadRequest, "which revision", "waive", ("key", "claim-copy"), ("reason", "x"));
        await DoAsync("waive", ("key", "claim-copy"), ("reason", "The payer <has> it"));
        var (_, html) = await Host.GetAsync($"{Page}?done=waived");
        Assert.That(html, Does.Contain("goes without that document").And.Contain("copy of the claim as it was submitted: The payer &lt;has&gt; it"));
        Assert.That((await DraftAsync()).Needs.Select(need => need.What), Has.None.StartsWith("copy of the claim"));
    }

    [Test]
    public async Task The_packet_of_a_draft_says_that_it_is_one()
    {
        await UploadAsync("attach", "plan.pdf", s_pdf, ("key", "treatment-plan"), ("looked", "yes"));
        using var response = await GetAsync("packet?channel=fax");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/pdf"));
        Assert.That(response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), Is.EqualTo($"appeal-{Ids[0]}-packet.pdf"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        var pages = Pages(await response.Content.ReadAsByteArrayAsync());
        Assert.That(pages, Is.All.Contains("DRAFT, not approved"));
        Assert.That(pages[^1], Does.Contain("Synthetic plan 2"));
        Assert.That((await HistoryAsync())[^1], Is.EqualTo("Exported packet of a draft"));
    }

    [Test]
    public async Task A_packet_too_large_for_one_file_comes_as_a_ZIP()
    {
        await UploadAsync("attach", "claim.pdf", TestPdf.Noise(30), ("key", "claim-copy"));
        Host.Ledger.LimitPortal(megabytes: 1);
        using var response = await GetAsync("packet?channel=portal");
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/zip"));
        Assert.That(response.Content.Headers.ContentDisposition?.FileName?.Trim('"'), Is.EqualTo($"appeal-{Ids[0]}-packet.zip"));
    }

    [Test]
    public async Task A_letter_that_is_not_written_yet_has_no_packet()
    {
        var id = (await Host.Ledger.TakeAsync(Repository.Sample("denied/timely-filing.835")))[0];
        var (status, html) = await Host.GetAsync($"appeals/{id}/packet");
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(html, Does.Contain("The packet cannot be made").And.Contain("The draft is not written yet"));
        Assert.That((await Host.GetAsync($"appeals/{id}")).Html, Does.Not.Contain("/packet\"").And.Not.Contain("/attach\""));
    }

    private static List<string> Pages(byte[] content)
    {
        using var document = PdfDocument.Open(content);
        return [.. document.GetPages().Select(page => page.Text)];
    }

    private async Task UploadRefusedAsync((string, byte[])? file, string words, params (string Name, string Value)[] fields)
    {
        using var response = await Host.UploadAsync(Page, $"{Page}/attach", file, [("revision", "1"), .. fields]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), words);
        Assert.That(WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), Does.Contain(words));
        Assert.That((await CaseAsync()).Exhibits, Is.Empty);
    }
}
