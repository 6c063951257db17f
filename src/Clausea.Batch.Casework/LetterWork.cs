using System.IO.Compression;
using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>What people do with the text of a letter. Every change is a revision of its own, read by the lint.</summary>
public sealed class LetterWork(LedgerAppeals appeals, Func<LetterRoom> room, TimeProvider time)
{
    /// <summary>Characters of a letter, at most.</summary>
    public const int LongestLetter = 200_000;

    /// <summary>Characters that fill a need, at most.</summary>
    public const int LongestFilling = 4_000;

    private readonly CaseOpening _cases = new(appeals, room, time);

    /// <summary>Puts words in the place of a need.</summary>
    /// <param name="fromRevision">The revision that the person has read.</param>
    /// <param name="need">Its number in the letter, from 1.</param>
    /// <exception cref="CaseworkException">There is no such need, or the words cannot stand there.</exception>
    public Task<ChangeResult> FillAsync(
        long id, int fromRevision, int need, string words, string actor, CancellationToken cancellationToken = default) =>
        _cases.ChangeAsync(
            id,
            fromRevision,
            open =>
            {
                var lacking = NeedOf(open.Draft, need);
                Check(words, open, lacking);
                var draft = open.Revised(LetterText.Fill(open.Draft.Markdown, lacking, words));
                return appeals.EditAsync(id, fromRevision, draft, actor, $"filled \"{lacking.What}\"", cancellationToken);
            },
            cancellationToken);

    /// <summary>Takes a whole text, as Markdown.</summary>
    /// <exception cref="CaseworkException">It is empty or too long.</exception>
    public Task<ChangeResult> EditAsync(long id, int fromRevision, string markdown, string actor, CancellationToken cancellationToken = default) =>
        TakeAsync(id, fromRevision, markdown, actor, "text edited", cancellationToken);

    /// <summary>Takes the text of an edited file: a Word document, or Markdown as text. The list says what of it a letter cannot
    /// hold.</summary>
    /// <param name="fileName">Tells a Word document from text.</param>
    /// <exception cref="CaseworkException">It is neither, or empty, or too long.</exception>
    public async Task<(ChangeResult Result, IReadOnlyList<string> LeftOut)> BringBackAsync(
        long id, int fromRevision, string fileName, byte[] content, string actor, CancellationToken cancellationToken = default)
    {
        var (markdown, leftOut) = Read(fileName, content);
        return (await TakeAsync(id, fromRevision, markdown, actor, $"text brought back from {Kind(fileName)}", cancellationToken), leftOut);
    }

    /// <summary>Writes the letter anew with a playbook; what is attached stays attached.</summary>
    /// <exception cref="LetterException">Its template has a mistake.</exception>
    /// <exception cref="CaseworkException">There is no such playbook.</exception>
    public async Task<ChangeResult> RedraftAsync(long id, string? playbook, string actor, CancellationToken cancellationToken = default)
    {
        var tools = room();
        var chosen = tools.PlaybookOf(playbook);
        return await appeals.FindAsync(id, cancellationToken) is { } found
            ? await appeals.RedraftAsync(id, Write(tools, found, chosen), DeadlineOf(tools, found, chosen), actor, cancellationToken)
            : ChangeResult.NotFound;
    }

    /// <summary>The letter that a playbook would make, without keeping it.</summary>
    public async Task<Draft?> PreviewAsync(long id, string? playbook, CancellationToken cancellationToken = default)
    {
        var tools = room();
        var chosen = tools.PlaybookOf(playbook);
        return await appeals.FindAsync(id, cancellationToken) is { } found ? Write(tools, found, chosen) : null;
    }

    /// <summary>The latest letter as a file; the history says who took it out. Null when there is no such appeal.</summary>
    /// <exception cref="CaseworkException">It has no draft yet.</exception>
    public async Task<byte[]?> FileAsync(long id, LetterFormat format, string actor, CancellationToken cancellationToken = default)
    {
        if (await _cases.FindAsync(id, cancellationToken) is not { } open)
        {
            return null;
        }

        var content = Written(open, format);
        await appeals.RecordExportAsync(id, actor, format.Extension, cancellationToken);
        return content;
    }

