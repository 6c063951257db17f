namespace Clausea.Batch.Appeals;

/// <summary>A file holds no code list that can be recognized; the message says what it seems to be instead.</summary>
public sealed class NotACodeListException(string message) : Exception(message);
