using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Connections;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Brings the ledger's schema up to date before anything else begins. While the ledger does not answer the worker
/// waits, and says why to whoever asks at its address; nothing is taken from the inbox meanwhile.</summary>
internal sealed partial class LedgerStart(
    LedgerDatabase ledger, Trouble trouble, TimeProvider time, IConfiguration configuration, ILogger<LedgerStart> log)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private string _why = string.Empty;

    /// <exception cref="LedgerTooNewException">A newer program has changed it.</exception>
    /// <remarks>A damaged ledger is thrown as the engine tells it: no waiting helps.</remarks>
    public async Task UpgradeAsync(string[] urls, CancellationToken cancellationToken)
    {
        if (await IsReadyAsync(cancellationToken))
        {
            return;
        }

        await using var answering = await AnswerAsync(urls, cancellationToken);
        for (var wait = s_first; !await IsReadyAsync(cancellationToken); wait = wait * 2 < s_longest ? wait * 2 : s_longest)
        {
            LogWaiting(_why, wait);
            await Task.Delay(wait, time, cancellationToken);
        }

        await (answering?.StopAsync(cancellationToken) ?? Task.CompletedTask);
        LogReady();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ledger.UpgradeAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (!ledger.IsDamaged(e) && (trouble.Of(e) ?? (e is TimeoutException ? e.Message : null)) is { } why)
        {
            _why = why;
            return false;
        }
    }

    // Where the dashboard will be. Another program at that address is told once the ledger answers.
    private async Task<WebApplication?> AnswerAsync(string[] urls, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // The certificates of the dashboard, where it is served over https.
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls(urls);
        var app = builder.Build();
        app.MapGet("/health/live", () => "Healthy");
        app.MapFallback(() => Results.Text($"Unhealthy: the worker waits. {_why} It goes on by itself.", statusCode: StatusCodes.Status503ServiceUnavailable));
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await app.DisposeAsync();
            return null;
        }
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "{Why} Trying again in {Wait}; files stay where they are")]
    private partial void LogWaiting(string why, TimeSpan wait);

    [LoggerMessage(EventId = 602, Level = LogLevel.Information, Message = "The ledger answers")]
    private partial void LogReady();
}
