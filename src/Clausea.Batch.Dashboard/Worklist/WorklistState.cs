using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.WebUtilities;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>Which deadlines a worklist is narrowed to; unless a status is asked for, it then leaves out what is sent or over.</summary>
public enum DueWithin
{
    Any,
    Passed,
    In3Days,
    In7Days,
    In14Days,

    /// <summary>Within 7 days, or passed.</summary>
    Near,

    /// <summary>Within 14 days, or passed.</summary>
    Soon,
}

/// <summary>What the worklist shows; it lives in the page's address. Account and claim numbers are not part of it: they
/// would end in logs and browser histories.</summary>
public sealed record WorklistState
{
    public const int PageSize = 100;

    /// <summary>In the place of a name: whoever asks.</summary>
    public const string Me = "me";

    /// <summary>In the place of a name: what nobody works on.</summary>
    public const string Nobody = "nobody";

    private const int LongestText = 80;

    /// <summary>Denials without a letter instead of appeals.</summary>
    public bool Others { get; init; }

    public AppealStatus? Status { get; init; }

    public WorklistGroup? Group { get; init; }

    public LetterKind? Kind { get; init; }

    public Disposition? Disposition { get; init; }

    public string? Payer { get; init; }

    public string? Practice { get; init; }

    public string? Playbook { get; init; }

    public string? Code { get; init; }

    public DueWithin Due { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    /// <summary>A name, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Assignee { get; init; }

    public WorklistNeeds? Needs { get; init; }

    public WorklistOutcome? Outcome { get; init; }

    public long? FileId { get; init; }

    /// <summary>Only what came in on this day or later.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Only what was closed on this day or later.</summary>
    public DateOnly? ClosedSince { get; init; }

    public WorklistSort Sort { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    /// <summary>Rows before this page, and of how many, as they were told on the way to it.</summary>
    public int Skipped { get; init; }

    public int? Of { get; init; }

    public bool IsNarrowed => First != new WorklistState { Sort = Sort };

    /// <summary>The same list from its beginning.</summary>
    public WorklistState First => this with { After = null, Before = null, Skipped = 0, Of = null };

    /// <summary>Reads it from the query; what it does not understand does not restrict.</summary>
    public static WorklistState Read(Func<string, string?> query) => new()
    {
        Others = query("view") == "others",
        Status = Name<AppealStatus>(query("status")),
        Group = Name<WorklistGroup>(query("status")),
        Kind = Name<LetterKind>(query("kind")),
        Disposition = Name<Disposition>(query("disposition")),
        Payer = Text(query("payer")),
        Practice = Text(query("practice")),
        Playbook = Text(query("playbook")),
        Code = Text(query("code")),
        Due = Name<DueWithin>(query("due")) ?? DueWithin.Any,
        MinAmount = Dollars(query("min")),
        MaxAmount = Dollars(query("max")),
        Assignee = Text(query("assignee")),
        Needs = Name<WorklistNeeds>(query("needs")),
        Outcome = Name<WorklistOutcome>(query("outcome")),
        FileId = long.TryParse(query("file"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
        Since = Day(query("since")),
        ClosedSince = Day(query("closed")),
        Sort = Name<WorklistSort>(query("sort")) ?? WorklistSort.Priority,
        After = query("after"),
        Before = query("after") is null ? query("before") : null,
        Skipped = Count(query("skip")) ?? 0,
        Of = Count(query("of")),
    };

    /// <summary>Reads it from what <see cref="Query"/> wrote.</summary>
    public static WorklistState Parse(string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        return Read(name => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.ToString() : null);
    }

    public string Href(DashboardLinks links) => links.WorklistOf(Parameters());

    /// <summary>As a link leads to the list from elsewhere; empty for the whole list.</summary>
    public string Query => QueryHelpers.AddQueryString(string.Empty, First.Parameters()).TrimStart('?');

    /// <summary>The ledger's filter whose rows are what is shown.</summary>
    /// <param name="clock">Of the office.</param>
    /// <param name="actor">Who asks.</param>
    internal WorklistFilter ToFilter(Clock clock, string actor)
    {
        var (from, before) = Window(clock.Today);
        return new()
        {
            Status = Status,
            Group = Group ?? (Status is null && Due != DueWithin.Any ? WorklistGroup.Unsent : null),
            Kind = Kind,
            Disposition = Disposition,
            Payer = Payer,
            Practice = Practice,
            Playbook = Playbook,
            Code = Code,
            DueFrom = from,
            DueBefore = before,
            MinAmount = MinAmount,
            MaxAmount = MaxAmount,
            Assignee = Assignee switch
            {
                Me => actor,
                Nobody => null,
                var name => name,
            },
            Unassigned = Assignee == Nobody,
            Needs = Needs,
            Outcome = Outcome,
            FileId = FileId,
            CreatedSince = Since is { } since ? clock.Midnight(since) : null,
            ClosedSince = ClosedSince is { } closed ? clock.Midnight(closed) : null,
            Sort = Sort,
            After = After,
            Before = Before,
            Limit = PageSize,
        };
    }

    private (DateOnly? From, DateOnly? Before) Window(DateOnly today) => Due switch
    {
        DueWithin.Passed => (null, today),
        DueWithin.In3Days => (today, today.AddDays(4)),
        DueWithin.In7Days => (today, today.AddDays(8)),
        DueWithin.In14Days => (today, today.AddDays(15)),
        DueWithin.Near => (null, today.AddDays(8)),
        DueWithin.Soon => (null, today.AddDays(15)),
        _ => (null, null),
    };

    private Dictionary<string, string?> Parameters() => new()
    {
        ["view"] = Others ? "others" : null,
        ["status"] = Status?.ToString() ?? Group?.ToString(),
        ["kind"] = Kind?.ToString(),
        ["disposition"] = Disposition?.ToString(),
        ["payer"] = Payer,
        ["practice"] = Practice,
        ["playbook"] = Playbook,
        ["code"] = Code,
        ["due"] = Due == DueWithin.Any ? null : Due.ToString(),
        ["min"] = MinAmount?.ToString("0.##", CultureInfo.InvariantCulture),
        ["max"] = MaxAmount?.ToString("0.##", CultureInfo.InvariantCulture),
        ["assignee"] = Assignee,
        ["needs"] = Needs?.ToString(),
        ["outcome"] = Outcome?.ToString(),
        ["file"] = FileId?.ToString(CultureInfo.InvariantCulture),
        ["since"] = Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["closed"] = ClosedSince?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["sort"] = Sort == WorklistSort.Priority ? null : Sort.ToString(),
        ["after"] = After,
        ["before"] = Before,
        ["skip"] = Skipped == 0 ? null : Skipped.ToString(CultureInfo.InvariantCulture),
        ["of"] = Of?.ToString(CultureInfo.InvariantCulture),
    };

    private static string? Text(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;

    private static decimal? Dollars(string? text) =>
        decimal.TryParse(text?.TrimStart('$'), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars < 1_000_000_000
            ? dollars
            : null;

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static int? Count(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static T? Name<T>(string? text)
        where T : struct, Enum =>
        Array.Find(Enum.GetNames<T>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse<T>(name)
            : null;
}
