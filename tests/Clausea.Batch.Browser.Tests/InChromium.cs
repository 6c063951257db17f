using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Microsoft.Playwright;

namespace Clausea.Batch.Browser.Tests;

/// <summary>The worker with the samples drafted, and a browser before it. Skipped, saying so, without Chromium.</summary>
internal abstract partial class InChromium
{
    private static readonly string[] s_places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private TempFolder _folder = null!;
    private WorkerProcess _worker = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    protected IPage Page { get; private set; } = null!;

    protected string Address { get; private set; } = string.Empty;

    [OneTimeSetUp]
    public async Task Start()
    {
        var chromium = Environment.GetEnvironmentVariable("CLAUSEA_TEST_CHROMIUM") ?? Array.Find(s_places, File.Exists);
        if (chromium is null)
        {
            Assert.Ignore("There is no Chromium here: install it (apt-get install chromium), or name one in CLAUSEA_TEST_CHROMIUM.");
        }

        _folder = new TempFolder();
        var ingest = await WorkerProcess.RunAsync("ingest", Path.Combine(Repository.Samples, "denied"), "--data", _folder.Path);
        Assert.That(ingest.ExitCode, Is.Zero, ingest.Error);
        await PrepareAsync(_folder.Path);
        _worker = WorkerProcess.Start("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => Listening().IsMatch(_worker.Output) || _worker.HasExited, "serve tells its address");
        Address = Listening().Match(_worker.Output).Groups[1].Value;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    [SetUp]
    public async Task OpenPage() => Page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 1000 } });

    [TearDown]
    public async Task ClosePage() => await Page.CloseAsync();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
            _playwright.Dispose();
        }

        if (_worker is not null)
        {
            await _worker.DisposeAsync();
        }

        _folder?.Dispose();
    }

    /// <summary>What is done with the data folder before the worker starts.</summary>
    protected virtual Task PrepareAsync(string data) => Task.CompletedTask;

    /// <summary>Another browser, with nothing of the first.</summary>
    protected Task<IPage> OpenAnotherAsync() => _browser.NewPageAsync();

    /// <summary>Drops a file into the inbox, beside first, then renamed.</summary>
    protected async Task DropAsync(string name, string text)
    {
        var target = _folder.Sub("inbox", name);
        await File.WriteAllTextAsync(target + ".part", text);
        File.Move(target + ".part", target);
    }

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Listening();
}
