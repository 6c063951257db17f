using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Documents that travel with a letter.</summary>
internal static class ExhibitCommands
{
    private static readonly Argument<FileInfo> s_file = new("FILE") { Description = "PDF, JPEG, PNG, TIFF or text" };
    private static readonly Argument<string> s_letter = new("LETTER") { Description = "letter of the exhibit, such as B" };
    private static readonly Argument<string> s_key = new("KEY") { Description = "key of the evidence, as the playbook has it" };
    private static readonly Option<string?> s_as = new("--as") { Description = "key of the evidence that it supplies" };
    private static readonly Option<string?> s_title = new("--title") { Description = "what it is, in words that the payer reads" };
    private static readonly Option<ExhibitClass?> s_class = new("--class") { Description = "Paper or ClinicalRecord (default: by who supplies it)" };
    private static readonly Option<bool> s_looked = new("--no-psychotherapy-notes") { Description = "I looked: no separately kept psychotherapy notes are in it" };

    public static IEnumerable<Command> Create()
    {
        yield return AppealVerb.Create("attach", "Attach a document to a letter", [AppealVerb.Id, s_file], [s_as, s_title, s_class, s_looked], AttachAsync);
        yield return AppealVerb.Create("detach", "Take an exhibit out", [AppealVerb.Id, s_letter], [], DetachAsync);
        yield return AppealVerb.Create("waive", "Go without a document that the playbook asks for", [AppealVerb.Id, s_key], [AppealVerb.Words], WaiveAsync);
    }

    private static async Task<int> AttachAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
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

        var attachment = new Attachment
        {
            FileName = file.Name,
            Content = await File.ReadAllBytesAsync(file.FullName, cancellationToken),
            Key = result.GetValue(s_as),
            Title = result.GetValue(s_title),
            Class = result.GetValue(s_class),
            HasNoPsychotherapyNotes = result.GetValue(s_looked),
        };
        var (changed, letter) = await AppealVerb.Work<ExhibitWork>(host).AttachAsync(AppealVerb.IdOf(result), draft.Revision, attachment, AppealVerb.ByOf(result), cancellationToken);
        return AppealVerb.Told(changed, $"Attached as exhibit {letter}.");
    }

    private static Task<int> DetachAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => AppealVerb.OnDraftAsync(
        result,
        host,
        revision => AppealVerb.Work<ExhibitWork>(host).RemoveAsync(
            AppealVerb.IdOf(result), revision, result.GetValue(s_letter)!.ToUpperInvariant(), AppealVerb.ByOf(result), cancellationToken),
        cancellationToken);

    private static Task<int> WaiveAsync(ParseResult result, IHost host, CancellationToken cancellationToken) => AppealVerb.OnDraftAsync(
        result,
        host,
        revision => AppealVerb.Work<ExhibitWork>(host).WaiveAsync(
            AppealVerb.IdOf(result), revision, result.GetValue(s_key)!, result.GetValue(AppealVerb.Words)!, AppealVerb.ByOf(result), cancellationToken),
        cancellationToken);
}
