namespace Clausea.Batch.Casework;

/// <summary>What a person asked for cannot be done; the message says why, and what to do instead.</summary>
public sealed class CaseworkException(string message) : Exception(message);
