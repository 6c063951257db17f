using System.Globalization;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Documents;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>What a person does with many appeals of a list at once. One POST, answered by what became of each.</summary>
internal sealed class BulkCommands(
    BulkWork work, LetterWork letters, PacketWork packets, LedgerWorklist worklist, LedgerAccess access, TimeProvider time)
{
    private const string Nothing = "Nothing was changed";

    public async Task<Answer> RunAsync(PageRequest request)
    {
        try
        {
            var what = await request.FormAsync("do");
            var isExport = what is "packets" or "print" or "docx" or "pdf";
            var state = WorklistState.Parse(await request.FormAsync("in"));
            var chosen = await ChosenAsync(request, state, isExport ? BulkWork.MostExported : BulkWork.Most);
            return chosen.Count == 0 ? Refuse(request, state, "Nothing is ticked", "Tick the appeals that are meant, and choose again what is to be done with them.")
                : isExport ? await ExportAsync(request, chosen, what!)
                : await ChangeAsync(request, state, chosen, what);
        }
        catch (CaseworkException e)
        {
            return Refuse(request, WorklistState.Parse(await request.FormAsync("in")), Nothing, e.Message);
        }
    }

    private async Task<Answer> ChangeAsync(PageRequest request, WorklistState state, IReadOnlyList<Chosen> chosen, string? what)
    {
        IReadOnlyList<long> ids = [.. chosen.Select(one => one.Id)];
        var reason = await request.FormAsync("reason") ?? string.Empty;
        if (reason.Length > CaseCommands.LongestText)
        {
            throw new CaseworkException($"The reason is longer than {CaseCommands.LongestText} characters.");
        }

        // Once begun it is brought to its end, whether somebody waits for it or not: each appeal is told in its history.
        var (done, results) = what switch
        {
            "assign" => ("assigned", await work.AssignAsync(ids, await request.FormAsync("assignee") ?? request.Actor, request.Actor, CancellationToken.None)),
            "free" => ("assigned to nobody", await work.AssignAsync(ids, null, request.Actor, CancellationToken.None)),
            "approve" => ("approved", await work.ApproveAsync(chosen, request.Actor, CancellationToken.None)),
            "withdraw" => ("withdrawn", await work.WithdrawAsync(ids, reason, request.Actor, CancellationToken.None)),
            _ => throw new CaseworkException("Choose what is to be done with the ticked appeals."),
        };
        return Answer.Page<BulkPage>("Appeals, done", new BulkView(request.Links, state, done, results));
    }

    private async Task<Answer> ExportAsync(PageRequest request, IReadOnlyList<Chosen> chosen, string what)
    {
        IReadOnlyList<long> ids = [.. chosen.Select(one => one.Id)];
        using var file = new MemoryStream();
        if (LetterFormat.Find(what) is { } format)
        {
            await letters.BundleAsync(ids, format, request.Actor, file, request.Aborted);
        }
        else
        {
            await packets.BundleAsync(ids, what == "packets", channel: null, request.Actor, file, request.Aborted);
        }

        // Before it is handed out: what cannot be logged is not.
        var detail = string.Create(CultureInfo.InvariantCulture, $"{ids.Count} appeals, {what}");
        await access.RecordAsync(new(request.Actor, AccessAction.Exported, AccessSubject.Bundle, Detail: detail), request.Aborted);
        return what == "print" ? Answer.Download("application/pdf", "appeals.pdf", file.ToArray()) : Answer.Download("application/zip", "appeals.zip", file.ToArray());
    }

    private async Task<IReadOnlyList<Chosen>> ChosenAsync(PageRequest request, WorklistState state, int most)
    {
        if (await request.FormAsync("all") is not null)
        {
            var filter = state.ToFilter(Clock.Of(time), request.Actor) with { Limit = most };
            return [.. (await worklist.PageAsync(filter, request.Aborted)).Select(row => new Chosen(row.Id, row.Revision))];
        }

        List<Chosen> ticked = [.. (await request.ValuesAsync("one")).Select(Read).OfType<Chosen>().DistinctBy(one => one.Id)];
        return ticked.Count <= most ? ticked
            : throw new CaseworkException(string.Create(CultureInfo.InvariantCulture, $"{ticked.Count} appeals are too many at once: {most} can be taken."));
    }

    // 12:3 is revision 3 of appeal 12.
    private static Chosen? Read(string value) => value.Split(':') is [var id, var revision]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
        ? new Chosen(number, shown)
        : null;

    private static Answer Refuse(PageRequest request, WorklistState state, string heading, string text) => Answer.Page<MessagePage>(
        heading, new Message(heading, text, state.Href(request.Links), "Back to the list"), StatusCodes.Status400BadRequest);

    public static Task<Answer> MayNotAsync(PageRequest request) => Task.FromResult(Answer.Page<MessagePage>(
        Nothing, new Message(Nothing, "You may look, but not change.", request.Links.Worklist, "To the appeals"), StatusCodes.Status403Forbidden));
}

/// <summary>What became of each of many appeals.</summary>
/// <param name="State">The list in which they were chosen.</param>
/// <param name="Done">What was to be done, such as approved.</param>
public sealed record BulkView(DashboardLinks Links, WorklistState State, string Done, IReadOnlyList<BulkResult> Results);
