using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>Finds the appeal that a person wants to work on.</summary>
internal sealed class CaseOpening(LedgerAppeals appeals, Func<LetterRoom> room, TimeProvider time)
{
    public DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>Null when there is no such appeal.</summary>
    /// <exception cref="CaseworkException">It has no draft yet.</exception>
    public async Task<OpenCase?> FindAsync(long id, CancellationToken cancellationToken) =>
        await appeals.FindAsync(id, cancellationToken) is { } found
            ? Open(found) ?? throw new CaseworkException("The draft is not written yet.")
            : null;

    /// <summary>Null while there is no draft.</summary>
    public OpenCase? Open(AppealCase found) => found.Draft is { } draft ? new OpenCase(found, draft, room(), Today) : null;

    /// <summary>Changes a draft from the revision that a person has read, unless there is none, or none that may change.</summary>
    /// <exception cref="CaseworkException">The appeal has no draft yet.</exception>
    public async Task<ChangeResult> ChangeAsync(
        long id, int fromRevision, Func<OpenCase, Task<ChangeResult>> change, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is not { } open ? ChangeResult.NotFound
            : open.Refusal(fromRevision) ?? await change(open);
}
