using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Shows one appeal, and records who looked at it.</summary>
internal sealed class CaseDesk(
    LedgerAppeals appeals, Func<TemplateSet> templates, CodeCatalogue codes, TimeProvider time)
{
    public async Task<Answer> ShowAsync(PageRequest request)
    {
        if (await appeals.FindAsync(request.Id, request.Aborted) is not { } found)
        {
            return NotFound(request);
        }

        await appeals.RecordViewAsync(request.Id, request.Actor, request.Aborted);
        return Answer.Page<CasePage>($"Appeal {request.Id}", new CaseView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            Token = request.Token(),
            MayChange = request.MayChange,
            Case = found,
            History = await appeals.HistoryAsync(request.Id, request.Aborted),
            Codes = codes,
            Playbooks = [.. templates().Playbooks.All
                .Where(playbook => playbook.Letter is not null)
                .OrderBy(playbook => playbook.Title, StringComparer.OrdinalIgnoreCase)],
            Notice = Done.Notice(request.Query("done")),
        });
    }

    internal static Answer NotFound(PageRequest request) => Message.Page(
        request, StatusCodes.Status404NotFound, "No such appeal", $"There is no appeal with the number {request.Id}.");
}

/// <summary>What was just done, as the address says it: a word of ours, never free text.</summary>
internal static class Done
{
    public const string Approved = "approved";
    public const string Redrafted = "redrafted";
    public const string Noted = "noted";
    public const string Withdrawn = "withdrawn";

    public static string? Notice(string? done) => done switch
    {
        Approved => "The letter is approved. Send it, with its enclosures, before the deadline.",
        Redrafted => "The letter was drafted anew. Read it again before you approve it.",
        Noted => "Your note is in the history.",
        Withdrawn => "The appeal is withdrawn.",
        _ => null,
    };
}
