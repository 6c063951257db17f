using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Today;

/// <summary>A question and its answer.</summary>
public sealed record TodayNumber(TodayQuestion Question, WorklistNumber Number);

/// <summary>All that the page of the day shows.</summary>
public sealed record TodayView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required IReadOnlyList<TodayNumber> Numbers { get; init; }

    /// <summary>Denials without a letter.</summary>
    public required int WithoutLetter { get; init; }

    /// <summary>Since when files and appeals are new.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>Files that came to their end since then, the latest first.</summary>
    public required FilesSince Files { get; init; }

    /// <summary>Files in quarantine, the latest first, whenever they came.</summary>
    public required FilesSince Quarantine { get; init; }

    public NightOf? Night { get; init; }

    /// <summary>How the inbox stands; null when the host has none.</summary>
    public InboxView? Inbox { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IEnumerable<TodayNumber> Of(IReadOnlyList<TodayQuestion> questions) =>
        questions.Select(question => Numbers.First(number => number.Question == question));

    public TodayNumber Of(string key) => Numbers.First(number => number.Question.Key == key);

    /// <summary>Nothing ever came in.</summary>
    public bool IsNew => Files.Count == 0 && Quarantine.Count == 0 && WithoutLetter == 0 && Numbers.All(number => number.Number.Appeals == 0);
}
