using System.Globalization;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Hands out the latest letter of an appeal, once the history says so.</summary>
internal sealed class LetterDesk(LedgerAppeals appeals)
{
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        if (await appeals.FindAsync(request.Id, request.Aborted) is not { } found)
        {
            return CaseDesk.NotFound(request);
        }

        if (found.Draft is not { } draft)
        {
            return Message.AppealPage(
                request, StatusCodes.Status404NotFound, "No letter yet", "The draft is not written yet.");
        }

        var format = LetterFormat.Find(request.Route("Format"))!;
        var content = LetterFile.Of(format, draft.Draft, found.Claim, draft.CreatedAt, found.ApprovedAt is not null);
        await appeals.RecordExportAsync(request.Id, request.Actor, format.Extension, request.Aborted);
        var fileName = string.Create(CultureInfo.InvariantCulture, $"appeal-{request.Id}.{format.Extension}");
        return Answer.Download(format.ContentType, fileName, content);
    }
}
