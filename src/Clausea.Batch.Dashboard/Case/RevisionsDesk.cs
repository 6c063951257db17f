using System.Globalization;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>Shows the revisions of a letter, and what changed between two.</summary>
internal sealed class RevisionsDesk(LedgerAppeals appeals, TimeProvider time)
{
    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var revisions = await appeals.RevisionsAsync(request.Id, request.Aborted);
        if (revisions.Count == 0)
        {
            return CaseDesk.NotFound(request);
        }

        var latest = revisions[^1].Revision;
        var to = Chosen(request, "to", latest, latest);
        var from = Chosen(request, "from", Math.Max(1, to - 1), latest);
        await appeals.RecordViewAsync(request.Id, request.Actor, request.Aborted);
        return Answer.Page<RevisionsPage>($"Appeal {request.Id}, revisions", new RevisionsView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            Id = request.Id,
            Revisions = revisions,
            From = from,
            To = to,
            Lines = from == to ? [] : await CompareAsync(request, from, to),
        });
    }

    private async Task<IReadOnlyList<ComparedLine>> CompareAsync(PageRequest request, int from, int to) =>
        await appeals.RevisionAsync(request.Id, from, request.Aborted) is { } before && await appeals.RevisionAsync(request.Id, to, request.Aborted) is { } after
            ? RevisionComparison.Of(before.Draft, after.Draft)
            : [];

    private static int Chosen(PageRequest request, string name, int otherwise, int latest) =>
        int.TryParse(request.Query(name), CultureInfo.InvariantCulture, out var revision) && revision >= 1 && revision <= latest ? revision : otherwise;
}

/// <summary>What the page of revisions shows.</summary>
public sealed record RevisionsView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required long Id { get; init; }

    public required IReadOnlyList<RevisionRow> Revisions { get; init; }

    /// <summary>The two that are compared; equal when there is only one.</summary>
    public required int From { get; init; }

    public required int To { get; init; }

    public required IReadOnlyList<ComparedLine> Lines { get; init; }
}
