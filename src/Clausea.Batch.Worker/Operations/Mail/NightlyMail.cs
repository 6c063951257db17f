using System.Net.Sockets;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Jobs;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Clausea.Batch.Worker.Operations.Mail;

/// <summary>Hands the nightly summary to the mail server.</summary>
internal sealed class NightlyMail(IOptions<MailOptions> options, Func<string, string?> variable, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public bool IsOn => options.Value.Host.Length > 0;

    /// <exception cref="MailException">The server could not be reached, or did not take it.</exception>
    public async Task SendAsync(NightlySummary summary, CancellationToken cancellationToken)
    {
        using var message = Message(summary);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            await SendAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailException("it did not answer in time");
        }
        catch (Exception e) when (Why(e) is { } why)
        {
            throw new MailException(why);
        }
    }

    private async Task SendAsync(MimeMessage message, CancellationToken cancellationToken)
    {
        var mail = options.Value;
        using var client = new SmtpClient { Timeout = (int)s_patience.TotalMilliseconds };
        await client.ConnectAsync(mail.Host, mail.Port, SocketOptionsOf(mail.Security), cancellationToken);
        if (mail.User.Length > 0)
        {
            await client.AuthenticateAsync(mail.User, variable(mail.PasswordVariable) ?? string.Empty, cancellationToken);
        }

        await client.SendAsync(message, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private MimeMessage Message(NightlySummary summary)
    {
        var mail = options.Value;
        var letter = new SummaryLetter(summary, time.LocalTimeZone, mail.DashboardUrl);
        var message = new MimeMessage { Subject = letter.Subject, Date = time.GetLocalNow() };
        message.From.Add(MailboxAddress.Parse(mail.From));
        message.To.AddRange(mail.To.Select(MailboxAddress.Parse));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody();
        return message;
    }

    private static SecureSocketOptions SocketOptionsOf(MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    // Servers quote addresses and more in their answers: only the kind of the refusal is told. Null for a bug of ours.
    private static string? Why(Exception e) => e switch
    {
        SslHandshakeException => "its certificate was not accepted",
        AuthenticationException => "it did not accept user and password",
        SmtpCommandException refused => $"it refused the mail ({refused.ErrorCode}, {(int)refused.StatusCode})",
        ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException => "the conversation with it broke off",
        NotSupportedException => "it does not offer what Mail:Security or Mail:User asks for",
        SocketException or IOException or TimeoutException => "it could not be reached",
        _ => null,
    };
}

/// <summary>The summary was not mailed; the words name no address.</summary>
internal sealed class MailException(string why) : Exception($"The nightly summary was not mailed. The mail server: {why}.");
