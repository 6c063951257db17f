namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Raised and lowered numbers as characters of their own: a draft that says 103 for 10³ would be wrong.</summary>
internal static class RaisedText
{
    private const string Plain = "0123456789+-−";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₋";

    /// <summary>Text that is no number stays as it is.</summary>
    public static string Of(string text, string? alignment) => alignment switch
    {
        "superscript" => Of(text, signs: Raised),
        "subscript" => Of(text, signs: Lowered),
        _ => text,
    };

    private static string Of(string text, ReadOnlySpan<char> signs)
    {
        if (!text.All(c => Plain.Contains(c, StringComparison.Ordinal)))
        {
            return text;
        }

        var changed = new char[text.Length];
        for (var at = 0; at < text.Length; at++)
        {
            changed[at] = signs[Plain.IndexOf(text[at], StringComparison.Ordinal)];
        }

        return new string(changed);
    }
}
