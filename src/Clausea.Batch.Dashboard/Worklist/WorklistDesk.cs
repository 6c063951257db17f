using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>The worklist: appeals by urgency, and denials that need something else than a letter.</summary>
internal sealed class WorklistDesk(
    LedgerWorklist worklist, Func<TemplateSet> templates, CodeCatalogue codes, TimeProvider time)
{
    private const int OthersShown = 200;
    private const string Title = "Appeals";

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var state = WorklistState.Read(request.Query);
        var view = await ViewAsync(request, state);
        if (state.Others)
        {
            var others = await worklist.WithoutLetterAsync(OthersShown + 1, cancellationToken: request.Aborted);
            view = view with { Others = [.. others.Take(OthersShown)], HasMore = others.Count > OthersShown };
            return Answer.Page<WorklistPage>(Title, view);
        }

        try
        {
            return await RowsAsync(request, view, state.ToFilters(view.Clock.Today));
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

        var state = new WorklistState();
        var view = await ViewAsync(request, state) with { Found = number };
        var filters = state.ToFilters(view.Clock.Today).Select(filter => filter with { ClaimNumber = number });
        return await RowsAsync(request, view, filters);
    }

    // A cursor is a place in the order, whatever the filter; so lists of several filters can be paged as one.
    private async Task<Answer> RowsAsync(PageRequest request, WorklistView view, IEnumerable<WorklistFilter> filters)
    {
        var rows = new List<WorklistRow>();
        foreach (var filter in filters)
        {
            rows.AddRange(await worklist.PageAsync(filter, request.Aborted));
        }

        var hasMore = rows.Count > WorklistState.PageSize;
        var shown = InOrder(rows, view.State.Sort).Take(WorklistState.PageSize).ToList();
        var next = hasMore && view.Found is null ? view.State with { After = shown[^1].Cursor } : null;
        return Answer.Page<WorklistPage>(
            Title, view with { Rows = shown, HasMore = hasMore, Next = next?.Href(view.Links) });
    }

    private static IOrderedEnumerable<WorklistRow> InOrder(List<WorklistRow> rows, WorklistSort sort) => sort switch
    {
        WorklistSort.Priority => rows.OrderByDescending(row => row.Priority).ThenByDescending(row => row.Id),
        WorklistSort.Deadline => rows.OrderBy(row => row.Deadline ?? DateOnly.MaxValue).ThenBy(row => row.Id),
        WorklistSort.Amount => rows.OrderByDescending(row => row.DeniedAmount).ThenByDescending(row => row.Id),
        _ => rows.OrderByDescending(row => row.Id),
    };

    private async Task<WorklistView> ViewAsync(PageRequest request, WorklistState state) => new()
    {
        Links = request.Links,
        Clock = Clock.Of(time),
        Token = request.Token(),
        State = state,
        Totals = await worklist.TotalsAsync(request.Aborted),
        Codes = codes,
        Playbooks = [.. templates().Playbooks.All
            .Where(playbook => playbook.Letter is not null)
            .OrderBy(playbook => playbook.Title, StringComparer.OrdinalIgnoreCase)],
    };
}
