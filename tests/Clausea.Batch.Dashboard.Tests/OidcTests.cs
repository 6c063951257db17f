using System.Net;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Signing in by OpenID Connect.</summary>
internal sealed class OidcTests
{
    private IdentityProvider _provider = null!;
    private DashboardHost _host = null!;

    [SetUp]
    public async Task Start()
    {
        _provider = await IdentityProvider.StartAsync();
        _host = await DashboardHost.StartAsync(rules: new() { Provider = "Example ID" }, provider: new OidcProvider
        {
            Authority = _provider.Address,
            ClientId = IdentityProvider.ClientId,
            ClientSecret = IdentityProvider.ClientSecret,
            Roles = new Dictionary<string, UserRole> { ["biller"] = UserRole.Biller, ["boss"] = UserRole.Approver },
        });
    }

    [TearDown]
    public async Task Stop()
    {
        await _host.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task The_sign_in_page_leads_to_the_provider_and_asks_for_no_password_as_long_as_nobody_has_one()
    {
        using var browser = _host.Open();
        using var refused = await browser.AskAsync("codes");
        Assert.That(refused.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/sign-in?back=%2Fcodes"));
        var (_, html) = await browser.GetAsync("sign-in?back=%2Fcodes");
        Assert.That(html, Does.Contain("href=\"/hangfire/sign-in/provider?back=%2Fcodes\"").And.Contain("Sign in with Example ID").And.Not.Contain("type=\"password\""));
    }

    [Test]
    public async Task Whoever_the_provider_vouches_for_is_in_and_goes_on_where_they_wanted_to()
    {
        using var browser = _host.Open();
        using var back = await FollowAsync(browser, "sign-in/provider?back=%2Fcodes");
        Assert.That((back.StatusCode, back.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Redirect, "/hangfire/codes")));
        var (status, html) = await browser.GetAsync("codes");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(html, Does.Contain("Lee Rivers").And.Contain("Biller"));
        var user = (await _host.Users.ListAsync()).Single();
        Assert.That((user.Name, user.Role, user.PasswordHash, user.Subject), Is.EqualTo(("lee", UserRole.Biller, (string?)null, $"{_provider.Address.AbsoluteUri.TrimEnd('/')} 42")));
        Assert.That((await browser.GetAsync("account")).Html, Does.Not.Contain("Change the password"));
        Assert.That((await _host.Access.ListAsync(new())).Select(row => $"{row.Actor} {row.Action} {row.Detail}"), Does.Contain("lee SignedIn by the identity provider, from 127.0.0.1"));
    }

    [Test]
    public async Task The_question_is_asked_with_a_code_a_challenge_and_a_fresh_sign_in()
    {
        using var browser = _host.Open();
        using var back = await FollowAsync(browser, "sign-in/provider");
        var asked = _provider.Asked!;
        Assert.That(($"{asked["response_type"]}", $"{asked["code_challenge_method"]}", $"{asked["prompt"]}", $"{asked["scope"]}"), Is.EqualTo(("code", "S256", "login", "openid profile")));
        Assert.That($"{asked["redirect_uri"]}", Is.EqualTo(new Uri(_host.Address, "sign-in/callback").AbsoluteUri));
        Assert.That($"{asked["nonce"]}", Is.Not.Empty);
    }

    [Test]
    public async Task The_highest_role_counts_and_another_one_takes_hold_at_the_next_sign_in()
    {
        _provider.Claims["roles"] = new[] { "something", "boss", "biller" };
        using var browser = _host.Open();
        using var first = await FollowAsync(browser, "sign-in/provider");
        Assert.That((await _host.Users.ListAsync()).Single().Role, Is.EqualTo(UserRole.Approver));
        _provider.Claims["roles"] = "biller";
        using var other = _host.Open();
        using var second = await FollowAsync(other, "sign-in/provider");
        Assert.That((await other.GetAsync("appeals")).Html, Does.Contain("Biller"));
        Assert.That((await browser.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther), "what was open under the old role has ended");
    }

    [TestCase("no role")]
    [TestCase("no name")]
    [TestCase("a name of somebody else")]
    [TestCase("disabled")]
    public async Task Whom_the_provider_knows_but_who_has_no_place_here_is_told_why(string why)
    {
        var words = why;
        switch (why)
        {
            case "no role":
                _provider.Claims["roles"] = new[] { "gardener" };
                words = "its claim roles holds none of biller, boss";
                break;
            case "no name":
                _provider.Claims["preferred_username"] = "two words";
                words = "did not tell a name that can be kept here";
                break;
            case "a name of somebody else":
                await _host.AddUserAsync("LEE", UserRole.Administrator);
                words = "somebody else has the name";
                break;
            default:
                using (var earlier = _host.Open())
                {
                    using var known = await FollowAsync(earlier, "sign-in/provider");
                }

                await _host.Users.SetDisabledAsync("lee", disabled: true, "root");
                words = "disabled here";
                break;
        }

        using var browser = _host.Open();
        using var refused = await FollowAsync(browser, "sign-in/provider");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), Does.Contain(words));
        await IsOutAsync(browser);
    }

    [TestCase("issuer")]
    [TestCase("audience")]
    [TestCase("signature")]
    [TestCase("nonce")]
    public async Task A_token_that_is_not_right_lets_nobody_in(string what)
    {
        _provider.Issuer = what == "issuer" ? "https://evil.example" : null;
        _provider.Audience = what == "audience" ? "another-program" : null;
        _provider.IsForged = what == "signature";
        _provider.HasOtherNonce = what == "nonce";
        using var browser = _host.Open();
        using var refused = await FollowAsync(browser, "sign-in/provider");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("was not right, or came too late").And.Not.Contain("IDX"));
        await IsOutAsync(browser);
        Assert.That(await _host.Users.AnyAsync(), Is.False);
    }

    [TestCase("sign-in/callback?code=stolen&state=none")]
    [TestCase("sign-in/callback?error=server_error")]
    [TestCase("sign-in/callback")]
    public async Task An_answer_that_nobody_asked_for_lets_nobody_in(string address)
    {
        using var browser = _host.Open();
        using var refused = await browser.AskAsync(address);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await IsOutAsync(browser);
    }

    [Test]
    public async Task The_answer_to_somebody_elses_question_lets_nobody_in()
    {
        using var asking = _host.Open();
        using var challenge = await asking.AskAsync("sign-in/provider");
        using var vouched = await asking.Client.GetAsync(challenge.Headers.Location);
        using var thief = _host.Open();
        using var refused = await thief.Client.GetAsync(vouched.Headers.Location);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await IsOutAsync(thief);
    }

    [Test]
    public async Task Passwords_work_beside_the_provider()
    {
        await _host.AddUserAsync("pat", UserRole.Reader);
        using var browser = await _host.SignInAsync("pat");
        Assert.That((await browser.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task When_the_provider_does_not_answer_the_sign_in_page_says_so()
    {
        await _provider.DisposeAsync();
        using var browser = _host.Open();
        using var response = await browser.AskAsync("sign-in/provider");
        Assert.That(response.Headers.Location?.OriginalString, Is.EqualTo("/hangfire/sign-in?why=provider"));
        Assert.That((await browser.GetAsync("sign-in?why=provider")).Html, Does.Contain("did not say who you are"));
    }

    /// <summary>As a browser goes: to the provider, and back with its answer.</summary>
    private static async Task<HttpResponseMessage> FollowAsync(Browser browser, string start)
    {
        using var challenge = await browser.AskAsync(start);
        Assert.That(challenge.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        using var vouched = await browser.Client.GetAsync(challenge.Headers.Location);
        return await browser.Client.GetAsync(vouched.Headers.Location);
    }

    private static async Task IsOutAsync(Browser browser) =>
        Assert.That((await browser.GetAsync("appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther));
}
