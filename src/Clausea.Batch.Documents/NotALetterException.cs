namespace Clausea.Batch.Documents;

/// <summary>A file is no Word letter that can be read; the message says what it is instead, and what to do.</summary>
public sealed class NotALetterException(string message) : Exception(message);
