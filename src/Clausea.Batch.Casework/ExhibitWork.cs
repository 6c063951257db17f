using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>A document that somebody wants to attach.</summary>
public sealed record Attachment
{
    /// <summary>The name it comes with.</summary>
    public required string FileName { get; init; }

    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>The evidence of the playbook that it supplies; null for another document, which needs a title.</summary>
    public string? Key { get; init; }

    /// <summary>What it is, in words that the payer reads; null for those of the playbook.</summary>
    public string? Title { get; init; }

    /// <summary>Null: a part of the chart when a clinician supplies it, else a paper of the office.</summary>
    public ExhibitClass? Class { get; init; }

    /// <summary>Somebody looked, and no separately kept psychotherapy notes are in it.</summary>
    public bool HasNoPsychotherapyNotes { get; init; }
}

/// <summary>Documents that travel with a letter: attached, taken out, gone without. The letter follows in the same step.
/// </summary>
public sealed class ExhibitWork(LedgerAppeals appeals, DocumentStore store, Func<LetterRoom> room, TimeProvider time)
{
    public const int LongestTitle = 200;
    public const int LongestReason = 2_000;

    private readonly CaseOpening _cases = new(appeals, room, time);

    /// <summary>Documents that the letter of an appeal asks people for; none while there is no draft.</summary>
    public IReadOnlyList<PlaybookEvidence> EvidenceOf(AppealCase found) => _cases.Open(found)?.Evidence ?? [];

    /// <summary>Attaches a document under the next free letter.</summary>
    /// <exception cref="CaseworkException">The document cannot travel, or something about it has to be told first.</exception>
    public async Task<(ChangeResult Result, string? Letter)> AttachAsync(
        long id, int fromRevision, Attachment attachment, string actor, CancellationToken cancellationToken = default)
    {
        string? letter = null;
        var result = await _cases.ChangeAsync(id, fromRevision, AttachToAsync, cancellationToken);
        return (result, result == ChangeResult.Done ? letter : null);

        async Task<ChangeResult> AttachToAsync(OpenCase open)
        {
            var file = Open(attachment);
            var exhibit = Describe(open, attachment, file);
            CheckTitle(open, exhibit.Title);
            var order = open.Order;
            var draft = open.WithExhibits(order with { Exhibits = [.. order.Exhibits, exhibit.ToExhibit()] });
            var hash = await store.KeepAsync(attachment.Content, cancellationToken);
            letter = exhibit.Letter;
            return await appeals.AttachAsync(id, fromRevision, exhibit.With(hash, attachment, file, actor), draft, actor, cancellationToken);
        }
    }

    /// <summary>An exhibit as it was attached; the history says who took it out of the house.</summary>
    /// <exception cref="CaseworkException">Its file is gone, or no longer what was attached.</exception>
    public async Task<(ExhibitRow Exhibit, byte[] Content)?> ReadAsync(long id, string letter, string actor, CancellationToken cancellationToken = default)
    {
        if ((await appeals.FindAsync(id, cancellationToken))?.Exhibits.FirstOrDefault(row => row.Letter == letter) is not { } exhibit)
        {
            return null;
        }

        var content = await store.ReadAsync(exhibit.Hash, $"exhibit {letter}", cancellationToken);
        await appeals.RecordExportAsync(id, actor, $"exhibit {letter}", cancellationToken);
        return (exhibit, content);
    }

    /// <summary>Takes an exhibit out. Its file stays in the data folder: what was sent once can be shown.</summary>
    /// <exception cref="CaseworkException">There is no exhibit of that letter.</exception>
    public Task<ChangeResult> RemoveAsync(long id, int fromRevision, string letter, string actor, CancellationToken cancellationToken = default) =>
        _cases.ChangeAsync(
            id,
            fromRevision,
            open =>
            {
                var order = open.Order;
                var left = order.Exhibits.Where(exhibit => exhibit.Letter != letter).ToList();
                if (left.Count == order.Exhibits.Count)
                {
                    throw new CaseworkException($"There is no exhibit {(letter.All(char.IsAsciiLetter) && letter.Length < 3 ? letter : "of that letter")}.");
                }

                var draft = open.WithExhibits(order with { Exhibits = left });
                return appeals.RemoveExhibitAsync(id, fromRevision, letter, draft, actor, cancellationToken);
            },
            cancellationToken);

