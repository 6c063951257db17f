using System.CommandLine;
using System.Data.Common;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Cli;

/// <summary>All verbs on one screen.</summary>
internal static class Verbs
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Clausea.Batch: drop a remittance in, get back a queue of truthful appeal drafts.")
        {
            DataOption.Option,
            TemplateFolder.Option,
            ServeCommand.Urls,
            ServeCommand.Create(),
            DemoCommand.Create(),
            IngestCommand.Create(),
            InspectCommand.Create(),
            TriageCommand.Create(),
            ExplainCommand.Create(),
            AppealsCommand.Create(),
            FilesCommand.Create(),
            TemplatesCommand.Create(),
            SynthesizeCommand.Create(),
        };
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
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (Explain(e) is { } message)
        {
            Terminal.Complain(message);
            return ExitCode.Unusable;
        }
    }

    // What the person who runs the program can mend; anything else is a bug and shows its stack.
    private static string? Explain(Exception e) => e switch
    {
        OptionsValidationException options => string.Join(Environment.NewLine, options.Failures),
        LedgerTooNewException tooNew => tooNew.Message,
        DbException => $"The ledger does not answer: {e.Message}",
        InvalidOperationException { InnerException: FormatException or ArgumentException } setting => setting.Message,
        UnauthorizedAccessException => $"A file or folder may not be used: {e.Message}",
        _ => null,
    };
}
