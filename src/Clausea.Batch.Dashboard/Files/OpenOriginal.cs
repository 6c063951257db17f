using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>Opens a file as it came in, wherever it lies now; null when its bytes are gone. The host gives it, as it knows
/// the data folder.</summary>
public delegate Stream? OpenOriginal(FileRow file);
