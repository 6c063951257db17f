using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals`: follow-up without a browser. Listing here, one appeal in the commands below.</summary>
internal static class AppealsCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };
    private static readonly Option<AppealStatus?> s_status = new("--status") { Description = "Queued, Drafted, Approved, Sent, Closed, Withdrawn, DraftFailed" };
    private static readonly Option<LetterKind?> s_kind = new("--kind") { Description = "Appeal, Records, CorrectedClaim, TimelyFiling, Reopening, Escalation" };
    private static readonly Option<Disposition?> s_disposition = new("--disposition") { Description = "Appeal, SendRecords, CorrectClaim …" };
    private static readonly Option<string?> s_payer = new("--payer") { Description = "the payer's id, or a part of its name" };
    private static readonly Option<string?> s_playbook = new("--playbook") { Description = "key of a playbook" };
    private static readonly Option<string?> s_claim = new("--claim") { Description = "a part of the patient account or payer claim number" };
    private static readonly Option<DateOnly?> s_due = new("--due-before") { Description = "deadline before this day (YYYY-MM-DD)" };
    private static readonly Option<decimal?> s_amount = new("--min-amount") { Description = "denied dollars, at least" };
    private static readonly Option<WorklistSort> s_sort = new("--sort") { Description = "Priority, Deadline, Amount, Newest" };
    private static readonly Option<int> s_limit = new("--limit") { Description = "rows at most", DefaultValueFactory = _ => int.MaxValue };

    public static Command Create()
    {
        Option[] filters = [s_status, s_kind, s_disposition, s_payer, s_playbook, s_claim, s_due, s_amount, s_sort, s_limit];
        var list = new Command("list", "The worklist");
        var command = new Command("appeals", "List, show, export and follow up appeals") { s_json, list };
        foreach (var filter in filters)
        {
            list.Add(filter);
            command.Add(filter);
        }

        list.Add(s_json);
        list.SetAction(ListAsync);
        command.SetAction(ListAsync);
        Command[] verbs = [ShowCommand.Create(s_json), ExportCommand.Create(), .. LetterCommands.Create(s_json), .. ExhibitCommands.Create(), .. AppealCommands.Create(), .. HoldCommands.Create()];
        foreach (var verb in verbs)
        {
            command.Add(verb);
        }

        return command;
    }

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var rows = await WorklistReading.AllAsync(host.Services.GetRequiredService<LedgerWorklist>(), FilterOf(result), result.GetValue(s_limit), cancellationToken);
        await AccessCommand.RecordViewAsync(host, AccessSubject.Worklist, cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(rows.Select(AppealRow.Of));
            return ExitCode.Fine;
        }

        var table = Terminal.Table("#Id", "Status", "Kind", "Playbook", "Payer", "Claim", "#Denied", "Deadline", "Codes", "#Needs");
        foreach (var row in rows)
        {
            table.AddPlainRow($"{row.Id}", row.Status.ToString(), row.Kind.ToString(), row.Playbook, row.Payer, row.PatientControlNumber,
                Terminal.Money(row.DeniedAmount), Terminal.Date(row.Deadline) + (row.DeadlineIsDefault ? " (default, verify)" : string.Empty),
                string.Join(' ', row.Reasons.Concat(row.Remarks)), $"{row.OpenNeeds}");
        }

        Terminal.Out.Write(table);
        Terminal.Out.WriteLine($"{Terminal.Count(rows.Count, "appeal")}, {Terminal.Money(rows.Sum(row => row.DeniedAmount))} denied.");
        return ExitCode.Fine;
    }

    private static WorklistFilter FilterOf(ParseResult result) => new()
    {
        Status = result.GetValue(s_status),
        Kind = result.GetValue(s_kind),
        Disposition = result.GetValue(s_disposition),
        Payer = result.GetValue(s_payer),
        Playbook = result.GetValue(s_playbook),
        ClaimNumber = result.GetValue(s_claim),
        DueBefore = result.GetValue(s_due),
        MinAmount = result.GetValue(s_amount),
        Sort = result.GetValue(s_sort),
    };
}

/// <summary>A row of `appeals list --json`.</summary>
internal sealed record AppealRow(
    long Id, AppealStatus Status, LetterKind Kind, Disposition Disposition, string? Playbook, string? Payer, string? PayerId,
    string? PatientControlNumber, string? PayerClaimNumber, DateOnly? ServiceFrom, DateOnly? ServiceTo, decimal DeniedAmount,
    DateOnly? Deadline, bool DeadlineIsDefault, int Priority, IReadOnlyList<string> Reasons, IReadOnlyList<string> Remarks, string File,
    DateTimeOffset CreatedAt, DateTimeOffset? DraftedAt, DateTimeOffset? SentAt, AppealOutcome? Outcome, decimal? RecoveredAmount,
    IReadOnlyList<string> Needs)
{
    public static AppealRow Of(WorklistRow row) => new(
        row.Id, row.Status, row.Kind, row.Disposition, row.Playbook, row.Payer, row.PayerId, row.PatientControlNumber,
        row.PayerClaimNumber, row.ServiceFrom, row.ServiceTo, row.DeniedAmount, row.Deadline, row.DeadlineIsDefault, row.Priority,
        row.Reasons, row.Remarks, row.File, row.CreatedAt, row.DraftedAt, row.SentAt, row.Outcome, row.RecoveredAmount, row.Needs);
}
