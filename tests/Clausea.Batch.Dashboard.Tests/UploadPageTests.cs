using System.Net;
using System.Text;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Files sent with a browser.</summary>
internal sealed class UploadPageTests
{
    private readonly List<(string Name, string Text)> _put = [];
    private string? _closed;
    private DashboardHost _host = null!;

    [SetUp]
    public async Task Start()
    {
        _put.Clear();
        _closed = null;
        _host = await DashboardHost.StartAsync(more: services => services.AddSingleton(new InboxDoor(20, () => _closed, PutAsync)));
    }

    [TearDown]
    public ValueTask Stop() => _host.DisposeAsync();

    [Test]
    public async Task Several_files_are_put_into_the_inbox_and_followed_from_there()
    {
        using var response = await _host.UploadAllAsync("files", "files/upload", [("a.835", "first"u8.ToArray()), ("dir\\b.835", "second"u8.ToArray())]);
        Assert.That(_put, Is.EqualTo(new[] { ("a.835", "first"), ("b.835", "second") }));
        var address = response.Headers.Location!.ToString();
        Assert.That((response.StatusCode, address), Is.EqualTo((HttpStatusCode.SeeOther, $"/hangfire/files/uploaded?hash={HashOf("first")}&hash={HashOf("second")}")));
        address = address["/hangfire/".Length..];
        var (_, html) = await _host.GetAsync(address);
        Assert.That(html, Does.Contain("In the inbox").And.Contain("http-equiv=\"refresh\"").And.Contain("data-state=\"9-9\""));

        var files = new LedgerFiles(_host.Ledger.Database);
        foreach (var (name, text) in _put)
        {
            var id = (await files.RegisterAsync(HashOf(text), name, 5)).Id;
            await files.BeginAsync(id);
            await files.CompleteAsync(id, FileTotals.None with { Claims = 77 }, $"archive/{name}");
        }

        Assert.That((await _host.GetAsync(address.Replace("uploaded?", "uploaded/progress?", StringComparison.Ordinal))).Html, Does.Contain("\"2-2\""));
        (_, html) = await _host.GetAsync(address);
        Assert.That(html, Does.Contain(">a.835</a>").And.Contain("77").And.Contain("Archived").And.Not.Contain("http-equiv=\"refresh\""));
    }

    [Test]
    public async Task What_is_too_large_is_refused_and_the_others_are_taken()
    {
        using var response = await _host.UploadAllAsync("files", "files/upload", [("large.835", new byte[21]), ("ok.835", "fine"u8.ToArray())]);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var html = await response.Content.ReadAsStringAsync();
        Assert.That(html, Does.Contain("large.835").And.Contain("more than the 20 bytes").And.Contain("1 file was taken").And.Contain($"hash={HashOf("fine")}"));
        Assert.That(_put.Single().Name, Is.EqualTo("ok.835"));
    }

    [Test]
    public async Task While_the_worker_takes_no_files_none_is_taken_here()
    {
        _closed = "The disk is nearly full <&>.";
        Assert.That((await _host.GetAsync("files")).Html, Does.Contain("nearly full &lt;&amp;&gt;").And.Not.Contain("type=\"file\""));
        using var response = await _host.UploadAsync("appeals", "files/upload", ("a.835", [1]));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("was not taken").And.Contain("nearly full"));
        Assert.That(_put, Is.Empty);
    }

    [Test]
    public async Task No_file_and_too_many_are_told_so()
    {
        using var none = await _host.UploadAllAsync("files", "files/upload", []);
        Assert.That(await none.Content.ReadAsStringAsync(), Does.Contain("Choose at least one file"));
        using var many = await _host.UploadAllAsync("files", "files/upload", Enumerable.Range(0, 51).Select(number => ($"{number}.835", new byte[1])));
        Assert.That(await many.Content.ReadAsStringAsync(), Does.Contain("at most 50"));
        Assert.That(_put, Is.Empty);
    }

    [Test]
    public async Task A_host_without_an_inbox_takes_nothing()
    {
        await using var host = await DashboardHost.StartAsync();
        Assert.That((await host.GetAsync("files")).Html, Does.Not.Contain("type=\"file\""));
        using var response = await host.UploadAsync("appeals", "files/upload", ("a.835", [1]));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task An_upload_needs_a_token()
    {
        using var response = await _host.PostRawAsync("files/upload", ("file", "x"));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private async Task<UploadResult> PutAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content);
        var text = await reader.ReadToEndAsync(cancellationToken);
        _put.Add((name, text));
        return new(name, HashOf(text), null);
    }

    private static FileHash HashOf(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return FileHash.Of(stream);
    }
}
