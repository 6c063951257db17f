using System.CommandLine;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>The ledger for a verb that only looks: neither made nor upgraded by it.</summary>
internal static class LookedAt
{
    /// <summary>Null when there is none.</summary>
    public static LedgerDatabase? Find(ParseResult result)
    {
        using var configuration = new ConfigurationManager();
        ProgramSettings.Add(configuration);
        configuration.AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true).AddEnvironmentVariables();
        SecretFiles.Add(configuration);
        var folder = new DataFolder(result.GetValue(DataOption.Option) ?? configuration["Data:Folder"] ?? "data");
        var options = new LedgerOptions { SqlServer = WorkerServices.SqlServerConnection(configuration), SqliteFile = folder.Ledger };
        return options.SqlServer is null && !File.Exists(options.SqliteFile) ? null : new LedgerDatabase(options, TimeProvider.System);
    }
}
