using System.Net;
using System.Text.Json;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Ledger;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The list of files, and the page of one.</summary>
internal sealed class FilePageTests
{
    private readonly List<long> _replayed = [];

    [SetUp]
    public void Forget() => _replayed.Clear();

    [Test]
    public async Task Each_group_lists_its_files_and_empty_ones_say_so()
    {
        await using var host = await StartAsync();
        Assert.That((await host.GetAsync("files")).Html, Does.Contain("No files yet"));
        await host.TakeAsync("clean/all-paid.835");
        await host.Ledger.TakeAsync(Repository.Sample("damaged/unbalanced.835"));
        await host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        await FilesOf(host).RegisterAsync(new(new string('a', 64)), "waiting.835", 10);
        (string Show, string[] Files)[] groups =
        [
            ("", ["all-paid.835", "unbalanced.835", "not-edi.txt", "waiting.835"]),
            ("InWork", ["waiting.835"]),
            ("Archived", ["all-paid.835", "unbalanced.835"]),
            ("Quarantined", ["not-edi.txt"]),
            ("withfindings", ["unbalanced.835"]),
        ];
        foreach (var (show, expected) in groups)
        {
            var (_, html) = await host.GetAsync($"files?show={show}");
            foreach (var name in groups[0].Files)
            {
                Assert.That(html, expected.Contains(name) ? Does.Contain($">{name}</a>") : Does.Not.Contain($">{name}</a>"), show);
            }
        }
    }

    [Test]
    public async Task More_files_than_a_page_are_paged()
    {
        await using var host = await StartAsync();
        for (var number = 1; number <= 101; number++)
        {
            await FilesOf(host).RegisterAsync(new(number.ToString("x64", null)), $"day-{number}.835", 1);
        }

        var (_, html) = await host.GetAsync("files");
        Assert.That(html, Does.Contain("day-101.835").And.Not.Contain(">day-1.835<").And.Contain("files?before=2\""));
        (_, html) = await host.GetAsync("files?before=2");
        Assert.That(html, Does.Contain(">day-1.835<").And.Not.Contain("day-2.835").And.Not.Contain("rel=\"next\""));
    }

