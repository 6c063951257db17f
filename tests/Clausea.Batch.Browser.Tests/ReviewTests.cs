using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>A biller's morning, in a real browser.</summary>
internal sealed class ReviewTests : InChromium
{
    [Test]
    public async Task A_dropped_file_becomes_an_appeal_that_is_read_and_approved()
    {
        var text = EraText.WithClaim("CLP*DROP-1*1*195*0*0*12*ICN-DROP", "NM1*QC*1*SAMPLE*PAT****MI*SAMPLEID", "SVC*HC:90837*195*0**1", "DTM*472*20260105", "CAS*CO*150*195", "LQ*HE*N163")
            .Replace("TRN", "TRN*1*DROPPED*1999999999").ToString();
        await DropAsync("dropped.835", text);
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.GotoAsync($"{Address}/hangfire/appeals?sort=newest");
                return await Page.GetByText("DROP-1").CountAsync() > 0;
            },
            "the dropped claim is in the worklist");
        await Page.Locator("tr", new PageLocatorOptions { HasText = "DROP-1" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.ReloadAsync();
                return await Page.GetByText("To the Appeals Reviewer:").CountAsync() > 0;
            },
            "the draft is written");
        Assert.That(await Page.Locator("mark").CountAsync(), Is.GreaterThan(3), "needs stand out in the letter");
        Assert.That(await Page.ContentAsync(), Does.Contain("ICN-DROP").And.Contain("CO-150").And.Contain("N163"));

        await Page.Locator("form[action*='/approve'] textarea").FillAsync("The records go by portal");
        await Page.Locator("form[action*='/approve'] button").ClickAsync();
        Assert.That(await Page.ContentAsync(), Does.Contain("Approved").And.Contain("The records go by portal"));
    }

    [Test]
    public async Task Approving_with_open_needs_takes_a_reason()
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals/1");
        await Page.Locator("form[action*='/approve'] button").ClickAsync();
        Assert.That(await Page.Locator("form[action*='/approve'] textarea:invalid").CountAsync(), Is.EqualTo(1), "the browser asks for the reason");
    }

    [Test]
    public async Task A_narrow_screen_does_not_scroll_sideways()
    {
        await Page.SetViewportSizeAsync(390, 800);
        foreach (var path in new[] { "appeals/1", "codes/N382", "files", "files/1", "insights", "playbooks/medical-necessity", "payers" })
        {
            await Page.GotoAsync($"{Address}/hangfire/{path}");
            Assert.That(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), Is.True, path);
        }
    }

    [Test]
    public async Task A_draft_job_links_to_its_appeal()
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals/1");
        Assert.That(await Page.TitleAsync(), Does.Not.Contain("CH-").And.Not.Contain("LR-"));
        await DropAsync("job.835", EraText.WithClaim("CLP*JOB-1*1*195*0*0*12*ICN-JOB", "SVC*HC:90834*195*0", "CAS*CO*197*195").Replace("TRN", "TRN*1*JOB*1999999999").ToString());
        await Eventually.BecomesAsync(
            async () =>
            {
                await Page.GotoAsync($"{Address}/hangfire/jobs/succeeded");
                return await Page.GetByText("Draft letter of appeal").CountAsync() > 0;
            },
            "the draft job is done");
        await Page.GetByText("Draft letter of appeal").First.ClickAsync();
        await Page.Locator("a[href*='/hangfire/appeals/']").First.ClickAsync();
        Assert.That(Page.Url, Does.Match("/hangfire/appeals/[0-9]+$"));
    }
}
