using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>Finds the appeal that a person wants to work on.</summary>
internal sealed class CaseOpening(LedgerAppeals appeals, Func<LetterRoom> room, TimeProvider time)
{
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>Null when there is no such appeal.</summary>
    /// <exception cref="CaseworkException">It has no draft yet.</exception>
    public async Task<OpenCase?> FindAsync(long id, CancellationToken cancellationToken)
    {
        if (await appeals.FindAsync(id, cancellationToken) is not { } found)
        {
            return null;
        }

        return found.Draft is { } draft
            ? new OpenCase(found, draft, room(), Today)
            : throw new CaseworkException("The draft is not written yet.");
    }
}
