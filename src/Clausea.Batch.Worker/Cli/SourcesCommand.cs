using System.CommandLine;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`sources`: the servers that remittances are picked up from.</summary>
internal static class SourcesCommand
{
    private static readonly Argument<string?> s_name = new("NAME") { Description = "one source; otherwise all", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document", Recursive = true };

    public static Command Create()
    {
        var list = new Command("list", "The sources that are configured");
        var check = new Command("check", "Connect, compare the key of the server, count what waits; nothing is fetched") { s_name };
        var fetch = new Command("fetch", "Look once now, and bring what has settled into the inbox") { s_name };
        list.SetAction(List);
        check.SetAction((result, cancellationToken) => RunAsync(result, hostKeyRequired: false, new SourcesCheck(DataOption.Of(result)).RunAsync, cancellationToken));
        fetch.SetAction((result, cancellationToken) => RunAsync(result, hostKeyRequired: true, new SourcesFetch(DataOption.Of(result)).RunAsync, cancellationToken));
        var command = new Command("sources", "SFTP servers that remittances are picked up from") { s_json, list, check, fetch };
        command.SetAction(List);
        return command;
    }

    private static int List(ParseResult result)
    {
        using var configuration = DataOption.Settings();
        var sources = SftpSource.ReadAll(configuration);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(sources.Select(Json));
        }
        else
        {
            Print(sources);
        }

        return Complain(new SourcesRules(configuration).Problems(sources, hostKeyRequired: true));
    }

    private static async Task<int> RunAsync(
        ParseResult result, bool hostKeyRequired, Func<IReadOnlyList<SftpSource>, bool, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var configuration = DataOption.Settings();
        var all = SftpSource.ReadAll(configuration);
        if (Complain(new SourcesRules(configuration).Problems(all, hostKeyRequired)) is not ExitCode.Fine and var unusable)
        {
            return unusable;
        }

        var name = result.GetValue(s_name);
        var asked = all.Where(source => name is null || string.Equals(source.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (asked.Count > 0)
        {
            return await run(asked, result.GetValue(s_json), cancellationToken);
        }

        Terminal.Complain(name is null ? $"No source is configured: see {SftpSource.Section} in docs/configuration.md." : $"No source is called {name}; `clausea sources` lists them.");
        return ExitCode.Unusable;
    }

    private static int Complain(IEnumerable<string> problems)
    {
        var told = problems.ToList();
        told.ForEach(Terminal.Complain);
        return told.Count == 0 ? ExitCode.Fine : ExitCode.Unusable;
    }

    private static object Json(SftpSource source) => new
    {
        source.Name,
        source.Options.Host,
        source.Options.Port,
        source.Options.User,
        source.HostKeys,
        source.Options.Folder,
        source.Options.Pattern,
        source.Options.Subfolders,
        source.Options.After,
        archiveFolder = source.Options.ArchiveFolder is { Length: > 0 } folder ? folder : null,
        source.Options.Every,
    };

    private static void Print(List<SftpSource> sources)
    {
        var table = Terminal.Table("Source", "Server", "User", "Folder", "Pattern", "After", "Every");
        foreach (var source in sources)
        {
            var options = source.Options;
            var after = options.After == AfterPickUp.Archive ? $"Archive to {options.ArchiveFolder}" : options.After.ToString();
            table.AddPlainRow(source.Name, $"{options.Host}:{options.Port}", options.User, options.Folder, options.Pattern, after, $"{options.Every}");
        }

        Terminal.Out.Write(table);
    }
}

/// <summary>`sources check`.</summary>
internal sealed class SourcesCheck(DataFolder folder)
{
    public async Task<int> RunAsync(IReadOnlyList<SftpSource> sources, bool json, CancellationToken cancellationToken)
    {
        var rows = new List<CheckedSource>();
        foreach (var source in sources)
        {
            rows.Add(await CheckAsync(source, cancellationToken));
            if (!json)
            {
                Print(rows[^1]);
            }
        }

        if (json)
        {
            Terminal.PrintJson(rows);
        }

        return rows.Exists(row => row.Problem is not null) ? ExitCode.NeedsPerson : ExitCode.Fine;
    }

    private async Task<CheckedSource> CheckAsync(SftpSource source, CancellationToken cancellationToken)
    {
        try
        {
            return source.HostKeys.Count == 0
                ? new CheckedSource(source.Name, null, await PresentedAsync(source, cancellationToken), $"{source.Key("HostKey")} is not set, so that nothing is fetched.")
                : new CheckedSource(source.Name, await new SftpPickUp(folder, source, TimeProvider.System).CountAsync(cancellationToken), null, null);
        }
        catch (SourceException e)
        {
            return new CheckedSource(source.Name, null, null, e.Message);
        }
    }

    private static async Task<IReadOnlyList<PresentedKey>> PresentedAsync(SftpSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await SftpConnection.PresentedAsync(source, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SourceException(SourceException.Explain(source, e));
        }
    }

    private static void Print(CheckedSource row)
    {
        if (row.Waiting is { } waiting)
        {
            Terminal.Print($"{row.Source}: the server has the pinned key and lets the user in; {Terminal.Count(waiting, "file")} waiting.");
            return;
        }

        Terminal.Complain($"{row.Source}: {row.Problem}");
        if (row.Presented is { Count: > 0 } keys)
        {
            Terminal.Print($"{row.Source}: the server presents {string.Join(", ", keys)}.");
            Terminal.Print("Compare with the fingerprint that the sender published, by another way than this connection, and set HostKey to it.");
        }
    }
}

/// <summary>A row of `sources check --json`.</summary>
internal sealed record CheckedSource(string Source, int? Waiting, IReadOnlyList<PresentedKey>? Presented, string? Problem);

/// <summary>`sources fetch`.</summary>
internal sealed class SourcesFetch(DataFolder folder)
{
    public async Task<int> RunAsync(IReadOnlyList<SftpSource> sources, bool json, CancellationToken cancellationToken)
    {
        folder.Create();
        var results = new List<PickUpResult>();
        foreach (var source in sources)
        {
            results.Add(await new SftpPickUp(folder, source, TimeProvider.System).RunAsync(cancellationToken));
            if (!json)
            {
                Print(results[^1]);
            }
        }

        if (json)
        {
            Terminal.PrintJson(results);
        }

        return results.Exists(result => result.Problems.Count > 0) ? ExitCode.NeedsPerson : ExitCode.Fine;
    }

    private static void Print(PickUpResult result)
    {
        Terminal.Print(result.IsBusy
            ? $"{result.Source}: a worker is just looking; nothing was done."
            : $"{result.Source}: {Terminal.Count(result.Fetched, "file")} fetched into the inbox, {Terminal.Count(result.Moving)} still being written.");
        foreach (var problem in result.Problems)
        {
            Terminal.Complain($"{result.Source}: {problem}");
        }
    }
}
