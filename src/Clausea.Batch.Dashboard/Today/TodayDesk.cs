using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Today;

/// <summary>The start of a working day: what is due, what waits, what came in, and what went wrong.</summary>
internal sealed class TodayDesk(
    LedgerWorklist worklist, LedgerFiles files, LedgerRuns runs, TimeProvider time, Func<InboxView>? inbox = null, TellWarnings? warnings = null)
{
    private const int FilesShown = 20;

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var clock = Clock.Of(time);
        var since = TodayQuestions.WorkingDayBefore(clock.Today);
        TodayQuestion[] questions =
            [.. TodayQuestions.Hurry, .. TodayQuestions.Waiting, TodayQuestions.New(since), .. TodayQuestions.Money(clock.Today)];
        var numbers = await worklist.NumbersAsync([.. questions.Select(question => question.State.ToFilter(clock, request.Actor))], request.Aborted);
        return Answer.Page<TodayPage>("Today", new TodayView
        {
            Links = request.Links,
            Clock = clock,
            Numbers = [.. questions.Zip(numbers, (question, number) => new TodayNumber(question, number))],
            WithoutLetter = await worklist.CountWithoutLetterAsync(request.Aborted),
            Since = since,
            Files = await files.FinishedSinceAsync(clock.Midnight(since), FilesShown, request.Aborted),
            Quarantine = await files.QuarantinedAsync(FilesShown, request.Aborted),
            Night = NightOf.Of(await runs.LastFinishedAsync(NightOf.Run, request.Aborted)),
            Inbox = inbox?.Invoke(),
            Warnings = warnings?.Invoke() ?? [],
        });
    }
}
