using System.Globalization;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Documents;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Hands out the latest letter of an appeal, once the history says so.</summary>
internal sealed class LetterDesk(LetterWork letters)
{
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        var format = LetterFormat.Find(request.Route("Format"))!;
        try
        {
            var fileName = string.Create(CultureInfo.InvariantCulture, $"appeal-{request.Id}.{format.Extension}");
            return await letters.FileAsync(request.Id, format, request.Actor, request.Aborted) is { } content
                ? Answer.Download(format.ContentType, fileName, content)
                : CaseDesk.NotFound(request);
        }
        catch (CaseworkException e)
        {
            return Message.AppealPage(request, StatusCodes.Status404NotFound, "No letter yet", e.Message);
        }
    }
}
