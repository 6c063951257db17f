using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect`: reads and validates, changes nothing.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string[]> s_files = new("FILE") { Description = "835 files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_claims = new("--claims") { Description = "each claim and service as well" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("inspect", "Read and validate 835 files: payments, balances, findings") { s_files, s_claims, s_json };
        command.SetAction(result => Run(result.GetValue(s_files)!, result.GetValue(s_claims), result.GetValue(s_json)));
        return command;
    }

    private static int Run(string[] paths, bool claims, bool json)
    {
        if (InputFiles.Expand(paths) is not { } files)
        {
            return ExitCode.Unusable;
        }

        return json ? InspectJsonRun.Run(files, claims) : files.Max(file => RunText(file, claims));
    }

    private static int RunText(string file, bool claims)
    {
        var console = Terminal.Out;
        console.Write(new Rule(Markup.Escape(file)) { Justification = Justify.Left });
        try
        {
            using var stream = InputFiles.Open(file);
            using var reader = new EraReader(stream);
            var view = new InspectView(console, CodeCatalogue.Shipped, claims);
            while (reader.Read())
            {
                view.Take(reader);
            }

            view.End(reader);
            return Exit(reader.Findings);
        }
        catch (Exception e) when (InputFiles.Explain(e) is { } message)
        {
            console.WriteLine(message);
            return ExitCode.Unusable;
        }
    }

    public static int Exit(FindingList findings) =>
        findings.Errors + findings.Warnings > 0 ? ExitCode.NeedsPerson : ExitCode.Fine;
}
