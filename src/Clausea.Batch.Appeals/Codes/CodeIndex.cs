namespace Clausea.Batch.Appeals;

/// <summary>A line of the list of codes.</summary>
public sealed record CodeEntry(CodeName Name, string Text, string? Category, bool IsActive);

/// <summary>Every code of every list, in order, and which ones resemble a text that names none.</summary>
public static class CodeIndex
{
    private const int NearMisses = 5;

    public static IEnumerable<CodeEntry> All(CodeCatalogue codes) =>
        Enum.GetValues<CodeKind>().SelectMany(kind => Of(kind, codes).OrderBy(entry => entry.Name.Code, CodeOrder.Natural));

    /// <summary>The meaning in our words; null when the list has no such code.</summary>
    public static string? Text(CodeName name, CodeCatalogue codes) => name.Kind switch
    {
        CodeKind.Reason => codes.Reason(name.Code)?.Text,
        CodeKind.Remark => codes.Remark(name.Code)?.Text,
        CodeKind.Group => codes.Group(name.Code)?.Text,
        CodeKind.ClaimStatus => codes.Status(name.Code)?.Text,
        CodeKind.ProviderAdjustment => codes.ProviderAdjustment(name.Code)?.Text,
        CodeKind.FilingIndicator => codes.FilingIndicator(name.Code)?.Text,
        _ => BehavioralServices.Find(name.Code) is { } service ? Text(service) : null,
    };

    /// <summary>Codes that are written almost like the text, the nearest first.</summary>
    public static IReadOnlyList<CodeEntry> Near(string text, CodeCatalogue codes)
    {
        var written = CodeWords.Normal(text).Replace("-", string.Empty, StringComparison.Ordinal);
        var bare = written.Length > 3 && codes.Group(written[..2].Replace('0', 'O')) is not null ? written[2..] : written;
        var reach = bare.Length > 4 ? 2 : 1;
        return written.Length < 2 ? [] : [.. All(codes)
            .Select(entry => (entry, distance: Math.Min(Distance(bare, entry.Name.Code), Distance(written, Plain(entry.Name)))))
            .Where(near => near.distance <= reach)
            .OrderBy(near => near.distance)
            .ThenByDescending(near => near.entry.Name.Code.StartsWith(bare, StringComparison.Ordinal))
            .ThenByDescending(near => near.entry.Name.Code[0] == bare[0])
            .Take(NearMisses)
            .Select(near => near.entry)];
    }

    private static IEnumerable<CodeEntry> Of(CodeKind kind, CodeCatalogue codes) => kind switch
    {
        CodeKind.Reason => codes.Reasons.Select(code => new CodeEntry(new(kind, code.Code), code.Text, code.Category, code.IsActive)),
        CodeKind.Remark => codes.Remarks.Select(code => new CodeEntry(new(kind, code.Code), code.Text, code.Category, code.IsActive)),
        CodeKind.Group => Plain(kind, codes.Groups),
        CodeKind.ClaimStatus => Plain(kind, codes.Statuses),
        CodeKind.ProviderAdjustment => Plain(kind, codes.ProviderAdjustments),
        CodeKind.FilingIndicator => Plain(kind, codes.FilingIndicators),
        _ => BehavioralServices.All.Select(code => new CodeEntry(new(kind, code.Code), Text(code), string.Join(", ", code.Classes), true)),
    };

    private static IEnumerable<CodeEntry> Plain(CodeKind kind, IEnumerable<PlainCode> codes) =>
        codes.Select(code => new CodeEntry(new(kind, code.Code), code.Text, kind == CodeKind.FilingIndicator ? code.Extra : null, true));

    private static string Text(BehavioralCode code) =>
        char.ToUpperInvariant(code.Name[0]) + code.Name[1..] + (code.Minutes is null ? "." : $", {code.Minutes}.");

    private static string Plain(CodeName name) => CodeWords.Normal($"{name}").Replace("-", string.Empty, StringComparison.Ordinal);

    // How many letters have to be typed, left out or changed.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }
}
