using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals`: follow-up without a browser. Listing here, one appeal in the commands below.</summary>
internal static class AppealsCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };
    private static readonly Option<bool> s_csv = new("--csv") { Description = $"for a spreadsheet, {WorklistCsv.MostRows} rows at most" };
    private static readonly Option<AppealStatus?> s_status = new("--status") { Description = "Queued, Drafted, Approved, Sent, Closed, Withdrawn, DraftFailed" };
    private static readonly Option<WorklistGroup?> s_group = new("--group") { Description = "Unsent, Unapproved, Undecided: several statuses by one word" };
    private static readonly Option<LetterKind?> s_kind = new("--kind") { Description = "Appeal, Records, CorrectedClaim, TimelyFiling, Reopening, Escalation" };
    private static readonly Option<Disposition?> s_disposition = new("--disposition") { Description = "Appeal, SendRecords, CorrectClaim …" };
    private static readonly Option<string?> s_payer = new("--payer") { Description = "the payer's id, or a part of its name" };
    private static readonly Option<string?> s_practice = new("--practice") { Description = "NPI or tax id of the practice, or a part of its name" };
    private static readonly Option<string?> s_playbook = new("--playbook") { Description = "key of a playbook" };
    private static readonly Option<string?> s_code = new("--code") { Description = "a reason or remark code in any group, such as 50, CO-50 or N386" };
    private static readonly Option<string?> s_claim = new("--claim") { Description = "the patient account or payer claim number, its beginning or a part of it" };
    private static readonly Option<DateOnly?> s_dueFrom = new("--due-from") { Description = "deadline on this day or later (YYYY-MM-DD)" };
    private static readonly Option<DateOnly?> s_due = new("--due-before") { Description = "deadline before this day (YYYY-MM-DD)" };
    private static readonly Option<decimal?> s_amount = new("--min-amount") { Description = "denied dollars, at least" };
    private static readonly Option<decimal?> s_most = new("--max-amount") { Description = "denied dollars, at most" };
    private static readonly Option<string?> s_assignee = new("--assignee") { Description = "who works on it" };
    private static readonly Option<bool> s_unassigned = new("--unassigned") { Description = "only what nobody works on" };
    private static readonly Option<WorklistNeeds?> s_needs = new("--needs") { Description = "Open or None: whether the draft lacks something" };
    private static readonly Option<WorklistOutcome?> s_outcome = new("--outcome") { Description = "Won, PartlyWon, Upheld, or Recovered for both of the first" };
    private static readonly Option<long?> s_file = new("--file") { Description = "number of the file that brought the claim" };
    private static readonly Option<WorklistSort> s_sort = new("--sort") { Description = "Priority, Deadline, Amount, Newest" };
    private static readonly Option<int> s_limit = new("--limit") { Description = "rows at most", DefaultValueFactory = _ => int.MaxValue };

    public static Command Create()
    {
        Option[] filters =
        [
            s_status, s_group, s_kind, s_disposition, s_payer, s_practice, s_playbook, s_code, s_claim, s_dueFrom, s_due, s_amount, s_most,
            s_assignee, s_unassigned, s_needs, s_outcome, s_file, s_sort, s_limit, s_csv,
        ];
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
        Command[] verbs = [ShowCommand.Create(s_json), AssignCommand.Create(), ExportCommand.Create(), .. LetterCommands.Create(s_json), .. ExhibitCommands.Create(), .. AppealCommands.Create(), .. HoldCommands.Create()];
        foreach (var verb in verbs)
        {
            command.Add(verb);
        }

        return command;
    }

    private static async Task<int> ListAsync(ParseResult result, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        var worklist = host.Services.GetRequiredService<LedgerWorklist>();
        if (result.GetValue(s_csv))
        {
            return await WriteCsvAsync(host, worklist, result, cancellationToken);
        }

        var rows = await worklist.StreamAsync(FilterOf(result), result.GetValue(s_limit), cancellationToken).ToListAsync(cancellationToken);
        await AccessCommand.RecordViewAsync(host, AccessSubject.Worklist, cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(rows.Select(AppealRow.Of));
            return ExitCode.Fine;
        }

        var table = Terminal.Table("#Id", "Status", "Kind", "Playbook", "Payer", "Claim", "#Denied", "Deadline", "Codes", "#Needs", "Assigned to");
        foreach (var row in rows)
        {
            table.AddPlainRow($"{row.Id}", row.Status.ToString(), row.Kind.ToString(), row.Playbook, row.Payer, row.PatientControlNumber,
                Terminal.Money(row.DeniedAmount), Terminal.Date(row.Deadline) + (row.DeadlineIsDefault ? " (default, verify)" : string.Empty),
                string.Join(' ', row.Reasons.Concat(row.Remarks)), $"{row.OpenNeeds}", row.Assignee);
        }

        Terminal.Out.Write(table);
        Terminal.Out.WriteLine($"{Terminal.Count(rows.Count, "appeal")}, {Terminal.Money(rows.Sum(row => row.DeniedAmount))} denied.");
        return ExitCode.Fine;
    }

    private static async Task<int> WriteCsvAsync(IHost host, LedgerWorklist worklist, ParseResult result, CancellationToken cancellationToken)
    {
        await AppealVerb.Work<LedgerAccess>(host).RecordAsync(
            new(Environment.UserName, AccessAction.Exported, AccessSubject.Worklist, Detail: "csv, command line"), cancellationToken);
        await using var output = Console.OpenStandardOutput();
        var most = Math.Min(result.GetValue(s_limit), WorklistCsv.MostRows);
        if (await WorklistCsv.WriteAsync(worklist.StreamAsync(FilterOf(result), most, cancellationToken), output, cancellationToken) == WorklistCsv.MostRows)
        {
            Terminal.Complain($"Only the first {Terminal.Count(WorklistCsv.MostRows)} rows are written; narrow the list to have the others.");
        }

        return ExitCode.Fine;
    }

    private static WorklistFilter FilterOf(ParseResult result) => new()
    {
        Status = result.GetValue(s_status),
        Group = result.GetValue(s_group),
        Kind = result.GetValue(s_kind),
        Disposition = result.GetValue(s_disposition),
        Payer = result.GetValue(s_payer),
        Practice = result.GetValue(s_practice),
        Playbook = result.GetValue(s_playbook),
        Code = result.GetValue(s_code),
        ClaimNumber = result.GetValue(s_claim),
        InsideNumbers = true,
        DueFrom = result.GetValue(s_dueFrom),
        DueBefore = result.GetValue(s_due),
        MinAmount = result.GetValue(s_amount),
        MaxAmount = result.GetValue(s_most),
        Assignee = result.GetValue(s_assignee),
        Unassigned = result.GetValue(s_unassigned),
        Needs = result.GetValue(s_needs),
        Outcome = result.GetValue(s_outcome),
        FileId = result.GetValue(s_file),
        Sort = result.GetValue(s_sort),
    };
}

/// <summary>A row of `appeals list --json`.</summary>
internal sealed record AppealRow(
    long Id, AppealStatus Status, LetterKind Kind, Disposition Disposition, string? Playbook, string? Payer, string? PayerId,
    string? PatientControlNumber, string? PayerClaimNumber, DateOnly? ServiceFrom, DateOnly? ServiceTo, decimal DeniedAmount,
    DateOnly? Deadline, bool DeadlineIsDefault, int Priority, IReadOnlyList<string> Reasons, IReadOnlyList<string> Remarks, string File,
    DateTimeOffset CreatedAt, DateTimeOffset? DraftedAt, DateTimeOffset? SentAt, AppealOutcome? Outcome, decimal? RecoveredAmount,
    IReadOnlyList<string> Needs, string? Assignee)
{
    public static AppealRow Of(WorklistRow row) => new(
        row.Id, row.Status, row.Kind, row.Disposition, row.Playbook, row.Payer, row.PayerId, row.PatientControlNumber,
        row.PayerClaimNumber, row.ServiceFrom, row.ServiceTo, row.DeniedAmount, row.Deadline, row.DeadlineIsDefault, row.Priority,
        row.Reasons, row.Remarks, row.File, row.CreatedAt, row.DraftedAt, row.SentAt, row.Outcome, row.RecoveredAmount, row.Needs, row.Assignee);
}
