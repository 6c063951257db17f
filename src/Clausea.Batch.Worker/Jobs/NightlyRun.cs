using System.Text.Json;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;
using Hangfire;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>The nightly run: takes what lies in the inbox, gives undone work its jobs, counts priorities anew, and tells
/// how the worklist stands. Made once for each night, by whichever worker comes first; a step that fails holds up no other.</summary>
[Queue(Queues.Nightly)]
[AutomaticRetry(Attempts = 3, DelaysInSeconds = [60, 600, 1800])]
internal sealed partial class NightlyRun(
    NightlySchedule schedule,
    HeldNames names,
    LedgerRuns runs,
    SourceSweep sources,
    InboxSweep inbox,
    FileQueue files,
    DraftQueue drafts,
    SecondLook secondLook,
    LedgerAppeals appeals,
    RetentionWork retention,
    NightlyReport report,
    Trouble trouble,
    TimeProvider time,
    ILogger<NightlyRun> log)
{
    public const string Id = "nightly";

    private const int MostLooks = 120;

    // Of two workers whose clocks strike at once, the second finds the run just made.
    private static readonly TimeSpan s_justMade = TimeSpan.FromMinutes(10);

    /// <summary>What it came to, a line for each thing, for the page of the job; null when another run was made instead.</summary>
    [JobDisplayName("Nightly run")]
    public async Task<string?> Run(CancellationToken cancellationToken)
    {
        using var held = names.TryHold(Id);
        if (held is null || await BeginAsync(cancellationToken) is not { } run)
        {
            LogMadeElsewhere();
            return null;
        }

        var made = new Made();
        var since = (await runs.LastFinishedAsync(Id, cancellationToken))?.FinishedAt ?? time.GetUtcNow().AddDays(-1);
        await StepAsync(made, "sources", () => sources.RunAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "inbox", () => SweepInboxAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "files", async () => made.Files = await files.RecoverAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "failed drafts", async () => made.TriedAgain = await appeals.RequeueFailedAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "drafts", async () => made.Drafts = await drafts.RecoverAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "outcomes", async () => made.Closed = await secondLook.RunAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "priorities", async () => made.Moved = await RefreshPrioritiesAsync(cancellationToken), cancellationToken);
        LogDone(made.Files, made.Drafts, made.TriedAgain, made.Moved, made.Problems.Count);
        if (made.Trouble is { } why)
        {
            throw new WorkerTroubleException(why);
        }

        await StepAsync(made, "retention", async () => made.Purged = await retention.RunAsync(cancellationToken), cancellationToken);
        await StepAsync(made, "summary", () => ReportAsync(made, since, cancellationToken), cancellationToken);
        await runs.FinishAsync(run, JsonSerializer.Serialize(made, JsonSerializerOptions.Web), cancellationToken);
        return string.Join('\n', LinesOf(made));
    }

    // The run that was due last; or, when that is made and somebody asks for another one, one that is due now.
    private async Task<long?> BeginAsync(CancellationToken cancellationToken)
    {
        if (await runs.BeginAsync(Id, schedule.LastDue(), cancellationToken) is { } due)
        {
            return due;
        }

        var now = time.GetUtcNow();
        var last = await runs.LastFinishedAsync(Id, cancellationToken);
        return last?.FinishedAt > now - s_justMade ? null : await runs.BeginAsync(Id, now, cancellationToken);
    }

    private async Task StepAsync(Made made, string step, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await work();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the fault policy: whatever it is, it holds up nothing else
        catch (Exception e)
#pragma warning restore CA1031
        {
            var why = trouble.Of(e);
            made.Trouble ??= why;
            made.Problems.Add($"{step}: {why ?? Trouble.Bare(e)}");
            LogStepFailed(step, e.GetType().Name, e.StackTrace);
        }
    }

    // Two looks, a settling time apart, so that what lies there for hours is taken and what is just being written is not.
    private async Task SweepInboxAsync(CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks && await inbox.RunAsync(cancellationToken) != Look.Clear; look++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }
    }

    private async Task ReportAsync(Made made, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var summary = await report.MakeAndSendAsync(since, cancellationToken, [.. made.Problems]);
        (made.Figures, made.IsMailed) = (summary.Figures, summary.IsMailed);
    }

    private static IEnumerable<string> LinesOf(Made made)
    {
        var lines = new List<FormattableString>
        {
            $"{made.Files:N0} files and {made.Drafts:N0} drafts got their job again; {made.TriedAgain:N0} failed drafts are tried again.",
            $"{made.Moved:N0} appeals have another priority.",
        };
        if (made.Figures is { } figures)
        {
            lines.Add($"Since the run before: {figures.FilesTaken:N0} files taken, {figures.FilesQuarantined:N0} quarantined; {figures.Claims:N0} claims, {figures.Denials:N0} denials, {figures.NewAppeals:N0} new appeals.");
            lines.Add($"Waiting: {figures.DraftsWaiting:N0} drafts with {figures.OpenNeeds:N0} open needs; {figures.DueSoon:N0} due within a week, {figures.Overdue:N0} overdue.");
        }

        return lines.Select(FormattableString.Invariant).Concat(made.Problems.Select(problem => $"Failed: {problem}"));
    }

    private Task<int> RefreshPrioritiesAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        return appeals.RefreshPrioritiesAsync((verdict, notice) => PriorityScore.Of(verdict, notice, today, CodeCatalogue.Shipped).Points, cancellationToken);
    }

    [LoggerMessage(EventId = 403, Level = LogLevel.Information, Message = "Nightly run: {Files} files and {Drafts} drafts got their job again, {TriedAgain} failed drafts are tried again, {Moved} appeals have another priority, {Problems} steps failed")]
    private partial void LogDone(int files, int drafts, int triedAgain, int moved, int problems);

    [LoggerMessage(EventId = 404, Level = LogLevel.Error, Message = "Nightly run: the step {Step} failed with {Error}{Trace}")]
    private partial void LogStepFailed(string step, string error, string? trace);

    [LoggerMessage(EventId = 405, Level = LogLevel.Information, Message = "The nightly run is made already, or another worker is at it")]
    private partial void LogMadeElsewhere();

    /// <summary>What a run came to, in counts; kept in the ledger.</summary>
    private sealed class Made
    {
        public int Files { get; set; }

        public int Drafts { get; set; }

        public int TriedAgain { get; set; }

        /// <summary>Appeals that payments decided which had been read before their denials.</summary>
        public int Closed { get; set; }

        public int Moved { get; set; }

        public List<string> Problems { get; } = [];

        /// <summary>What was done since the run before, and what waits.</summary>
        public LedgerSummaryFigures? Figures { get; set; }

        /// <summary>What retention took away, or found due.</summary>
        public PurgeCounts? Purged { get; set; }

        public bool IsMailed { get; set; }

        /// <summary>Why the run must be made again.</summary>
        [System.Text.Json.Serialization.JsonIgnore]
        public string? Trouble { get; set; }
    }
}
