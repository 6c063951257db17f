using System.CommandLine;
using System.Data.Common;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`explain`: the page for a code, on the command line.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> s_codes = new("CODE")
    {
        Description = "such as 50, CO-50, N382, PR, \"status 4\", PLB-WO, \"filing MB\", 90837, 0905",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> s_letter = new("--letter") { Description = "the letters too, over sample facts" };
    private static readonly Option<bool> s_all = new("--all") { Description = "every playbook in full, also where there are many" };

    public static Command Create()
    {
        var command = new Command("explain", "Explain a code: meaning, causes, prevention, what to do, what this office saw of it")
        {
            s_codes, s_letter, s_all,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var page = Page.OfOutput();
        var sheet = new CodeSheet(page, TemplateSet.Load(TemplateFolder.Of(result)), KnownCodes.Of(result), result.GetValue(s_letter), result.GetValue(s_all));
        var ledger = new Lazy<LedgerDatabase?>(() => LookedAt.Find(result));
        var exit = ExitCode.Fine;
        foreach (var code in CodeWords.Join(result.GetValue(s_codes)!))
        {
            exit = Math.Max(exit, await ExplainAsync(code, sheet, ledger, cancellationToken));
            page.Flush();
        }

        return exit;
    }

    private static async Task<int> ExplainAsync(string code, CodeSheet sheet, Lazy<LedgerDatabase?> ledger, CancellationToken cancellationToken)
    {
        if (CodePage.WithOfficial(code, sheet.Codes, sheet.Templates.Playbooks) is not { } found)
        {
            Terminal.Complain(Unknown(code, sheet.Codes));
            return ExitCode.Unusable;
        }

        sheet.Write(found);
        if (found.Name.Kind is CodeKind.Reason or CodeKind.Remark && ledger.Value is { } seen)
        {
            await TellSeenAsync(found, sheet, seen, cancellationToken);
        }

        return ExitCode.Fine;
    }

    // The page stands by itself: a ledger that does not answer takes nothing away from it.
    private static async Task TellSeenAsync(CodePage found, CodeSheet sheet, LedgerDatabase ledger, CancellationToken cancellationToken)
    {
        try
        {
            if (await ledger.IsCurrentAsync(cancellationToken))
            {
                sheet.WriteSeen(await new LedgerCodes(ledger).FindAsync(found.Code, cancellationToken));
            }
            else
            {
                Terminal.Complain("The ledger is of another version; what this office saw is told once serve or ingest has upgraded it.");
            }
        }
        catch (DbException e)
        {
            Terminal.Complain($"The ledger does not answer: {e.Message}");
        }
    }

    private static string Unknown(string code, CodeCatalogue codes)
    {
        var near = CodeIndex.Near(code, codes);
        var harmless = PlainText.Harmless(code);
        return $"The catalogue has no code \"{harmless}\"." + (near.Count == 0
            ? " Reason, remark, group, status, provider adjustment, filing and behavioral-health service codes are known."
            : $" Did you mean {string.Join(", ", near.Select(entry => entry.Name))}?");
    }
}
