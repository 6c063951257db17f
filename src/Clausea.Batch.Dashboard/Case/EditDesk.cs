using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Shows the text of a draft in a form.</summary>
internal sealed class EditDesk(LedgerAppeals appeals)
{
    public async Task<Answer> ShowAsync(PageRequest request)
    {
        if (await appeals.FindAsync(request.Id, request.Aborted) is not { } found)
        {
            return CaseDesk.NotFound(request);
        }

        if (found is not { Status: AppealStatus.Drafted, Draft: { } draft })
        {
            return Message.AppealPage(request, StatusCodes.Status409Conflict, "This letter is not open for changes",
                "Only a draft can be edited. An approved letter can be taken back first, as long as it is not sent.");
        }

        await appeals.RecordViewAsync(request.Id, request.Actor, request.Aborted);
        return Answer.Page<EditPage>($"Appeal {request.Id}, edit", new EditView
        {
            Links = request.Links,
            Token = request.Token(),
            Id = request.Id,
            Revision = draft.Revision,
            Markdown = draft.Draft.Markdown,
        });
    }
}

/// <summary>What the form for a letter's text shows.</summary>
public sealed record EditView
{
    public required DashboardLinks Links { get; init; }

    public required FormToken Token { get; init; }

    public required long Id { get; init; }

    public required int Revision { get; init; }

    public required string Markdown { get; init; }
}
