using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clausea.Batch.Worker.Tests;

/// <summary>A mail server of this machine: one conversation after the other, by the book (RFC 5321), no encryption.</summary>
internal sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly string? _refusal;

    /// <summary><paramref name="refusal"/>: the answer to each recipient, such as `550 5.1.1 who?`; null to take all.</summary>
    public SmtpListener(string? refusal = null)
    {
        _refusal = refusal;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The commands that came, in order.</summary>
    public List<string> Commands { get; } = [];

    /// <summary>The mails that came, as they came.</summary>
    public List<string> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ConverseAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ConverseAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await SayAsync(stream, "220 ready");
        while (await reader.ReadLineAsync(_stop.Token) is { } command)
        {
            Commands.Add(command);
            var verb = command.Split(' ', ':')[0].ToUpperInvariant();
            await SayAsync(stream, verb switch
            {
                "EHLO" => "250-here\r\n250-AUTH PLAIN\r\n250 8BITMIME",
                "AUTH" => "235 2.7.0 fine",
                "RCPT" => _refusal ?? "250 fine",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 fine",
            });
            if (verb == "DATA")
            {
                Mails.Add(await ReadMailAsync(reader));
                await SayAsync(stream, "250 taken");
            }
            else if (verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return mail.ToString();
    }

    private async Task SayAsync(NetworkStream stream, string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), _stop.Token);
}
