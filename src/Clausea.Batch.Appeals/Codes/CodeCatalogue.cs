using System.Globalization;
using System.Reflection;

namespace Clausea.Batch.Appeals;

/// <summary>A claim adjustment reason code (CARC), told in our own words.</summary>
public sealed record ReasonCode(
    string Code, string Text, string Category, Disposition Disposition, bool IsActive, DateOnly? Stopped,
    bool NeedsRemark, string UsualGroups, string Source)
{
    /// <summary>The CORE business scenario it belongs to by our reading: documentation, data, not-covered, not-separate.</summary>
    public string? CoreScenario { get; init; }

    /// <summary>Groups that the code list allows; empty when it names none.</summary>
    public IReadOnlyList<string> OnlyGroups { get; init; } = [];

    /// <summary>Says little by itself: a remark code beside it decides what to do.</summary>
    public bool IsGeneric { get; } = CodeSets.GenericReasons.Contains(Code);
}

/// <summary>A remittance advice remark code (RARC), told in our own words.</summary>
public sealed record RemarkCode(
    string Code, string Text, string Category, bool IsAlert, string Effect, bool IsActive, DateOnly? Stopped, string Source)
{
    /// <summary>What it leads to beside a reason that says little by itself; null when it leads nowhere.</summary>
    public Disposition? Disposition { get; init; }
}

/// <summary>Any other code with a meaning: groups, claim statuses, provider adjustments, filing indicators.</summary>
public sealed record PlainCode(string Code, string Text, string? Extra);

/// <summary>What the codes of a remittance mean. Texts are ours, short and plain; the official ones belong to their
/// owners (docs/adr/0005).</summary>
public sealed partial class CodeCatalogue
{
    private readonly Dictionary<string, ReasonCode> _reasons;
    private readonly Dictionary<string, RemarkCode> _remarks;
    private readonly Dictionary<string, PlainCode> _groups;
    private readonly Dictionary<string, PlainCode> _statuses;
    private readonly Dictionary<string, PlainCode> _providerAdjustments;
    private readonly Dictionary<string, PlainCode> _filingIndicators;

    private CodeCatalogue()
    {
        _reasons = CodeTable.Read("reason-codes").ToDictionary(row => row[0], ReadReason);
        _remarks = CodeTable.Read("remark-codes").ToDictionary(row => row[0], ReadRemark);
        _groups = CodeTable.Read("group-codes").ToDictionary(row => row[0], ReadPlain);
        _statuses = CodeTable.Read("claim-statuses").ToDictionary(row => row[0], ReadPlain);
        _providerAdjustments = CodeTable.Read("provider-adjustments").ToDictionary(row => row[0], ReadPlain);
        _filingIndicators = CodeTable.Read("filing-indicators").ToDictionary(row => row[0], ReadPlain);
    }

    /// <summary>The catalogue that ships with the product.</summary>
    public static CodeCatalogue Shipped { get; } = new();

    public IReadOnlyCollection<ReasonCode> Reasons => _reasons.Values;

    public IReadOnlyCollection<RemarkCode> Remarks => _remarks.Values;

    public IReadOnlyCollection<PlainCode> Groups => _groups.Values;

    internal IReadOnlyCollection<PlainCode> Statuses => _statuses.Values;

    internal IReadOnlyCollection<PlainCode> ProviderAdjustments => _providerAdjustments.Values;

    internal IReadOnlyCollection<PlainCode> FilingIndicators => _filingIndicators.Values;

    public ReasonCode? Reason(string? code) => Find(_reasons, code);

    public RemarkCode? Remark(string? code) => Find(_remarks, code);

    public PlainCode? Group(string? code) => Find(_groups, code);

    public PlainCode? Status(string? code) => Find(_statuses, code);

    public PlainCode? ProviderAdjustment(string? code) => Find(_providerAdjustments, code);

    public PlainCode? FilingIndicator(string? code) => Find(_filingIndicators, code);

    /// <summary>commercial, medicare, medicare-advantage, medicaid …; other when the indicator is unknown.</summary>
    public string PayerLine(string? filingIndicator) => FilingIndicator(filingIndicator)?.Extra ?? "other";

    /// <summary>The meaning of CO-50, 50, N382 or CO; null when the catalogue has none.</summary>
    public string? Text(string code)
    {
        var dash = code.IndexOf('-', StringComparison.Ordinal);
        var bare = dash > 0 ? code[(dash + 1)..] : code;
        return Reason(bare)?.Text ?? Remark(bare)?.Text ?? Group(bare)?.Text ?? Official(bare)?.Text;
    }

    private static T? Find<T>(Dictionary<string, T> table, string? code)
        where T : class => code is null ? null : table.GetValueOrDefault(code);

    private static ReasonCode ReadReason(string[] row) => new(
        row[0], row[1], row[2], Enum.Parse<Disposition>(row[3]), row[4] == "active", Date(row[5]), row[6] == "yes", row[7], row[8])
    {
        CoreScenario = row[9].Length == 0 ? null : row[9],
        OnlyGroups = row[10].Length == 0 ? [] : row[10].Split(','),
    };

    private static RemarkCode ReadRemark(string[] row) => new(
        row[0], row[1], row[2], row[3] == "yes", row[4], row[5] == "active", Date(row[6]), row[7])
    {
        Disposition = row[8].Length == 0 ? null : Enum.Parse<Disposition>(row[8]),
    };

    private static PlainCode ReadPlain(string[] row) => new(row[0], row[1], row.Length > 2 ? row[2] : null);

    private static DateOnly? Date(string text) => text.Length == 0 ? null : DateOnly.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>Tab-separated tables that ship inside the assembly: a header line, then rows; # begins a comment.</summary>
internal static class CodeTable
{
    public static IEnumerable<string[]> Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Codes/{name}.tsv")
            ?? throw new InvalidOperationException($"The table {name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line.Split('\t');
            }
        }
    }
}
