using System.CommandLine;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals show`: facts, letter, exhibits and history of an appeal.</summary>
internal static class ShowCommand
{
    public static Command Create(Option<bool> json) => AppealVerb.Create(
        "show", "Facts, letter, exhibits and history of an appeal", [json], (result, host, cancel) => ShowAsync(result, host, result.GetValue(json), cancel));

    private static async Task<int> ShowAsync(ParseResult result, IHost host, bool json, CancellationToken cancellationToken)
    {
        var (id, appeals) = (result.GetValue(AppealVerb.Id), AppealVerb.Appeals(host));
        if (await appeals.FindAsync(id, cancellationToken) is not { } appeal)
        {
            return AppealVerb.Told(ChangeResult.NotFound);
        }

        await appeals.RecordViewAsync(id, result.GetValue(AppealVerb.By)!, cancellationToken);
        var history = await appeals.HistoryAsync(id, cancellationToken);
        var packets = await appeals.PacketsAsync(id, cancellationToken);
        if (json)
        {
            var holds = await AppealVerb.Work<LedgerHolds>(host).OfAsync(id, cancellationToken);
            Terminal.PrintJson(new { appeal, history, packets, holds });
            return ExitCode.Fine;
        }

        ShowFacts(appeal);
        await HoldCommands.ShowAsync(host, id, cancellationToken);
        ShowDeadline(appeal);
        ShowToDos(appeal);
        Terminal.Print(string.Empty);
        Terminal.Print(PlainText.Harmless(appeal.Draft?.Draft.Text ?? "The draft is not written yet.", keepLines: true));
        ShowOpenPoints(appeal);
        ShowExhibits(appeal);
        foreach (var entry in history)
        {
            Terminal.Print(PlainText.Harmless($"{entry.HappenedAt:yyyy-MM-dd HH:mm} {entry.Actor}: {entry.Action} {entry.Detail}".TrimEnd()));
        }

        return ExitCode.Fine;
    }

    private static void ShowFacts(AppealCase appeal)
    {
        Terminal.Print($"Appeal {appeal.Id}: {appeal.Status}, {appeal.Kind}{(appeal.Level > 1 ? $", level {appeal.Level}" : string.Empty)}, playbook {appeal.Playbook}, {Terminal.Money(appeal.DeniedAmount)} denied");
        if (appeal.Assignee is { } assignee)
        {
            Terminal.Print(PlainText.Harmless($"Assigned to {assignee}"));
        }

        Terminal.Print($"Why: {appeal.Verdict.Because} (rule {appeal.Verdict.Rule})");
        if (appeal.EarlierId is { } earlier)
        {
            Terminal.Print($"Answers the decision on appeal {earlier}{(appeal.Earlier?.DecidedOn is { } decided ? $" of {Terminal.Date(decided)}" : string.Empty)}.");
        }

        if (appeal.Verdict.Flags.Count > 0)
        {
            Terminal.Print($"Mind: {string.Join(", ", appeal.Verdict.Flags)}");
        }
    }

    private static void ShowDeadline(AppealCase appeal)
    {
        Terminal.Print(appeal.Deadline is { } deadline
            ? $"Deadline: {Terminal.Date(deadline.Date)}, safe {Terminal.Date(deadline.SafeDate)}{(deadline.IsDefault ? $" (default, please verify{(deadline.WhyDefault is { } why ? $": {why}" : string.Empty)})" : string.Empty)}. {deadline.Basis}. {deadline.Source}."
            : "Deadline: unknown; there is no date to count from, or no rule fits.");
        foreach (var window in appeal.Verdict.StatedWindows)
        {
            Terminal.Print($"Remark {window.Code} itself says: {window.Text}{(window.Until is { } until ? $" Counted from the notice: {Terminal.Date(until)}." : string.Empty)}");
        }
    }

    private static void ShowToDos(AppealCase appeal)
    {
        foreach (var todo in appeal.Verdict.ToDos)
        {
            Terminal.Print($"To do: {todo}");
        }
    }

    private static void ShowOpenPoints(AppealCase appeal)
    {
        foreach (var (need, at) in (appeal.Draft?.Draft.Needs ?? []).Select((need, at) => (need, at)))
        {
            Terminal.Print(PlainText.Harmless($"Need {at + 1}: {need.What} ({need.Who})"));
        }

        foreach (var finding in appeal.Draft?.Draft.Findings ?? [])
        {
            Terminal.Print(PlainText.Harmless($"Check {finding.Rule}: {finding.Why}{(finding.IsBinding ? " (must be mended)" : string.Empty)}: {finding.Text}"));
        }
    }

    private static void ShowExhibits(AppealCase appeal)
    {
        foreach (var exhibit in appeal.Exhibits)
        {
            Terminal.Print(PlainText.Harmless($"Exhibit {exhibit.Letter}: {exhibit.Title}, {Terminal.Count(exhibit.Pages, "page")}, {exhibit.ContentType}, sha256 {exhibit.Hash}"));
        }

        foreach (var waiver in appeal.Waivers)
        {
            Terminal.Print(PlainText.Harmless($"Without {waiver.EvidenceKey}: {waiver.Reason}"));
        }
    }
}
