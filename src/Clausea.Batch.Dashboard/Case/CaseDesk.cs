using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Shows one appeal, and records who looked at it.</summary>
internal sealed class CaseDesk(
    LedgerAppeals appeals, ExhibitWork exhibits, Func<TemplateSet> templates, CodeCatalogue codes, TimeProvider time)
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
            MayApprove = request.May(Right.Approve),
            Case = found,
            History = await appeals.HistoryAsync(request.Id, request.Aborted),
            Codes = codes,
            Playbooks = [.. templates().Playbooks.All
                .Where(playbook => playbook.Letter is not null)
                .OrderBy(playbook => playbook.Title, StringComparer.OrdinalIgnoreCase)],
            Evidence = exhibits.EvidenceOf(found),
            Channel = PacketWork.ChannelOf(Correspondents.Of(templates(), found.Remittance, found.Claim, found.Kind).To),
            JustDone = request.Query("done"),
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
    public const string Reopened = "reopened";
    public const string Sent = "sent";
    public const string Decided = "decided";
    public const string Filled = "filled";
    public const string Edited = "edited";
    public const string EditedLess = "edited-less";
    public const string Attached = "attached";
    public const string Removed = "removed";
    public const string Waived = "waived";

    /// <summary>The section of the page to go on with: needs and exhibits come in numbers. Null for the top.</summary>
    public static string? Section(string? done) => done switch
    {
        Filled => "needs",
        Attached or Removed or Waived => "exhibits",
        _ => null,
    };

    public static string? Notice(string? done) => done switch
    {
        Approved => "The letter is approved. Send it, with its enclosures, before the deadline.",
        Redrafted => "The letter was drafted anew. Read it again before you approve it.",
        Noted => "Your note is in the history.",
        Withdrawn => "The appeal is withdrawn.",
        Reopened => "The approval is taken back. The letter is a draft again.",
        Sent => "Sent. Record the outcome once the payer has decided.",
        Decided => "The outcome is recorded.",
        Filled => "Filled in. The letter has a new revision.",
        Edited => "The letter has a new revision, and was checked again.",
        EditedLess => "The letter has a new revision. Pictures, footnotes or the like were left out: a letter cannot hold them. Read it again.",
        Attached => "The document is attached, and the letter names it.",
        Removed => "The exhibit is taken out, and the letter no longer lists it.",
        Waived => "The letter goes without that document.",
        _ => null,
    };
}
