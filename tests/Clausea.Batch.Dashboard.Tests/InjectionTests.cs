using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Clausea.Batch.Shared;
using UglyToad.PdfPig;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>What people type comes out as text, wherever it comes out.</summary>
internal sealed partial class InjectionTests : WithDashboard
{
    private const string Script = "<script>alert(1)</script>";
    private const string Turns = "[\u202e\u2066]";
    private const string Evil = Script + "' x\" onfocus=alert(1) {{ 1 }} ⟦NEEDS: x⟧ \u202eabc\u2066";

    [Test]
    public async Task A_filled_need_comes_out_as_text()
    {
        await DoAsync("fill", ("need", await NeedAsync("name of the person who signs")), ("words", Evil));
        Assert.That((await DraftAsync()).Needs.Select(need => need.What), Has.None.EqualTo("x"), "only the letter's own needs are needs");
        await PagesAreHarmlessAsync("revisions?from=1&to=2", "edit");
        await LettersAreHarmlessAsync();
        Assert.That((await DraftAsync()).Text, Does.Contain("{{ 1 }}").And.Not.Match(Turns));
    }

    [Test]
    public async Task Edited_text_comes_out_as_text()
    {
        var filler = new StringBuilder().Insert(0, "0123456789 ", 1000);
        var text = (await DraftAsync()).Markdown.Replace("To the Appeals Reviewer:", $"{Evil}\n\n[a](javascript:alert(1)) <javascript:alert(1)> ![b](http://127.0.0.1/c.png)\n\n{filler}", StringComparison.Ordinal);
        await DoAsync("save", ("text", text));
        await PagesAreHarmlessAsync("revisions", "edit");
        await LettersAreHarmlessAsync();
        foreach (var path in new[] { Page, $"{Page}/letter.html" })
        {
            Assert.That((await Host.GetAsync(path)).Html, Does.Not.Match("(href|src)=\"(javascript|http://127)"), path);
        }
    }

    [Test]
    public async Task Titles_and_names_of_files_come_out_as_text()
    {
        var title = Evil.Replace("{{ 1 }}", string.Empty, StringComparison.Ordinal);
        var pdf = TestPdf.Words(1, "Synthetic page");
        foreach (var name in new[] { $"{Script}.pdf", $"../../{Script}' x.pdf", "a\u202eabc\u2066.pdf", $"{new string('n', 9_996)}.pdf" })
        {
            using var response = await Host.UploadAsync(Page, $"{Page}/attach", (name, pdf), await RevisionAsync(), ("title", title), ("looked", "yes"));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await response.Content.ReadAsStringAsync());
        }

        foreach (var exhibit in (await CaseAsync()).Exhibits)
        {
            Assert.That(exhibit.FileName, Has.Length.LessThanOrEqualTo(100).And.Not.Contain("/").And.Not.Match(Turns).And.EndsWith(".pdf"));
        }

        await PagesAreHarmlessAsync("revisions?from=1&to=2", "edit");
        await LettersAreHarmlessAsync();
        using var refused = await Host.UploadAsync(Page, $"{Page}/attach", (Script + ".exe", "MZ"u8.ToArray()), await RevisionAsync(), ("title", Evil), ("looked", "yes"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Harmless(await refused.Content.ReadAsStringAsync(), "a name in a refusal");
    }

    [Test]
    public async Task Reasons_references_and_numbers_come_out_as_text()
    {
        await DoAsync("waive", ("key", "claim-copy"), ("reason", Evil));
        await PagesAreHarmlessAsync();
        await DoAsync("approve", ("reason", Evil));
        await DoAsync("reopen", ("reason", Evil));
        await DoAsync("approve", ("reason", Evil));
        await DoAsync("sent", ("channel", Evil), ("reference", Evil));
        await PagesAreHarmlessAsync();
        await DoAsync("outcome", ("result", "Upheld"), ("decided", "2026-03-20"), ("decision", Evil));
        await DoAsync("note", ("text", Evil));
        await PagesAreHarmlessAsync();
        await LettersAreHarmlessAsync(isInLetter: false);
        await DoAsync("next-level");
        await Host.Ledger.DraftAsync(Host.Later);
        var (_, html) = await Host.GetAsync($"appeals/{Host.Later.Single()}");
        Harmless(html, "the next level");
    }

    [TestCase("fill", "words")]
    [TestCase("save", "text")]
    [TestCase("waive", "reason")]
    [TestCase("approve", "reason")]
    [TestCase("note", "text")]
    [TestCase("detach", "letter")]
    [TestCase("redraft", "playbook")]
    public async Task What_is_refused_comes_back_as_text(string command, string field)
    {
        using var response = await Host.PostAsync(
            Page, $"{Page}/{command}", ("revision", command == "save" ? "7" : "1"), ("need", "99"), ("key", Evil), (field, Evil + new string('x', 10_000)));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest).Or.EqualTo(HttpStatusCode.Conflict));
        Harmless(await response.Content.ReadAsStringAsync(), command);
    }

    private async Task PagesAreHarmlessAsync(params string[] others)
    {
        foreach (var path in others.Select(other => $"{Page}/{other}").Append(Page))
        {
            var (status, html) = await Host.GetAsync(path);
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), path);
            Harmless(html, path);
        }

        Assert.That((await Host.GetAsync(Page)).Html, Does.Contain("&lt;script&gt;alert(1)"));
    }

    private async Task LettersAreHarmlessAsync(bool isInLetter = true)
    {
        var expected = isInLetter ? "<script>alert(1)" : "Appeal of a claim decision";
        var (_, html) = await Host.GetAsync($"{Page}/letter.html");
        Harmless(html, "html");
        Assert.That(WebUtility.HtmlDecode(html), Does.Contain(expected));
        using var docx = new ZipArchive(await DownloadAsync("letter.docx"));
        await using var part = await docx.GetEntry("word/document.xml")!.OpenAsync();
        Assert.That(XDocument.Load(part).Root!.Value, Does.Contain(expected));
        foreach (var file in new[] { "letter.pdf", "packet" })
        {
            using var pdf = PdfDocument.Open(await DownloadAsync(file));
            var text = string.Concat(pdf.GetPages().Select(page => page.Text));
            Assert.That(text.Replace(" ", string.Empty, StringComparison.Ordinal), Does.Contain(expected.Replace(" ", string.Empty, StringComparison.Ordinal)), file);
        }
    }

    private async Task<MemoryStream> DownloadAsync(string what)
    {
        using var response = await GetAsync(what);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), what);
        return new MemoryStream(await response.Content.ReadAsByteArrayAsync());
    }

    private static void Harmless(string html, string where)
    {
        Assert.That(html, Does.Not.Contain("<script>alert"), where);
        Assert.That(OddAttribute().Matches(html), Is.Empty, where);
    }

    // A quote in a value that was not encoded would begin an attribute.
    [GeneratedRegex("<[a-z]+ [^<>]*x\" onfocus=")]
    private static partial Regex OddAttribute();
}
