using System.CommandLine;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals hold` and `appeals release`: what must not be purged, whatever its age.</summary>
internal static class HoldCommands
{
    private static readonly Option<string> s_reason = new("--reason") { Description = "why, without patient data", Required = true };

    public static IEnumerable<Command> Create()
    {
        yield return AppealVerb.Create("hold", "Place a legal hold: nothing of this claim is purged", [s_reason], HoldAsync);
        yield return AppealVerb.Create("release", "Lift the legal hold", [], ReleaseAsync);
    }

    /// <summary>Tells the holds that keep an appeal.</summary>
    public static async Task ShowAsync(IHost host, long id, CancellationToken cancellationToken)
    {
        foreach (var hold in await AppealVerb.Work<LedgerHolds>(host).OfAsync(id, cancellationToken))
        {
            var where = hold.AppealId == id ? "Legal hold" : $"Legal hold on appeal {hold.AppealId} of the same claim";
            Terminal.Print(PlainText.Harmless($"{where} since {hold.PlacedAt:yyyy-MM-dd} by {hold.PlacedBy}: {hold.Reason}"));
        }
    }

    private static async Task<int> HoldAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => Told(
        await AppealVerb.Work<LedgerHolds>(host).PlaceAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), result.GetValue(s_reason)!, cancellationToken),
        "A legal hold lies on the appeal already.");

    private static async Task<int> ReleaseAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => Told(
        await AppealVerb.Work<LedgerHolds>(host).LiftAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), cancellationToken),
        "No legal hold lies on the appeal.");

    private static int Told(ChangeResult result, string already)
    {
        if (result != ChangeResult.WrongStatus)
        {
            return AppealVerb.Told(result);
        }

        Terminal.Complain(already);
        return ExitCode.NeedsPerson;
    }
}
