using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Logs go to standard error, one line each, without scopes: those of requests hold addresses.</summary>
internal static class Logs
{
    public static void Configure(ILoggingBuilder logging, IConfiguration configuration, LogLevel least)
    {
        logging.ClearProviders();
        AddConsole(logging, configuration["Logging:Format"] ?? LoggingOptions.Text);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(least);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Hangfire", LogLevel.Warning);

        // It warns that a page with a form is not cached: ours never are.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
    }

    private static void AddConsole(ILoggingBuilder logging, string format)
    {
        switch (format)
        {
            case LoggingOptions.Text:
                logging.AddSimpleConsole(console =>
                {
                    console.SingleLine = true;
                    console.TimestampFormat = "HH:mm:ss ";
                });
                break;
            case LoggingOptions.Json:
                logging.AddJsonConsole(console =>
                {
                    console.UseUtcTimestamp = true;
                    console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                });
                break;
            default:
                throw new OptionsValidationException("Logging", typeof(LoggingOptions), [$"Logging:Format must be text or json, but is {format}."]);
        }
    }
}
