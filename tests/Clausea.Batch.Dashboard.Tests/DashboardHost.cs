using System.Net;
using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The dashboard on a free port of this machine, over a ledger on disk.</summary>
internal sealed partial class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };

    private DashboardHost(WebApplication app, LedgerOnDisk ledger)
    {
        _app = app;
        Ledger = ledger;
        Client = new HttpClient(_handler, disposeHandler: false)
        {
            BaseAddress = new Uri(app.Urls.First() + "/hangfire/"),
        };
    }

    public LedgerOnDisk Ledger { get; }

    public HttpClient Client { get; }

    public JobStorage Jobs => _app.Services.GetRequiredService<JobStorage>();

    public static async Task<DashboardHost> StartAsync(int port = 0)
    {
        var ledger = new LedgerOnDisk();
        await ledger.Database.UpgradeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        builder.Services
            .AddHangfire(config => config.UseInMemoryStorage())
            .AddSingleton(ledger.Database)
            .AddSingleton<LedgerWorklist>()
            .AddSingleton<LedgerAppeals>()
            .AddSingleton<LedgerFiles>()
            .AddSingleton<LedgerCodes>()
            .AddSingleton(CodeCatalogue.Shipped)
            .AddSingleton<Func<TemplateSet>>(() => ledger.Templates)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<Func<LetterRoom>>(() => new LetterRoom(ledger.Templates, CodeCatalogue.Shipped, new LetterPress(ledger.Templates, CodeCatalogue.Shipped)))
            .AddSingleton<LetterWork>()
            .AddSingleton<LevelWork>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<ExhibitWork>(provider, ledger.Documents))
            .AddSingleton(provider => new PacketWork(
                provider.GetRequiredService<LedgerAppeals>(), ledger.Documents, ledger.Documents, provider.GetRequiredService<Func<LetterRoom>>()))
            .AddClauseaDashboard();
        var app = builder.Build();
        app.UseClauseaDashboard();
        await app.StartAsync();
        return new(app, ledger);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
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

    public async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Posts as the form of a page would, with the token of that page.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string page, string path, params (string Name, string Value)[] fields)
    {
        var (_, html) = await GetAsync(page);
        var token = WebUtility.HtmlDecode(TokenField().Match(html).Groups["Value"].Value);
        return await PostRawAsync(path, [("__RequestVerificationToken", token), .. fields]);
    }

    public async Task<HttpResponseMessage> PostRawAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<Value>[^\"]+)\"")]
    private static partial Regex TokenField();
}
