using System.Text;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The nightly summary, through a real conversation with a mail server.</summary>
[NonParallelizable] // Hangfire logs where the last host of the process told it to
internal sealed class NightlyMailTests
{
    private static readonly DateTimeOffset s_since = DateTimeOffset.UtcNow.AddDays(-1);

    private TempFolder _folder = null!;

    [SetUp]
    public void SetUp() => _folder = new TempFolder();

    [TearDown]
    public void TearDown() => _folder.Dispose();

    [Test]
    public async Task The_summary_is_mailed_as_counts_and_links()
    {
        await using var server = new SmtpListener();
        await using var services = await StartAsync(server.Port, ("Mail:User", "clausea"), ("Mail:PasswordVariable", "SMTP_PASSWORD"), ("SMTP_PASSWORD", "Hush-42"), ("Mail:DashboardUrl", "https://billing.example.org/"));
        var files = await WorkAsync(services, "denied/several-causes.835", "denied/coding.835", "refused/not-edi.txt");
        var summary = await services.GetRequiredService<NightlyReport>().MakeAndSendAsync(s_since, CancellationToken.None);
        Assert.That(summary.IsMailed, Is.True, string.Join(' ', summary.Problems));
        Assert.That((summary.Figures.FilesTaken, summary.Figures.NewAppeals, summary.Figures.DraftsWaiting), Is.EqualTo((files, summary.Figures.NewAppeals, 1)));
        Assert.That((summary.Figures.NewAppeals > 3, summary.Figures.FilesQuarantined), Is.EqualTo((true, 1)));
        using var mail = Read(server);
        var (text, html) = (mail.TextBody, mail.HtmlBody);
        Assert.Multiple(() =>
        {
            Assert.That(mail.To.Mailboxes.Select(mailbox => mailbox.Address), Is.EqualTo(new[] { "desk@billing.example.org", "lead@billing.example.org" }));
            Assert.That(mail.From.ToString(), Does.Contain("clausea@billing.example.org"));
            Assert.That(text, Does.Match($@"Files that came in\s+{files}\b").And.Match($@"New appeals\s+{summary.Figures.NewAppeals}\b").And.Contain("https://billing.example.org/hangfire/appeals?status=Drafted"));
            Assert.That(html, Does.Contain("href=\"https://billing.example.org/hangfire/files\"").And.Contain("<table>"));
            Assert.That(server.Commands, Has.Some.StartsWith("AUTH PLAIN"));
        });
        var all = server.Mails.Single() + mail.Subject + text + html;
        Assert.Multiple(() =>
        {
            Assert.That(SamplePeople.Secrets.Where(secret => all.Contains(secret, StringComparison.Ordinal)), Is.Empty);
            Assert.That(new[] { "several-causes", "coding.835", "not-edi", "Hush-42" }.Where(name => all.Contains(name, StringComparison.Ordinal)), Is.Empty);
        });
    }

    [Test]
    public async Task A_mail_that_is_refused_is_a_problem_of_the_summary_and_no_error()
    {
        await using var server = new SmtpListener("550 5.1.1 no desk@billing.example.org here");
        await using var services = await StartAsync(server.Port);
        var summary = await services.GetRequiredService<NightlyReport>().MakeAndSendAsync(s_since, CancellationToken.None, "The run met something.");
        Assert.That(summary.IsMailed, Is.False);
        Assert.That(summary.Problems, Has.Count.EqualTo(2).And.Some.EqualTo("The run met something."));
        Assert.That(summary.Problems[^1], Does.Contain("refused").And.Contain("550").And.Not.Contain("@"));
    }

    [Test]
    public async Task A_server_that_is_away_is_a_problem_of_the_summary_and_no_error()
    {
        int port;
        await using (var server = new SmtpListener())
        {
            port = server.Port;
        }

        await using var services = await StartAsync(port);
        var summary = await services.GetRequiredService<NightlyReport>().MakeAndSendAsync(s_since, CancellationToken.None);
        Assert.That(summary.Problems.Single(), Does.Contain("not mailed").And.Contain("could not be reached"));
    }

    [Test]
    public async Task Nothing_is_said_to_a_server_that_cannot_encrypt_when_it_must()
    {
        await using var server = new SmtpListener();
        await using var services = await StartAsync(server.Port, ("Mail:Security", "StartTls"));
        var summary = await services.GetRequiredService<NightlyReport>().MakeAndSendAsync(s_since, CancellationToken.None);
        Assert.That(summary.Problems.Single(), Does.Contain("not mailed"));
        Assert.That(server.Commands, Has.None.StartsWith("MAIL").And.None.StartsWith("AUTH"));
    }

    [Test]
    public async Task Without_a_server_nothing_is_mailed_and_nothing_is_wrong()
    {
        await using var services = await StartAsync(25, ("Mail:Host", ""));
        var summary = await services.GetRequiredService<NightlyReport>().MakeAndSendAsync(s_since, CancellationToken.None);
        Assert.That((summary.IsMailed, summary.Problems.Count), Is.EqualTo((false, 0)));
    }

    [TestCase("Mail:Port", "0", "Mail:Port must be 1 to 65535.")]
    [TestCase("Mail:Host", "mail.example.org", "Mail:Security may be None only when Mail:Host is this machine, such as localhost.")]
    [TestCase("Mail:From", "nobody", "Mail:From must be an e-mail address.")]
    [TestCase("Mail:To:0", "nobody", "Mail:To must hold e-mail addresses, at least one.")]
    [TestCase("Mail:User", "clausea", "Mail:PasswordVariable must name an environment variable or a secret file that is set, since Mail:User is.")]
    [TestCase("Mail:DashboardUrl", "https://u:p@example.org/", "Mail:DashboardUrl must be an http or https address without user and password.")]
    public async Task A_wrong_setting_is_told_by_its_key(string key, string value, string words)
    {
        await using var services = await StartAsync(25, (key, value));
        var thrown = Assert.Throws<OptionsValidationException>(() => _ = services.GetRequiredService<IOptions<MailOptions>>().Value)!;
        Assert.That(thrown.Failures, Is.EqualTo(new[] { words }));
    }

    private static MimeMessage Read(SmtpListener server)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(server.Mails.Single()));
        return MimeMessage.Load(stream);
    }

    private static async Task<int> WorkAsync(ServiceProvider services, params string[] samples)
    {
        foreach (var sample in samples)
        {
            var taken = await services.GetRequiredService<Intake>().TakeCopyAsync(Path.Combine(Repository.Samples, sample), CancellationToken.None);
            await services.GetRequiredService<ProcessFileJob>().Run(taken.FileId, null, CancellationToken.None);
        }

        await services.GetRequiredService<DraftAppealJob>().Run(1, CancellationToken.None);
        return samples.Length;
    }

    private async Task<ServiceProvider> StartAsync(int port, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Mail:Host"] = "127.0.0.1",
            ["Mail:Port"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mail:Security"] = "None",
            ["Mail:From"] = "clausea@billing.example.org",
            ["Mail:To:0"] = "desk@billing.example.org",
            ["Mail:To:1"] = "lead@billing.example.org",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var data = new DataFolder(_folder.Path);
        data.Create();
        var services = new ServiceCollection().AddLogging().AddClausea(configuration, data, Repository.Templates).AddJobs(configuration).BuildServiceProvider();
        await services.GetRequiredService<LedgerDatabase>().UpgradeAsync();
        return services;
    }
}
