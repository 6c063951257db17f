namespace Clausea.Batch.Dashboard.Case;

/// <summary>Has the letters of queued appeals written soon. A host without it writes them whenever it looks for what is
/// queued.</summary>
public delegate Task DraftLater(IReadOnlyList<long> appealIds, CancellationToken cancellationToken);
