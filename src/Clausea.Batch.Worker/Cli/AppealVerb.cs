using System.CommandLine;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>What the verbs on one appeal share: its id, who acts, and how an answer reads.</summary>
internal static class AppealVerb
{
    public static readonly Argument<long> Id = new("ID") { Description = "id of the appeal" };
    public static readonly Option<string> By = new("--by") { Description = "who does it, for the history", DefaultValueFactory = _ => Environment.UserName };
    public static readonly Option<string> Words = new("--text") { Description = "the words, for the history", Required = true };

    public static Command Create(string name, string description, Option[] options, Func<ParseResult, IHost, CancellationToken, Task<int>> run) =>
        Create(name, description, [Id], options, run);

    public static Command Create(
        string name, string description, Argument[] arguments, Option[] options, Func<ParseResult, IHost, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments)
        {
            command.Add(argument);
        }

        foreach (var option in options)
        {
            command.Add(option);
        }

        command.Add(By);
        command.SetAction(async (result, cancellationToken) =>
        {
            using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
            try
            {
                return await run(result, host, cancellationToken);
            }
            catch (CaseworkException e)
            {
                Terminal.Complain(PlainText.Harmless(e.Message));
                return ExitCode.Unusable;
            }
        });
        return command;
    }

    public static LedgerAppeals Appeals(IHost host) => host.Services.GetRequiredService<LedgerAppeals>();

    public static T Work<T>(IHost host)
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>The case, when it is there and has a draft; else it is told.</summary>
    public static async Task<AppealCase?> FindDraftedAsync(IHost host, long id, CancellationToken cancellationToken)
    {
        var found = await Appeals(host).FindAsync(id, cancellationToken);
        if (found?.Draft is null)
        {
            Terminal.Complain(found is null ? $"There is no appeal {id}." : $"Appeal {id} has no draft yet.");
            return null;
        }

        return found;
    }

    public static long IdOf(ParseResult result) => result.GetValue(Id);

    public static string ByOf(ParseResult result) => result.GetValue(By)!;

    /// <summary>Changes the latest revision of a draft, and tells what came of it.</summary>
    public static async Task<int> OnDraftAsync(ParseResult result, IHost host, Func<int, Task<ChangeResult>> change, CancellationToken cancellationToken) =>
        await FindDraftedAsync(host, IdOf(result), cancellationToken) is { Draft: { } draft } ? Told(await change(draft.Revision)) : ExitCode.Unusable;

    public static async Task<int> ToldAsync(Task<ChangeResult> change) => Told(await change);

    public static int Told(ChangeResult result, string done = "Done.")
    {
        Terminal.Complain(result switch
        {
            ChangeResult.Done => done,
            ChangeResult.NotFound => "There is no such appeal.",
            ChangeResult.WrongStatus => "The appeal's status does not allow this.",
            ChangeResult.OpenNeeds => "The draft still needs something, or says what the check doubts (appeals show tells); supply it, or give a written reason with --overrule.",
            ChangeResult.MustBeMended => "The draft says what no reason makes right (appeals show tells what): mend it first.",
            _ => "Somebody else has changed the appeal in the meantime, or this claim has such a letter already; look again.",
        });
        return result switch
        {
            ChangeResult.Done => ExitCode.Fine,
            ChangeResult.NotFound => ExitCode.Unusable,
            _ => ExitCode.NeedsPerson,
        };
    }
}
