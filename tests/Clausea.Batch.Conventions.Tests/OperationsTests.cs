using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Microsoft.Extensions.Logging;
using YamlDotNet.RepresentationModel;

namespace Clausea.Batch.Conventions.Tests;

/// <summary>What the runbook and the files for service managers say, against the code.</summary>
internal sealed partial class OperationsTests
{
    private static readonly string s_runbook = File.ReadAllText(Repository.PathOf("docs", "operations.md"));

    [Test]
    public void Every_message_of_the_log_has_a_number_of_its_own_that_is_documented()
    {
        var messages = new[] { typeof(InboxOptions).Assembly, typeof(LedgerDatabase).Assembly, Assembly.Load("Clausea.Batch.Dashboard"), Assembly.Load("Clausea.Batch.Casework") }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Name: $"{method.DeclaringType!.Name}.{method.Name}", method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId))
            .Where(message => message.EventId is not null).ToList();
        Assert.That(messages, Has.Count.GreaterThan(12));
        Assert.That(messages.Where(message => message.EventId <= 0).Select(message => message.Name), Is.Empty, "without a number");
        Assert.That(messages.Select(message => message.EventId), Is.Unique);
        Assert.That(EventRow().Matches(s_runbook).Select(row => $"{row.Groups[2].Value} {row.Groups[1].Value}"), Is.EquivalentTo(messages.Select(message => $"{message.Name} {message.EventId}")));
    }

    [Test]
    public void Every_metric_is_documented_and_no_other()
    {
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => names.Add(PrometheusName(instrument)) };
        listener.Start();
        using var telemetry = new Telemetry();
        names.RemoveAll(name => !name.StartsWith("clausea_", StringComparison.Ordinal));
        var database = new LedgerDatabase(new LedgerOptions { SqliteFile = "none/ledger.db" }, TimeProvider.System);
        _ = new StandGauges(telemetry, new StandReader(new LedgerSummary(database), new DataFolder("none"), TimeProvider.System));
        Assert.That(names, Has.Count.GreaterThan(15));
        Assert.That(MetricRow().Matches(s_runbook).Select(row => row.Groups[1].Value), Is.EquivalentTo(names.Where(name => name.StartsWith("clausea_", StringComparison.Ordinal))));
    }

    [Test]
    public void Every_class_of_settings_is_documented()
    {
        var configuration = File.ReadAllText(Repository.PathOf("docs", "configuration.md"));
        var keys = SettingsKeys.OptionTypes().SelectMany(type => type.GetProperties().Select(property => $"`{SettingsKeys.SectionOf(type)}:{property.Name}`"))
            .Concat(SettingsKeys.Sections.SelectMany(section => section.Keys).Select(key => $"`{key.Name}`").Where(key => key != "`urls`")).Distinct().ToList();
        Assert.That(keys, Does.Contain("`Mail:To`").And.Contain("`Inbox:SettleTime`").And.Contain("`Ledger:Password`"));
        Assert.That(keys.Where(key => !configuration.Contains(key, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Compose_hands_passwords_out_as_files_and_gives_the_worker_no_administrator()
    {
        var compose = Yaml("docker-compose.yml");
        var services = (YamlMappingNode)compose["services"];
        Assert.That(services.Children.Keys.Select(key => key.ToString()), Is.EquivalentTo(new[] { "sqlserver", "database", "worker" }));
        var worker = (YamlMappingNode)services["worker"];
        var ledger = worker["environment"]["Ledger__SqlServer"].ToString();
        Assert.That(ledger, Does.Contain("User Id=clausea;").And.Not.Contain("Password").And.Not.Contain("sa;"));
        Assert.That(SecretsOf(worker), Is.EqualTo(new[] { "worker_password as Ledger__Password" }));
        Assert.That(SecretsOf((YamlMappingNode)services["sqlserver"]), Is.EqualTo(new[] { "sa_password" }));
        Assert.That(services.Children.Values.SelectMany(service => SecretsOf((YamlMappingNode)service)).Select(secret => secret.Split(' ')[0]).Distinct(),
            Is.EquivalentTo(((YamlMappingNode)compose["secrets"]).Children.Keys.Select(key => key.ToString())));
        Assert.That(File.ReadAllText(Repository.PathOf("docker-compose.yml")), Does.Not.Match(@"PASSWORD: |Password=|\$\{[^}]*PASSWORD"));
        Assert.That(File.ReadAllText(Repository.PathOf(".gitignore")), Does.Contain("/secrets/"));
        Assert.That(File.ReadAllText(Repository.PathOf(".dockerignore")), Does.Contain("secrets\n"));
    }

    [Test]
    public void Compose_mounts_and_runs_files_that_exist()
    {
        var compose = File.ReadAllText(Repository.PathOf("docker-compose.yml"));
        var scripts = DeployedFile().Matches(compose + File.ReadAllText(Repository.PathOf("docs", "deploy", "database.sh"))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(scripts, Is.EquivalentTo(new[] { "sqlserver.sh", "database.sh", "database.sql", "user.sql" }));
        Assert.That(scripts.Where(script => !File.Exists(Repository.PathOf("docs", "deploy", script))), Is.Empty);
        Assert.That(scripts.Where(script => File.ReadAllText(Repository.PathOf("docs", "deploy", script)).Contains('\r', StringComparison.Ordinal)), Is.Empty, "line ends of Windows");
    }

    // With a stand-in for sqlcmd that prints what it was given.
    [Test]
    [Platform(Exclude = "Win")]
    public async Task A_password_of_any_letters_reaches_the_database_whole_and_on_no_command_line()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Sub("sa_password"), "sa\n");
        await File.WriteAllTextAsync(folder.Sub("Ledger__Password"), "a&b'c$(X)\\d\"e@\n");
        await File.WriteAllTextAsync(folder.Sub("sqlcmd"), "#!/bin/bash\necho \"args: $*\"\nwhile [ $# -gt 0 ]; do [ \"$1\" = -i ] && cat \"$2\"; shift; done\n");
        var script = (await File.ReadAllTextAsync(Repository.PathOf("docs", "deploy", "database.sh")))
            .Replace("/run/secrets", folder.Path, StringComparison.Ordinal)
            .Replace("/deploy/", Repository.PathOf("docs", "deploy") + "/", StringComparison.Ordinal)
            .Replace("/opt/mssql-tools18/bin/sqlcmd", $"bash {folder.Sub("sqlcmd")}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(folder.Sub("database.sh"), script);
        using var bash = Process.Start(new ProcessStartInfo("bash", [folder.Sub("database.sh")]) { RedirectStandardOutput = true })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.That((bash.ExitCode, Regex.Count(output, "^args: ", RegexOptions.Multiline)), Is.EqualTo((0, 2)), output);
        Assert.That(output, Does.Contain("CREATE LOGIN clausea WITH PASSWORD = N'a&b''c$(X)\\d\"e@'").And.Contain("CREATE USER clausea"));
        Assert.That(output.Split('\n').Where(line => line.StartsWith("args:", StringComparison.Ordinal) && line.Contains("a&b", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_unit_of_systemd_starts_the_worker_as_it_is_and_gives_it_time_to_stop()
    {
        var unit = File.ReadAllLines(Repository.PathOf("docs", "deploy", "clausea.service")).Where(line => line.Contains('=', StringComparison.Ordinal) && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(group => group.Key, group => group.First()[1]);
        Assert.Multiple(() =>
        {
            Assert.That(unit["Type"], Is.EqualTo("notify"));
            Assert.That(unit["ExecStart"], Does.StartWith("/opt/clausea/clausea serve --data /var/lib/clausea "));
            Assert.That(unit["LoadCredential"], Does.StartWith("Ledger__Password:"));
            Assert.That(int.Parse(unit["TimeoutStopSec"].TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(45), "longer than the program takes at most");
            Assert.That((unit["NoNewPrivileges"], unit["ProtectSystem"], unit["PrivateTmp"], unit["UMask"]), Is.EqualTo(("true", "strict", "true", "0077")));
            Assert.That(unit.Keys, Has.None.EqualTo("WatchdogSec"));
        });
    }

    // As the exporter of OpenTelemetry makes them.
    private static string PrometheusName(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : null);
        return instrument.GetType().Name.StartsWith("Counter", StringComparison.Ordinal) ? name + "_total" : name;
    }

    private static YamlMappingNode Yaml(string path)
    {
        using var reader = File.OpenText(Repository.PathOf(path));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }

    private static List<string> SecretsOf(YamlMappingNode service) => !service.Children.TryGetValue("secrets", out var secrets) ? []
        : [.. ((YamlSequenceNode)secrets).Select(secret => secret is YamlMappingNode map ? $"{map["source"]} as {map["target"]}" : secret.ToString())];

    [GeneratedRegex(@"^\| (\d{3}) \| `([A-Za-z.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| `(clausea_[a-z_]+)` \| (?:counter|gauge|histogram)", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"/deploy/([a-z]+\.(?:sh|sql))")]
    private static partial Regex DeployedFile();
}
