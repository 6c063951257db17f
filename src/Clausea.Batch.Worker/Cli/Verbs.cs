using System.CommandLine;
using System.Data.Common;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Cli;

/// <summary>All verbs on one screen.</summary>
internal static class Verbs
{
    private static readonly (string Name, Func<Command> Create)[] s_all =
    [
        ("serve", ServeCommand.Create),
        ("demo", DemoCommand.Create),
        ("ingest", IngestCommand.Create),
        ("inspect", InspectCommand.Create),
        ("triage", TriageCommand.Create),
        ("explain", ExplainCommand.Create),
        ("appeals", AppealsCommand.Create),
        ("files", FilesCommand.Create),
        ("sources", SourcesCommand.Create),
        ("payers", PayersCommand.Create),
        ("practices", PracticesCommand.Create),
        ("codes", CodesCommand.Create),
        ("retention", RetentionCommand.Create),
        ("ledger", LedgerCommand.Create),
        ("users", UsersCommand.Create),
        ("access", AccessCommand.Create),
        ("templates", TemplatesCommand.Create),
        ("synthesize", SynthesizeCommand.Create),
    ];

    // Longer than the host waits for its parts: with the usual two seconds a job would be cut short in its middle.
    private static readonly TimeSpan s_stop = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Clausea.Batch: drop a remittance in, get back a queue of truthful appeal drafts.")
        {
            DataOption.Option,
            TemplateFolder.Option,
            ServeCommand.Urls,
        };
        foreach (var (_, create) in Asked(args))
        {
            root.Add(create());
        }

        root.SetAction(ServeCommand.RunAsync);
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors)
            {
                Terminal.Complain(error.Message);
            }

            Terminal.Complain("Try --help.");
            return ExitCode.Unusable;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_stop });
        }
        catch (Exception e) when (Explain(e, result) is { } message)
        {
            Terminal.Complain(message);
            return ExitCode.Unusable;
        }
    }

    // A command line that begins with a verb needs no other; help, and whatever is mistyped, needs all.
    private static (string Name, Func<Command> Create)[] Asked(string[] args)
    {
        foreach (var verb in s_all)
        {
            if (args.Length > 0 && verb.Name == args[0])
            {
                return [verb];
            }
        }

        return s_all;
    }

    // What the person who runs the program can mend; anything else is a bug and shows its stack.
    private static string? Explain(Exception e, ParseResult result) => e switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        LedgerTooNewException tooNew => tooNew.Message,
        WorkerTroubleException trouble => trouble.Message,
        DbException error when LedgerDamage.Explain(error, DataOption.Of(result).Ledger) is { } damage => damage,
        DbException => $"The ledger does not answer: {e.Message}",
        InvalidOperationException { InnerException: FormatException or ArgumentException } setting => setting.Message,
        UnauthorizedAccessException => $"A file or folder may not be used: {e.Message}",
        _ => null,
    };
}
