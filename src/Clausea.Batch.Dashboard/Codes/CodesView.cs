using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Codes;

/// <summary>The list of codes: all, or those that fit what was asked for.</summary>
public sealed record CodesView
{
    public required DashboardLinks Links { get; init; }

    public required CodeCatalogue Codes { get; init; }

    /// <summary>What denials in the ledger carried, by code; null while it is counted.</summary>
    public required IReadOnlyDictionary<string, CodeCount>? Seen { get; init; }

    /// <summary>A code or a word.</summary>
    public string? Text { get; init; }

    public CodeKind? Kind { get; init; }

    /// <summary>Only codes that denials in the ledger carried.</summary>
    public bool SeenOnly { get; init; }

    public bool IsNarrowed => Text is not null || Kind is not null || SeenOnly;

    public IEnumerable<IGrouping<CodeKind, CodeEntry>> Lists
    {
        get
        {
            var named = Text is null ? [] : CodeWords.Read(Text, Codes).Select(reading => reading.Name).ToList();
            return CodeIndex.All(Codes)
                .Where(entry => Kind is null || entry.Name.Kind == Kind)
                .Where(entry => !SeenOnly || SeenOf(entry) is not null)
                .Where(entry => Text is null || named.Contains(entry.Name) || Fits(entry, Text))
                .GroupBy(entry => entry.Name.Kind);
        }
    }

    public CodeCount? SeenOf(CodeEntry entry) => HasSeen(entry.Name.Kind) ? Seen?.GetValueOrDefault(entry.Name.Code) : null;

    /// <summary>Whether the ledger counts the codes of this list.</summary>
    public static bool HasSeen(CodeKind kind) => kind is CodeKind.Reason or CodeKind.Remark;

    public static string TitleOf(CodeKind kind) => kind switch
    {
        CodeKind.Reason => "Reason codes (CARC)",
        CodeKind.Remark => "Remark codes (RARC)",
        CodeKind.Group => "Group codes (CAS01)",
        CodeKind.ClaimStatus => "Claim statuses (CLP02)",
        CodeKind.ProviderAdjustment => "Provider adjustments (PLB)",
        CodeKind.FilingIndicator => "Claim filing indicators (CLP06)",
        _ => "Behavioral-health services",
    };

    /// <summary>What the third column of a list holds; null when it has none.</summary>
    public static string? ColumnOf(CodeKind kind) => kind switch
    {
        CodeKind.Reason or CodeKind.Remark => "Category",
        CodeKind.FilingIndicator => "Counts as",
        CodeKind.Service => "Classes",
        _ => null,
    };

    private static bool Fits(CodeEntry entry, string text) =>
        entry.Name.ToString().Contains(text, StringComparison.OrdinalIgnoreCase) ||
        entry.Text.Contains(text, StringComparison.OrdinalIgnoreCase) ||
        entry.Category?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>The page of one code, as the command line tells it too, with letters.</summary>
public sealed record CodeView
{
    public required DashboardLinks Links { get; init; }

    public required CodePage Page { get; init; }

    /// <summary>The page's playbooks, in its order.</summary>
    public required IReadOnlyList<CodePlaybook> Playbooks { get; init; }

    /// <summary>What single payers' notices say of it, as the office has recorded it.</summary>
    public required IReadOnlyList<PayerMeaning> PayerMeanings { get; init; }

    /// <summary>Null when no denial in the ledger carried it.</summary>
    public CodeHistory? Seen { get; init; }
}

/// <summary>A playbook that answers the code, and its letter over an invented denial.</summary>
public sealed record CodePlaybook(PlaybookAnswer Answer, string? Letter, string? Problem);

/// <summary>A code's meaning in one payer's notices.</summary>
public sealed record PayerMeaning(string Payer, RemarkMeaning Meaning);
