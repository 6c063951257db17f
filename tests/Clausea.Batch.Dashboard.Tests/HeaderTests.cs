using System.Net;
using System.Text.RegularExpressions;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>What answers tell browsers.</summary>
internal sealed partial class HeaderTests
{
    private static readonly string[] s_pages = ["appeals", "files", "codes/50", "settings", "access", "account", "", "jobs/enqueued", "jobs/failed", "recurring", "servers", "retries"];

    [Test]
    public async Task Every_page_of_ours_and_of_Hangfire_is_guarded_and_not_kept()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Administrator);
        using var browser = await host.SignInAsync("pat");
        foreach (var page in s_pages)
        {
            using var response = await browser.AskAsync(page);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), page);
            IsGuarded(response, page);
            var html = await response.Content.ReadAsStringAsync();
            Assert.That(InlineScript().IsMatch(html), Is.False, $"{page} has an inline script");
            Assert.That(InlineHandler().IsMatch(html), Is.False, $"{page} has an inline handler");
            Assert.That(html, Does.Not.Contain("<style"), page);
        }
    }

    [Test]
    public async Task Refusals_and_the_sign_in_are_guarded_too()
    {
        await using var host = await DashboardHost.StartAsync();
        await host.AddUserAsync("pat", UserRole.Reader);
        using var browser = host.Open();
        using var signIn = await browser.AskAsync("sign-in");
        IsGuarded(signIn, "sign-in");
        using var away = await browser.AskAsync("appeals");
        IsGuarded(away, "redirect");
        using var reader = await host.SignInAsync("pat");
        using var refused = await reader.AskAsync("settings");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        IsGuarded(refused, "refusal");
    }

    [Test]
    public async Task Styles_and_scripts_may_be_kept()
    {
        await using var host = await DashboardHost.StartAsync();
        var (_, html) = await host.GetAsync("appeals");
        var assets = AssetAddress().Matches(html).Select(match => match.Groups[1].Value).Where(address => address.StartsWith("/hangfire/", StringComparison.Ordinal)).ToList();
        Assert.That(assets, Has.Count.GreaterThanOrEqualTo(3));
        foreach (var asset in assets)
        {
            using var response = await host.Client.GetAsync(new Uri(asset, UriKind.Relative));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), asset);
            Assert.That(response.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }), asset);
            Assert.That((response.Headers.CacheControl!.Private, response.Headers.CacheControl.MaxAge, response.Headers.CacheControl.NoStore), Is.EqualTo((true, TimeSpan.FromDays(365), false)), asset);
        }
    }

    [TestCase("localhost", false)]
    [TestCase("127.0.0.1", false)]
    [TestCase("clausea.office.example", true)]
    public async Task Https_is_insisted_on_except_on_this_machine(string name, bool insisted)
    {
        await using var host = await DashboardHost.StartAsync(isHttps: true);
        using var browser = host.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "appeals")) { Headers = { Host = name } };
        using var response = await browser.Client.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.Contains("Strict-Transport-Security"), Is.EqualTo(insisted));
    }

    [Test]
    public async Task Without_https_nothing_is_insisted_on()
    {
        await using var host = await DashboardHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "appeals")) { Headers = { Host = "clausea.office.example" } };
        using var response = await host.Client.SendAsync(request);
        Assert.That(response.Headers.Contains("Strict-Transport-Security"), Is.False);
    }

    private static void IsGuarded(HttpResponseMessage response, string page)
    {
        var headers = response.Headers;
        Assert.That(string.Join(';', headers.GetValues("Content-Security-Policy")), Does.Contain("default-src 'none'").And.Contain("script-src 'self';").And.Contain("frame-ancestors 'none'").And.Contain("form-action 'self'").And.Not.Contain("unsafe-eval"), page);
        Assert.That(headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }), page);
        Assert.That(headers.GetValues("X-Frame-Options"), Is.EqualTo(new[] { "DENY" }), page);
        Assert.That(headers.GetValues("Referrer-Policy"), Is.EqualTo(new[] { "no-referrer" }), page);
        Assert.That(headers.GetValues("Cross-Origin-Opener-Policy"), Is.EqualTo(new[] { "same-origin" }), page);
        Assert.That(string.Join(';', headers.GetValues("Permissions-Policy")), Does.Contain("camera=()"), page);
        Assert.That(headers.CacheControl?.NoStore, Is.True, page);
    }

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<[a-z][^>]*\\son[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("(?:href|src)=\"([^\"]*(?:/css[0-9]+|/js[0-9]+|\\.css|\\.js))\"")]
    private static partial Regex AssetAddress();
}
