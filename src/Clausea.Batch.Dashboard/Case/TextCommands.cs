using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Web;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Changes of a letter's text: needs filled, text edited here or in Word, drafted anew.</summary>
internal sealed class TextCommands(LetterWork letters)
{
    public async Task<Answer> FillAsync(PageRequest request)
    {
        if (await request.NumberAsync("revision") is not { } revision)
        {
            return await CaseChange.NoRevisionAsync(request);
        }

        if (await request.NumberAsync("need") is not { } need)
        {
            return await CaseChange.IncompleteAsync(request, "The form did not say which need the words fill.");
        }

        var words = await request.FormAsync("words") ?? string.Empty;
        return await CaseChange.AnswerAsync(request, Done.Filled, cancel =>
            letters.FillAsync(request.Id, revision, need, words, request.Actor, cancel));
    }

    public async Task<Answer> EditAsync(PageRequest request)
    {
        if (await request.NumberAsync("revision") is not { } revision)
        {
            return await CaseChange.NoRevisionAsync(request);
        }

        var text = await request.TextAsync("text") ?? string.Empty;
        return await CaseChange.AnswerAsync(request, Done.Edited, cancel =>
            letters.EditAsync(request.Id, revision, text, request.Actor, cancel));
    }

    public async Task<Answer> BringBackAsync(PageRequest request)
    {
        if (await request.NumberAsync("revision") is not { } revision)
        {
            return await CaseChange.NoRevisionAsync(request);
        }

        if (await request.FileAsync("file") is not var (name, content))
        {
            return await CaseChange.IncompleteAsync(request, "Choose the edited letter, a Word document (.docx).");
        }

        return await CaseChange.AnswerAsync(request, async cancel =>
        {
            var (result, leftOut) = await letters.BringBackAsync(request.Id, revision, name, content, request.Actor, cancel);
            return (result, request.Links.AppealDone(request.Id, leftOut.Count == 0 ? Done.Edited : Done.EditedLess, request.List));
        });
    }

    public async Task<Answer> RedraftAsync(PageRequest request)
    {
        var playbook = await request.FormAsync("playbook");
        return await CaseChange.AnswerAsync(request, Done.Redrafted, cancel =>
            letters.RedraftAsync(request.Id, playbook, request.Actor, cancel));
    }
}
