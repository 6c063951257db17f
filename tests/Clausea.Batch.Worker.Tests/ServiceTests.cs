using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The worker as systemd runs it: told by environment and secret files, read by a collector of logs.</summary>
[Platform(Exclude = "Win")]
internal sealed partial class ServiceTests
{
    private const string MailSecret = "Hush-Mail-42";
    private const string LedgerSecret = "Hush-Ledger-43";

    private TempFolder _folder = null!;
    private string _settings = string.Empty;
    private string _log = string.Empty;
    private List<string> _told = [];
    private int _exitCode;

    [OneTimeSetUp]
    public async Task RunOnce()
    {
        _folder = new TempFolder();
        var secrets = Directory.CreateDirectory(_folder.Sub("secrets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "SMTP_PASSWORD"), MailSecret + "\n");
        await File.WriteAllTextAsync(Path.Combine(secrets, "Ledger__Password"), LedgerSecret);
        await File.WriteAllTextAsync(Path.Combine(secrets, "Nightly__TimeZone"), "America/Chicago\n");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.Sub("notify")));
        await using var worker = WorkerProcess.Start(
            new Dictionary<string, string>
            {
                ["NOTIFY_SOCKET"] = _folder.Sub("notify"),
                ["CLAUSEA_SECRETS"] = secrets,
                ["Logging__Format"] = "json",
                ["Nightly__TimeZone"] = "UTC",
                ["Workers__Drafts"] = "3",
                ["Mail__Host"] = "localhost",
                ["Mail__User"] = "clausea",
                ["Mail__PasswordVariable"] = "SMTP_PASSWORD",
                ["Mail__From"] = "clausea@example.org",
                ["Mail__To__0"] = "desk@example.org",
            },
            "serve", "--data", _folder.Sub("data"), "--urls", "http://127.0.0.1:0");
        await Eventually.BecomesAsync(() => Address().IsMatch(worker.Output) || worker.HasExited, "serve tells its address");
        Assert.That(worker.HasExited, Is.False, worker.Error);
        _told = [await ReceiveAsync(socket)];
        Drop();
        using var http = new HttpClient { BaseAddress = new Uri(Address().Match(worker.Output).Groups[1].Value) };
        await Eventually.BecomesAsync(() => Directory.EnumerateFiles(_folder.Sub("data", "archive"), "*", SearchOption.AllDirectories).Any(), "files are read");
        await Eventually.BecomesAsync(() => !Directory.EnumerateFiles(_folder.Sub("data", "processing")).Any() && !Directory.EnumerateFiles(_folder.Sub("data", "inbox")).Any(), "all files are read");
        _settings = await http.GetStringAsync(new Uri("/hangfire/settings", UriKind.Relative));
        _exitCode = await worker.StopAsync();
        _told.Add(await ReceiveAsync(socket));
        _log = worker.Error;
    }

    [OneTimeTearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public void It_tells_systemd_when_it_is_ready_and_when_it_stops_and_ends_well()
    {
        Assert.That(_told, Is.EqualTo(new[] { "READY=1", "STOPPING=1" }));
        Assert.That(_exitCode, Is.Zero, _log);
    }

    [Test]
    public void Each_line_of_a_json_log_is_an_object_with_time_level_and_event()
    {
        var lines = _log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Length.GreaterThan(10), _log);
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            var entry = json.RootElement;
            Assert.That(entry.GetProperty("Timestamp").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
            Assert.That(entry.GetProperty("LogLevel").GetString(), Is.Not.Empty);
            Assert.That(entry.GetProperty("EventId").ValueKind, Is.EqualTo(JsonValueKind.Number));
            Assert.That(entry.TryGetProperty("Scopes", out _), Is.False);
        }
    }

    [Test]
    public void A_json_log_holds_no_patient_no_file_name_and_no_secret()
    {
        Assert.That(SamplePeople.Secrets, Has.Count.GreaterThan(100));
        Assert.That(SamplePeople.Secrets.Append(MailSecret).Append(LedgerSecret).Where(secret => _log.Contains(secret, StringComparison.Ordinal)), Is.Empty);
        Assert.That(Samples().Select(row => Path.GetFileName(row.File)).Where(name => _log.Contains(name, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_page_of_settings_tells_each_value_and_where_it_comes_from()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Setting("Workers:Drafts"), Is.EqualTo(("3", "environment")));
            Assert.That(Setting("Workers:Files"), Is.EqualTo(("1", "appsettings.json of the program")));
            Assert.That(Setting("Metrics:AllowRemote"), Is.EqualTo(("False", "default")));
            Assert.That(Setting("Data:Folder"), Is.EqualTo((_folder.Sub("data"), "command line")));
            Assert.That(Setting("Nightly:TimeZone"), Is.EqualTo(("America/Chicago", "secret file")), "secret files win over the environment");
            Assert.That(Setting("Ledger:Password"), Is.EqualTo(("set (not shown)", "secret file")));
            Assert.That(Setting("Mail:PasswordVariable"), Is.EqualTo(("SMTP_PASSWORD (its value is not shown)", "environment")));
            Assert.That(Setting("Mail:To:0"), Is.EqualTo(("desk@example.org", "environment")));
            Assert.That(_settings, Does.Contain("SQLite").And.Contain("America/Chicago").And.Contain("Schema version"));
        });
    }

    [Test]
    public void The_page_of_settings_shows_no_secret() =>
        Assert.That(_settings, Does.Not.Contain(MailSecret).And.Not.Contain(LedgerSecret));

    private (string Value, string Source) Setting(string key)
    {
        var row = Regex.Match(_settings, $@"<th[^>]*>{key}</th>\s*<td[^>]*>([^<]*)</td>\s*<td[^>]*>([^<]*)</td>");
        return (System.Net.WebUtility.HtmlDecode(row.Groups[1].Value), row.Groups[2].Value);
    }

    private static IEnumerable<SampleRow> Samples() => SampleTable.Rows.Where(row => row.File.StartsWith("denied/", StringComparison.Ordinal) || row.EndsIn == "quarantine");

    private void Drop()
    {
        foreach (var row in Samples())
        {
            var target = _folder.Sub("data", "inbox", Path.GetFileName(row.File));
            File.Copy(row.Path, target + ".part");
            File.Move(target + ".part", target);
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token)).TrimEnd('\n');
    }

    [GeneratedRegex(@"Dashboard: (http://[\d.:]+)")]
    private static partial Regex Address();
}
