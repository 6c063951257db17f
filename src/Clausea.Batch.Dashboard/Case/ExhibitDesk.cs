using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Hands out an exhibit as it was attached, once the history says so.</summary>
internal sealed class ExhibitDesk(ExhibitWork exhibits)
{
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        try
        {
            return await exhibits.ReadAsync(request.Id, request.Route("Letter"), request.Actor, request.Aborted) is var (exhibit, content)
                ? Answer.Download(exhibit.ContentType, $"appeal-{request.Id}-exhibit-{exhibit.Letter}{Extension(exhibit.ContentType)}", content)
                : Message.AppealPage(request, StatusCodes.Status404NotFound, "No such exhibit", "There is no exhibit of that letter.");
        }
        catch (CaseworkException e)
        {
            return Message.AppealPage(request, StatusCodes.Status400BadRequest, "The exhibit cannot be shown", e.Message);
        }
    }

    private static string Extension(string contentType) => contentType switch
    {
        "application/pdf" => ".pdf",
        "image/jpeg" => ".jpg",
        "image/png" => ".png",
        "image/tiff" => ".tif",
        _ => ".txt",
    };
}
