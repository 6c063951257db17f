using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Files sent with a browser to a worker that runs.</summary>
internal sealed partial class UploadTests
{
    [TestCase("day.835", "day.835")]
    [TestCase("../../etc/passwd", "_.._etc_passwd")]
    [TestCase("C:\\dir\\a<b>|c?.835", "C__dir_a_b__c_.835")]
    [TestCase(".hidden", "hidden")]
    [TestCase("~lock.835", "lock.835")]
    [TestCase("half.part", "half.part.835")]
    [TestCase("x.TMP", "x.TMP.835")]
    [TestCase("...", "upload.835")]
    [TestCase("", "upload.835")]
    [TestCase("NUL.835", "_NUL.835")]
    [TestCase("com1", "_com1")]
    [TestCase("a\u0001b\nc.835", "a_b_c.835")]
    [TestCase("büro 7.835", "büro 7.835")]
    [TestCase("ends. ", "ends")]
    public void Names_are_made_safe(string sent, string safe) => Assert.That(InboxUpload.SafeName(sent), Is.EqualTo(safe));

    [TestCase("a")]
    [TestCase("ü")]
    [TestCase("😀")]
    public void Long_names_are_cut_between_characters(string letter)
    {
        var name = InboxUpload.SafeName(string.Concat(Enumerable.Repeat(letter, 300)) + ".835");
        Assert.That(Encoding.UTF8.GetByteCount(name), Is.LessThanOrEqualTo(130));
        Assert.That(name, Does.EndWith($"{letter}.835").And.Not.Contain("\uFFFD"));
    }

    [Test]
    public async Task An_uploaded_file_is_read_like_any_other_and_the_same_content_once()
    {
        using var office = new Office();
        await using var worker = office.Worker();
        using var http = await ConnectAsync(worker);
        var sample = await File.ReadAllBytesAsync(SampleTable.Rows.First(row => row.File == "denied/coding.835").Path);
        var address = await UploadAsync(http, ("../coding.835", sample), ("again.835", sample));
        Assert.That(Sha256().Matches(address).Select(match => match.Value).Distinct().Count(), Is.EqualTo(1), "one content, one address");
        var page = string.Empty;
        await Eventually.BecomesAsync(
            async () =>
            {
                page = await http.GetStringAsync(new Uri(address, UriKind.Relative));
                return page.Contains("Taken, and done.", StringComparison.Ordinal) && page.Contains("came 2 times", StringComparison.Ordinal);
            },
            "both are taken");
        Assert.That(page, Does.Contain("coding.835</a>").And.Contain("/hangfire/files/1\""));
        await Eventually.BecomesAsync(office.IsAtRest, "all is done");
        Assert.That(NamesIn(office.Data, "archive").Concat(NamesIn(office.Data, "duplicates")), Has.Exactly(2).Items);

        using var original = await http.GetAsync(new Uri("/hangfire/files/1/original", UriKind.Relative));
        Assert.That(await original.Content.ReadAsByteArrayAsync(), Is.EqualTo(sample));
        Assert.That(Directory.EnumerateFiles(Path.Combine(office.Data, "uploads")), Is.Empty);
        page = await http.GetStringAsync(new Uri("/hangfire/files/1", UriKind.Relative));
        Assert.That(page, Does.Contain("/jobs/details/"));
        var job = JobDetails().Match(page).Value;
        Assert.That(await http.GetStringAsync(new Uri(job, UriKind.Relative)), Does.Contain("Read file 1").And.Contain("/hangfire/files/1\"").And.Contain("Archived: "));
    }

    [Test]
    public async Task What_is_too_large_or_empty_is_refused_in_words()
    {
        using var office = new Office();
        await using var worker = WorkerProcess.Start(
            new Dictionary<string, string> { ["Inbox__MaxUploadMegabytes"] = "1" }, "serve", "--data", office.Data, "--urls", "http://127.0.0.1:0");
        using var http = await ConnectAsync(worker);
        using var response = await SendAsync(http, ("large.835", new byte[(1 << 20) + 1]), ("empty.835", []));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("more than the 1.0 MB").And.Contain("is empty"));
        Assert.That(NamesIn(office.Data, "inbox"), Is.Empty);
    }

    private static IEnumerable<string> NamesIn(string data, string folder) =>
        Directory.EnumerateFiles(Path.Combine(data, folder), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path));

    private static async Task<HttpClient> ConnectAsync(WorkerProcess worker)
    {
        await Eventually.BecomesAsync(() => Address().IsMatch(worker.Output) || worker.HasExited, "serve tells its address");
        Assert.That(worker.HasExited, Is.False, worker.Error);
#pragma warning disable CA2000 // the client has it
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address().Match(worker.Output).Groups[1].Value) };
#pragma warning restore CA2000
    }

    private static async Task<string> UploadAsync(HttpClient http, params (string Name, byte[] Content)[] files)
    {
        using var response = await SendAsync(http, files);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), await response.Content.ReadAsStringAsync());
        return response.Headers.Location!.ToString();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, params (string Name, byte[] Content)[] files)
    {
        var page = await http.GetStringAsync(new Uri("/hangfire/files", UriKind.Relative));
        using var form = new MultipartFormDataContent();
#pragma warning disable CA2000 // the form has them
        form.Add(new StringContent(WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value)), "__RequestVerificationToken");
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "file", name);
        }
#pragma warning restore CA2000

        return await http.PostAsync(new Uri("/hangfire/files/upload", UriKind.Relative), form);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"/hangfire/jobs/details/[\w-]+")]
    private static partial Regex JobDetails();
}
