using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Case;
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

    private DashboardHost(WebApplication app, LedgerOnDisk ledger, List<long> later)
    {
        _app = app;
        Ledger = ledger;
        Later = later;
        Client = new HttpClient(_handler, disposeHandler: false)
        {
            BaseAddress = new Uri(app.Urls.First() + "/hangfire/"),
        };
    }

    public LedgerOnDisk Ledger { get; }

    public HttpClient Client { get; }

    /// <summary>Appeals whose letters were asked for soon.</summary>
    public IReadOnlyList<long> Later { get; }

    public JobStorage Jobs => _app.Services.GetRequiredService<JobStorage>();

    public static async Task<DashboardHost> StartAsync(int port = 0, bool isReadOnly = false, Action<IServiceCollection>? more = null)
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
            .AddSingleton<FileList>()
            .AddSingleton<LedgerInsights>()
            .AddSingleton(provider => new CurrentInsights(provider.GetRequiredService<LedgerInsights>(), TimeProvider.System) { Patience = TimeSpan.FromMinutes(1) })
            .AddSingleton<LedgerCodes>()
            .AddSingleton<LedgerAccess>()
            .AddSingleton<LedgerRuns>()
            .AddSingleton(CodeCatalogue.Shipped)
            .AddSingleton<Func<TemplateSet>>(() => ledger.Templates)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<Func<LetterRoom>>(() => ledger.Room)
            .AddSingleton<LetterWork>()
            .AddSingleton<LevelWork>()
            .AddSingleton<BulkWork>()
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
        more?.Invoke(builder.Services);
        var app = builder.Build();
        if (isReadOnly)
        {
            DashboardMap.RegisterOnce();
            app.UseHangfireDashboard("/hangfire", new DashboardOptions { IsReadOnlyFunc = _ => true });
        }
        else
        {
            app.UseClauseaDashboard();
        }

        await app.StartAsync();
        return new(app, ledger, later);
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
        return await PostRawAsync(path, [("__RequestVerificationToken", await TokenAsync(page)), .. fields]);
    }

    /// <summary>Bytes of a file that is handed out.</summary>
    public async Task<byte[]> BytesAsync(string path) => await Client.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    /// <summary>Posts a file as the form of a page would.</summary>
    public Task<HttpResponseMessage> UploadAsync(
        string page, string path, (string Name, byte[] Content)? file, params (string Name, string Value)[] fields) =>
        UploadAllAsync(page, path, file is { } some ? [some] : [], fields);

    public async Task<HttpResponseMessage> UploadAllAsync(
        string page, string path, IEnumerable<(string Name, byte[] Content)> files, params (string Name, string Value)[] fields)
    {
        const string boundary = "clausea-form-boundary";
        using var body = new MemoryStream();
        foreach (var (name, value) in fields.Prepend(("__RequestVerificationToken", await TokenAsync(page))))
        {
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }

        foreach (var (fileName, content) in files)
        {
            // A browser writes quotes in names so.
            var quoted = fileName.Replace("\"", "%22", StringComparison.Ordinal);
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{quoted}\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            body.Write([.. content, .. "\r\n"u8]);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));
        using var form = new ByteArrayContent(body.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private async Task<string> TokenAsync(string page)
    {
        var (_, html) = await GetAsync(page);
        return WebUtility.HtmlDecode(TokenField().Match(html).Groups["Value"].Value);
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
