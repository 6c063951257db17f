using System.CommandLine;
using System.Globalization;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Jobs;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;

namespace Clausea.Batch.Worker.Operations;

/// <summary>What was told on the command line, and wins over every setting.</summary>
internal sealed record CommandLineSettings(IReadOnlyDictionary<string, string> Values)
{
    public static CommandLineSettings Of(ParseResult result, DataFolder folder, string? urls)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        // The demo makes a folder of its own.
        if (result.GetValue(DataOption.Option) is not null || result.CommandResult.Command.Name == "demo")
        {
            values["Data:Folder"] = folder.Root;
        }

        if (urls is not null)
        {
            values["urls"] = urls;
        }

        return new(values);
    }
}

/// <summary>The settings as they are in force, each with the place it comes from. Secrets are told as set or not.</summary>
internal sealed class EffectiveSettings(
    IConfiguration configuration, CommandLineSettings told, DataFolder folder, LedgerDatabase ledger, StandReader stand,
    NightlySchedule nightly, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly string[] s_secretWords = ["password", "secret", "token", "passphrase", "credential", "apikey", "privatekey"];

    public async Task<SettingsSheet> TellAsync(CancellationToken cancellationToken) => new(
        await FactsAsync(cancellationToken),
        [.. SettingsKeys.Sections.Select(section => new SettingsSection(section.Name, [.. KeysOf(section).Select(Row)]))]);

    private async Task<IReadOnlyList<SettingFact>> FactsAsync(CancellationToken cancellationToken)
    {
        var (zone, now) = (nightly.Zone, time.GetUtcNow());
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var next = nightly.DueOn(today) is var due && due > now ? due : nightly.DueOn(today.AddDays(1));
        var schema = (await stand.ReadAsync(s_patience, cancellationToken))?.Ledger?.SchemaVersion;
        return
        [
            new("Program", $"{OperationsServices.Version} on .NET {Environment.Version}"),
            new("Data folder", folder.Root),
            new("Ledger", ledger.Engine == LedgerEngine.Sqlite ? "SQLite" : "SQL Server"),
            new("Schema version", schema?.ToString(CultureInfo.InvariantCulture) ?? "not known: the ledger does not answer"),
            new("Time zone", $"{time.LocalTimeZone.Id}; nightly run: {zone.Id}"),
            new("Next nightly run", TimeZoneInfo.ConvertTime(next, zone).ToString("MM/dd/yyyy HH:mm", CultureInfo.InvariantCulture)),
        ];
    }

    // Those of the options, then whatever else is set below the section: lists, and settings that nothing reads.
    private IEnumerable<(string Key, string Default)> KeysOf(SettingsKeys.Section section)
    {
        var known = section.Keys.ToDictionary(key => key.Name, key => key.Default, StringComparer.OrdinalIgnoreCase);
        var set = configuration.GetSection(section.Name).AsEnumerable()
            .Where(pair => pair.Value is not null && section.HasMore && !known.ContainsKey(pair.Key)).Select(pair => (pair.Key, string.Empty));
        return known.Select(key => (key.Key, key.Value)).Concat(set.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase));
    }

    private SettingRow Row((string Key, string Default) setting)
    {
        if (told.Values.TryGetValue(setting.Key, out var value))
        {
            return new(setting.Key, value, "command line");
        }

        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider.TryGet(setting.Key, out var set) && set is not null)
            {
                return new(setting.Key, Shown(setting.Key, set), Source(provider));
            }
        }

        return new(setting.Key, setting.Default, "default");
    }

    internal static string Shown(string key, string value)
    {
        var name = key.Split(':')[^1];
        return value.Length == 0 ? string.Empty
            : key.Equals("Ledger:SqlServer", StringComparison.OrdinalIgnoreCase) ? LedgerConnection.Shown(value) ?? "set, but no connection string"
            : name.EndsWith("Variable", StringComparison.OrdinalIgnoreCase) ? $"{value} (its value is not shown)"
            : s_secretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? "set (not shown)"
            : Uri.TryCreate(value, UriKind.Absolute, out var address) && address.UserInfo.Length > 0 ? "set (not shown: it holds a user)"
            : value;
    }

    private static string Source(IConfigurationProvider provider) => provider switch
    {
        KeyPerFileConfigurationProvider => "secret file",
        EnvironmentVariablesConfigurationProvider => "environment",
        JsonConfigurationProvider { Source: { FileProvider: PhysicalFileProvider files, Path: var path } } =>
            Path.TrimEndingDirectorySeparator(files.Root) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory) ? $"{path} of the program" : $"{path} of the current folder",
        JsonConfigurationProvider => "settings file",
        _ => "host",
    };
}
