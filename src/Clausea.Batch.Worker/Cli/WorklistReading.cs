using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Reads the worklist page by page.</summary>
internal static class WorklistReading
{
    private const int PageSize = 500;

    /// <summary>Every row of a filter, up to a number.</summary>
    public static async Task<List<WorklistRow>> AllAsync(LedgerWorklist worklist, WorklistFilter filter, int limit, CancellationToken cancellationToken)
    {
        var rows = new List<WorklistRow>();
        while (rows.Count < limit)
        {
            var page = await worklist.PageAsync(filter with { Limit = Math.Min(PageSize, limit - rows.Count), After = rows.LastOrDefault()?.Cursor }, cancellationToken);
            rows.AddRange(page);
            if (page.Count < PageSize)
            {
                break;
            }
        }

        return rows;
    }
}
