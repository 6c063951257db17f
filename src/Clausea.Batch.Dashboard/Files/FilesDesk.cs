using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>The files that came in, the latest first.</summary>
internal sealed class FilesDesk(LedgerFiles files, TimeProvider time)
{
    private const int Shown = 100;

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var rows = await files.ListAsync(Shown + 1, request.Aborted);
        var entries = rows.Take(Shown).Select(FileEntry.Of).ToList();
        var view = new FilesView(request.Links, Clock.Of(time), entries, rows.Count > Shown);
        return Answer.Page<FilesPage>("Files", view);
    }
}
