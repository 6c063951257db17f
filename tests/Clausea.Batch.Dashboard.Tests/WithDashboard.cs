using System.Net;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>For each test, a dashboard over two drafted appeals: 90837 denied with CO-50 and N382.</summary>
internal abstract class WithDashboard
{
    protected DashboardHost Host { get; private set; } = null!;

    protected IReadOnlyList<long> Ids { get; private set; } = [];

    /// <summary>The page of the first of them.</summary>
    protected string Page => $"appeals/{Ids[0]}";

    [SetUp]
    public async Task StartAsync()
    {
        Host = await DashboardHost.StartAsync();
        Ids = await Host.TakeAsync("denied/bh-n382-with-co50.835");
        Assert.That(Ids, Has.Count.EqualTo(2));
    }

    [TearDown]
    public ValueTask StopAsync() => Host.DisposeAsync();

    protected async Task<AppealCase> CaseAsync() => (await Host.Ledger.Appeals.FindAsync(Ids[0]))!;

    protected async Task<Draft> DraftAsync() => (await CaseAsync()).Draft!.Draft;

    protected async Task<IReadOnlyList<string>> HistoryAsync() =>
        [.. (await Host.Ledger.Appeals.HistoryAsync(Ids[0])).Where(row => row.Action != HistoryAction.Viewed).Select(row => $"{row.Action} {row.Detail}")];

    /// <summary>The number of the need whose words begin so, as its form states it.</summary>
    protected async Task<string> NeedAsync(string beginning) =>
        $"{(await DraftAsync()).Needs.ToList().FindIndex(need => need.What.StartsWith(beginning, StringComparison.Ordinal)) + 1}";

    /// <summary>Does something that must work, on the revision as it is.</summary>
    protected async Task DoAsync(string command, params (string Name, string Value)[] fields)
    {
        using var response = await Host.PostAsync(Page, $"{Page}/{command}", [.. fields, await RevisionAsync()]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await response.Content.ReadAsStringAsync());
    }

    protected async Task UploadAsync(string command, string fileName, byte[] content, params (string Name, string Value)[] fields)
    {
        using var response = await Host.UploadAsync(Page, $"{Page}/{command}", (fileName, content), [.. fields, await RevisionAsync()]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await response.Content.ReadAsStringAsync());
    }

    protected async Task<(string Name, string Value)> RevisionAsync() => ("revision", $"{(await CaseAsync()).Draft?.Revision ?? 0}");

    /// <summary>Does something that must be refused in words, and leaves everything as it was.</summary>
    protected async Task RefusedAsync(HttpStatusCode status, string words, string command, params (string Name, string Value)[] fields)
    {
        var before = await HistoryAsync();
        using var response = await Host.PostAsync(Page, $"{Page}/{command}", fields);
        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), Does.Contain(words).And.Contain($"Back to appeal {Ids[0]}"));
        Assert.That(await HistoryAsync(), Is.EqualTo(before));
    }

    protected async Task<HttpResponseMessage> GetAsync(string what) => await Host.Client.GetAsync(new Uri($"{Page}/{what}", UriKind.Relative));
}