    /// <summary>The latest letters of many appeals in one ZIP.</summary>
    /// <exception cref="CaseworkException">One of them has no draft, or is not there; nothing is recorded of any.</exception>
    public async Task BundleAsync(
        IReadOnlyList<long> ids, LetterFormat format, string actor, Stream output, CancellationToken cancellationToken = default)
    {
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in ids)
            {
                var open = Open(id, await appeals.FindAsync(id, cancellationToken));
                await using var entry = await zip.CreateEntry($"{PacketWork.NameOf(id)}.{format.Extension}").OpenAsync(cancellationToken);
                await entry.WriteAsync(Written(open, format), cancellationToken);
            }
        }

        foreach (var id in ids)
        {
            await appeals.RecordExportAsync(id, actor, $"{format.Extension}, in a ZIP of several", cancellationToken);
        }
    }

    private OpenCase Open(long id, AppealCase? found) =>
        found is null ? throw new CaseworkException($"There is no appeal {id}.")
        : _cases.Open(found) ?? throw new CaseworkException($"The draft of appeal {id} is not written yet.");

    private static byte[] Written(OpenCase open, LetterFormat format)
    {
        var found = open.Case;
        var logo = LetterLogo.Of(Correspondents.Of(open.Room.Templates, found.Remittance, found.Claim, found.Kind).From.Logo);
        return LetterFile.Of(format, open.Draft, found.Claim, open.Latest.CreatedAt, found.ApprovedAt is not null, logo);
    }

    /// <summary>Approves the revision that the person has read; the letter gets the date of the day.</summary>
    /// <exception cref="CaseworkException">Read again on this day, the letter says what it must not.</exception>
    public async Task<ChangeResult> ApproveAsync(
        long id, int revision, string actor, string? overruleReason, CancellationToken cancellationToken = default)
    {
        if (await _cases.FindAsync(id, cancellationToken) is not { } open)
        {
            return ChangeResult.NotFound;
        }

        return await appeals.ApproveAsync(id, revision, actor, overruleReason, Dated(open), cancellationToken);
    }

    private Draft Write(LetterRoom tools, AppealCase found, Playbook playbook)
    {
        var order = found.Order(tools.Templates.Playbooks, _cases.Today);
        return tools.Press.Write(found.Denial, order with
        {
            Playbook = playbook.Key == found.Verdict.Playbook ? null : playbook,
            Deadline = DeadlineOf(tools, found, playbook),
        });
    }

    // Another kind of letter has another last day; a later level keeps its own.
    private static Deadline? DeadlineOf(LetterRoom tools, AppealCase found, Playbook playbook) =>
        found.Kind.IsLaterLevel() ? found.Deadline
        : playbook.Key == found.Verdict.Playbook ? found.Verdict.Deadline
        : playbook.Filing is { } filing ? tools.Templates.Payers.DeadlineFor(found.Remittance, found.Claim, filing, tools.Codes)
        : null;

    // Null when it bears the day's date already, or none that can be found.
    private static Draft? Dated(OpenCase open)
    {
        if (open.Draft.Dated is not { } dated || dated == open.Today || LetterText.Redate(open.Draft.Markdown, dated, open.Today) is not { } text)
        {
            return null;
        }

        var draft = open.Revised(text, open.Order with { Today = open.Today }) with { Dated = open.Today };
        return draft.Findings.Except(open.Draft.Findings).FirstOrDefault() is { } doubt
            ? throw new CaseworkException($"Read again today, the letter cannot be approved: {doubt.Rule}: {doubt.Why}. Draft it anew, or edit it.")
            : draft;
    }

    private async Task<ChangeResult> TakeAsync(
        long id, int fromRevision, string markdown, string actor, string what, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(markdown))
        {
            throw new CaseworkException("The text is empty.");
        }

        if (markdown.Length > LongestLetter)
        {
            throw new CaseworkException($"The text has {markdown.Length:N0} characters; a letter takes {LongestLetter:N0}.");
        }

        return await _cases.ChangeAsync(
            id,
            fromRevision,
            open => appeals.EditAsync(id, fromRevision, open.Revised(markdown), actor, what, cancellationToken),
            cancellationToken);
    }

    private static Need NeedOf(Draft draft, int number) => number >= 1 && number <= draft.Needs.Count
        ? draft.Needs[number - 1]
        : throw new CaseworkException(draft.Needs.Count == 0 ? "The letter has no open need." : $"The letter's needs are numbered 1 to {draft.Needs.Count}.");

    private static void Check(string words, OpenCase open, Need need)
    {
        if (string.IsNullOrWhiteSpace(words))
        {
            throw new CaseworkException("Say what stands there instead.");
        }

        if (words.Length > LongestFilling)
        {
            throw new CaseworkException($"The words have {words.Length:N0} characters; a need takes {LongestFilling:N0}. Edit the letter for more.");
        }

        if (NeedsCitation(need) && !LetterLint.Cites(words))
        {
            throw new CaseworkException("This need asks for exhibit and page: attach the document first, and cite it in the words, such as \"Exhibit A, page 2\".");
        }

        if (open.Evidence.FirstOrDefault(evidence => evidence.What == need.What) is { } evidence)
        {
            throw new CaseworkException($"This need is a document: attach it as {evidence.Key}, or say why the letter goes without it.");
        }
    }

    // A need that also takes "a note that none was made" takes words alone.
    private static bool NeedsCitation(Need need) =>
        need.What.Contains("with exhibit", StringComparison.Ordinal) && !need.What.Contains("or a note", StringComparison.Ordinal);

    private static (string Markdown, IReadOnlyList<string> LeftOut) Read(string fileName, byte[] content)
    {
        try
        {
            if (!IsWord(fileName))
            {
                return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF'), []);
            }

            using var stream = new MemoryStream(content, writable: false);
            var letter = DocxText.Read(stream);
            return (letter.Markdown, letter.LeftOut);
        }
        catch (NotALetterException e)
        {
            throw new CaseworkException(e.Message);
        }
        catch (DecoderFallbackException)
        {
            throw new CaseworkException("The file is neither a Word document (.docx) nor text in UTF-8.");
        }
    }

    private static bool IsWord(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() is not (".md" or ".txt");

    private static string Kind(string fileName) => IsWord(fileName) ? "a Word document" : "a text file";
}
