namespace Clausea.Batch.Era;

/// <summary>The bytes are no 835 at all. The message says what was found instead; it holds nothing of the content.</summary>
public sealed class NotAnEraException(string message) : Exception(message);
