using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Hands out the latest letter of an appeal, once the history says so.</summary>
internal sealed class LetterDesk(LedgerAppeals appeals)
{
    public Task<Answer> HtmlAsync(PageRequest request) =>
        DownloadAsync(request, "html", "text/html; charset=utf-8", draft => draft.Html);

    public Task<Answer> TextAsync(PageRequest request) =>
        DownloadAsync(request, "txt", "text/plain; charset=utf-8", draft => draft.Text);

    private async Task<Answer> DownloadAsync(
        PageRequest request, string format, string contentType, Func<Draft, string> content)
    {
        if (await appeals.FindAsync(request.Id, request.Aborted) is not { } found)
        {
            return CaseDesk.NotFound(request);
        }

        if (found.Draft is not { Draft: var draft })
        {
            return Message.AppealPage(
                request, StatusCodes.Status404NotFound, "No letter yet", "The draft is not written yet.");
        }

        await appeals.RecordExportAsync(request.Id, request.Actor, format, request.Aborted);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"appeal-{request.Id}.{format}");
        return Answer.Download(contentType, fileName, content(draft));
    }
}
