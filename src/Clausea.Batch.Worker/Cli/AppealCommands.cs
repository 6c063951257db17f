using System.CommandLine;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>The life of one appeal: approved, sent, decided, taken to the next level, given up.</summary>
internal static class AppealCommands
{
    private static readonly Option<string?> s_overrule = new("--overrule") { Description = "approve in spite of open needs, for this written reason" };
    private static readonly Option<string> s_channel = new("--channel") { Description = "mail, fax, portal …", Required = true };
    private static readonly Option<string?> s_reference = new("--reference") { Description = "tracking or confirmation number" };
    private static readonly Option<AppealOutcome> s_result = new("--result") { Description = "Won, PartlyWon or Upheld", Required = true };
    private static readonly Option<decimal> s_recovered = new("--recovered") { Description = "dollars paid in the end" };
    private static readonly Option<DateOnly?> s_decidedOn = new("--decided-on") { Description = "date of the payer's decision (YYYY-MM-DD): the next level is counted from it" };
    private static readonly Option<string?> s_decision = new("--decision") { Description = "the payer's number of its decision" };
    private static readonly Option<bool> s_external = new("--external") { Description = "ask for external review, whatever the level" };

    public static IEnumerable<Command> Create()
    {
        yield return AppealVerb.Create("approve", "Approve the latest draft; the letter gets the day's date", [s_overrule], ApproveAsync);
        yield return AppealVerb.Create("reopen", "Take an approval back, before the letter is sent; or an outcome that was recorded wrongly", [AppealVerb.Words], (result, host, cancel) =>
            AppealVerb.ToldAsync(AppealVerb.Appeals(host).ReopenAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), result.GetValue(AppealVerb.Words)!, cancel)));
        yield return AppealVerb.Create("sent", "Record that a letter was sent", [s_channel, s_reference], (result, host, cancel) =>
            AppealVerb.ToldAsync(AppealVerb.Appeals(host).MarkSentAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), result.GetValue(s_channel)!, result.GetValue(s_reference), cancel)));
        yield return AppealVerb.Create("outcome", "Record what the payer decided", [s_result, s_recovered, s_decidedOn, s_decision], (result, host, cancel) =>
            AppealVerb.ToldAsync(AppealVerb.Appeals(host).RecordOutcomeAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), DecisionOf(result), cancel)));
        yield return AppealVerb.Create("next-level", "Begin the next level of appeal after a decision", [s_external], NextLevelAsync);
        yield return AppealVerb.Create("withdraw", "Withdraw an appeal", [AppealVerb.Words], (result, host, cancel) =>
            AppealVerb.ToldAsync(AppealVerb.Appeals(host).WithdrawAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), result.GetValue(AppealVerb.Words)!, cancel)));
        yield return AppealVerb.Create("note", "Add a note to the history", [AppealVerb.Words], (result, host, cancel) =>
            AppealVerb.ToldAsync(AppealVerb.Appeals(host).NoteAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), result.GetValue(AppealVerb.Words)!, cancel)));
    }

    private static Task<int> ApproveAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => AppealVerb.OnDraftAsync(
        result,
        host,
        revision => AppealVerb.Work<LetterWork>(host).ApproveAsync(
            AppealVerb.IdOf(result), revision, AppealVerb.ByOf(result), result.GetValue(s_overrule), cancellationToken),
        cancellationToken);

    private static async Task<int> NextLevelAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var (changed, begun) = await AppealVerb.Work<LevelWork>(host).BeginAsync(AppealVerb.IdOf(result), result.GetValue(s_external), AppealVerb.ByOf(result), cancellationToken);
        if (begun is not { } id)
        {
            return AppealVerb.Told(changed);
        }

        await ActivatorUtilities.CreateInstance<Jobs.DraftAppealJob>(host.Services).Run(id, cancellationToken);
        Terminal.Print($"{id}");
        return AppealVerb.Told(changed, $"Appeal {id} is begun and drafted.");
    }

    private static Decision DecisionOf(ParseResult result) => new(
        result.GetValue(s_result), result.GetValue(s_recovered), result.GetValue(s_decidedOn), result.GetValue(s_decision));
}