    [Test]
    public async Task A_file_tells_what_it_brought_and_what_is_wrong_and_what_to_do()
    {
        await using var host = await StartAsync();
        await host.Ledger.TakeAsync(Repository.Sample("damaged/unbalanced.835"));
        var (_, html) = await host.GetAsync("files/1");
        var file = (await FilesOf(host).FindAsync(1))!;
        Assert.That(html, Does.Contain("<title>File 1").And.Contain(file.Hash.Value).And.Contain("archive/unbalanced.835"));
        Assert.That(html, Does.Contain("Out of balance").And.Contain("ERA102").And.Match(@"segment \d+ \(offset \d+\)").And.Contain("Kept as sent, and marked."));
        Assert.That(html, Does.Contain("/files/1/original\"").And.Not.Contain("/replay\""));
        Assert.That((await host.GetAsync("files/9")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Its_appeals_are_one_link_away()
    {
        await using var host = await StartAsync();
        await host.TakeAsync("denied/bh-n382-with-co50.835");
        var (_, html) = await host.GetAsync("files/1");
        Assert.That(html, Does.Contain("/hangfire/appeals?file=1\"").And.Contain("2 letters in the worklist").And.Contain("Balances").And.Contain("Northwind").IgnoreCase);
    }

    [Test]
    public async Task A_quarantined_file_is_tried_again_from_its_page()
    {
        await using var host = await StartAsync();
        await host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        var (_, html) = await host.GetAsync("files/1");
        Assert.That(html, Does.Contain("role=\"alert\"").And.Contain("Try again"));
        using var response = await host.PostAsync("files/1", "files/1/replay");
        Assert.That((response.StatusCode, response.Headers.Location?.ToString()), Is.EqualTo((HttpStatusCode.SeeOther, "/hangfire/files/1")));
        Assert.That(_replayed, Is.EqualTo(new[] { 1L }));
    }

    [Test]
    public async Task Its_bytes_are_handed_out_under_a_plain_name_and_that_is_kept()
    {
        await using var host = await StartAsync();
        await host.Ledger.TakeAsync(Repository.Sample("clean/all-paid.835"));
        using var response = await host.Client.GetAsync(new Uri("files/1/original", UriKind.Relative));
        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(await File.ReadAllBytesAsync(Repository.Sample("clean/all-paid.835"))));
        Assert.That(response.Content.Headers.ContentDisposition?.ToString(), Is.EqualTo("attachment; filename=\"file-1.835\""));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/octet-stream"));
        var row = (await new LedgerAccess(host.Ledger.Database).ListAsync(new())).Single();
        Assert.That((row.Action, row.Subject, row.SubjectId), Is.EqualTo((AccessAction.Exported, AccessSubject.File, (long?)1)));
    }

    [Test]
    public async Task Bytes_that_are_gone_are_told_so()
    {
        await using var host = await StartAsync();
        await FilesOf(host).RegisterAsync(new(new string('a', 64)), "gone.835", 10);
        var (status, html) = await host.GetAsync("files/1/original");
        Assert.That((status, html.Contains("The file is not there", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.NotFound, true)));
        Assert.That(await new LedgerAccess(host.Ledger.Database).ListAsync(new()), Is.Empty);
    }

    [Test]
    public async Task Who_may_only_look_neither_uploads_nor_downloads_nor_tries_again()
    {
        await using var host = await StartAsync(isReadOnly: true);
        await host.Ledger.TakeAsync(Repository.Sample("refused/not-edi.txt"));
        foreach (var page in new[] { "files", "files/1" })
        {
            Assert.That((await host.GetAsync(page)).Html, Does.Not.Contain("method=\"post\""), page);
        }

        Assert.That((await host.GetAsync("files/1/original")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        using var replay = await host.PostAsync("appeals", "files/1/replay");
        Assert.That(replay.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var upload = await host.UploadAsync("appeals", "files/upload", ("a.835", [1]));
        Assert.That(upload.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(_replayed, Is.Empty);
    }

    [Test]
    public async Task While_it_is_read_the_page_tells_how_far()
    {
        await using var host = await StartAsync();
        var files = FilesOf(host);
        var id = (await files.RegisterAsync(new(new string('a', 64)), "long.835", 10)).Id;
        var job = new BackgroundJobClient(host.Jobs).Enqueue<Worker.Jobs.ProcessFileJob>(job => job.Run(id, null));
        await files.SetJobAsync(id, job, "memory");
        await files.BeginAsync(id);
        using (var connection = host.Jobs.GetConnection())
        {
            connection.SetJobParameter(job, FileJobSection.Progress, FileJobSection.Write(12_000, 50, 200));
        }

        var (_, html) = await host.GetAsync($"files/{id}");
        Assert.That(html, Does.Contain("12,000 claims read, 25").And.Contain("value=\"0.25\"").And.Contain("http-equiv=\"refresh\"").And.Contain($"/jobs/details/{job}\""));
        using var progress = JsonDocument.Parse((await host.GetAsync($"files/{id}/progress")).Html);
        Assert.That((progress.RootElement.GetProperty("part").GetDouble(), progress.RootElement.GetProperty("state").GetString()), Is.EqualTo((0.25, "Processing")));
        (_, html) = await host.GetAsync($"jobs/details/{job}");
        Assert.That(html, Does.Contain($"href=\"/hangfire/files/{id}\"").And.Contain("12,000 claims read").And.Contain(".js\" defer"));

        await files.CompleteAsync(id, FileTotals.None, "archive/long.835");
        (_, html) = await host.GetAsync($"files/{id}");
        Assert.That(html, Does.Not.Contain("http-equiv=\"refresh\"").And.Not.Contain("<progress"));
        Assert.That((await host.GetAsync($"files/{id}/progress")).Html, Does.Contain("\"Archived\""));
    }

    private Task<DashboardHost> StartAsync(bool isReadOnly = false) => DashboardHost.StartAsync(isReadOnly: isReadOnly, more: services => services
        .AddSingleton<ReplayLater>((id, _) =>
        {
            _replayed.Add(id);
            return Task.FromResult(true);
        })
        .AddSingleton<OpenOriginal>(file => file.Name.StartsWith("gone", StringComparison.Ordinal) ? null : File.OpenRead(Repository.Sample($"clean/{file.Name}")))
        .AddSingleton(new InboxDoor(1000, () => null, (name, _, _) => Task.FromResult(new UploadResult(name, null, "is not wanted.")))));

    private static LedgerFiles FilesOf(DashboardHost host) => new(host.Ledger.Database);
}
