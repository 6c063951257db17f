using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Understands how people write codes: 50, CO-50, co50, N382, status 4, CLP02-4, PLB-WO, filing MB, rev 905.</summary>
public static partial class CodeWords
{
    private static readonly CodeKind[] s_unnamed =
    [
        CodeKind.Reason, CodeKind.Remark, CodeKind.Group, CodeKind.Service, CodeKind.ProviderAdjustment, CodeKind.FilingIndicator,
    ];

    /// <summary>What the text may name, the likeliest first; nothing when the catalogue has no such code.</summary>
    public static IReadOnlyList<CodeReading> Read(string text, CodeCatalogue codes)
    {
        var written = Normal(text);
        if (Listed().Match(written) is { Success: true } listed)
        {
            return Found([KindOf(listed.Groups["list"].Value)], listed.Groups["code"].Value, null, codes);
        }

        var readings = Found(s_unnamed, written, null, codes);
        return readings.Count == 0 && Grouped().Match(written) is { Success: true } grouped
            ? Found([CodeKind.Reason, CodeKind.Remark], grouped.Groups["code"].Value, grouped.Groups["group"].Value, codes)
            : readings;
    }

    /// <summary>Puts together what was written as two words: status 4, CO 50.</summary>
    public static IReadOnlyList<string> Join(IReadOnlyList<string> words)
    {
        var joined = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var isOpen = i + 1 < words.Count && Opening().IsMatch(Normal(words[i])) && words[i + 1].Any(char.IsAsciiLetterOrDigit);
            joined.Add(isOpen && IsRest(words[i], words[i + 1]) ? $"{words[i]} {words[++i]}" : words[i]);
        }

        return joined;
    }

    /// <summary>As the lists have it: in capitals, without blanks.</summary>
    internal static string Normal(string text) => Blanks().Replace(text, string.Empty).ToUpperInvariant();

    // CO 50 is one code, CO PR are two; behind the name of a list anything is its code.
    private static bool IsRest(string open, string next) =>
        Listed().IsMatch(Normal(open) + "0") || next.Any(char.IsAsciiDigit);

    private static List<CodeReading> Found(CodeKind[] kinds, string code, string? group, CodeCatalogue codes) =>
        [.. kinds.SelectMany(kind => Find(kind, code, codes)).OrderBy(name => name.Code != code).Select(name => new CodeReading(name, group))];

    private static IEnumerable<CodeName> Find(CodeKind kind, string code, CodeCatalogue codes)
    {
        var known = Spellings(kind, code).FirstOrDefault(spelling => CodeIndex.Text(new CodeName(kind, spelling), codes) is not null);
        return known is null ? [] : [new CodeName(kind, known)];
    }

    // 016 is reason 16, and 905 is revenue code 0905.
    private static IEnumerable<string> Spellings(CodeKind kind, string code) =>
        kind == CodeKind.Service ? [code, code.PadLeft(4, '0'), code.Split('-', ':')[0]] : [code, code.TrimStart('0')];

    private static CodeKind KindOf(string list) => list switch
    {
        "STATUS" or "CLP02" => CodeKind.ClaimStatus,
        "PLB" => CodeKind.ProviderAdjustment,
        "FILING" or "CLP06" => CodeKind.FilingIndicator,
        "CARC" or "REASON" => CodeKind.Reason,
        "RARC" or "REMARK" => CodeKind.Remark,
        "GROUP" => CodeKind.Group,
        _ => CodeKind.Service,
    };

    [GeneratedRegex("^(?<list>STATUS|CLP02|CLP06|PLB|FILING|CARC|REASON|RARC|REMARK|GROUP|SERVICE|CPT|HCPCS|HC|REV)[-:=]?(?<code>[A-Z0-9].*)$")]
    private static partial Regex Listed();

    [GeneratedRegex("^(?<group>CO|PR|OA|PI|CR)[-:]?(?<code>[A-Z]{0,2}[0-9]{1,4})$")]
    private static partial Regex Grouped();

    [GeneratedRegex("^(STATUS|CLP02|CLP06|PLB|FILING|CARC|REASON|RARC|REMARK|GROUP|SERVICE|CPT|HCPCS|HC|REV|CO|PR|OA|PI|CR)$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
