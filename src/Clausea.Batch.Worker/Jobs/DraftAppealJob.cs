using System.Diagnostics;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Hangfire;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Writes the draft of one appeal. Running it twice changes nothing.</summary>
[Queue(Queues.Drafts)]
[AutomaticRetry(Attempts = 3, DelaysInSeconds = [10, 60, 300])]
internal sealed class DraftAppealJob(LedgerAppeals appeals, CurrentTemplates templates, TimeProvider time, Telemetry telemetry)
{
    [JobDisplayName("Draft appeal {0}")]
    public async Task Run(long appealId, CancellationToken cancellationToken)
    {
        var appeal = await appeals.FindAsync(appealId, cancellationToken);
        if (appeal is not { Status: AppealStatus.Queued or AppealStatus.DraftFailed })
        {
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        try
        {
            var desk = templates.Now;
            var draft = desk.Press.Write(appeal.Denial, appeal.Order(desk.Set.Playbooks, today));
            await appeals.SaveDraftAsync(appealId, draft, HistoryRow.Program, cancellationToken);
            telemetry.DraftDone(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        catch (LetterException e)
        {
            telemetry.DraftFailed();
            await appeals.FailDraftAsync(appealId, e.Message, cancellationToken);
            throw;
        }
    }
}
