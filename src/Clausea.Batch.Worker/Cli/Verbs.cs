using System.CommandLine;
using Clausea.Batch.Worker.Hosting;

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

        return await result.InvokeAsync();
    }
}
