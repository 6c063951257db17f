using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Worklist;

/// <summary>One thing that a list is narrowed to, and the list without it.</summary>
internal sealed record WorklistChip(string Name, string Value, WorklistState Without);

/// <summary>A list that people ask for again and again.</summary>
internal sealed record BuiltInView(string Name, string Hint, WorklistState State);

/// <summary>How the state of a list reads.</summary>
internal static class WorklistWords
{
    private const decimal HighValue = 1000m;

    public static readonly IReadOnlyList<BuiltInView> Views =
    [
        new("Due this week", "not sent, deadline within 7 days", new() { Due = DueWithin.In7Days, Sort = WorklistSort.Deadline }),
        new("At risk", "not approved, deadline within 7 days or passed", new() { Group = WorklistGroup.Unapproved, Due = DueWithin.Near, Sort = WorklistSort.Deadline }),
        new("Ready to approve", "drafts that lack nothing", new() { Status = AppealStatus.Drafted, Needs = WorklistNeeds.None }),
        new("Needs records", "letters that send records, not sent yet", new() { Group = WorklistGroup.Unsent, Kind = Appeals.LetterKind.Records }),
        new("High value", "not sent, a thousand dollars or more", new() { Group = WorklistGroup.Unsent, MinAmount = HighValue, Sort = WorklistSort.Amount }),
        new("Mine", "not sent, and assigned to you", new() { Group = WorklistGroup.Unsent, Assignee = WorklistState.Me }),
        new("Nobody's", "not sent, and assigned to nobody", new() { Group = WorklistGroup.Unsent, Assignee = WorklistState.Nobody }),
        new("Recovered", "won, in whole or in part", new() { Outcome = WorklistOutcome.Recovered, Sort = WorklistSort.Newest }),
    ];

    public static string Of(WorklistGroup group) => group switch
    {
        WorklistGroup.Unsent => "Not sent yet",
        WorklistGroup.Unapproved => "Not approved yet",
        _ => "Without an outcome",
    };

    public static string Of(DueWithin due) => due switch
    {
        DueWithin.Passed => "passed",
        DueWithin.In3Days => "within 3 days",
        DueWithin.In7Days => "within 7 days",
        DueWithin.In14Days => "within 14 days",
        DueWithin.Near => "within 7 days or passed",
        DueWithin.Soon => "within 14 days or passed",
        _ => "any",
    };

    public static string Of(WorklistSort sort) => sort switch
    {
        WorklistSort.Priority => "most urgent",
        WorklistSort.Deadline => "earliest deadline",
        WorklistSort.Amount => "largest amount",
        _ => "newest",
    };

    public static string Of(WorklistNeeds needs) => needs == WorklistNeeds.Open ? "something is open" : "nothing is open";

    public static string Of(WorklistOutcome outcome) => outcome switch
    {
        WorklistOutcome.PartlyWon => "partly won",
        WorklistOutcome.Recovered => "won or partly won",
        _ => Words.Of(outcome).ToLowerInvariant(),
    };

    /// <summary>What the list is narrowed to, each by itself.</summary>
    public static IEnumerable<WorklistChip> Chips(WorklistState state, Func<string?, string> titleOfPlaybook)
    {
        var first = state.First;
        (string Name, string? Value, WorklistState Without)[] all =
        [
            ("Status", first.Status is { } status ? Words.Of(status) : null, first with { Status = null }),
            ("Status", first.Group is { } group ? Of(group).ToLowerInvariant() : null, first with { Group = null }),
            ("Deadline", first.Due == DueWithin.Any ? null : Of(first.Due), first with { Due = DueWithin.Any }),
            ("Letter", first.Kind is { } kind ? Words.Kind(kind) : null, first with { Kind = null }),
            ("To do", first.Disposition is { } disposition ? Words.Of(disposition) : null, first with { Disposition = null }),
            ("Playbook", first.Playbook is null ? null : titleOfPlaybook(first.Playbook), first with { Playbook = null }),
            ("Payer", first.Payer, first with { Payer = null }),
            ("Practice", first.Practice, first with { Practice = null }),
            ("Code", first.Code, first with { Code = null }),
            ("Denied at least", first.MinAmount is { } min ? Words.Money(min) : null, first with { MinAmount = null }),
            ("Denied at most", first.MaxAmount is { } max ? Words.Money(max) : null, first with { MaxAmount = null }),
            ("Assigned to", first.Assignee, first with { Assignee = null }),
            ("In the draft", first.Needs is { } needs ? Of(needs) : null, first with { Needs = null }),
            ("Outcome", first.Outcome is { } outcome ? Of(outcome) : null, first with { Outcome = null }),
            ("File", first.FileId is { } file ? Words.Number(file) : null, first with { FileId = null }),
            ("Came in since", first.Since is { } since ? Words.Date(since) : null, first with { Since = null }),
            ("Closed since", first.ClosedSince is { } closed ? Words.Date(closed) : null, first with { ClosedSince = null }),
        ];
        return all.Where(chip => chip.Value is not null).Select(chip => new WorklistChip(chip.Name, chip.Value!, chip.Without));
    }
}
