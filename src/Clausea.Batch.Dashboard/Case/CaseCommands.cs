using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>What a person may do with an appeal. Each is a POST, answered by a redirect to the appeal.</summary>
internal sealed class CaseCommands(
    LedgerAppeals appeals, Func<TemplateSet> templates, CodeCatalogue codes, TimeProvider time)
{
    public const int LongestText = 2000;

    public async Task<Answer> ApproveAsync(PageRequest request)
    {
        var reason = await request.FormAsync("reason");
        if (!int.TryParse(await request.FormAsync("revision"), CultureInfo.InvariantCulture, out var revision))
        {
            return Incomplete(request, "The form did not say which revision you have read.");
        }

        return IsTooLong(reason)
            ? TooLong(request)
            : await ChangeAsync(request, Done.Approved, cancel =>
                appeals.ApproveAsync(request.Id, revision, request.Actor, reason, cancellationToken: cancel));
    }

    public async Task<Answer> NoteAsync(PageRequest request)
    {
        var text = await request.FormAsync("text");
        return text is null ? Incomplete(request, "The note is empty.")
            : IsTooLong(text) ? TooLong(request)
            : await ChangeAsync(request, Done.Noted, cancel =>
                appeals.NoteAsync(request.Id, request.Actor, text, cancel));
    }

    public async Task<Answer> WithdrawAsync(PageRequest request)
    {
        var reason = await request.FormAsync("reason");
        return reason is null ? Incomplete(request, "To withdraw an appeal, say why.")
            : IsTooLong(reason) ? TooLong(request)
            : await ChangeAsync(request, Done.Withdrawn, cancel =>
                appeals.WithdrawAsync(request.Id, request.Actor, reason, cancel));
    }

    public async Task<Answer> RedraftAsync(PageRequest request)
    {
        var set = templates();
        if (set.Playbooks.Find(await request.FormAsync("playbook")) is not { Letter: not null } playbook)
        {
            return Incomplete(request, "There is no playbook of that name with a letter.");
        }

        if (await appeals.FindAsync(request.Id, request.Aborted) is not { } found)
        {
            return CaseDesk.NotFound(request);
        }

        try
        {
            var draft = Write(set, found, playbook);
            return await ChangeAsync(request, Done.Redrafted, cancel =>
                appeals.RedraftAsync(request.Id, draft, request.Actor, cancel));
        }
        catch (LetterException e)
        {
            return Message.AppealPage(request, StatusCodes.Status409Conflict, "The letter could not be written",
                $"The template has a mistake: {e.Problem}. The draft is as it was.");
        }
    }

    // The playbook that triage chose answers each of its causes; another one answers all that was denied.
    private Draft Write(TemplateSet set, AppealCase found, Playbook playbook)
    {
        var press = new LetterPress(set, codes);
        var today = Clock.Of(time).Today;
        return playbook.Key == found.Verdict.Playbook
            ? press.Write(found.Denial, today)
            : press.Write(found.Denial, playbook, today);
    }

    private static async Task<Answer> ChangeAsync(
        PageRequest request, string done, Func<CancellationToken, Task<ChangeResult>> change) =>
        request.MayChange
            ? await change(request.Aborted) switch
            {
                ChangeResult.Done => Answer.SeeOther(request.Links.AppealDone(request.Id, done)),
                ChangeResult.NotFound => CaseDesk.NotFound(request),
                var refused => Refused(request, refused),
            }
            : Message.AppealPage(
                request, StatusCodes.Status403Forbidden, "Nothing was changed", "You may look, but not change.");

    private static Answer Refused(PageRequest request, ChangeResult result) => Message.AppealPage(
        request, StatusCodes.Status409Conflict, "Nothing was changed", result switch
        {
            ChangeResult.OpenNeeds =>
                "The letter still needs something. Supply it, or approve it with a written reason.",
            ChangeResult.WrongStatus =>
                "The appeal's status does not allow this any more. Look at it as it is now.",
            _ => "Someone has changed the appeal since you opened it, or this claim already has a letter of that " +
                "kind. Look at it as it is now.",
        });

    private static Answer Incomplete(PageRequest request, string what) =>
        Message.AppealPage(request, StatusCodes.Status400BadRequest, "Nothing was changed", what);

    private static Answer TooLong(PageRequest request) => Incomplete(
        request, string.Create(CultureInfo.InvariantCulture, $"The text is longer than {LongestText} characters."));

    private static bool IsTooLong(string? text) => text is { Length: > LongestText };
}
