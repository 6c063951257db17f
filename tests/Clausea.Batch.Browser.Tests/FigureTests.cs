using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>Uploading, charts, and what follows by itself, in a real browser.</summary>
internal sealed class FigureTests : InChromium
{
    private const string DarkInk = "rgb(213, 221, 229)";

    [Test]
    public async Task A_file_is_uploaded_and_seen_to_arrive()
    {
        var console = Listen();
        var text = EraText.WithClaim("CLP*UP-1*1*195*0*0*12*ICN-UP", "SVC*HC:90837*195*0**1", "DTM*472*20260105", "CAS*CO*50*195").Replace("TRN", "TRN*1*UPLOADED*1999999999").ToString();
        await Page.GotoAsync($"{Address}/hangfire/files");
        await Page.SetInputFilesAsync("form[data-drop] input[type=file]", new FilePayload { Name = "sent.835", MimeType = "application/octet-stream", Buffer = System.Text.Encoding.ASCII.GetBytes(text) });
        await Page.ClickAsync("form[data-drop] button");
        Assert.That(Page.Url, Does.Contain("/files/uploaded?hash="));

        // The page is loaded anew by its script once the file is done.
        await Page.GetByText("Taken, and done.").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "sent.835" }).ClickAsync();
        Assert.That(await Page.ContentAsync(), Does.Contain("UPLOADED").And.Contain("1 letter in the worklist"));
        Assert.That(console, Is.Empty);
    }

    [Test]
    public async Task Files_may_be_dropped_on_the_form()
    {
        await Page.GotoAsync($"{Address}/hangfire/files");
        await Page.EvaluateAsync("""
            () => {
              const files = new DataTransfer();
              files.items.add(new File(['no remittance'], 'dropped.txt'));
              document.querySelector('form[data-drop]').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
            }
            """);
        await Page.WaitForURLAsync("**/files/uploaded?hash=*");
        await Page.GetByText("Quarantined").WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
    }

    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task Charts_are_drawn_within_the_policy_in_light_and_dark(ColorScheme scheme)
    {
        var console = Listen();
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Page.GotoAsync($"{Address}/hangfire/insights");
        await Page.Locator("figure canvas").First.WaitForAsync();
        Assert.That(await Page.Locator("figure[data-chart]").CountAsync(), Is.EqualTo(4));
        var drawn = await Page.EvaluateAsync<int[]>("""
            () => [...document.querySelectorAll('figure canvas')].map(canvas => {
              const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
              let drawn = 0;
              for (let place = 3; place < pixels.length; place += 4) {
                drawn += pixels[place] > 0 ? 1 : 0;
              }
              return drawn;
            })
            """);
        Assert.That(drawn, Has.Length.EqualTo(4).And.All.GreaterThan(500), "each canvas has something on it");
        var ink = await Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.cl')).color");
        Assert.That(ink == DarkInk, Is.EqualTo(scheme == ColorScheme.Dark));
        Assert.That(console, Is.Empty, "neither errors nor violations of the policy");
    }

    [Test]
    public async Task Without_scripts_the_tables_tell_the_same()
    {
        await using var context = await Page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Address}/hangfire/insights");
        Assert.That(await page.Locator("#payers tbody tr").CountAsync(), Is.GreaterThan(0));
        Assert.That(await page.Locator("canvas").CountAsync(), Is.Zero);
        await page.GotoAsync($"{Address}/hangfire/files");
        Assert.That(await page.Locator("input[type=file]").CountAsync(), Is.EqualTo(1));
    }

    private List<string> Listen()
    {
        var told = new List<string>();
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                told.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => told.Add(error);
        return told;
    }
}
