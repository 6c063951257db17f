using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>A change of an appeal, answered by a redirect to it, or by why nothing was changed.</summary>
internal static class CaseChange
{
    private const string Unchanged = "Nothing was changed";

    public static Task<Answer> AnswerAsync(PageRequest request, string done, Func<CancellationToken, Task<ChangeResult>> change) =>
        AnswerAsync(request, async cancellationToken => (await change(cancellationToken), request.Links.AppealDone(request.Id, done)));

    /// <summary>The change tells where to go on.</summary>
    public static async Task<Answer> AnswerAsync(PageRequest request, Func<CancellationToken, Task<(ChangeResult Result, string Next)>> change)
    {
        try
        {
            var (result, next) = await change(request.Aborted);
            return result switch
            {
                ChangeResult.Done => Answer.SeeOther(next),
                ChangeResult.NotFound => CaseDesk.NotFound(request),
                var refused => await RefuseAsync(request, StatusCodes.Status409Conflict, Unchanged, Why(refused)),
            };
        }
        catch (CaseworkException e)
        {
            return await IncompleteAsync(request, e.Message);
        }
        catch (LetterException e)
        {
            return await RefuseAsync(request, StatusCodes.Status409Conflict, "The letter could not be written",
                $"The template has a mistake: {e.Problem}. The draft is as it was.");
        }
    }

    public static Task<Answer> IncompleteAsync(PageRequest request, string what) =>
        RefuseAsync(request, StatusCodes.Status400BadRequest, Unchanged, what);

    public static Task<Answer> NoRevisionAsync(PageRequest request) => IncompleteAsync(request, "The form did not say which revision you have read.");

    // What somebody has typed for minutes comes back, so that it can be used again.
    private static async Task<Answer> RefuseAsync(PageRequest request, int status, string heading, string text) =>
        Message.AppealPage(request, status, heading, text, await WrittenAsync(request));

    private static async Task<string?> WrittenAsync(PageRequest request) =>
        await request.FormAsync("words") ?? await request.FormAsync("text") ?? await request.FormAsync("reason");

    private static string Why(ChangeResult result) => result switch
    {
        ChangeResult.OpenNeeds => "The letter still needs something, or says what the check doubts. Supply it, or approve it with a written reason.",
        ChangeResult.MustBeMended => "The letter says what no reason makes right. Its page lists what: mend it first.",
        ChangeResult.WrongStatus => "The appeal's status does not allow this any more. Look at it as it is now.",
        _ => "Someone has changed the appeal since you opened it, or this claim already has a letter of that kind. Look at it as it is now.",
    };
}
