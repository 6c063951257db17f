namespace Clausea.Batch.Dashboard.Files;

/// <summary>Lets a quarantined file be tried again, soon; false when it is not quarantined. The host gives it, if it has
/// workers.</summary>
public delegate Task<bool> ReplayLater(long fileId, CancellationToken cancellationToken);
