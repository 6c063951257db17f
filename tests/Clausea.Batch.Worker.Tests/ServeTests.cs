using System.Text.Json;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The worker as it runs in an office: files are dropped, drafts appear.</summary>
internal sealed partial class ServeTests
{
    private TempFolder _folder = null!;
    private WorkerProcess _worker = null!;
    private HttpClient _http = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _folder = new TempFolder();
        _worker = WorkerProcess.Start("serve", "--data", _folder.Path, "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => Address().IsMatch(_worker.Output) || _worker.HasExited, "serve tells its address");
        Assert.That(_worker.HasExited, Is.False, _worker.Error);
        _http = new HttpClient { BaseAddress = new Uri(Address().Match(_worker.Output).Groups[1].Value) };
        foreach (var row in SampleTable.Rows)
        {
            Drop(row.Path, Path.GetFileName(row.File));
        }

        await Eventually.BecomesAsync(() => Directory.EnumerateFileSystemEntries(_folder.Sub("inbox")).All(file => file.EndsWith(".part", StringComparison.Ordinal)) && !Directory.EnumerateFiles(_folder.Sub("processing")).Any(), "all samples are taken");
        await Eventually.BecomesAsync(async () => !(await _http.GetStringAsync(new Uri("/hangfire/appeals?status=Queued", UriKind.Relative))).Contains("/hangfire/appeals/1?", StringComparison.Ordinal), "all drafts are written");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _worker.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task It_is_healthy()
    {
        Assert.That(await _http.GetStringAsync(new Uri("/health/live", UriKind.Relative)), Is.EqualTo("Healthy"));
        using var ready = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)));
        Assert.That(ready.RootElement.GetProperty("status").GetString(), Is.EqualTo("Healthy"), ready.RootElement.ToString());
        Assert.That(ready.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()), Is.EqualTo(new[] { "ledger", "data", "inbox", "jobs", "sources", "waiting", "nightly" }));
    }

    [Test]
    public async Task It_tells_where_the_day_begins_and_the_start_leads_there()
    {
        Assert.That(_worker.Output, Does.Match(@"Dashboard: http://[\d.:]+/hangfire/today\s+Worklist:  http://[\d.:]+/hangfire/appeals"));
        var page = await _http.GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.That(page, Does.Contain("<title>Today").And.Contain("drafted, waiting for review").And.Contain("In quarantine"));
        Assert.That(SamplePeople.Secrets.Where(secret => page.Contains(secret, StringComparison.Ordinal)), Is.Empty, "the day names no patient");
    }

    [Test]
    public async Task Metrics_count_what_was_done_and_how_it_stands()
    {
        var metrics = string.Empty;
        double Of(string line) => Regex.Match(metrics, "^" + Regex.Escape(line) + @"(?:[^\n]*\})? ([\d.]+)", RegexOptions.Multiline) is { Success: true } found
            ? double.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : -1;
        await Eventually.BecomesAsync(
            async () =>
            {
                metrics = await _http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
                return Of("clausea_drafts_written_total{") > 50 && Of("clausea_inbox_files{") == 0 && Regex.IsMatch(metrics, @"^clausea_appeals\{[^}]*status=""drafted""\} [1-9]\d", RegexOptions.Multiline);
            },
            "drafts are counted");
        Assert.Multiple(() =>
        {
            Assert.That(Regex.Count(metrics, @"^clausea_files_total\{[^}]*outcome=""(archived|quarantined)""", RegexOptions.Multiline), Is.EqualTo(2));
            Assert.That(Of("clausea_claims_total{"), Is.GreaterThan(100), metrics);
            Assert.That(Of("clausea_file_duration_seconds_count{"), Is.GreaterThan(40));
            Assert.That(Of("clausea_ledger_up{"), Is.EqualTo(1));
            Assert.That(SamplePeople.Secrets.Where(secret => metrics.Contains(secret, StringComparison.Ordinal)), Is.Empty);
            Assert.That(SampleTable.Rows.Select(row => Path.GetFileName(row.File)).Where(name => metrics.Contains(name, StringComparison.Ordinal)), Is.Empty);
        });
    }

    [Test]
    public async Task Files_come_to_rest_and_the_same_content_is_a_duplicate()
    {
        Drop(SampleTable.Rows.First(row => row.File == "denied/coding.835").Path, "again.835");
        await Eventually.BecomesAsync(() => File.Exists(_folder.Sub("duplicates", "again.835")), "the duplicate is put apart");
        Assert.Multiple(() =>
        {
            Assert.That(
                Directory.EnumerateFiles(_folder.Sub("archive"), "*", SearchOption.AllDirectories).Select(Path.GetFileName),
                Is.SupersetOf(SampleTable.Rows.Where(row => row.EndsIn == "archive").Select(row => Path.GetFileName(row.File))));
            Assert.That(Directory.EnumerateFiles(_folder.Sub("quarantine"), "*.reason.txt").Count(), Is.EqualTo(SampleTable.Rows.Count(row => row.EndsIn == "quarantine")));
        });
    }

    [Test]
    public async Task A_file_still_being_written_stays_until_it_is_whole()
    {
        var text = EraText.WithClaim("CLP*SLOW-1*1*150*0*0*12*ICN-SLOW", "SVC*HC:90834*150*0", "CAS*CO*50*150").Replace("TRN", "TRN*1*SLOW*1999999999").ToString();
        var path = _folder.Sub("inbox", "slow.835");
        foreach (var piece in text.Chunk(text.Length / 6))
        {
            await File.AppendAllTextAsync(path, new string(piece));
            Assert.That(File.Exists(path), Is.True, "taken before it was whole");
            await Task.Delay(900);
        }

        await Eventually.BecomesAsync(() => Directory.EnumerateFiles(_folder.Sub("archive"), "slow.835", SearchOption.AllDirectories).Any(), "the whole file is processed");
    }

    [Test]
    public async Task Temporary_names_are_left_alone()
    {
        var path = _folder.Sub("inbox", "upload.835.part");
        await File.WriteAllTextAsync(path, "half");
        await Task.Delay(3500);
        Assert.That(File.Exists(path), Is.True);
        File.Delete(path);
    }

    [Test]
    public async Task No_patient_is_seen_in_logs_or_job_pages()
    {
        var pages = new List<string> { _worker.Output, _worker.Error };
        foreach (var page in new[] { "/hangfire/jobs/succeeded?count=500", "/hangfire/jobs/failed", "/hangfire/jobs/enqueued", "/hangfire/recurring" })
        {
            pages.Add(await _http.GetStringAsync(new Uri(page, UriKind.Relative)));
        }

        var details = JobDetails().Matches(pages[2]).Select(match => match.Value).Distinct().ToList();
        foreach (var job in details)
        {
            pages.Add(await _http.GetStringAsync(new Uri(job, UriKind.Relative)));
        }

        Assert.Multiple(() =>
        {
            Assert.That(SamplePeople.Secrets, Has.Count.GreaterThan(100));
            Assert.That(details, Has.Count.GreaterThan(50));
            Assert.That(SamplePeople.Secrets.Where(secret => pages.Exists(page => page.Contains(secret, StringComparison.Ordinal))), Is.Empty);
        });
    }

    // Beside, then rename, as a careful sender does.
    private void Drop(string file, string name)
    {
        var target = _folder.Sub("inbox", name);
        File.Copy(file, target + ".part");
        File.Move(target + ".part", target);
    }

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Address();

    [GeneratedRegex(@"/hangfire/jobs/details/[\w-]+")]
    private static partial Regex JobDetails();
}
