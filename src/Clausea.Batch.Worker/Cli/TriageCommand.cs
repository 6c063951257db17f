using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`triage`: what would happen to each claim that was not paid in full, and the rule that decides.</summary>
internal static class TriageCommand
{
    private static readonly Argument<string[]> s_files = new("FILE") { Description = "835 files, or folders of them", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> s_all = new("--all") { Description = "paid claims, plain patient share and contractual reductions as well" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };
    private static readonly Option<bool> s_rules = new("--rules") { Description = "the rules instead, in the order in which they are asked" };

    public static Command Create()
    {
        var command = new Command("triage", "Say what would happen to each claim that was not paid in full, and why") { s_files, s_all, s_json, s_rules };
        command.Validators.Add(result =>
        {
            if (result.GetValue(s_files) is not { Length: > 0 } && !result.GetValue(s_rules))
            {
                result.AddError("Name at least one 835 file or folder.");
            }
        });
        command.SetAction(result => result.GetValue(s_rules)
            ? PrintRules(Load(result))
            : Run(result.GetValue(s_files)!, result.GetValue(s_all), result.GetValue(s_json), Load(result)));
        return command;
    }

    private static int Run(string[] paths, bool all, bool json, ClaimTriage triage)
    {
        if (InputFiles.Expand(paths) is not { } files)
        {
            return ExitCode.Unusable;
        }

        using ITriageOutput output = json ? new TriageJson() : new TriageSheet();
        var exit = ExitCode.Fine;
        foreach (var file in files)
        {
            exit = Math.Max(exit, Read(file, triage, all, output));
        }

        output.End();
        return exit;
    }

    private static int Read(string file, ClaimTriage triage, bool all, ITriageOutput output)
    {
        var today = DateOnly.FromDateTime(DateTime.Today);
        try
        {
            using var stream = InputFiles.Open(file);
            using var reader = new EraReader(stream);
            while (reader.Read())
            {
                if (reader.Event == EraEvent.Claim)
                {
                    var claim = reader.Claim.ToClaimPayment();
                    var verdict = triage.Decide(reader.Remittance!, claim, today);
                    if (all || !verdict.IsOrdinary)
                    {
                        output.Add(TriageRow.Of(file, reader.Remittance!, claim, verdict, PriorityScore.Of(verdict, Notice.Of(reader.Remittance!, claim).Date, today, CodeCatalogue.Shipped)));
                    }
                }
            }

            return reader.Findings.Errors > 0 ? ExitCode.NeedsPerson : ExitCode.Fine;
        }
        catch (Exception e) when (InputFiles.Explain(e) is { } message)
        {
            Terminal.Complain($"{file}: {message}");
            return ExitCode.Unusable;
        }
    }

    private static int PrintRules(ClaimTriage triage)
    {
        using var page = Page.OfOutput();
        var table = new TextTable("Asked of", "Rule", "~Answers when");
        foreach (var (of, rule, when) in triage.Rules)
        {
            table.Add(of, rule, when);
        }

        table.Write(page, string.Empty);
        return ExitCode.Fine;
    }

    private static ClaimTriage Load(ParseResult result)
    {
        var set = TemplateSet.Load(TemplateFolder.Of(result));
        return new ClaimTriage(KnownCodes.Of(result), set.Playbooks, set.Payers);
    }
}
