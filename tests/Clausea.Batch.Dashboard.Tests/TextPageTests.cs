using System.Net;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The text of a letter: needs filled, edited here or in Word, compared.</summary>
internal sealed class TextPageTests : WithDashboard
{
    private const string Signer = "Jordan Rivers";

    [Test]
    public async Task A_filled_need_leaves_the_list_and_stands_in_the_letter()
    {
        var need = await NeedAsync("name of the person who signs");
        var open = (await DraftAsync()).Needs.Count;
        using var response = await Host.PostAsync(Page, $"{Page}/fill", ("revision", "1"), ("need", need), ("words", Signer));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(response.Headers.Location?.ToString(), Is.EqualTo($"/hangfire/{Page}?done=filled#needs"), "to go on with the next need");
        Assert.That((await DraftAsync()).Needs, Has.Count.EqualTo(open - 1));
        Assert.That((await DraftAsync()).Text, Does.Contain(Signer));
        var (_, html) = await Host.GetAsync($"{Page}?done=filled");
        Assert.That(html, Does.Contain("Filled in.").And.Contain(Signer).And.Contain("revision 2").And.Contain("/revisions\""));
        Assert.That(await HistoryAsync(), Has.Some.Contains("filled \"name of the person who signs"));
    }

    [TestCase("0", "numbered 1 to")]
    [TestCase("99", "numbered 1 to")]
    [TestCase("-1", "numbered 1 to")]
    [TestCase("first", "which need")]
    [TestCase("", "which need")]
    public Task A_need_that_is_not_there_is_told(string need, string words) =>
        RefusedAsync(HttpStatusCode.BadRequest, words, "fill", ("revision", "1"), ("need", need), ("words", Signer));

