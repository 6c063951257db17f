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

    public async Task<Answer> ReplayAsync(PageRequest request) => replayLater is not null && await replayLater(request.Id, request.Aborted)
        ? Answer.SeeOther(request.Links.File(request.Id))
        : Answer.Page<MessagePage>(
            "Nothing was changed",
            new Message("Nothing was changed", "Only a quarantined file can be tried again, and this one is not, or not any more.", request.Links.Files, "To the files"),
            StatusCodes.Status409Conflict);
}
