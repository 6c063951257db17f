using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>How codes are written, by which lists are told apart.</summary>
internal static partial class CodeShape
{
    /// <summary>A code as the catalogue writes it: "=""n382""" of a spreadsheet is N382.</summary>
    public static string Normal(string cell)
    {
        var code = cell.AsSpan().Trim(" \t\r\n\"'=\u00A0");
        return code.Length > 12 ? string.Empty : code.ToString().ToUpperInvariant();
    }

    /// <summary>The list that a code of this shape stands in; null for any other text.</summary>
    public static CodeKind? Kind(string code) => code.Length switch
    {
        0 or > 6 => null,
        _ when Reason().IsMatch(code) => CodeKind.Reason,
        _ when Remark().IsMatch(code) => CodeKind.Remark,
        _ when Group().IsMatch(code) => CodeKind.Group,
        _ => null,
    };

    /// <summary>A code of a list that we do not know, such as F2, 0450 or 90837.</summary>
    public static bool IsForeign(string code) => code.Length > 0 && Kind(code) is null && Foreign().IsMatch(code);

    [GeneratedRegex(@"^(?:[1-9][0-9]{0,2}|[ABDPWY][0-9]{1,2})\z")]
    private static partial Regex Reason();

    [GeneratedRegex(@"^(?:[NM][1-9][0-9]{0,3}|MA[0-9]{1,3})\z")]
    private static partial Regex Remark();

    [GeneratedRegex(@"^(?:CO|PR|OA|PI|CR)\z")]
    private static partial Regex Group();

    [GeneratedRegex(@"^[A-Z]{0,3}[0-9]{1,5}[A-Z]?\z")]
    private static partial Regex Foreign();
}
