using System.Net;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Coming in, staying in, and going out.</summary>
internal sealed class SignInTests
{
    private const string Wrong = "Name and password do not fit, or there were too many tries.";

    private static readonly IPAddress s_elsewhere = IPAddress.Parse("192.0.2.7");

    [Test]
    public async Task Without_users_the_dashboard_is_for_its_own_machine_and_asks_for_nothing()
    {
        await using var host = await DashboardHost.StartAsync();
        Assert.That((await host.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.OK));
        using var signIn = await host.Client.GetAsync(new Uri("sign-in", UriKind.Relative));
        Assert.That(signIn.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/appeals"));
        Assert.That((await host.GetAsync("account")).Html, Does.Contain("No users have been made yet").And.Not.Contain("/sign-out"));
        Assert.That((await host.GetAsync("appeals")).Html, Does.Not.Contain("Signed in as"));
    }

    [Test]
    public async Task Without_users_nobody_else_gets_in()
    {
        await using var host = await DashboardHost.StartAsync(comesFrom: s_elsewhere);
        foreach (var page in new[] { "appeals", "jobs/enqueued", "sign-in", "settings" })
        {
            var (status, html) = await host.GetAsync(page);
            Assert.That(status, Is.EqualTo(HttpStatusCode.Unauthorized), page);
            Assert.That(html, Does.Contain("clausea users add"), page);
        }
    }

    [Test]
    public async Task Before_the_first_user_the_settings_may_ask_for_a_sign_in_already()
    {
        await using var host = await DashboardHost.StartAsync(rules: new() { IsRequired = true });
        using var response = await host.Client.GetAsync(new Uri("appeals", UriKind.Relative));
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/sign-in?back=%2Fappeals"));
        Assert.That((await host.GetAsync("sign-in")).Html, Does.Contain("clausea users add NAME").And.Not.Contain("type=\"password\""));
    }

    [Test]
    public async Task With_users_passwords_cross_no_network_in_the_clear()
    {
        await using var host = await DashboardHost.StartAsync(comesFrom: s_elsewhere);
        await host.AddUserAsync("pat", UserRole.Administrator);
        foreach (var page in new[] { "appeals", "sign-in" })
        {
            var (status, html) = await host.GetAsync(page);
            Assert.That(status, Is.EqualTo(HttpStatusCode.Forbidden), page);
            Assert.That(html, Does.Contain("Only over https").And.Not.Contain("type=\"password\""), page);
        }
    }

    [TestCase("appeals/5?done=noted", "?back=%2Fappeals%2F5%3Fdone%3Dnoted", "/hangfire/appeals/5?done=noted")]
    [TestCase("", "?back=%2F", "/hangfire/")]
    [TestCase("jobs/details/7", "?back=%2Fjobs%2Fdetails%2F7", "/hangfire/jobs/details/7")]
    public async Task Whoever_signs_in_goes_on_where_they_wanted_to(string page, string asked, string back)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var refused = await browser.AskAsync(page);
        Assert.That((refused.StatusCode, refused.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.SeeOther, $"/hangfire/sign-in{asked}")));
        var (_, form) = await browser.GetAsync($"sign-in{asked}");
        Assert.That(form, Does.Contain("name=\"back\""));
        using var entered = await browser.PostAsync($"sign-in{asked}", "sign-in/enter", ("name", "pat"), ("password", DashboardHost.Password), ("back", back["/hangfire".Length..]));
        Assert.That(entered.Headers.Location?.OriginalString, Is.EqualTo(back));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example")]
    [TestCase("/\\evil.example")]
    [TestCase("\\\\evil.example")]
    [TestCase("/appeals\r\nLocation: https://evil.example")]
    [TestCase("/sign-out")]
    [TestCase("javascript:alert(1)")]
    [TestCase("@evil.example")]
    [TestCase("")]
    public async Task Nobody_is_led_elsewhere(string back)
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var entered = await browser.PostAsync("sign-in", "sign-in/enter", ("name", "pat"), ("password", DashboardHost.Password), ("back", back));
        Assert.That(entered.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/appeals"));
        var (_, form) = await host.GetAsNobodyAsync($"sign-in?back={Uri.EscapeDataString(back)}");
        Assert.That(form, Does.Not.Contain("evil").And.Not.Contain("name=\"back\""));
    }

