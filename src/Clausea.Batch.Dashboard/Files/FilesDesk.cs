using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>The files that came in, the latest first, and what waits in the inbox and cannot be taken.</summary>
internal sealed class FilesDesk(LedgerFiles files, TimeProvider time, Func<InboxView>? inbox = null, ReplayLater? replayLater = null)
{
    private const int Shown = 100;

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var rows = await files.ListAsync(Shown + 1, request.Aborted);
        var entries = rows.Take(Shown).Select(FileEntry.Of).ToList();
        var view = new FilesView(request.Links, Clock.Of(time), entries, rows.Count > Shown)
        {
            Inbox = inbox?.Invoke(),
            Replay = replayLater is not null && request.MayChange ? request.Token() : null,
        };
        return Answer.Page<FilesPage>("Files", view);
    }

    public async Task<Answer> ReplayAsync(PageRequest request)
    {
        if (!request.MayChange)
        {
            return Refuse(request, StatusCodes.Status403Forbidden, "You may look, but not change.");
        }

        return replayLater is not null && await replayLater(request.Id, request.Aborted)
            ? Answer.SeeOther(request.Links.File(request.Id))
            : Refuse(request, StatusCodes.Status409Conflict, "Only a quarantined file can be tried again, and this one is not, or not any more.");
    }

    private static Answer Refuse(PageRequest request, int status, string why) => Answer.Page<MessagePage>(
        "Nothing was changed", new Message("Nothing was changed", why, request.Links.Files, "To the files"), status);
}
