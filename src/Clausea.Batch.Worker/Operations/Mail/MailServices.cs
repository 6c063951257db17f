using System.Net;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Clausea.Batch.Worker.Operations.Mail;

/// <summary>The nightly summary and its mail.</summary>
internal static class MailServices
{
    public static void AddNightlyReport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LedgerSummary>();
        services.AddSingleton<NightlyReport>();

        // Environment variables and secret files are both keys of the configuration.
        services.AddSingleton(provider => new NightlyMail(
            provider.GetRequiredService<IOptions<MailOptions>>(), name => configuration[name], provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail"))
            .Validate(mail => IsOff(mail) || mail.Port is >= 1 and <= 65535, "Mail:Port must be 1 to 65535.")
            .Validate(mail => IsOff(mail) || Enum.IsDefined(mail.Security), "Mail:Security must be StartTls, Tls or None.")
            .Validate(mail => IsOff(mail) || mail.Security != MailSecurity.None || IsLoopback(mail.Host), "Mail:Security may be None only when Mail:Host is this machine, such as localhost.")
            .Validate(mail => IsOff(mail) || IsAddress(mail.From), "Mail:From must be an e-mail address.")
            .Validate(mail => IsOff(mail) || (mail.To.Count > 0 && mail.To.All(IsAddress)), "Mail:To must hold e-mail addresses, at least one.")
            .Validate(mail => IsOff(mail) || mail.User.Length == 0 || IsSet(configuration, mail.PasswordVariable), "Mail:PasswordVariable must name an environment variable or a secret file that is set, since Mail:User is.")
            .Validate(mail => IsOff(mail) || mail.DashboardUrl.Length == 0 || IsWebAddress(mail.DashboardUrl), "Mail:DashboardUrl must be an http or https address without user and password.")
            .ValidateOnStart();
    }

    private static bool IsOff(MailOptions mail) => mail.Host.Length == 0;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsAddress(string text) => MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address.Contains('@', StringComparison.Ordinal);

    private static bool IsSet(IConfiguration configuration, string name) => name.Length > 0 && !string.IsNullOrEmpty(configuration[name]);

    private static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Scheme: "http" or "https", UserInfo: "" };
}
