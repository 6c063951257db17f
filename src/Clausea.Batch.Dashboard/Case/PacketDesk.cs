using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Documents.Packet;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Hands out the packet of an appeal: one PDF, or a ZIP when the payer's channel needs several.</summary>
internal sealed class PacketDesk(PacketWork packets)
{
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        try
        {
            if (await packets.MakeAsync(request.Id, request.Query("channel"), request.Actor, request.Aborted) is not { } files)
            {
                return CaseDesk.NotFound(request);
            }

            var name = $"{PacketWork.NameOf(request.Id)}-packet";
            if (files.Count == 1)
            {
                return Answer.Download("application/pdf", $"{name}.pdf", files[0].Content.ToArray());
            }

            using var zip = new MemoryStream();
            PacketBundle.Zip([(name, files)], zip);
            return Answer.Download("application/zip", $"{name}.zip", zip.ToArray());
        }
        catch (CaseworkException e)
        {
            return Message.AppealPage(request, StatusCodes.Status400BadRequest, "The packet cannot be made", e.Message);
        }
    }
}
