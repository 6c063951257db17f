using Clausea.Batch.Worker.Sources;
using Microsoft.Extensions.Configuration;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>A wrong setting is told by its key, before anything is connected to.</summary>
internal sealed class SourcesRulesTests
{
    private const string Pin = "SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og";

    [TestCase("Name", "", "Sources:Sftp:0:Name must be 1 to 40 letters, digits, - or _.")]
    [TestCase("Name", "../x", "Sources:Sftp:0:Name must be 1 to 40 letters, digits, - or _.")]
    [TestCase("Host", "", "Sources:Sftp:0:Host must be the name or the address")]
    [TestCase("Host", "sftp://x", "Sources:Sftp:0:Host must be the name or the address")]
    [TestCase("Port", "0", "Sources:Sftp:0:Port must be 1 to 65535.")]
    [TestCase("User", "", "Sources:Sftp:0:User must name the user")]
    [TestCase("HostKey", "", "Sources:Sftp:0:HostKey must be the SHA256 fingerprint of the server's key. `clausea sources check payer` prints")]
    [TestCase("HostKey", "MD5:16:27:ac:a5", "Sources:Sftp:0:HostKey must be a SHA256 fingerprint; one of MD5 can be forged.")]
    [TestCase("HostKey", "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", "Sources:Sftp:0:HostKey must be a SHA256 fingerprint; one of MD5 can be forged.")]
    [TestCase("HostKey", "SHA256:short", "Sources:Sftp:0:HostKey must be SHA256: and 43 characters")]
    [TestCase("PasswordVariable", "", "Sources:Sftp:0:PasswordVariable must name the environment variable")]
    [TestCase("PasswordVariable", "s3cret!", "Sources:Sftp:0:PasswordVariable must be the name of an environment variable")]
    [TestCase("PassphraseVariable", "PHRASE", "Sources:Sftp:0:PassphraseVariable must be empty without KeyVariable or KeyFile.")]
    [TestCase("Folder", "", "Sources:Sftp:0:Folder must name a folder")]
    [TestCase("Pattern", "", "Sources:Sftp:0:Pattern must not be empty")]
    [TestCase("After", "Archive", "Sources:Sftp:0:ArchiveFolder must name the folder")]
    [TestCase("After", "7", "Sources:Sftp:0:After must be Keep, Archive or Delete.")]
    [TestCase("ArchiveFolder", "done", "Sources:Sftp:0:ArchiveFolder must be empty unless After is Archive.")]
    [TestCase("Every", "00:00:00", "Sources:Sftp:0:Every must be 1 second to 7 days.")]
    [TestCase("SettleTime", "-00:00:01", "Sources:Sftp:0:SettleTime must be 0 to 1 hour.")]
    [TestCase("Timeout", "02:00:00", "Sources:Sftp:0:Timeout must be 1 second to 1 hour.")]
    [TestCase("Password", "s3cret!", "Sources:Sftp:0:Password is not a setting. Passwords and keys come from environment variables")]
    public void A_wrong_setting_is_told_by_its_key(string key, string value, string told)
    {
        var problems = Problems(($"0:{key}", value));
        Assert.That(problems, Has.Count.EqualTo(1));
        Assert.That(problems[0], Does.StartWith(told).And.Not.Contain("s3cret"));
    }

    [Test]
    public void Good_settings_are_taken_and_several_keys_too()
    {
        Assert.That(Problems(), Is.Empty);
        Assert.That(Problems(("0:HostKey", $"{Pin}, {Pin}")), Is.Empty);
        Assert.That(Problems(("0:PasswordVariable", ""), ("0:KeyFile", "/etc/clausea/key"), ("0:PassphraseVariable", "PHRASE")), Is.Empty);
    }

    [Test]
    public void Names_of_sources_differ_in_more_than_case_and_keys_keep_their_numbers()
    {
        var second = Good("4", "PAYER").Select(entry => (entry.Key, entry.Value)).ToArray();
        Assert.That(Problems(second).Single(), Is.EqualTo("Sources:Sftp:4:Name must differ from the names of the other sources."));
    }

    [TestCase(0, "00:15:00")]
    [TestCase(1, "00:30:00")]
    [TestCase(3, "02:00:00")]
    [TestCase(9, "04:00:00")]
    public void After_failures_the_wait_grows_to_an_end(int failures, string wait) =>
        Assert.That(SourceWatcher.Wait(TimeSpan.FromMinutes(15), failures), Is.EqualTo(TimeSpan.Parse(wait, null)));

    [Test]
    public void A_wait_is_never_shorter_after_a_failure() =>
        Assert.That(SourceWatcher.Wait(TimeSpan.FromDays(1), 3), Is.EqualTo(TimeSpan.FromDays(1)));

    private static List<string> Problems(params (string Key, string Value)[] settings)
    {
        var all = Good("0", "payer");
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.ToDictionary(entry => $"Sources:Sftp:{entry.Key}", entry => (string?)entry.Value)).Build();
        return [.. new SourcesRules(configuration).Problems(SftpSource.ReadAll(configuration), hostKeyRequired: true)];
    }

    private static Dictionary<string, string> Good(string number, string name) => new()
    {
        [$"{number}:Name"] = name,
        [$"{number}:Host"] = "sftp.example.com",
        [$"{number}:User"] = "clinic",
        [$"{number}:HostKey"] = Pin,
        [$"{number}:PasswordVariable"] = "PAYER_PASSWORD",
    };
}
