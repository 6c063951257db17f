using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>The day and the worklist, in a real browser.</summary>
internal sealed class WorklistTests : InChromium
{
    private readonly List<string> _complaints = [];

    [SetUp]
    public void Listen()
    {
        _complaints.Clear();
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        Page.PageError += (_, error) => _complaints.Add(error);
    }

    [TearDown]
    public void Complain() => Assert.That(_complaints, Is.Empty, "the console stays silent: neither scripts nor policies fail");

    [Test]
    public async Task A_number_of_the_day_leads_to_its_rows_and_a_chip_to_more()
    {
        await Page.GotoAsync($"{Address}/");
        Assert.That(await Page.Locator("h1").InnerTextAsync(), Does.StartWith("Today"));
        var number = await Page.Locator("#review strong").InnerTextAsync();
        await Page.Locator("#review").ClickAsync();
        Assert.That(Page.Url, Does.EndWith("/hangfire/appeals?status=Drafted"));
        Assert.That(await Page.Locator("p[role=status]").InnerTextAsync(), Is.EqualTo($"{number} appeals"));
        Assert.That(await Page.Locator("#appeals tbody tr").CountAsync(), Is.EqualTo(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));

        await Page.Locator("input[name=code]").FillAsync("CO-197");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        var narrowed = await Page.Locator("#appeals tbody tr").CountAsync();
        Assert.That(narrowed, Is.Positive.And.LessThan(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)));
        await Page.Locator(".cl-chips a", new() { HasText = "Drafted" }).ClickAsync();
        Assert.That(Page.Url, Does.Contain("code=CO-197").And.Not.Contain("status="));
    }

    [Test]
    public async Task Ticked_appeals_are_assigned_and_those_without_needs_approved()
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals?status=Drafted&sort=Deadline");
        await Page.Locator("#appeals tbody input[type=checkbox]").First.CheckAsync();
        await Page.Locator("#appeals tbody input[type=checkbox]").Nth(1).CheckAsync();
        Assert.That(await Page.Locator(".cl-bulk legend").InnerTextAsync(), Is.EqualTo("With the 2 ticked appeals"));
        await Page.GetByLabel("Name").FillAsync("Kim");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Assign to the name" }).ClickAsync();
        Assert.That(await Page.Locator("h1").InnerTextAsync(), Is.EqualTo("2 of 2 appeals assigned"));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).ClickAsync();
        Assert.That(Page.Url, Does.EndWith("?status=Drafted&sort=Deadline"));
        Assert.That(await Page.Locator("#appeals td[data-label='Assigned to']", new() { HasText = "Kim" }).CountAsync(), Is.EqualTo(2));

        await Page.GetByLabel("Tick all rows of this page").CheckAsync();
        var all = await Page.Locator("#appeals tbody input:checked").CountAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve those without needs" }).ClickAsync();
        Assert.That(await Page.Locator("h1").InnerTextAsync(), Does.Match($"^[0-9]+ of {all} appeals approved$"));
        Assert.That(await Page.Locator("table tbody tr").CountAsync(), Is.Positive, "letters of the samples have needs, and each says so");
    }

    [Test]
    public async Task A_list_is_worked_by_keyboard_alone()
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals?status=Drafted");
        var ids = await Page.Locator("#appeals tbody tr th small").AllInnerTextsAsync();
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("k");
        Assert.That(await FocusedRowAsync(), Is.EqualTo(ids[1]));
        await Page.Keyboard.PressAsync("x");
        Assert.That(await Page.Locator("#appeals tbody tr").Nth(1).Locator("input").IsCheckedAsync(), Is.True);
        await Page.Keyboard.PressAsync("?");
        Assert.That(await Page.GetByRole(AriaRole.Dialog).IsVisibleAsync(), Is.True);
        await Page.Keyboard.PressAsync("Escape");
        await Page.Keyboard.PressAsync("k");
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync("**/appeals/*?in=status%3DDrafted");
        await Page.Keyboard.PressAsync("n");
        await Page.WaitForURLAsync(url => url.Contains($"/appeals/{NumberOf(ids[1])}?", StringComparison.Ordinal));
        await Page.Keyboard.PressAsync("p");
        await Page.WaitForURLAsync(url => url.Contains($"/appeals/{NumberOf(ids[0])}?", StringComparison.Ordinal));
        await Page.Keyboard.PressAsync("u");
        await Page.WaitForURLAsync("**/appeals?status=Drafted");
        await Page.Keyboard.PressAsync("/");
        await Page.Keyboard.TypeAsync("jkx");
        Assert.That(await Page.Locator("#find-number").InputValueAsync(), Is.EqualTo("jkx"), "who types is not interrupted");
    }

    [Test]
    public async Task A_narrow_screen_shows_rows_as_cards_and_does_not_scroll_sideways([Values(390, 320)] int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        foreach (var path in new[] { "today", "appeals", "appeals?view=others", "appeals?status=Drafted&payer=x&code=50" })
        {
            await Page.GotoAsync($"{Address}/hangfire/{path}");
            Assert.That(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), Is.True, path);
            Assert.That(
                await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.cl input:not([type=hidden]), .cl select, .cl textarea')].filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)"),
                Is.Empty,
                path);
            Assert.That(await Page.EvaluateAsync<string[]>("[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) != at)"), Is.Empty, path);
        }

        await Page.GotoAsync($"{Address}/hangfire/appeals");
        Assert.That(await Page.Locator("#appeals tbody tr").First.EvaluateAsync<string>("row => getComputedStyle(row).display"), Is.EqualTo("grid"));
    }

    [Test]
    public async Task Everything_works_without_scripts()
    {
        await using var context = await Page.Context.Browser!.NewContextAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 1400, Height = 1000 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Address}/hangfire/appeals?status=Drafted&sort=Amount");
        await page.Locator("#appeals tbody input[type=checkbox]").First.CheckAsync();
        Assert.That(await page.Locator("#tick-all").IsVisibleAsync(), Is.False, "what only a script can do is not there");
        await page.GetByRole(AriaRole.Button, new() { Name = "Assign to nobody" }).ClickAsync();
        Assert.That(await page.Locator("h1").InnerTextAsync(), Does.Contain("of 1 appeal assigned to nobody"));
    }

    [Test]
    public async Task The_heading_stays_while_rows_go_by()
    {
        await Page.SetViewportSizeAsync(1400, 700);
        await Page.GotoAsync($"{Address}/hangfire/appeals");
        await Page.Locator("#appeals tbody tr").Last.ScrollIntoViewIfNeededAsync();
        var list = await Page.Locator(".cl-list").BoundingBoxAsync();
        var heading = await Page.Locator("#appeals thead th").Nth(1).BoundingBoxAsync();
        Assert.That(heading!.Y - list!.Y, Is.InRange(-2, 2));
    }

    [Test]
    public async Task The_pages_follow_the_dark_of_the_system()
    {
        foreach (var path in new[] { "today", "appeals" })
        {
            Assert.That(await InkAsync(path, ColorScheme.Dark), Is.Not.EqualTo(await InkAsync(path, ColorScheme.Light)), path);
        }
    }

    // Hangfire's own script stumbles where the scheme changes on a page without its graph.
    private async Task<string> InkAsync(string path, ColorScheme scheme)
    {
        await Page.GotoAsync("about:blank");
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.GotoAsync($"{Address}/hangfire/{path}");
        return await Page.Locator(".cl").EvaluateAsync<string>("page => getComputedStyle(page).color");
    }

    private Task<string> FocusedRowAsync() => Page.EvaluateAsync<string>("document.activeElement.closest('tr').querySelector('th small').innerText");

    private static string NumberOf(string small) => small.Split("no. ")[1].Trim();
}
