using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Remittances and the claims in them that something has to be done about, each once.</summary>
public sealed class LedgerRemittances(LedgerDatabase database)
{
    /// <summary>Begins to record a remittance. Nothing of it is there for others until it is committed.</summary>
    public Task<RemittanceWriting> BeginAsync(
        long fileId, Interchange? interchange, Remittance remittance, CancellationToken cancellationToken = default) =>
        BeginAsync(fileId, interchange, remittance, Task.CompletedTask, cancellationToken);

    /// <param name="fileId">The file it stands in.</param>
    /// <param name="interchange">The interchange it stands in.</param>
    /// <param name="remittance">What its head says.</param>
    /// <param name="turn">Nothing is written before this has ended.</param>
    /// <param name="cancellationToken">Ends it before it begins.</param>
    public Task<RemittanceWriting> BeginAsync(
        long fileId, Interchange? interchange, Remittance remittance, Task turn, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new RemittanceWriting(database, fileId, interchange, remittance, turn));
    }
}

/// <summary>What recording a remittance came to.</summary>
/// <param name="RemittanceId">Of the one row that this remittance has.</param>
/// <param name="IsNew">False when it was recorded before, from this file or another; then nothing was added.</param>
/// <param name="NewAppeals">Ids of the appeals that are now queued.</param>
public sealed record RemittanceRecorded(long RemittanceId, bool IsNew, IReadOnlyList<long> NewAppeals)
{
    /// <summary>Claims that were not in the ledger yet, with an appeal or without.</summary>
    public int NewDenials { get; init; }

    /// <summary>The earlier remittance of the same payment that had other content; its claims here go to a person.</summary>
    public long? ResentOf { get; init; }

    /// <summary>Appeals that its claims decided.</summary>
    public int ClosedAppeals { get; init; }
}