    /// <summary>Goes without a document that the playbook asks for.</summary>
    /// <exception cref="CaseworkException">The playbook does not ask for it, it is attached, or there is no reason.</exception>
    public Task<ChangeResult> WaiveAsync(
        long id, int fromRevision, string key, string reason, string actor, CancellationToken cancellationToken = default) =>
        _cases.ChangeAsync(
            id,
            fromRevision,
            open =>
            {
                CheckWaiver(open, key, reason);
                var order = open.Order;
                var draft = open.WithExhibits(order with { Waived = [.. order.Waived, key] });
                return appeals.WaiveAsync(id, fromRevision, key, reason, draft, actor, cancellationToken);
            },
            cancellationToken);

    private static ExhibitFile Open(Attachment attachment)
    {
        try
        {
            return ExhibitFile.Open(attachment.FileName, attachment.Content.ToArray());
        }
        catch (NotAnExhibitException e)
        {
            throw new CaseworkException(e.Message);
        }
    }

    private static Described Describe(OpenCase open, Attachment attachment, ExhibitFile file)
    {
        var evidence = attachment.Key is null ? null : open.Evidence.FirstOrDefault(asked => asked.Key == attachment.Key)
            ?? throw new CaseworkException($"The playbook does not ask for such a document. It asks for {string.Join(", ", open.Evidence.Select(asked => asked.Key))}; any other document needs a title.");
        var title = Title(attachment, evidence);
        var kind = attachment.Class ?? (evidence is null || evidence.Who.Contains("clinician", StringComparison.OrdinalIgnoreCase) ? ExhibitClass.ClinicalRecord : ExhibitClass.Paper);
        if (kind == ExhibitClass.ClinicalRecord && !attachment.HasNoPsychotherapyNotes)
        {
            throw new CaseworkException("This document is a part of the chart. Look through it first, and confirm that no separately kept psychotherapy notes are in it: they may not be sent without the patient's own authorization.");
        }

        var letter = Exhibit.NextLetter(open.Case.Exhibits.Select(exhibit => exhibit.Letter));
        return new Described(letter, evidence?.Key, title, kind, file.PageCount);
    }

    private static string Title(Attachment attachment, PlaybookEvidence? evidence)
    {
        var title = (string.IsNullOrWhiteSpace(attachment.Title) ? evidence?.What : attachment.Title.Trim())
            ?? throw new CaseworkException("Say what the document is, in words that the payer will read.");
        return title.Length <= LongestTitle && !title.Any(char.IsControl)
            ? title
            : throw new CaseworkException($"The title is one line of {LongestTitle} characters at most.");
    }

    // A title is a sentence of the letter too, and no citation makes it true.
    private static void CheckTitle(OpenCase open, string title)
    {
        if (open.Revised(MarkdownText.Given(title)).Findings.FirstOrDefault(finding => finding.Rule != "exhibit") is { } finding)
        {
            throw new CaseworkException($"The title says too much ({finding.Rule}: {finding.Why}). Name the document, its date and who wrote it, and nothing of what it shows.");
        }
    }

    private static void CheckWaiver(OpenCase open, string key, string reason)
    {
        if (!open.Evidence.Any(evidence => evidence.Key == key))
        {
            throw new CaseworkException($"The playbook does not ask for such a document. It asks for {string.Join(", ", open.Evidence.Select(asked => asked.Key))}.");
        }

        if (open.Case.Exhibits.Any(exhibit => exhibit.EvidenceKey == key))
        {
            throw new CaseworkException("That document is attached; take it out first.");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            throw new CaseworkException($"Say why the letter goes without it, in {LongestReason:N0} characters at most.");
        }
    }

    private sealed record Described(string Letter, string? Key, string Title, ExhibitClass Class, int Pages)
    {
        public Exhibit ToExhibit() => new(Letter, Key, Title, Pages);

        public NewExhibit With(string hash, Attachment attachment, ExhibitFile file, string actor) => new(
            Letter, Key, Title, Class, Path.GetFileName(attachment.FileName), file.ContentType, attachment.Content.Length, Pages, hash,
            Class == ExhibitClass.ClinicalRecord ? actor : null);
    }
}
