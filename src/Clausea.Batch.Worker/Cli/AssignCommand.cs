using System.CommandLine;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals assign`: who works on which appeals.</summary>
internal static class AssignCommand
{
    private static readonly Argument<long[]> s_ids = new("ID") { Description = "ids of appeals", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> s_to = new("--to") { Description = "who works on them from now on" };
    private static readonly Option<bool> s_nobody = new("--nobody") { Description = "nobody does" };

    public static Command Create() => AppealVerb.Create("assign", "Say who works on appeals", [s_ids], [s_to, s_nobody], AssignAsync);

    private static async Task<int> AssignAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var (ids, to) = (result.GetValue(s_ids)!, result.GetValue(s_to));
        if ((to is null) != result.GetValue(s_nobody))
        {
            throw new CaseworkException("Say either --to NAME or --nobody.");
        }

        var results = await AppealVerb.Work<BulkWork>(host).AssignAsync(ids, to, AppealVerb.ByOf(result), cancellationToken);
        foreach (var refused in results.Where(one => !one.IsDone))
        {
            Terminal.Complain($"Appeal {refused.Id}: {refused.Why}.");
        }

        Terminal.Complain($"{Terminal.Count(results.Count(one => one.IsDone), "appeal")} of {results.Count} assigned.");
        return results.Any(one => one.Result == ChangeResult.NotFound) ? ExitCode.Unusable
            : results.Any(one => !one.IsDone) ? ExitCode.NeedsPerson
            : ExitCode.Fine;
    }
}
