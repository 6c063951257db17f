using System.CommandLine;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>What is done with one appeal, or several by id.</summary>
internal static class AppealCommands
{
    private static readonly Argument<long> s_id = new("ID") { Description = "id of the appeal" };
    private static readonly Argument<long[]> s_ids = new("ID") { Description = "ids of appeals", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> s_by = new("--by") { Description = "who does it, for the history", DefaultValueFactory = _ => Environment.UserName };
    private static readonly Option<string> s_format = new("--format") { Description = "docx, pdf, html or txt", DefaultValueFactory = _ => "html" };
    private static readonly Option<string?> s_out = new("--out") { Description = "folder to write to (default: exports/ in the data folder)" };
    private static readonly Option<string?> s_overrule = new("--overrule") { Description = "approve in spite of open needs, for this written reason" };
    private static readonly Option<string> s_channel = new("--channel") { Description = "mail, fax, portal …", Required = true };
    private static readonly Option<string?> s_reference = new("--reference") { Description = "tracking or confirmation number" };
    private static readonly Option<AppealOutcome> s_result = new("--result") { Description = "Won, PartlyWon or Upheld", Required = true };
    private static readonly Option<decimal> s_recovered = new("--recovered") { Description = "dollars paid in the end" };
    private static readonly Option<string> s_text = new("--text") { Description = "the words, for the history", Required = true };

    public static IEnumerable<Command> Create(Option<bool> json)
    {
        yield return Verb("show", "Facts, letter and history of an appeal", s_id, [s_by, json], (result, host, cancel) => ShowAsync(result, host, result.GetValue(json), cancel));
        yield return Verb("export", "Write letters to files", s_ids, [s_format, s_out, s_by], ExportAsync);
        yield return Verb("approve", "Approve the latest draft", s_id, [s_overrule, s_by], ApproveAsync);
        yield return Verb("sent", "Record that a letter was sent", s_id, [s_channel, s_reference, s_by], (result, host, cancel) =>
            Told(Appeals(host).MarkSentAsync(result.GetValue(s_id), result.GetValue(s_by)!, result.GetValue(s_channel)!, result.GetValue(s_reference), cancel)));
        yield return Verb("outcome", "Record what the payer decided", s_id, [s_result, s_recovered, s_by], (result, host, cancel) =>
            Told(Appeals(host).RecordOutcomeAsync(result.GetValue(s_id), result.GetValue(s_by)!, result.GetValue(s_result), result.GetValue(s_recovered), cancel)));
        yield return Verb("withdraw", "Withdraw an appeal", s_id, [s_text, s_by], (result, host, cancel) =>
            Told(Appeals(host).WithdrawAsync(result.GetValue(s_id), result.GetValue(s_by)!, result.GetValue(s_text)!, cancel)));
        yield return Verb("note", "Add a note to the history", s_id, [s_text, s_by], (result, host, cancel) =>
            Told(Appeals(host).NoteAsync(result.GetValue(s_id), result.GetValue(s_by)!, result.GetValue(s_text)!, cancel)));
    }

    private static Command Verb(
        string name, string description, Argument argument, Option[] options, Func<ParseResult, IHost, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { argument };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(async (result, cancellationToken) =>
        {
            using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
            return await run(result, host, cancellationToken);
        });
        return command;
    }

    private static LedgerAppeals Appeals(IHost host) => host.Services.GetRequiredService<LedgerAppeals>();

    private static async Task<int> ShowAsync(ParseResult result, IHost host, bool json, CancellationToken cancellationToken)
    {
        var id = result.GetValue(s_id);
        if (await Appeals(host).FindAsync(id, cancellationToken) is not { } appeal)
        {
            return Missing(id);
        }

        await Appeals(host).RecordViewAsync(id, result.GetValue(s_by)!, cancellationToken);
        var history = await Appeals(host).HistoryAsync(id, cancellationToken);
        if (json)
        {
            Terminal.PrintJson(new { appeal, history });
            return ExitCode.Fine;
        }

        Terminal.Print($"Appeal {id}: {appeal.Status}, {appeal.Kind}, playbook {appeal.Playbook}, {Terminal.Money(appeal.DeniedAmount)} denied");
        Terminal.Print($"Why: {appeal.Verdict.Because} (rule {appeal.Verdict.Rule})");
        if (appeal.Verdict.Flags.Count > 0)
        {
            Terminal.Print($"Mind: {string.Join(", ", appeal.Verdict.Flags)}");
        }

        Terminal.Print(appeal.Deadline is { } deadline
            ? $"Deadline: {Terminal.Date(deadline.Date)}, safe {Terminal.Date(deadline.SafeDate)}{(deadline.IsDefault ? $" (default, please verify{(deadline.WhyDefault is { } why ? $": {why}" : string.Empty)})" : string.Empty)}. {deadline.Basis}. {deadline.Source}."
            : "Deadline: unknown; the remittance has no date to count from, or no rule fits.");
        foreach (var window in appeal.Verdict.StatedWindows)
        {
            Terminal.Print($"Remark {window.Code} itself says: {window.Text}{(window.Until is { } until ? $" Counted from the notice: {Terminal.Date(until)}." : string.Empty)}");
        }

        foreach (var todo in appeal.Verdict.ToDos)
        {
            Terminal.Print($"To do: {todo}");
        }

        Terminal.Print(string.Empty);
        Terminal.Print(appeal.Draft?.Draft.Text ?? "The draft is not written yet.");
        foreach (var entry in history)
        {
            Terminal.Print($"{entry.HappenedAt:yyyy-MM-dd HH:mm} {entry.Actor}: {entry.Action} {entry.Detail}".TrimEnd());
        }

        return ExitCode.Fine;
    }

    private static async Task<int> ExportAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        if (LetterFormat.Find(result.GetValue(s_format)!) is not { } format)
        {
            Terminal.Complain($"The format \"{PlainText.Harmless(result.GetValue(s_format)!)}\" is not there; choose docx, pdf, html or txt.");
            return ExitCode.Unusable;
        }

        var folder = result.GetValue(s_out) ?? host.Services.GetRequiredService<Inbox.DataFolder>().Exports;
        Directory.CreateDirectory(folder);
        foreach (var id in result.GetValue(s_ids)!)
        {
            if (await Appeals(host).FindAsync(id, cancellationToken) is not { } appeal)
            {
                return Missing(id);
            }

            if (appeal.Draft is not { } draft)
            {
                Terminal.Complain($"Appeal {id} has no draft yet.");
                return ExitCode.Unusable;
            }

            // Beside, then rename: a letter is whole under its name, or absent.
            var path = Path.Combine(folder, $"appeal-{id}.{format.Extension}");
            var content = LetterFile.Of(format, draft.Draft, appeal.Claim, draft.CreatedAt, appeal.ApprovedAt is not null);
            await File.WriteAllBytesAsync(path + ".part", content, cancellationToken);
            File.Move(path + ".part", path, overwrite: true);
            await Appeals(host).RecordExportAsync(id, result.GetValue(s_by)!, format.Extension, cancellationToken);
            Terminal.Print(path);
        }

        return ExitCode.Fine;
    }

    private static async Task<int> ApproveAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var id = result.GetValue(s_id);
        var appeal = await Appeals(host).FindAsync(id, cancellationToken);
        return appeal?.Draft is not { } draft
            ? Missing(id)
            : await Told(Appeals(host).ApproveAsync(id, draft.Revision, result.GetValue(s_by)!, result.GetValue(s_overrule), cancellationToken: cancellationToken));
    }

    private static async Task<int> Told(Task<ChangeResult> change)
    {
        var result = await change;
        Terminal.Complain(result switch
        {
            ChangeResult.Done => "Done.",
            ChangeResult.NotFound => "There is no such appeal.",
            ChangeResult.WrongStatus => "The appeal's status does not allow this.",
            ChangeResult.OpenNeeds => "The draft still needs something; supply it, or give a written reason with --overrule.",
            _ => "Somebody else has changed the appeal in the meantime; look again.",
        });
        return result switch
        {
            ChangeResult.Done => ExitCode.Fine,
            ChangeResult.NotFound => ExitCode.Unusable,
            _ => ExitCode.NeedsPerson,
        };
    }

    private static int Missing(long id)
    {
        Terminal.Complain($"There is no appeal {id} with a draft.");
        return ExitCode.Unusable;
    }
}