    [Test]
    public async Task Whoever_guesses_learns_nothing()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        await host.AddUserAsync("gone", UserRole.Reader);
        await host.Users.SetDisabledAsync("gone", disabled: true, "root");
        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("pat", "not the one"), ("nobody", "not the one"), ("gone", DashboardHost.Password), ("pat", string.Empty), (string.Empty, "x"), ("pat", new string('x', 5000)), ("pat", "\ud800 broken") })
        {
            answers.Add(await RefusalAsync(host, name, password));
        }

        Assert.That(answers, Is.All.EqualTo(answers[0]).And.All.Contain(Wrong));
    }

    [Test]
    public async Task A_failed_sign_in_is_logged_and_what_was_typed_is_not()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var wrong = await browser.PostAsync("sign-in", "sign-in/enter", ("name", "PAT"), ("password", "Hunter-two-hunter"));
        using var mistyped = await browser.PostAsync("sign-in", "sign-in/enter", ("name", "Hunter-two-hunter"), ("password", "pat"));
        var rows = (await host.Access.ListAsync(new())).Where(row => row.Action == AccessAction.SignInFailed).ToList();
        Assert.That(rows.Select(row => (row.Actor, row.Subject, row.Detail)), Is.EqualTo(new[]
        {
            ("pat", AccessSubject.Dashboard, "wrong password, from 127.0.0.1"),
            ("unknown", AccessSubject.Dashboard, "no such user, from 127.0.0.1"),
        }));
        Assert.That(string.Concat(rows), Does.Not.Contain("Hunter").IgnoreCase);
        Assert.That(await mistyped.Content.ReadAsStringAsync(), Does.Not.Contain("value=\"pat\""), "the password does not come back");
    }

    [Test]
    public async Task Wrong_passwords_lock_out_even_the_right_one_for_a_while()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await DashboardHost.StartAsync(time: time, rules: new() { LockAfter = 3 });
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await TryAsync(browser, "not the one"), Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        Assert.That(await TryAsync(browser, DashboardHost.Password), Is.EqualTo(HttpStatusCode.Unauthorized), "locked");
        Assert.That((await host.Access.ListAsync(new())).Last(row => row.Action == AccessAction.SignInFailed).Detail, Does.StartWith("locked"));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await TryAsync(browser, DashboardHost.Password), Is.EqualTo(HttpStatusCode.Unauthorized), "still locked");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await TryAsync(browser, "not the one"), Is.EqualTo(HttpStatusCode.Unauthorized));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.That(await TryAsync(browser, DashboardHost.Password), Is.EqualTo(HttpStatusCode.Unauthorized), "twice as long");
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await TryAsync(browser, DashboardHost.Password), Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task The_sign_in_takes_a_token_of_its_page()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var response = await browser.PostRawAsync("sign-in/enter", ("name", "pat"), ("password", DashboardHost.Password));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Whoever_does_nothing_for_a_while_is_signed_out_and_pages_that_ask_by_themselves_change_nothing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await DashboardHost.StartAsync(time: time);
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = await host.SignInAsync("pat");
        time.Advance(TimeSpan.FromMinutes(19));
        Assert.That((await browser.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.OK));
        time.Advance(TimeSpan.FromMinutes(19));
        Assert.That((await browser.GetAsync("account/here")).Status, Is.EqualTo(HttpStatusCode.NoContent), "typing is a sign of somebody");
        var token = await browser.TokenAsync("account");
        for (var i = 0; i < 19; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            using var polled = await browser.PostRawAsync("stats", ("__RequestVerificationToken", token));
            Assert.That(polled.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{i}");
        }

        time.Advance(TimeSpan.FromMinutes(1));
        using var late = await browser.PostRawAsync("stats", ("__RequestVerificationToken", token));
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        using var page = await browser.AskAsync("codes");
        Assert.That(page.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/sign-in?why=idle&back=%2Fcodes"));
        Assert.That((await browser.GetAsync("sign-in?why=idle")).Html, Does.Contain("nothing was done for a while"));
    }

    [Test]
    public async Task What_was_typed_before_the_session_ended_comes_back()
    {
        await using var host = await DashboardHost.StartAsync();
        var id = (await host.TakeAsync("denied/bh-n382-with-co50.835"))[0];
        await host.AddUserAsync("pat", UserRole.Biller);
        using var browser = await host.SignInAsync("pat");
        var token = await browser.TokenAsync($"appeals/{id}");
        await host.Users.SetRoleAsync("pat", UserRole.Approver, "root");
        using var noted = await browser.PostRawAsync($"appeals/{id}/note", ("__RequestVerificationToken", token), ("text", "Ten minutes of <work>"));
        Assert.That(noted.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await noted.Content.ReadAsStringAsync(), Does.Contain("Ten minutes of &lt;work&gt;").And.Contain("not signed in any more"));
    }

    [Test]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = await host.SignInAsync("pat");
        var kept = browser.Cookies.GetCookies(host.Address)[SessionCookie.PlainName]!.Value;
        using var left = await browser.PostAsync("account", "sign-out");
        Assert.That(left.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/sign-in?why=out"));
        Assert.That(browser.Cookies.GetCookies(host.Address)[SessionCookie.PlainName], Is.Null);
        using var thief = host.Open();
        thief.Cookies.Add(host.Address, new Cookie(SessionCookie.PlainName, kept, "/"));
        Assert.That((await thief.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await host.Access.ListAsync(new())).Select(row => row.Action), Has.Some.EqualTo(AccessAction.SignedIn).And.Some.EqualTo(AccessAction.SignedOut));
    }

    [Test]
    public async Task A_user_who_is_disabled_is_out_at_once()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = await host.SignInAsync("pat");
        await host.Users.SetDisabledAsync("pat", disabled: true, "root");
        Assert.That((await browser.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await host.GetAsNobodyAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther), "the dashboard does not open again for lack of users");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Cookies_are_kept_from_scripts_and_other_sites(bool isHttps)
    {
        await using var host = await DashboardHost.StartAsync(isHttps: isHttps);
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var form = await browser.AskAsync("sign-in");
        var token = await browser.TokenAsync("sign-in");
        using var entered = await browser.PostRawAsync("sign-in/enter", ("__RequestVerificationToken", token), ("name", "pat"), ("password", DashboardHost.Password));
        var cookies = form.Headers.GetValues("Set-Cookie").Concat(entered.Headers.GetValues("Set-Cookie")).ToList();
        Assert.That(cookies.Select(cookie => cookie.Split('=')[0]), Is.EqualTo(isHttps ? new[] { "__Host-clausea-form", "__Host-clausea" } : ["clausea-form", "clausea"]));
        foreach (var cookie in cookies)
        {
            Assert.That(cookie, Does.Contain("; path=/;").And.Contain("; httponly").And.Not.Contain("domain").And.Not.Contain("expires"));
            Assert.That(cookie.Contains("; secure", StringComparison.Ordinal), Is.EqualTo(isHttps), cookie);
            Assert.That(cookie, Does.Contain(cookie.Contains("form", StringComparison.Ordinal) ? "samesite=strict" : "samesite=lax"));
        }

        Assert.That((await browser.GetAsync("appeals")).Html, Does.Contain("Signed in as"));
    }

    [Test]
    public async Task A_new_password_ends_what_is_open_elsewhere()
    {
        const string another = "nine patient umbrellas";
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var elsewhere = await host.SignInAsync("pat");
        using var browser = await host.SignInAsync("pat");
        foreach (var (old, wanted, again, words) in new[]
        {
            ("not the one", another, another, "not the password you have"),
            (DashboardHost.Password, another, "another", "twice the same new one"),
            (DashboardHost.Password, "short", "short", "12 characters or more"),
            (DashboardHost.Password, "password1234", "password1234", "tried first"),
        })
        {
            using var refused = await browser.PostAsync("account", "account/password", ("old", old), ("new", wanted), ("again", again));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), words);
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain(words));
        }

        using var changed = await browser.PostAsync("account", "account/password", ("old", DashboardHost.Password), ("new", another), ("again", another));
        Assert.That(changed.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/account?done=password"));
        Assert.That((await browser.GetAsync("account?done=password")).Html, Does.Contain("Your password is changed"));
        Assert.That((await elsewhere.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther));
        using var again2 = await host.SignInAsync("pat", another);
    }

    [Test]
    public async Task A_hash_that_was_made_more_cheaply_is_made_anew()
    {
        await using var host = await DashboardHost.StartAsync();
        var cheap = new Passwords(iterations: 10).Hash(DashboardHost.Password);
        await host.Users.AddAsync(new("pat", UserRole.Reader, null, cheap), "root");
        using var browser = await host.SignInAsync("pat");
        var kept = (await host.Users.FindAsync("pat"))!.PasswordHash;
        Assert.That(kept, Is.Not.EqualTo(cheap));
        Assert.That(new Passwords(iterations: 1000).Match(kept, DashboardHost.Password), Is.EqualTo(PasswordMatch.Yes));
    }

    [Test]
    public async Task Whoever_is_not_signed_in_sends_no_large_files()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var response = await browser.UploadAsync("sign-in", "sign-in/enter", ("big.pdf", new byte[3 << 20]), ("name", "pat"), ("password", DashboardHost.Password));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task Pages_tell_the_browser_when_to_leave_them()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = await host.SignInAsync("pat");
        var (_, html) = await browser.GetAsync("codes?q=psych");
        Assert.That(html, Does.Contain("data-idle=\"1200\"").And.Contain("data-leave=\"/hangfire/sign-in?why=idle&amp;back=%2Fcodes%3Fq%3Dpsych\""));
        Assert.That(html, Does.Contain("<noscript><meta http-equiv=\"refresh\" content=\"1200;url=/hangfire/sign-in?"));
        var script = html.Split("<script src=\"")[1].Split('"')[0];
        using var nobody = host.Open();
        using var asset = await nobody.AskAsync(script);
        Assert.That((asset.StatusCode, asset.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "text/javascript")));
    }

    private static async Task<string> RefusalAsync(DashboardHost host, string name, string password)
    {
        using var browser = host.Open();
        using var response = await browser.PostAsync("sign-in", "sign-in/enter", ("name", name), ("password", password));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), name);
        Assert.That(browser.Cookies.GetCookies(host.Address)[SessionCookie.PlainName], Is.Null, name);
        return (await response.Content.ReadAsStringAsync()).Split("<main>")[1].Split("<form")[0];
    }

    private static async Task<HttpStatusCode> TryAsync(Browser browser, string password)
    {
        using var response = await browser.PostAsync("sign-in", "sign-in/enter", ("name", "pat"), ("password", password));
        return response.StatusCode;
    }
}
