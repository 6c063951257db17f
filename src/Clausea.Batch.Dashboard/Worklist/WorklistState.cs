using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>Which deadlines a worklist is narrowed to; it then leaves out what is sent or over.</summary>
public enum DueWithin
{
    Any,

    /// <summary>Within 14 days, or passed.</summary>
    Soon,
    Passed,
}

/// <summary>What the worklist shows; it lives in the page's address. Account and claim numbers are not part of it: they
/// would end in logs and browser histories.</summary>
public sealed record WorklistState
{
    public const int PageSize = 100;
    private const int DueSoonDays = 14;

    /// <summary>Denials without a letter instead of appeals.</summary>
    public bool Others { get; init; }

    public AppealStatus? Status { get; init; }

    public LetterKind? Kind { get; init; }

    public string? Payer { get; init; }

    public string? Playbook { get; init; }

    public DueWithin Due { get; init; }

    public long? FileId { get; init; }

    public WorklistSort Sort { get; init; }

    public string? After { get; init; }

    public bool IsNarrowed => this != new WorklistState { Sort = Sort };

    /// <summary>Reads it from the query; what it does not understand does not restrict.</summary>
    public static WorklistState Read(Func<string, string?> query) => new()
    {
        Others = query("view") == "others",
        Status = Name<AppealStatus>(query("status")),
        Kind = Name<LetterKind>(query("kind")),
        Payer = query("payer"),
        Playbook = query("playbook"),
        Due = Name<DueWithin>(query("due")) ?? DueWithin.Any,
        FileId = long.TryParse(query("file"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        Sort = Name<WorklistSort>(query("sort")) ?? WorklistSort.Priority,
        After = query("after"),
    };

    public string Href(DashboardLinks links) => links.WorklistOf(new Dictionary<string, string?>
    {
        ["view"] = Others ? "others" : null,
        ["status"] = Status?.ToString(),
        ["kind"] = Kind?.ToString(),
        ["payer"] = Payer,
        ["playbook"] = Playbook,
        ["due"] = Due == DueWithin.Any ? null : Due.ToString(),
        ["file"] = FileId?.ToString(CultureInfo.InvariantCulture),
        ["sort"] = Sort == WorklistSort.Priority ? null : Sort.ToString(),
        ["after"] = After,
    });

    /// <summary>The ledger's filters whose rows, taken together, are what is shown.</summary>
    internal IReadOnlyList<WorklistFilter> ToFilters(DateOnly today)
    {
        var filter = ToFilter(today);
        return Status is null && Due != DueWithin.Any
            ? [.. Enum.GetValues<AppealStatus>().Where(Words.IsOpen).Select(status => filter with { Status = status })]
            : [filter];
    }

    // One row more than a page has, to know whether there is a next one.
    private WorklistFilter ToFilter(DateOnly today) => new()
    {
        Status = Status,
        Kind = Kind,
        Payer = Payer,
        Playbook = Playbook,
        DueBefore = Due switch
        {
            DueWithin.Soon => today.AddDays(DueSoonDays + 1),
            DueWithin.Passed => today,
            _ => null,
        },
        FileId = FileId,
        Sort = Sort,
        After = After,
        Limit = PageSize + 1,
    };

    private static T? Name<T>(string? text)
        where T : struct, Enum =>
        Array.Find(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : null;
}
