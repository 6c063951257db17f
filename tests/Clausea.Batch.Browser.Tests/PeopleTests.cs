using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>Signing in and out, and what each role sees, in a real browser.</summary>
internal sealed class PeopleTests : InChromium
{
    private const string Password = "seven quiet lanterns";

    private static readonly string[] s_pages =
    [
        "appeals", "appeals/1", "appeals/1/edit", "files", "codes", "codes/N382", "settings", "access", "account",
        "", "jobs/enqueued", "jobs/processing", "jobs/scheduled", "jobs/succeeded", "jobs/failed", "jobs/deleted", "jobs/awaiting", "recurring", "servers", "retries",
    ];

    protected override async Task PrepareAsync(string data)
    {
        foreach (var role in new[] { "reader", "biller", "approver", "administrator" })
        {
            var file = Path.Combine(data, "password");
            await File.WriteAllTextAsync(file, Password + "\n");
            var added = await WorkerProcess.RunAsync("users", "add", $"the-{role}", "--role", role, "--display", $"Pat the {role}", "--password-file", file, "--data", data);
            Assert.That(added.ExitCode, Is.Zero, added.Error);
        }
    }

    [Test]
    public async Task A_biller_signs_in_works_and_signs_out()
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals/1");
        Assert.That(Page.Url, Does.EndWith("/hangfire/sign-in?back=%2Fappeals%2F1"));
        Assert.That(await Page.TitleAsync(), Is.EqualTo("Sign in – Clausea.Batch"));
        await SignInAsync(Page, "the-biller", "not the password");
        Assert.That(await Page.GetByRole(AriaRole.Alert).InnerTextAsync(), Does.StartWith("Name and password do not fit"));
        Assert.That(await Page.GetByLabel("Name").InputValueAsync(), Is.EqualTo("the-biller"));
        await SignInAsync(Page, "the-biller");
        Assert.That(Page.Url, Does.EndWith("/hangfire/appeals/1"));
        Assert.That(await Page.GetByText("Signed in as").InnerTextAsync(), Does.Contain("Pat the biller"));
        Assert.That(await Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Approve") }).CountAsync(), Is.Zero);
        await Page.GetByLabel("Note for the history").FillAsync("Called the payer");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        Assert.That(await Page.Locator("#history").Locator("..").InnerTextAsync(), Does.Contain("the-biller").And.Contain("Called the payer"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        Assert.That(await Page.GetByRole(AriaRole.Status).InnerTextAsync(), Is.EqualTo("You are signed out."));
        await Page.GoBackAsync();
        Assert.That(Page.Url, Does.Contain("/hangfire/sign-in"), "the way back leads to the sign-in, not to a kept page");
    }

    [Test]
    public async Task A_right_that_one_has_not_is_refused_in_words()
    {
        await EnterAsync("the-reader");
        Assert.That(await Page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).CountAsync(), Is.Zero);
        await Page.GotoAsync($"{Address}/hangfire/settings");
        Assert.That(await Page.Locator("main").InnerTextAsync(), Does.Contain("You may not do this").And.Contain("administrator").And.Contain("yours is reader"));
        await Page.GotoAsync($"{Address}/hangfire/appeals/1");
        Assert.That(await Page.Locator("form[method=post]").CountAsync(), Is.EqualTo(1), "the sign-out alone");
        await Page.GotoAsync($"{Address}/hangfire/jobs/succeeded");
        Assert.That(await Page.GetByRole(AriaRole.Link, new() { Name = "Pat the reader" }).CountAsync(), Is.EqualTo(1), "on Hangfire's pages the menu tells who is signed in");
    }

    [Test]
    public async Task A_page_is_left_when_nobody_stirs_and_stays_while_somebody_types()
    {
        await EnterAsync("the-biller");
        await Page.Clock.InstallAsync();
        await Page.GotoAsync($"{Address}/hangfire/appeals/1");
        for (var i = 0; i < 3; i++)
        {
            await Page.Clock.RunForAsync(15 * 60 * 1000);
            await Page.GetByLabel("Note for the history").PressSequentiallyAsync("x");
        }

        Assert.That(Page.Url, Does.EndWith("/hangfire/appeals/1"));
        await Page.Clock.RunForAsync(21 * 60 * 1000);
        await Page.WaitForURLAsync("**/hangfire/sign-in?why=idle&back=%2Fappeals%2F1");
        Assert.That(await Page.ContentAsync(), Does.Not.Contain("CLP").And.Contain("nothing was done for a while"));
    }

    [Test]
    public async Task The_sign_in_works_without_scripts_and_on_a_narrow_screen()
    {
        var page = await OpenAnotherAsync();
        await page.RouteAsync("**/*.js", route => route.AbortAsync());
        await page.SetViewportSizeAsync(360, 700);
        await page.GotoAsync($"{Address}/hangfire/codes/50");
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth + 1"), Is.True);
        await SignInAsync(page, "the-reader");
        Assert.That(page.Url, Does.EndWith("/hangfire/codes/50"));
        await page.CloseAsync();
    }

    [Test]
    public async Task No_page_of_ours_or_of_Hangfire_asks_for_what_the_policy_forbids()
    {
        var complaints = new List<string>();
        Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add($"{Page.Url}: {message.Text}");
            }
        };
        Page.PageError += (_, error) => complaints.Add($"{Page.Url}: {error}");
        await EnterAsync("the-administrator");
        foreach (var page in s_pages)
        {
            await Page.GotoAsync($"{Address}/hangfire/{page}");
            await Page.WaitForLoadStateAsync(LoadState.NetworkIdle, new() { Timeout = 60_000 });
        }

        await Page.GotoAsync($"{Address}/hangfire/jobs/succeeded");
        Assert.That(complaints, Is.Empty);
    }

    private async Task EnterAsync(string name)
    {
        await Page.GotoAsync($"{Address}/hangfire/appeals");
        await SignInAsync(Page, name);
        Assert.That(Page.Url, Does.EndWith("/hangfire/appeals"));
    }

    private static async Task SignInAsync(IPage page, string name, string password = Password)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
