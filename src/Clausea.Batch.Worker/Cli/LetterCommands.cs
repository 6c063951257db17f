using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Work on the text of a letter: fill needs, edit, draft anew, look back.</summary>
internal static class LetterCommands
{
    private static readonly Option<int> s_need = new("--need") { Description = "number of the need, as appeals show numbers them", Required = true };
    private static readonly Option<string> s_words = new("--text") { Description = "the words that take its place", Required = true };
    private static readonly Option<FileInfo> s_file = new("--file") { Description = "the edited letter: .docx, .md or .txt", Required = true };
    private static readonly Option<int?> s_revision = new("--from-revision") { Description = "the revision that was edited (default: the latest)" };
    private static readonly Option<string> s_playbook = new("--playbook") { Description = "key of the playbook", Required = true };
    private static readonly Option<bool> s_preview = new("--preview") { Description = "only print the letter it would make" };
    private static readonly Option<int?> s_from = new("--from") { Description = "the older revision (default: the one before the newer)" };
    private static readonly Option<int?> s_to = new("--to") { Description = "the newer revision (default: the latest)" };

    public static IEnumerable<Command> Create(Option<bool> json)
    {
        yield return AppealVerb.Create("fill", "Put words in the place of a need", [s_need, s_words], FillAsync);
        yield return AppealVerb.Create("edit", "Take the text of an edited letter as the new revision", [s_file, s_revision], EditAsync);
        yield return AppealVerb.Create("redraft", "Write the letter anew with a playbook", [s_playbook, s_preview], RedraftAsync);
        yield return AppealVerb.Create("revisions", "List the revisions of the text", [json], RevisionsAsync(json));
        yield return AppealVerb.Create("compare", "Show what changed between two revisions", [s_from, s_to], CompareAsync);
    }

    private static Task<int> FillAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => AppealVerb.OnDraftAsync(
        result,
        host,
        revision => AppealVerb.Work<LetterWork>(host).FillAsync(
            AppealVerb.IdOf(result), revision, result.GetValue(s_need), result.GetValue(s_words)!, AppealVerb.ByOf(result), cancellationToken),
        cancellationToken);

    private static async Task<int> EditAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var file = result.GetValue(s_file)!;
        if (!file.Exists)
        {
            throw new CaseworkException($"There is no file {file.FullName}.");
        }

        if (await AppealVerb.FindDraftedAsync(host, AppealVerb.IdOf(result), cancellationToken) is not { Draft: { } draft })
        {
            return ExitCode.Unusable;
        }

        var content = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var (changed, leftOut) = await AppealVerb.Work<LetterWork>(host).BringBackAsync(
            AppealVerb.IdOf(result), result.GetValue(s_revision) ?? draft.Revision, file.Name, content, AppealVerb.ByOf(result), cancellationToken);
        if (changed == ChangeResult.Done && leftOut.Count > 0)
        {
            Terminal.Complain($"A letter cannot hold everything that the file has; left out: {string.Join(", ", leftOut)}.");
        }

        return AppealVerb.Told(changed);
    }

    private static async Task<int> RedraftAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var (work, playbook) = (AppealVerb.Work<LetterWork>(host), result.GetValue(s_playbook));
        try
        {
            if (!result.GetValue(s_preview))
            {
                return AppealVerb.Told(await work.RedraftAsync(AppealVerb.IdOf(result), playbook, AppealVerb.ByOf(result), cancellationToken));
            }

            if (await work.PreviewAsync(AppealVerb.IdOf(result), playbook, cancellationToken) is not { } draft)
            {
                return AppealVerb.Told(ChangeResult.NotFound);
            }

            await AppealVerb.Appeals(host).RecordViewAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), cancellationToken);
            Terminal.Print(PlainText.Harmless(draft.Text, keepLines: true));
            return ExitCode.Fine;
        }
        catch (LetterException e)
        {
            throw new CaseworkException($"The template has a mistake: {e.Problem}. The draft is as it was.");
        }
    }

    private static Func<ParseResult, IHost, CancellationToken, Task<int>> RevisionsAsync(Option<bool> json) => async (result, host, cancellationToken) =>
    {
        var revisions = await AppealVerb.Appeals(host).RevisionsAsync(AppealVerb.IdOf(result), cancellationToken);
        if (result.GetValue(json))
        {
            Terminal.PrintJson(revisions);
            return ExitCode.Fine;
        }

        var table = Terminal.Table("#Revision", "Written", "By", "Playbook", "#Needs", "#Doubts");
        foreach (var row in revisions)
        {
            table.AddPlainRow($"{row.Revision}", $"{row.CreatedAt:yyyy-MM-dd HH:mm}", PlainText.Harmless(row.CreatedBy), row.Playbook, $"{row.NeedsCount}", $"{row.FindingsCount}");
        }

        Terminal.Out.Write(table);
        return revisions.Count > 0 ? ExitCode.Fine : AppealVerb.Told(ChangeResult.NotFound);
    };

    private static async Task<int> CompareAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        if (await AppealVerb.FindDraftedAsync(host, AppealVerb.IdOf(result), cancellationToken) is not { Draft: { } latest })
        {
            return ExitCode.Unusable;
        }

        var appeals = AppealVerb.Appeals(host);
        var to = result.GetValue(s_to) ?? latest.Revision;
        var from = result.GetValue(s_from) ?? Math.Max(1, to - 1);
        if (await appeals.RevisionAsync(AppealVerb.IdOf(result), from, cancellationToken) is not { } before || await appeals.RevisionAsync(AppealVerb.IdOf(result), to, cancellationToken) is not { } after)
        {
            throw new CaseworkException($"The revisions are numbered 1 to {latest.Revision}.");
        }

        await appeals.RecordViewAsync(AppealVerb.IdOf(result), AppealVerb.ByOf(result), cancellationToken);
        var changed = RevisionComparison.Of(before.Draft, after.Draft).Where(line => line.Change != TextChange.Same).ToList();
        if (changed.Count == 0)
        {
            Terminal.Complain($"Revisions {from} and {to} read the same.");
        }

        foreach (var line in changed)
        {
            Terminal.Print(PlainText.Harmless($"{(line.Change == TextChange.Added ? '+' : '-')} {string.Concat(line.Texts.Select(text => text.Text))}"));
        }

        return ExitCode.Fine;
    }
}
