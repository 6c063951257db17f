using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Users: made on the command line, asked for by the worker.</summary>
internal sealed partial class UsersTests
{
    private const string Password = "seven quiet lanterns";

    private TempFolder _folder = null!;

    private string Data => _folder.Sub("data");

    [SetUp]
    public void SetUp()
    {
        _folder = new TempFolder();
        File.WriteAllText(_folder.Sub("password"), Password + "\n");
    }

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task Users_are_made_changed_and_listed()
    {
        Assert.That((await RunAsync("users")).Error, Does.Contain("answers this machine only"));
        var added = await RunAsync("users", "add", "Pat.Lee", "--role", "approver", "--display", "Pat Lee", "--password-file", _folder.Sub("password"));
        Assert.That((added.ExitCode, added.Output), Is.EqualTo((0, string.Empty)), added.Error);
        Assert.That(added.Error, Does.Contain("Pat.Lee may sign in as an approver").And.Contain("asks everybody to sign in").And.Contain("Nobody is an administrator"));
        var typed = await WorkerProcess.RunAsync("three green umbrellas\n", new Dictionary<string, string>(), "users", "add", "root", "--role", "administrator", "--data", Data);
        Assert.That((typed.ExitCode, typed.Error.Trim()), Is.EqualTo((0, "root may sign in as an administrator.")));
        Assert.That((await RunAsync("users", "role", "pat.lee", "biller")).Error, Does.Contain("is a biller now"));
        Assert.That((await RunAsync("users", "role", "pat.lee", "biller")).Error, Does.Contain("It is so already"));
        Assert.That((await RunAsync("users", "disable", "pat.lee")).Error, Does.Contain("is kept out"));
        var rows = JsonDocument.Parse((await RunAsync("users", "list", "--json")).Output).RootElement.EnumerateArray().ToList();
        Assert.That(rows.Select(row => $"{row.GetProperty("name")} {row.GetProperty("role")} {row.GetProperty("disabled")} {row.GetProperty("signsInBy")}"), Is.EqualTo(new[] { "Pat.Lee Biller True password", "root Administrator False password" }));
        Assert.That((await RunAsync("users")).Output, Does.Contain("Pat Lee").And.Contain("disabled"));
        Assert.That((await RunAsync("users", "disable", "root")).Error, Does.Contain("Nobody is an administrator"));
        var log = (await RunAsync("access")).Output;
        Assert.That(log, Does.Contain("Changed User 1 (Pat.Lee: added as Approver)").And.Contain("(Pat.Lee: role Biller)").And.Contain("(Pat.Lee: disabled)"));
        SqliteConnection.ClearAllPools();
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Data, "ledger.db"), System.Text.Encoding.Latin1), Does.Not.Contain("lanterns").And.Not.Contain("umbrellas"));
    }

    [TestCase("add pat --role reader", "short", "12 characters or more")]
    [TestCase("add pat --role reader", "password1234", "tried first")]
    [TestCase("add pat --role reader", "", "12 characters or more")]
    [TestCase("add two?words --role reader", Password, "A name is made of")]
    [TestCase("add pat --role king", Password, "king")]
    [TestCase("add pat", Password, "--role")]
    [TestCase("add pat --role reader --password x", Password, "--password")]
    [TestCase("password nobody", Password, "There is no user nobody")]
    [TestCase("role nobody biller", "", "There is no user nobody")]
    [TestCase("add pat --role reader --password-file nowhere", "", "There is no file")]
    public async Task What_cannot_be_is_told(string args, string typed, string told)
    {
        var ran = await WorkerProcess.RunAsync(typed + "\n", new Dictionary<string, string>(), ["users", .. args.Split(' '), "--data", Data]);
        Assert.That(ran.ExitCode, Is.EqualTo(2));
        Assert.That(ran.Error, Does.Contain(told).And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_name_is_given_once()
    {
        await AddAsync("pat", "reader");
        await RunAsync("users", "disable", "pat");
        var again = await RunAsync("users", "add", "PAT", "--role", "administrator", "--password-file", _folder.Sub("password"));
        Assert.That((again.ExitCode, again.Error), Is.EqualTo((2, again.Error)));
        Assert.That(again.Error, Does.Contain("somebody's, or was"));
    }

    [Test]
    public async Task From_the_first_user_on_the_worker_asks_who_is_there_and_hears_at_once_of_changes()
    {
        await using var worker = await ServeAsync("http://127.0.0.1:0", []);
        using var browser = new Visit(AddressOf(worker));
        Assert.That((await browser.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.OK));
        await AddAsync("pat", "administrator");
        Assert.That((await browser.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther), "while the worker runs");
        foreach (var open in new[] { "/health/live", "/health/ready", "/metrics" })
        {
            Assert.That((await browser.GetAsync(open)).Status, Is.EqualTo(HttpStatusCode.OK), open);
        }

        Assert.That(await browser.SignInAsync("pat", Password), Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await browser.GetAsync("/hangfire/settings")).Html, Does.Contain("Access:Idle").And.Contain("Access:Oidc:Authority").And.Contain("Signed in as"));
        Assert.That(browser.CookieNames, Is.EquivalentTo(new[] { "clausea", "clausea-form" }));
        await RunAsync("users", "disable", "pat");
        Assert.That((await browser.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(worker.Error, Does.Not.Contain("pat").And.Not.Contain(Password), "names and passwords stay out of the log");
    }

    [Test]
    public async Task With_a_certificate_pages_are_served_over_https_and_cookies_are_for_it_alone()
    {
        var pfx = _folder.Sub("certificate.pfx");
        string thumbprint;
        using (var key = RSA.Create(2048))
        {
            using var made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllBytesAsync(pfx, made.Export(X509ContentType.Pfx, "of the tests"));
            thumbprint = made.Thumbprint;
        }

        await AddAsync("pat", "reader");
        await using var worker = await ServeAsync("https://127.0.0.1:0", new()
        {
            ["Kestrel__Certificates__Default__Path"] = pfx,
            ["Kestrel__Certificates__Default__Password"] = "of the tests",
        });
        using var browser = new Visit(AddressOf(worker), thumbprint);
        Assert.That(await browser.SignInAsync("pat", Password), Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await browser.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(browser.CookieNames, Is.EquivalentTo(new[] { "__Host-clausea", "__Host-clausea-form" }));
    }

    [Test]
    public async Task A_known_proxy_says_who_asks_and_whether_over_https_and_nobody_else_does()
    {
        await using (var worker = await ServeAsync("http://127.0.0.1:0", []))
        {
            using var stranger = new Visit(AddressOf(worker), headers: [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https")]);
            Assert.That((await stranger.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.OK), "who says so is not known: the headers are nothing");
        }

        await using var behind = await ServeAsync("http://127.0.0.1:0", new() { ["Access__Proxies"] = "127.0.0.1, 10.1.0.0/16" });
        using var browser = new Visit(AddressOf(behind), headers: [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https")]);
        using var clear = new Visit(AddressOf(behind), headers: [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "http")]);
        Assert.That((await browser.GetAsync("/hangfire/appeals")).Status, Is.EqualTo(HttpStatusCode.Unauthorized), "without users, visitors of the proxy are not local");
        Assert.That((await browser.GetAsync("/metrics")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        await AddAsync("pat", "administrator");
        Assert.That((await clear.GetAsync("/hangfire/sign-in")).Status, Is.EqualTo(HttpStatusCode.Forbidden), "not over https");
        Assert.That((await browser.GetAsync("/hangfire/sign-in")).SetCookies, Has.Some.StartsWith("__Host-clausea-form="));
    }

    [TestCase("Access__Idle", "00:00:01", "Access:Idle must be")]
    [TestCase("Access__SignIn", "7", "Access:SignIn must be")]
    [TestCase("Access__LockAfter", "1", "Access:LockAfter must be")]
    [TestCase("Access__Proxies", "everybody", "Access:Proxies must hold")]
    [TestCase("Access__Oidc__Authority", "http://id.example.org", "Access:Oidc:Authority must be")]
    [TestCase("Access__Oidc__Authority", "https://id.example.org", "Access:Oidc:ClientId must be set", "Access:Oidc:ClientSecret must be set")]
    public async Task A_wrong_setting_is_told_by_its_key(string key, string value, params string[] told)
    {
        var ran = await WorkerProcess.RunAsync(new Dictionary<string, string> { [key] = value }, "serve", "--data", Data, "--urls", "http://127.0.0.1:0");
        Assert.That(ran.ExitCode, Is.EqualTo(2), ran.Error);
        foreach (var words in told)
        {
            Assert.That(ran.Error, Does.Contain(words));
        }
    }

    [Test]
    public async Task The_demo_asks_nobody_to_sign_in()
    {
        await using var demo = WorkerProcess.Start(new Dictionary<string, string> { ["Access__SignIn"] = "Required" }, "demo", "--data", Data, "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => Address().IsMatch(demo.Output) || demo.HasExited, "demo tells its address");
        using var browser = new Visit(AddressOf(demo));
        Assert.That((await browser.GetAsync("/hangfire/codes")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    private Task<Ran> RunAsync(params string[] args) => WorkerProcess.RunAsync([.. args, "--data", Data]);

    private async Task AddAsync(string name, string role)
    {
        var added = await RunAsync("users", "add", name, "--role", role, "--password-file", _folder.Sub("password"));
        Assert.That(added.ExitCode, Is.Zero, added.Error);
    }

    private async Task<WorkerProcess> ServeAsync(string url, Dictionary<string, string> environment)
    {
        var worker = WorkerProcess.Start(environment, "serve", "--data", Data, "--urls", url);
        await Eventually.BecomesAsync(() => Address().IsMatch(worker.Output) || worker.HasExited, "serve tells its address");
        Assert.That(worker.HasExited, Is.False, worker.Error);
        return worker;
    }

    private static Uri AddressOf(WorkerProcess worker) => new(Address().Match(worker.Output).Groups[1].Value);

    [GeneratedRegex(@"Dashboard: (https?://[\d.:]+)")]
    private static partial Regex Address();

    /// <summary>Somebody at a browser.</summary>
    private sealed partial class Visit : IDisposable
    {
        private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };
        private readonly HttpClient _client;

        public Visit(Uri address, string? thumbprint = null, params (string Name, string Value)[] headers)
        {
            _handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == thumbprint;
            _client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };
            foreach (var (name, value) in headers)
            {
                _client.DefaultRequestHeaders.Add(name, value);
            }
        }

        public IEnumerable<string> CookieNames => _handler.CookieContainer.GetAllCookies().Select(cookie => cookie.Name);

        public async Task<(HttpStatusCode Status, string Html, IReadOnlyList<string> SetCookies)> GetAsync(string path)
        {
            using var response = await _client.GetAsync(new Uri(path, UriKind.Relative));
            return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : []);
        }

        public async Task<HttpStatusCode> SignInAsync(string name, string password)
        {
            var token = WebUtility.HtmlDecode(Token().Match((await GetAsync("/hangfire/sign-in")).Html).Groups[1].Value);
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("name", name), new("password", password)]);
            using var response = await _client.PostAsync(new Uri("/hangfire/sign-in/enter", UriKind.Relative), form);
            return response.StatusCode;
        }

        public void Dispose()
        {
            _client.Dispose();
            _handler.Dispose();
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
