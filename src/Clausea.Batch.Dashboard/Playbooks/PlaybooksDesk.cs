using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Insights;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Playbooks;

/// <summary>Tells what is wrong with the templates as they lie in their folder now; the last good ones stay in use. The host
/// gives it, if it watches them.</summary>
public delegate IReadOnlyList<TemplateProblem> TellTemplateProblems();

/// <summary>Which playbooks there are, how often each was used and how its letters fared; and each with its letter.</summary>
internal sealed class PlaybooksDesk(Func<TemplateSet> templates, CodeCatalogue codes, CurrentInsights insights, TimeProvider time, TellTemplateProblems? problems = null)
{
    public async Task<Answer> ListAsync(PageRequest request)
    {
        var cube = await insights.FindAsync(request.Aborted);
        return Answer.Page<PlaybooksPage>("Playbooks", new PlaybooksView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            Folder = templates().Folder,
            Playbooks =
            [
                .. templates().Playbooks.All.OrderBy(playbook => playbook.Title, StringComparer.OrdinalIgnoreCase)
                    .Select(playbook => new PlaybookUse(playbook, cube?.PlaybookSums(playbook.Key))),
            ],
            Problems = Problems(),
            CountedAt = cube?.CountedAt,
            Progress = request.Links.InsightProgress,
        });
    }

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var set = templates();
        if (set.Playbooks.Find(request.Route("Key")) is not { } playbook)
        {
            return Answer.Page<MessagePage>(
                "No such playbook", new Message("No such playbook", "Its file may have been renamed or taken away.", request.Links.Playbooks, "To the playbooks"), StatusCodes.Status404NotFound);
        }

        var press = new LetterPress(set, codes);
        var sample = PlaybookSamples.Find(request.Query("sample"));
        var (letter, problem) = playbook.Letter is null ? (null, null) : Write(press, playbook, sample);
        var cube = await insights.FindAsync(request.Aborted);
        return Answer.Page<PlaybookPage>($"Playbook {playbook.Title}", new PlaybookView
        {
            Links = request.Links,
            Codes = codes,
            Playbook = playbook,
            Folder = set.Folder,
            Sample = sample,
            Letter = letter,
            Problems = [.. TemplateCheck.Run(playbook, press).Concat(Problems().Where(told => told.File == playbook.File)).Select(told => $"{told}").Append(problem).OfType<string>().Distinct()],
            Sums = cube?.PlaybookSums(playbook.Key),
        });
    }

    private IReadOnlyList<TemplateProblem> Problems() => problems?.Invoke() ?? templates().Problems;

    private static (string? Letter, string? Problem) Write(LetterPress press, Playbook playbook, PlaybookSample sample)
    {
        try
        {
            return (sample.Write(press, playbook), null);
        }
        catch (LetterException e)
        {
            return (null, e.Problem.ToString());
        }
    }
}

/// <summary>An invented denial that a letter is shown for.</summary>
public sealed record PlaybookSample(string Key, string Title, Func<LetterPress, Playbook, string> Write);

/// <summary>The letters that the page of a playbook can show.</summary>
internal static class PlaybookSamples
{
    private static readonly LetterOrder s_first = new() { Today = SampleDenials.Today };

    public static readonly IReadOnlyList<PlaybookSample> All =
    [
        new("first", "First letter", (press, playbook) => Write(press, playbook, 0, s_first)),
        new("exhibits", "With its documents attached", (press, playbook) => Write(press, playbook, 0, s_first with { Exhibits = SampleDenials.Exhibits(playbook) })),
        new("bare", "Where hardly anything is known", (press, playbook) => Write(press, playbook, 2, s_first)),
        new("second-level", "Second level", (press, playbook) => Write(press, playbook, 0, SampleDenials.Later(LetterKind.SecondLevel))),
        new("external-review", "External review", (press, playbook) => Write(press, playbook, 0, SampleDenials.Later(LetterKind.ExternalReview))),
    ];

    public static PlaybookSample Find(string? key) => All.FirstOrDefault(sample => sample.Key == key) ?? All[0];

    private static string Write(LetterPress press, Playbook playbook, int number, LetterOrder order) =>
        press.Write(SampleDenials.For(playbook).ElementAt(number), order with { Playbook = playbook }).Markdown;
}

/// <summary>A playbook, and what became of its letters; null while they are counted.</summary>
public sealed record PlaybookUse(Playbook Playbook, DenialSums? Sums);

/// <summary>All that the list of playbooks shows.</summary>
public sealed record PlaybooksView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required string Folder { get; init; }

    public required IReadOnlyList<PlaybookUse> Playbooks { get; init; }

    public required IReadOnlyList<TemplateProblem> Problems { get; init; }

    /// <summary>When the ledger was counted; null while it is.</summary>
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>Where it can be asked whether it is.</summary>
    public required string Progress { get; init; }
}

/// <summary>All that the page of one playbook shows.</summary>
public sealed record PlaybookView
{
    public required DashboardLinks Links { get; init; }

    public required CodeCatalogue Codes { get; init; }

    public required Playbook Playbook { get; init; }

    public required string Folder { get; init; }

    public required PlaybookSample Sample { get; init; }

    /// <summary>Markdown; null when no letter belongs to it, or it cannot be written.</summary>
    public string? Letter { get; init; }

    public required IReadOnlyList<string> Problems { get; init; }

    public DenialSums? Sums { get; init; }
}

/// <summary>How letters fared, without a share that a handful of cases cannot bear.</summary>
internal static class Success
{
    private const int Fewest = 5;

    public static string Of(DenialSums sums) => sums.Decided switch
    {
        0 => "none decided",
        < Fewest => $"{Words.Number(sums.Won + sums.PartlyWon)} of {Words.Number(sums.Decided)}",
        _ => $"{Words.Share((decimal)(sums.Won + sums.PartlyWon) / sums.Decided)} of {Words.Number(sums.Decided)}",
    };
}
