using System.CommandLine;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Where data lies, as told on the command line or in the settings.</summary>
internal static class DataOption
{
    public static readonly Option<string?> Option = new("--data")
    {
        Description = "data folder (default: Data:Folder, else ./data)",
        Recursive = true,
    };

    /// <summary>The folder of a verb that needs no host; it is not created.</summary>
    public static DataFolder Of(ParseResult result)
    {
        if (result.GetValue(Option) is { } told)
        {
            return new DataFolder(told);
        }

        using var settings = Settings();
        return new DataFolder(settings["Data:Folder"] ?? "data");
    }

    /// <summary>All settings, for a verb that needs no host.</summary>
    public static ConfigurationManager Settings()
    {
        var settings = new ConfigurationManager();
        ProgramSettings.Add(settings);
        settings.SetBasePath(Environment.CurrentDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
        SecretFiles.Add(settings);
        return settings;
    }

    public static DataFolder Of(ParseResult result, IConfiguration configuration)
    {
        var folder = new DataFolder(result.GetValue(Option) ?? configuration["Data:Folder"] ?? "data");
        folder.Create();
        return folder;
    }
}

/// <summary>A host without pages, for verbs that work on the ledger.</summary>
internal static class CommandHost
{
    public static async Task<IHost> CreateAsync(ParseResult result, bool withJobs, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        ProgramSettings.Add(builder.Configuration);
        SecretFiles.Add(builder.Configuration);
        Logs.Configure(builder.Logging, builder.Configuration, LogLevel.Warning);
        builder.Services.AddClausea(builder.Configuration, DataOption.Of(result, builder.Configuration), TemplateFolder.Of(result));
        if (withJobs)
        {
            builder.Services.AddJobs(builder.Configuration);
        }

        var host = builder.Build();
        await host.Services.GetRequiredService<LedgerDatabase>().UpgradeAsync(cancellationToken);
        return host;
    }
}

/// <summary>The settings that came with the program, below those of the current folder and the environment.</summary>
internal static class ProgramSettings
{
    public static void Add(IConfigurationManager configuration) => configuration.Sources.Insert(0, new JsonConfigurationSource
    {
        FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
        Path = "appsettings.json",
        Optional = true,
    });
}
