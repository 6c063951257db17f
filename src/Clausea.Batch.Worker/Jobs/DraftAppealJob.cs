using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;
using Hangfire;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Writes the draft of one appeal. Running it twice changes nothing.</summary>
[Queue(Queues.Drafts)]
[AutomaticRetry(Attempts = 3, DelaysInSeconds = [10, 60, 300])]
internal sealed class DraftAppealJob(LedgerAppeals appeals, CurrentTemplates templates, TimeProvider time)
{
    [JobDisplayName("Draft appeal {0}")]
    public async Task Run(long appealId, CancellationToken cancellationToken)
    {
        if (await appeals.FindToDraftAsync(appealId, cancellationToken) is not { } appeal)
        {
            return;
        }

        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        try
        {
            var desk = templates.Now;
            var draft = desk.Press.Write(appeal.Denial, appeal.Order(desk.Set.Playbooks, today));
            await appeals.SaveDraftAsync(appealId, draft, HistoryRow.Program, cancellationToken);
        }
        catch (LetterException e)
        {
            await appeals.FailDraftAsync(appealId, e.Message, cancellationToken);
            throw;
        }
    }
}
