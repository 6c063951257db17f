using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>The worklist: appeals in the order wanted, and denials that need something else than a letter.</summary>
internal sealed class WorklistDesk(
    LedgerWorklist worklist, LedgerAccess access, Func<TemplateSet> templates, CodeCatalogue codes, TimeProvider time)
{
    private const int OthersShown = 200;
    private const int NamesOffered = 500;
    private const string Title = "Appeals";

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var state = WorklistState.Read(request.Query);
        var view = await ViewAsync(request, state);
        if (state.Others)
        {
            return await OthersAsync(request, view);
        }

        try
        {
            var page = await worklist.ListAsync(state.ToFilter(view.Clock, request.Actor), request.Aborted);
            return Answer.Page<WorklistPage>(Title, WithPage(view, page));
        }
        catch (ArgumentException)
        {
            // The ledger's word for a cursor that is none, or one of another sort.
            return Message.Page(request, StatusCodes.Status400BadRequest, "This place in the list is no more",
                "The link leads to a page of another list. Begin again at the first page.");
        }
    }

    /// <summary>Looks for an account or claim number. By POST, so that it stays out of addresses and logs.</summary>
    public async Task<Answer> FindAsync(PageRequest request)
    {
        var number = await request.FormAsync("number");
        if (number is null)
        {
            return Answer.SeeOther(request.Links.Worklist);
        }

        var isInside = await request.FormAsync("inside") is not null;
        var view = await ViewAsync(request, new()) with { Found = number, IsInside = isInside };
        var filter = view.State.ToFilter(view.Clock, request.Actor) with { ClaimNumber = number, InsideNumbers = isInside };
        var page = await worklist.ListAsync(filter, request.Aborted);
        return Answer.Page<WorklistPage>(Title, view with { Rows = page.Rows, HasMore = page.HasMore, Total = page.Total });
    }

    /// <summary>The list as a file; whoever takes it is kept in the access log first.</summary>
    public async Task<Answer> CsvAsync(PageRequest request)
    {
        var state = WorklistState.Read(request.Query).First;
        await access.RecordAsync(new(request.Actor, AccessAction.Exported, AccessSubject.Worklist, Detail: "csv"), request.Aborted);
        var rows = worklist.StreamAsync(state.ToFilter(Clock.Of(time), request.Actor), WorklistCsv.MostRows, request.Aborted);
        return Answer.Stream(WorklistCsv.ContentType, "appeals.csv", (output, cancel) => WorklistCsv.WriteAsync(rows, output, cancel));
    }

    private async Task<Answer> OthersAsync(PageRequest request, WorklistView view)
    {
        long? older = long.TryParse(view.State.After, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        var others = await worklist.WithoutLetterAsync(OthersShown + 1, older, request.Aborted);
        List<DenialWithoutLetter> shown = [.. others.Take(OthersShown)];
        var next = others.Count > OthersShown ? view.State with { After = shown[^1].DenialId.ToString(CultureInfo.InvariantCulture) } : null;
        return Answer.Page<WorklistPage>(Title, view with { Others = shown, Next = next?.Href(view.Links), First = older is null ? null : view.State.First.Href(view.Links) });
    }

    // How many rows stand before a page, and how many there are in all, is told with the first page and handed on.
    private static WorklistView WithPage(WorklistView view, Ledger.WorklistPage page)
    {
        var state = view.State;
        var (rows, isBack) = (page.Rows, state.Before is not null);
        var isFirst = (state.After is null && !isBack) || (isBack && !page.HasMore);
        var of = page.Total is { IsMore: false } total ? total.Appeals : page.Total is null ? state.Of : null;
        var skipped = isFirst ? 0 : state.Skipped;
        var (next, before) = (state.First with { Of = of }, state.First with { Of = of });
        return view with
        {
            Rows = rows,
            HasMore = page.HasMore,
            Total = page.Total ?? (of is { } known ? new WorklistCount(known, IsMore: false) : null),
            FirstRow = skipped + 1,
            Next = rows.Count > 0 && (isBack || page.HasMore) ? (next with { After = rows[^1].Cursor, Skipped = skipped + rows.Count }).Href(view.Links) : null,
            Previous = rows.Count > 0 && !isFirst ? (before with { Before = rows[0].Cursor, Skipped = Math.Max(0, skipped - WorklistState.PageSize) }).Href(view.Links) : null,
            First = isFirst ? null : state.First.Href(view.Links),
        };
    }

    private async Task<WorklistView> ViewAsync(PageRequest request, WorklistState state) => new()
    {
        Links = request.Links,
        Clock = Clock.Of(time),
        Token = request.Token(),
        MayChange = request.MayChange,
        Actor = request.Actor,
        State = state,
        Totals = await worklist.TotalsAsync(request.Aborted),
        WithoutLetter = await worklist.CountWithoutLetterAsync(request.Aborted),
        Names = await worklist.NamesAsync(NamesOffered, request.Aborted),
        Codes = codes,
        Playbooks = [.. templates().Playbooks.All
            .Where(playbook => playbook.Letter is not null)
            .OrderBy(playbook => playbook.Title, StringComparer.OrdinalIgnoreCase)],
    };
}
