using System.CommandLine;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`serve`: the worker.</summary>
internal static class ServeCommand
{
    public static readonly Option<string?> Urls = new("--urls") { Description = $"where to listen (default: {WebHost.DefaultUrl})" };

    public static Command Create()
    {
        var command = new Command("serve", "Run the worker: inbox, nightly run, jobs and dashboard") { Urls };
        command.SetAction(RunAsync);
        return command;
    }

    public static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        await using var app = await WebHost.CreateAsync(result, null, result.GetValue(Urls), null, cancellationToken);
        if (!await TryStartAsync(app, cancellationToken))
        {
            return ExitCode.Unusable;
        }

        Terminal.Print($"Dashboard: {app.Urls.First()}/hangfire/appeals");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }

    /// <summary>False, with a message, when something else listens there already.</summary>
    public static async Task<bool> TryStartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
            return true;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            // What has started already ends in order, without a stack of its own.
            await app.StopAsync(CancellationToken.None);
            Terminal.Complain($"{e.Message} Choose another address with --urls.");
            return false;
        }
    }
}
