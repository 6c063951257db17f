using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Documents that travel with a letter: attached, taken out, gone without.</summary>
internal sealed class ExhibitCommands(ExhibitWork exhibits)
{
    public async Task<Answer> AttachAsync(PageRequest request)
    {
        if (await request.NumberAsync("revision") is not { } revision)
        {
            return await CaseChange.NoRevisionAsync(request);
        }

        if (await request.FileAsync("file") is not var (name, content))
        {
            return await CaseChange.IncompleteAsync(request, "Choose a document: PDF, JPEG, PNG, TIFF or text.");
        }

        var attachment = new Attachment
        {
            FileName = name,
            Content = content,
            Key = await request.FormAsync("key"),
            Title = await request.FormAsync("title"),
            HasNoPsychotherapyNotes = await request.FormAsync("looked") is not null,
        };
        return await CaseChange.AnswerAsync(request, Done.Attached, async cancel =>
            (await exhibits.AttachAsync(request.Id, revision, attachment, request.Actor, cancel)).Result);
    }

    public Task<Answer> RemoveAsync(PageRequest request) => ChangeAsync(request, "letter", Done.Removed, (revision, letter, cancel) =>
        exhibits.RemoveAsync(request.Id, revision, letter, request.Actor, cancel));

    public async Task<Answer> WaiveAsync(PageRequest request)
    {
        var reason = await request.FormAsync("reason") ?? string.Empty;
        return await ChangeAsync(request, "key", Done.Waived, (revision, key, cancel) =>
            exhibits.WaiveAsync(request.Id, revision, key, reason, request.Actor, cancel));
    }

    private static async Task<Answer> ChangeAsync(
        PageRequest request, string field, string done, Func<int, string, CancellationToken, Task<ChangeResult>> change) =>
        await request.NumberAsync("revision") is { } revision
            ? await CaseChange.AnswerAsync(request, done, async cancel => await change(revision, await request.FormAsync(field) ?? string.Empty, cancel))
            : await CaseChange.NoRevisionAsync(request);
}
