using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect`: reads and validates, changes nothing.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string[]> s_files = new("FILE")
    {
        Description = "835 files, or folders of them",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> s_claims = new("--claims") { Description = "each claim and service as well" };
    private static readonly Option<string?> s_findings = new("--findings")
    {
        Description = "few (default): the first places of each finding; all: every place that was kept",
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("inspect", "Read and validate 835 files: payments, balances, findings")
        {
            s_files, s_claims, s_findings, s_json,
        };
        command.SetAction(result => Run(
            result.GetValue(s_files)!, result.GetValue(s_claims), result.GetValue(s_findings), result.GetValue(s_json), () => KnownCodes.Of(result)));
        return command;
    }

    private static int Run(string[] paths, bool claims, string? findings, bool json, Func<CodeCatalogue> codes)
    {
        if (findings is not (null or "few" or "all"))
        {
            Terminal.Complain("--findings is few or all.");
            return ExitCode.Unusable;
        }

        if (json)
        {
            return InputFiles.Expand(paths) is { } files ? InspectJsonRun.Run(files, claims) : ExitCode.Unusable;
        }

        using var page = Page.OfOutput();
        return new InspectTextRun(page, claims, findings == "all", codes).Run(paths);
    }

    public static int Exit(FindingList findings) =>
        findings.Errors + findings.Warnings > 0 ? ExitCode.NeedsPerson : ExitCode.Fine;
}
