namespace Clausea.Batch.Appeals;

/// <summary>The list that a code stands in.</summary>
public enum CodeKind
{
    /// <summary>CARC.</summary>
    Reason,

    /// <summary>RARC.</summary>
    Remark,
    Group,

    /// <summary>CLP02.</summary>
    ClaimStatus,

    /// <summary>PLB.</summary>
    ProviderAdjustment,

    /// <summary>CLP06.</summary>
    FilingIndicator,

    /// <summary>A procedure or revenue code of the behavioral-service map.</summary>
    Service,
}

/// <summary>A code and its list, for there is a reason 4 and a claim status 4.</summary>
public readonly record struct CodeName(CodeKind Kind, string Code)
{
    /// <summary>As it stands in addresses and on the command line: 50, N382, CO, 90837, status-4, PLB-WO, filing-MB.</summary>
    public override string ToString() => Kind switch
    {
        CodeKind.ClaimStatus => $"status-{Code}",
        CodeKind.ProviderAdjustment => $"PLB-{Code}",
        CodeKind.FilingIndicator => $"filing-{Code}",
        _ => Code,
    };
}

/// <summary>What a text may name, and the group code that stood before it, as in CO-50.</summary>
public readonly record struct CodeReading(CodeName Name, string? Group);

/// <summary>Orders codes as people count: 1, 2, 16, 100, then A1, B5, N9, N10.</summary>
public sealed class CodeOrder : IComparer<string>
{
    public static readonly CodeOrder Natural = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parts(x), Parts(y));
        var letters = string.CompareOrdinal(left.Letters, right.Letters);
        var numbers = letters != 0 ? letters : left.Number.CompareTo(right.Number);
        return numbers != 0 ? numbers : string.CompareOrdinal(x, y);
    }

    private static (string Letters, long Number) Parts(string? code)
    {
        var text = code ?? string.Empty;
        var digits = text.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return long.TryParse(digits, out var number) ? (text[..^digits.Length], number) : (text, -1);
    }
}
