using System.Globalization;
using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>One letter, from its first need to the next level, in a real browser.</summary>
internal sealed class LetterWorkTests : InChromium
{
    private const string Need = "name of the person who signs this letter";

    [Test]
    public async Task A_letter_is_completed_approved_sent_decided_and_taken_further()
    {
        await OpenAsync("LIFE");
        await Page.GetByLabel(Need).First.FillAsync("Jordan Rivers");
        await Page.GetByRole(AriaRole.Button, new() { Name = $"Fill in {Need}" }).ClickAsync();
        Assert.That(Page.Url, Does.Contain("?done=filled&in=").And.EndWith("#needs"));
        Assert.That(await Page.Locator("article").InnerTextAsync(), Does.Contain("Jordan Rivers"));
        Assert.That(await Page.GetByText("Filled in.").IsVisibleAsync(), Is.True);

        await Page.GetByLabel("Document: PDF").SetInputFilesAsync(new FilePayload { Name = "note.pdf", MimeType = "application/pdf", Buffer = TestPdf.Words(2, "Synthetic note") });
        await Page.GetByLabel("I looked through it").CheckAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Attach", Exact = true }).ClickAsync();
        Assert.That(await Page.Locator("article").InnerTextAsync(), Does.Contain("Exhibit A: "));
        Assert.That(await Page.GetByRole(AriaRole.Button, new() { Name = "Take exhibit A out" }).IsVisibleAsync(), Is.True);

        await Page.GetByLabel("Reason to approve it all the same").FillAsync("The rest goes by portal");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve in spite of open needs" }).ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Download the packet" }).ClickAsync());
        Assert.That(download.SuggestedFilename, Does.Match("^appeal-[0-9]+-packet\\.pdf$"));
        Assert.That(new FileInfo(await download.PathAsync()).Length, Is.GreaterThan(10_000));

        await Page.GetByLabel("Sent by").SelectOptionAsync("fax");
        await Page.GetByLabel("Tracking or confirmation number").FillAsync("FAX-77");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Mark as sent" }).ClickAsync();
        await Page.GetByLabel("Outcome").SelectOptionAsync("Upheld");
        await Page.GetByLabel("Date of the decision").FillAsync(DateTime.Now.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Record it" }).ClickAsync();
        var first = Page.Url.Split('?')[0];
        await Page.GetByRole(AriaRole.Button, new() { Name = "Begin the next level" }).ClickAsync();
        Assert.That(Page.Url, Is.Not.EqualTo(first));
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.ReloadAsync();
                return await Page.Locator("article mark").CountAsync() > 0;
            },
            "the letter of the next level is drafted soon");
        Assert.That(await Page.Locator("h1").InnerTextAsync(), Does.Contain("Second-level appeal"));
    }

    [Test]
    public async Task A_need_is_filled_by_keyboard_alone()
    {
        await OpenAsync("KEYS");
        await TabToAsync("need-");
        var words = await Page.EvaluateAsync<string>("document.activeElement.labels[0].textContent");
        Assert.That(words, Is.Not.Empty, "the field says what it is for");
        await Page.Keyboard.TypeAsync("Typed without a mouse");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync("**done=filled*#needs");
        Assert.That(await Page.Locator("article").InnerTextAsync(), Does.Contain("Typed without a mouse"));
        await Page.Keyboard.PressAsync("Tab");
        Assert.That(await Page.EvaluateAsync<string>("document.activeElement.id"), Does.StartWith("need-"), "the next need comes next");
    }

    [Test]
    public async Task Every_control_has_a_name_and_nothing_scrolls_sideways()
    {
        await OpenAsync("NARROW");
        var address = Page.Url;
        await Page.SetViewportSizeAsync(390, 800);
        foreach (var what in new[] { "", "/edit", "/revisions" })
        {
            await Page.GotoAsync(address.Split('?')[0] + what);
            Assert.That(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), Is.True, what);
            Assert.That(
                await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.cl input:not([type=hidden]), .cl select, .cl textarea')].filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)"),
                Is.Empty,
                what);
            Assert.That(await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) != at)"), Is.Empty, what);
        }
    }

    /// <summary>The page of a drafted appeal that no other test touches.</summary>
    private async Task OpenAsync(string name)
    {
        await DropAsync($"{name}.835", EraText.WithClaim($"CLP*{name}-1*1*195*0*0*12*ICN-{name}", "NM1*QC*1*SAMPLE*PAT****MI*SAMPLEID", "SVC*HC:90837*195*0**1", "DTM*472*20260105", "CAS*CO*150*195", "LQ*HE*N163")
            .Replace("TRN", $"TRN*1*{name}*1999999999").ToString());
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.GotoAsync($"{Address}/hangfire/appeals?sort=newest");
                return await Page.GetByText($"{name}-1").CountAsync() > 0;
            },
            "the dropped claim is in the worklist");
        await Page.Locator("tr", new PageLocatorOptions { HasText = $"{name}-1" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.ReloadAsync();
                return await Page.Locator("article mark").CountAsync() > 0;
            },
            "the draft is written");
    }

    private async Task TabToAsync(string id)
    {
        for (var pressed = 0; pressed < 60; pressed++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if ((await Page.EvaluateAsync<string>("document.activeElement.id")).StartsWith(id, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"No field {id} is reached by keyboard.");
    }
}
