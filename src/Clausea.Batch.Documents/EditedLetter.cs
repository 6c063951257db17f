namespace Clausea.Batch.Documents;

/// <summary>What an edited Word letter says.</summary>
/// <param name="Markdown">The text of the next draft.</param>
/// <param name="LeftOut">What the document holds and a draft cannot: "2 images or drawings".</param>
public sealed record EditedLetter(string Markdown, IReadOnlyList<string> LeftOut);
