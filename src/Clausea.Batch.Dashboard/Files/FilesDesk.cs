using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>The files that came in, the latest first, and what waits in the inbox and cannot be taken.</summary>
internal sealed class FilesDesk(
    FileList files, TimeProvider time, Func<InboxView>? inbox = null, ReplayLater? replayLater = null, InboxDoor? door = null)
{
    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var state = FilesState.Read(request.Query);
        var rows = await files.PageAsync(state.Group, state.Before, FilesState.PageSize + 1, request.Aborted);
        var hasMore = rows.Count > FilesState.PageSize;
        return Answer.Page<FilesPage>("Files", new FilesView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            State = state,
            Counts = await files.CountsAsync(request.Aborted),
            Files = [.. rows.Take(FilesState.PageSize)],
            Next = hasMore ? (state with { Before = rows[FilesState.PageSize - 1].Id }).Href(request.Links) : null,
            Inbox = inbox?.Invoke(),
            Token = request.MayChange ? request.Token() : null,
            CanReplay = replayLater is not null && request.MayChange,
            Door = request.MayChange ? door : null,
        });
    }

    public async Task<Answer> ReplayAsync(PageRequest request)
    {
        if (!request.MayChange)
        {
            return MayNot(request);
        }

        return replayLater is not null && await replayLater(request.Id, request.Aborted)
            ? Answer.SeeOther(request.Links.File(request.Id))
            : Refuse(request, StatusCodes.Status409Conflict, "Only a quarantined file can be tried again, and this one is not, or not any more.");
    }

    internal static Answer MayNot(PageRequest request) => Refuse(request, StatusCodes.Status403Forbidden, "You may look, but not change.");

    internal static Answer Refuse(PageRequest request, int status, string why) => Answer.Page<MessagePage>(
        "Nothing was changed", new Message("Nothing was changed", why, request.Links.Files, "To the files"), status);
}
