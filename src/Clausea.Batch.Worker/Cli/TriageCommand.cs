using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`triage`: what would happen to each claim that was not paid in full, and the rule that decides.</summary>
internal static class TriageCommand
{
    private static readonly Argument<string[]> s_files = new("FILE") { Description = "835 files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_all = new("--all") { Description = "paid claims, plain patient share and contractual reductions as well" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("triage", "Say what would happen to each claim that was not paid in full, and why") { s_files, s_all, s_json };
        command.SetAction(result => Run(result.GetValue(s_files)!, result.GetValue(s_all), result.GetValue(s_json), TemplateFolder.Of(result), KnownCodes.Of(result)));
        return command;
    }

    private static int Run(string[] paths, bool all, bool json, string templates, CodeCatalogue codes)
    {
        if (InputFiles.Expand(paths) is not { } files)
        {
            return ExitCode.Unusable;
        }

        var set = TemplateSet.Load(templates);
        var triage = new ClaimTriage(codes, set.Playbooks, set.Payers);
        var rows = new List<TriageRow>();
        var exit = ExitCode.Fine;
        foreach (var file in files)
        {
            exit = Math.Max(exit, Read(file, triage, all, rows));
        }

        Print(rows, json);
        return exit;
    }

    private static int Read(string file, ClaimTriage triage, bool all, List<TriageRow> rows)
    {
        try
        {
            using var stream = InputFiles.Open(file);
            using var reader = new EraReader(stream);
            while (reader.Read())
            {
                if (reader.Event == EraEvent.Claim)
                {
                    var claim = reader.Claim.ToClaimPayment();
                    var verdict = triage.Decide(reader.Remittance!, claim);
                    if (all || !verdict.IsOrdinary)
                    {
                        rows.Add(TriageRow.Of(file, reader.Remittance!, claim, verdict));
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

    private static void Print(List<TriageRow> rows, bool json)
    {
        if (json)
        {
            Terminal.PrintJson(rows);
            return;
        }

        var table = Terminal.Table("Claim", "#Denied", "Codes", "Disposition", "Playbook", "Deadline", "Why");
        foreach (var row in rows)
        {
            table.AddPlainRow(
                row.PatientControlNumber,
                Terminal.Money(row.DeniedAmount),
                string.Join(' ', row.Reasons.Concat(row.Remarks)),
                row.Disposition.ToString(),
                row.Playbook,
                row.Deadline is { } deadline ? Terminal.Date(deadline.Date) + (deadline.IsDefault ? " (default, verify)" : string.Empty) : "–",
                row.Because);
        }

        Terminal.Out.Write(table);
        Terminal.Out.WriteLine($"{Terminal.Count(rows.Count, "claim")}, {Terminal.Money(rows.Sum(row => row.DeniedAmount))} denied.");
    }
}

/// <summary>A row of `triage --json`.</summary>
internal sealed record TriageRow
{
    public required string File { get; init; }

    /// <summary>Trace number, else the control number of the transaction set.</summary>
    public required string Remittance { get; init; }

    public required string? PatientControlNumber { get; init; }

    public required string? PayerClaimNumber { get; init; }

    public required string Status { get; init; }

    public required decimal Charge { get; init; }

    public required decimal Paid { get; init; }

    public required decimal DeniedAmount { get; init; }

    public required Disposition Disposition { get; init; }

    public required LetterKind? Kind { get; init; }

    public required string? Playbook { get; init; }

    public required string Rule { get; init; }

    public required string Because { get; init; }

    public required DeadlineRow? Deadline { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<int> Services { get; init; }

    public required IReadOnlyList<string> ToDos { get; init; }

    public static TriageRow Of(string file, Remittance remittance, ClaimPayment claim, Verdict verdict) => new()
    {
        File = file,
        Remittance = remittance.Payment.TraceNumber ?? remittance.ControlNumber,
        PatientControlNumber = claim.PatientControlNumber,
        PayerClaimNumber = claim.PayerClaimNumber,
        Status = claim.Status,
        Charge = claim.Charge,
        Paid = claim.Paid,
        DeniedAmount = verdict.DeniedAmount,
        Disposition = verdict.Disposition,
        Kind = verdict.Kind,
        Playbook = verdict.Playbook,
        Rule = verdict.Rule,
        Because = verdict.Because,
        Deadline = verdict.Deadline is { } deadline ? new DeadlineRow(deadline.Date, deadline.SafeDate, deadline.Basis, deadline.Source, deadline.IsDefault) : null,
        Reasons = verdict.Reasons,
        Remarks = verdict.Remarks,
        Services = verdict.Services,
        ToDos = verdict.ToDos,
    };
}

/// <summary>A deadline in JSON.</summary>
internal sealed record DeadlineRow(DateOnly Date, DateOnly SafeDate, string Basis, string Source, bool IsDefault);
