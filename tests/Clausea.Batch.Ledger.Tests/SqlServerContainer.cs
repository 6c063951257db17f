using System.Net.Sockets;
using Testcontainers.MsSql;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>A SQL Server in a container, where a Docker engine answers: started by the first test that asks for it, and gone
/// with the test run.</summary>
[SetUpFixture]
public sealed class SqlServerContainer
{
    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";
    private const string LocalSocket = "/var/run/docker.sock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Lazy<Task<MsSqlContainer?>> Container = new(StartAsync);

    /// <summary>Null where there is no Docker engine.</summary>
    internal static async Task<string?> ConnectionAsync() => (await Container.Value)?.GetConnectionString();

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (Container.IsValueCreated && Container.Value.IsCompletedSuccessfully && Container.Value.Result is { } container)
        {
            await container.DisposeAsync();
        }
    }

    private static async Task<MsSqlContainer?> StartAsync()
    {
        if (!await IsThereAsync())
        {
            return null;
        }

        var container = new MsSqlBuilder(Image).Build();
        await container.StartAsync();
        return container;
    }

    // Asked for its socket alone: a client without an engine has none, or one that nobody listens at.
    private static async Task<bool> IsThereAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(@"\\.\pipe\docker_engine");
        }

        try
        {
            using var socket = Socket(out var end);
            using var tooLate = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(end, tooLate.Token);
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or UriFormatException or ArgumentException)
        {
            return false;
        }
    }

    private static Socket Socket(out System.Net.EndPoint end)
    {
        var host = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } told ? told : $"unix://{LocalSocket}");
        if (host.Scheme == "unix")
        {
            end = new UnixDomainSocketEndPoint(host.AbsolutePath);
            return new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        }

        end = new System.Net.DnsEndPoint(host.Host, host.Port > 0 ? host.Port : 2375);
        return new(SocketType.Stream, ProtocolType.Tcp);
    }
}
