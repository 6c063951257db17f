using System.Net;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The dashboard on a free port of this machine, over a ledger on disk.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    public const string Password = "seven quiet lanterns";

    // Cheap ones: the tests sign in often.
    private static readonly Passwords s_passwords = new(iterations: 1000);

    private readonly WebApplication _app;
    private readonly Browser _browser;

    private DashboardHost(WebApplication app, LedgerOnDisk ledger, List<long> later)
    {
        _app = app;
        Ledger = ledger;
        Later = later;
        Address = new Uri(app.Urls.First() + "/hangfire/");
        _browser = Open();
    }

    public Uri Address { get; }

    public LedgerOnDisk Ledger { get; }

    public HttpClient Client => _browser.Client;

    public LedgerUsers Users => _app.Services.GetRequiredService<LedgerUsers>();

    public LedgerAccess Access => _app.Services.GetRequiredService<LedgerAccess>();

    /// <summary>Appeals whose letters were asked for soon.</summary>
    public IReadOnlyList<long> Later { get; }

    public JobStorage Jobs => _app.Services.GetRequiredService<JobStorage>();

    /// <param name="port">0 for any that is free.</param>
    /// <param name="rules">How people come in.</param>
    /// <param name="time">A clock that the test holds; otherwise the machine's.</param>
    /// <param name="isHttps">With a certificate of its own.</param>
    /// <param name="provider">An identity provider.</param>
    /// <param name="comesFrom">The address that requests seem to come from.</param>
    public static async Task<DashboardHost> StartAsync(
        int port = 0, AccessRules? rules = null, TimeProvider? time = null, bool isHttps = false, OidcProvider? provider = null, IPAddress? comesFrom = null)
    {
        var ledger = new LedgerOnDisk(time ?? TimeProvider.System);
        await ledger.Database.UpgradeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"{(isHttps ? "https" : "http")}://127.0.0.1:{port}");
        if (isHttps)
        {
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(server => server.ConfigureHttpsDefaults(https => https.ServerCertificate = TestCertificate.Own));
        }

        builder.Logging.ClearProviders();
        builder.Services
            .AddHangfire(config => config.UseInMemoryStorage())
            .AddSingleton(ledger.Database)
            .AddSingleton<LedgerWorklist>()
            .AddSingleton<LedgerAppeals>()
            .AddSingleton<LedgerFiles>()
            .AddSingleton<LedgerCodes>()
            .AddSingleton<LedgerAccess>()
            .AddSingleton<LedgerUsers>()
            .AddSingleton<LedgerSessions>()
            .AddSingleton(s_passwords)
            .AddSingleton(rules ?? new AccessRules())
            .AddSingleton(CodeCatalogue.Shipped)
            .AddSingleton<Func<TemplateSet>>(() => ledger.Templates)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<Func<LetterRoom>>(() => ledger.Room)
            .AddSingleton<LetterWork>()
            .AddSingleton<LevelWork>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<ExhibitWork>(provider, ledger.Documents))
            .AddSingleton(provider => new PacketWork(
                provider.GetRequiredService<LedgerAppeals>(), ledger.Documents, ledger.Documents, provider.GetRequiredService<Func<LetterRoom>>()))
            .AddClauseaDashboard();
        var later = new List<long>();
        builder.Services.AddSingleton<DraftLater>((ids, _) =>
        {
            later.AddRange(ids);
            return Task.CompletedTask;
        });
        if (provider is not null)
        {
            builder.Services.AddOidcSignIn(provider);
        }

        var app = builder.Build();
        if (comesFrom is not null)
        {
            app.Use((HttpContext http, RequestDelegate next) =>
            {
                http.Connection.RemoteIpAddress = comesFrom;
                return next(http);
            });
        }

        app.UseClauseaDashboard();
        await app.StartAsync();
        return new(app, ledger, later);
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
        Ledger.Dispose();
    }

    /// <summary>Takes a sample in and drafts its letters.</summary>
    public async Task<IReadOnlyList<long>> TakeAsync(string sample)
    {
        var ids = await Ledger.TakeAsync(Repository.Sample(sample));
        await Ledger.DraftAsync(ids);
        return ids;
    }

    public Task<(HttpStatusCode Status, string Html)> GetAsync(string path) => _browser.GetAsync(path);

    public Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields) => _browser.PostAsync(page, path, fields);

    public Task<HttpResponseMessage> UploadAsync(string page, string path, (string Name, byte[] Content)? file, params (string Name, string Value)[] fields) =>
        _browser.UploadAsync(page, path, file, fields);

    public Task<HttpResponseMessage> PostRawAsync(string path, params (string Name, string Value)[] fields) => _browser.PostRawAsync(path, fields);

    /// <summary>Another browser, in which nobody is signed in.</summary>
    public Browser Open() => new(Address);

    /// <summary>A page as somebody sees it who is not signed in.</summary>
    public async Task<(HttpStatusCode Status, string Html)> GetAsNobodyAsync(string path)
    {
        using var browser = Open();
        return await browser.GetAsync(path);
    }

    /// <summary>Makes a user, whose password is the same as everybody's.</summary>
    public async Task<UserRow> AddUserAsync(string name, UserRole role)
    {
        Assert.That(await Users.AddAsync(new(name, role, null, s_passwords.Hash(Password)), "root"), Is.EqualTo(UserChange.Done));
        return (await Users.FindAsync(name))!;
    }

    /// <summary>A browser in which the user has signed in.</summary>
    public async Task<Browser> SignInAsync(string name, string password = Password)
    {
        var browser = Open();
        await SignInAsync(browser, name, password);
        return browser;
    }

    private static async Task SignInAsync(Browser browser, string name, string password)
    {
        using var response = await browser.PostAsync("sign-in", "sign-in/enter", ("name", name), ("password", password));
        Assert.That((response.StatusCode, response.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.SeeOther, "/hangfire/appeals")));
    }
}
