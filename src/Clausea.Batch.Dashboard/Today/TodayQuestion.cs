using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Worklist;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Today;

/// <summary>How urgent a number is, when it is not zero.</summary>
public enum TodayTone
{
    Quiet,
    Soon,
    Late,
}

/// <summary>A number of the day: how many appeals a list has. What is shown behind it is that list and nothing else.</summary>
/// <param name="Key">For tests, and for places in the page.</param>
/// <param name="Text">What they are.</param>
/// <param name="State">The list.</param>
public sealed record TodayQuestion(string Key, string Text, WorklistState State, TodayTone Tone = TodayTone.Quiet)
{
    /// <summary>The money is the number: what hangs on them, or what came of them.</summary>
    public TodayMoney Money { get; init; }
}

/// <summary>Whether a number is told as money.</summary>
public enum TodayMoney
{
    None,
    Denied,
    Recovered,
}

/// <summary>What is asked each morning.</summary>
internal static class TodayQuestions
{
    public static IReadOnlyList<TodayQuestion> Hurry { get; } =
    [
        new("overdue", "not sent, and the deadline has passed", new() { Due = DueWithin.Passed, Sort = WorklistSort.Deadline }, TodayTone.Late),
        new("due-3", "not sent, due within 3 days", new() { Due = DueWithin.In3Days, Sort = WorklistSort.Deadline }, TodayTone.Late),
        new("due-7", "not sent, due within 7 days", new() { Due = DueWithin.In7Days, Sort = WorklistSort.Deadline }, TodayTone.Soon),
        new("at-risk", "at risk: not approved, due within 7 days or passed", new() { Group = WorklistGroup.Unapproved, Due = DueWithin.Near, Sort = WorklistSort.Deadline }, TodayTone.Late),
    ];

    public static IReadOnlyList<TodayQuestion> Waiting { get; } =
    [
        new("review", "drafted, waiting for review", new() { Status = AppealStatus.Drafted }),
        new("ready", "of these lack nothing: read and approve", new() { Status = AppealStatus.Drafted, Needs = WorklistNeeds.None }),
        new("needs", "of these have open needs", new() { Status = AppealStatus.Drafted, Needs = WorklistNeeds.Open }),
        new("send", "approved, to be sent", new() { Status = AppealStatus.Approved }),
        new("failed", "drafts failed: a template has a mistake", new() { Status = AppealStatus.DraftFailed }, TodayTone.Late),
        new("mine", "not sent, and yours", new() { Group = WorklistGroup.Unsent, Assignee = WorklistState.Me }),
    ];

    /// <param name="since">The working day before today.</param>
    public static TodayQuestion New(DateOnly since) => new("new", "new since the last working day", new() { Since = since, Sort = WorklistSort.Newest });

    public static IReadOnlyList<TodayQuestion> Money(DateOnly today) =>
    [
        new("stake", "at stake, without an outcome", new() { Group = WorklistGroup.Undecided, Sort = WorklistSort.Amount }) { Money = TodayMoney.Denied },
        new("recovered-month", "recovered this month", Recovered(new(today.Year, today.Month, 1))) { Money = TodayMoney.Recovered },
        new("recovered-quarter", "recovered this quarter", Recovered(new(today.Year, today.Month - ((today.Month - 1) % 3), 1))) { Money = TodayMoney.Recovered },
    ];

    /// <summary>The working day before a day: Friday's work is new on Monday.</summary>
    public static DateOnly WorkingDayBefore(DateOnly day) => WorkingDay.OnOrBefore(day.AddDays(-1));

    private static WorklistState Recovered(DateOnly since) =>
        new() { Outcome = WorklistOutcome.Recovered, ClosedSince = since, Sort = WorklistSort.Newest };
}
