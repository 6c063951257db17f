using Scriban.Runtime;

namespace Clausea.Batch.Appeals;

/// <summary>The words of a letter's facts that come from the remittance and the office's settings, as they are printed.
/// </summary>
internal static class GivenWords
{
    private static readonly string[] s_from = ["practice", "payer", "billing_company", "claim", "remittance", "lines", "payer_describes"];

    public static IReadOnlyList<string> In(ScriptObject facts) =>
        [.. s_from.SelectMany(name => facts.TryGetValue(name, out var value) ? Words(value) : []).Distinct()];

    // As MarkdownText.Escape leaves them: one line, without control and direction characters.
    private static IEnumerable<string> Words(object? value) => value switch
    {
        string text => [MarkdownText.Unescaped(MarkdownText.Escape(text.Replace('⟦', '[').Replace('⟧', ']')))],
        ScriptArray array => array.SelectMany(Words),
        ScriptObject members => members.Values.SelectMany(Words),
        _ => [],
    };
}
