using Scriban.Runtime;

namespace Clausea.Batch.Appeals;

/// <summary>The words of a letter's facts that come from the remittance and the office's settings, as they are printed.
/// </summary>
internal static class GivenWords
{
    private static readonly string[] s_from = ["practice", "payer", "billing_company", "claim", "remittance", "lines", "payer_describes", "earlier"];

    // The product's words, for which the letter does answer.
    private static readonly string[] s_ownWords = ["payer_line", "filing_indicator", "service_name", "minutes", "reasons", "remarks"];

    public static IReadOnlyList<string> In(ScriptObject facts) =>
        [.. s_from.SelectMany(name => facts.TryGetValue(name, out var value) ? Words(value) : []).Distinct()];

    // As they stand in LetterLines: one line, without control and direction characters, without marks of bold.
    private static IEnumerable<string> Words(object? value) => value switch
    {
        string text => [MarkdownText.AsRead(text).Replace("**", string.Empty, StringComparison.Ordinal)],
        ScriptArray array => array.SelectMany(Words),
        ScriptObject members => members.Where(member => !s_ownWords.Contains(member.Key)).SelectMany(member => Words(member.Value)),
        _ => [],
    };
}
