namespace Clausea.Batch.Dashboard.Today;

/// <summary>What an office has to know before it relies on the numbers: whole sentences. The host gives it, if it knows any.</summary>
public delegate IReadOnlyList<string> TellWarnings();