    [Test]
    public async Task Words_that_cannot_stand_are_refused_and_given_back()
    {
        var need = await NeedAsync("name of the person who signs");
        await RefusedAsync(HttpStatusCode.BadRequest, "Say what stands there", "fill", ("revision", "1"), ("need", need), ("words", " "));
        await RefusedAsync(HttpStatusCode.BadRequest, "4,000", "fill", ("revision", "1"), ("need", need), ("words", new string('x', 10_000)));
        using var response = await Host.PostAsync(Page, $"{Page}/fill", ("revision", "1"), ("need", "99"), ("words", "typed for <minutes>"));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("What you had written").And.Contain("typed for &lt;minutes&gt;"));
    }

    [Test]
    public async Task A_need_that_is_a_document_is_attached_and_not_typed()
    {
        var need = await NeedAsync("signed individual treatment plan");
        var (_, html) = await Host.GetAsync(Page);
        Assert.That(html, Does.Not.Contain($"id=\"need-{need}\"").And.Contain("attach it, or go without it"));
        await RefusedAsync(HttpStatusCode.BadRequest, "This need is a document", "fill", ("revision", "1"), ("need", need), ("words", "in force"));
    }

    [Test]
    public async Task Edited_text_is_a_new_revision_and_is_checked()
    {
        var (status, form) = await Host.GetAsync($"{Page}/edit");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(WebUtility.HtmlDecode(form), Does.Contain((await DraftAsync()).Markdown.TrimEnd()));
        var text = (await DraftAsync()).Markdown.Replace("To the Appeals Reviewer:", "To the Appeals Reviewer:\r\n\r\nThe notes show severe anxiety.", StringComparison.Ordinal);
        await DoAsync("save", ("text", text));
        Assert.That((await DraftAsync()).Markdown, Does.Contain("Reviewer:\n\nThe notes show"));
        var (_, html) = await Host.GetAsync($"{Page}?done=edited");
        Assert.That(html, Does.Contain("was checked again").And.Contain("What the check says").And.Contain("it states what the chart shows"));
    }

    [Test]
    public async Task A_text_that_is_none_is_refused()
    {
        await RefusedAsync(HttpStatusCode.BadRequest, "The text is empty", "save", ("revision", "1"), ("text", " \r\n "));
        await RefusedAsync(HttpStatusCode.BadRequest, "200,000", "save", ("revision", "1"), ("text", new string('x', 200_001)));
        await RefusedAsync(HttpStatusCode.BadRequest, "which revision", "save", ("text", "Dear payer"));
    }

    [TestCase("save")]
    [TestCase("fill")]
    [TestCase("attach")]
    [TestCase("detach")]
    [TestCase("waive")]
    [TestCase("bring-back")]
    public async Task A_change_of_another_revision_than_the_one_read_overwrites_nothing(string command)
    {
        await DoAsync("fill", ("need", await NeedAsync("name of the person who signs")), ("words", Signer));
        await UploadAsync("attach", "scan.txt", "A synthetic paper"u8.ToArray(), ("key", "claim-copy"));
        var before = ((await DraftAsync()).Markdown, await HistoryAsync());
        using var response = await Host.UploadAsync(
            Page, $"{Page}/{command}", ("stale.txt", "Another letter"u8.ToArray()),
            ("revision", "1"), ("need", "1"), ("words", "stale words"), ("text", "stale text"), ("letter", "A"), ("key", "assessment"), ("reason", "stale reason"), ("looked", "yes"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Someone has changed the appeal since you opened it").And.Contain("stale words"));
        Assert.That(((await DraftAsync()).Markdown, await HistoryAsync()), Is.EqualTo(before).AsCollection);
    }

    [Test]
    public async Task A_letter_comes_back_from_Word()
    {
        using var stream = new MemoryStream();
        var text = (await DraftAsync()).Markdown.Replace("To the Appeals Reviewer:", "To the Appeals Reviewer, with thanks:", StringComparison.Ordinal);
        DocxLetter.Write(text, DocumentHeader.Of((await CaseAsync()).Claim), DateTimeOffset.UnixEpoch, stream);
        await UploadAsync("bring-back", @"C:\Users\pat\letter.docx", stream.ToArray());
        Assert.That((await DraftAsync()).Text, Does.Contain("with thanks"));
        Assert.That((await DraftAsync()).Needs, Is.Not.Empty);
        Assert.That(await HistoryAsync(), Has.Some.Contains("brought back from a Word document"));
    }

    [TestCase("letter.docx", "PK, but no letter")]
    [TestCase("letter.pdf", "%PDF-1.7")]
    [TestCase("letter.exe", "MZ")]
    [TestCase("letter.md", "\u00ff\u00fe")]
    public async Task Another_file_than_a_letter_is_refused_in_clear_words(string name, string content)
    {
        using var response = await Host.UploadAsync(Page, $"{Page}/bring-back", (name, System.Text.Encoding.Latin1.GetBytes(content)), ("revision", "1"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Nothing was changed").And.Contain(".docx"));
        Assert.That((await CaseAsync()).Draft!.Revision, Is.EqualTo(1));
    }

    [Test]
    public async Task Bringing_back_no_file_is_told()
    {
        using var response = await Host.UploadAsync(Page, $"{Page}/bring-back", null, ("revision", "1"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Choose the edited letter"));
    }

    [Test]
    public async Task Revisions_are_listed_and_compared()
    {
        var (_, html) = await Host.GetAsync($"{Page}/revisions");
        Assert.That(html, Does.Contain("nothing to compare yet"));
        await DoAsync("fill", ("need", await NeedAsync("name of the person who signs")), ("words", Signer));
        await DoAsync("save", ("text", (await DraftAsync()).Markdown.Replace("Appeals Reviewer", "Reviewer", StringComparison.Ordinal)));
        (_, html) = await Host.GetAsync($"{Page}/revisions");
        Assert.That(html, Does.Contain("What changed from revision 2 to 3").And.Contain("the program").And.Contain("local user"));
        Assert.That(html, Does.Contain("<del>").And.Not.Contain($"<ins>{Signer}"));
        (_, html) = await Host.GetAsync($"{Page}/revisions?from=1&to=3");
        Assert.That(html, Does.Contain("What changed from revision 1 to 3").And.Match("<ins>[^<]*Jordan").And.Match("<del>[^<]*Appeals"));
        foreach (var odd in new[] { "from=0&to=99", "from=x&to=%3Cb%3E", "from=-1", "to=99999999999999999999" })
        {
            (var status, html) = await Host.GetAsync($"{Page}/revisions?{odd}");
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), odd);
            Assert.That(html, Does.Contain("What changed from revision 2 to 3"), odd);
        }

        (_, html) = await Host.GetAsync($"{Page}/revisions?from=3&to=3");
        Assert.That(html, Does.Contain("The words are the same in both"));
    }

    [Test]
    public async Task Only_a_draft_is_open_for_changes()
    {
        var (status, _) = await Host.GetAsync("appeals/999/edit");
        Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound));
        await DoAsync("approve", ("reason", "by phone"));
        (status, var html) = await Host.GetAsync($"{Page}/edit");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(html, Does.Contain("This letter is not open for changes"));
        (_, html) = await Host.GetAsync(Page);
        Assert.That(html, Does.Not.Contain("/edit\"").And.Not.Contain("/fill\"").And.Not.Contain("/attach\""));
        Assert.That((await CaseAsync()).Status, Is.EqualTo(AppealStatus.Approved));
    }
}
