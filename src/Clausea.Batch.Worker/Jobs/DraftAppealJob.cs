using System.Diagnostics;
using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Operations;
using Hangfire;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Writes the draft of one appeal. Running it twice changes nothing. An appeal whose draft fails is marked so, with
/// the reason, after each of three tries; the next nightly run or start tries again.</summary>
[Queue(Queues.Drafts)]
[AutomaticRetry(Attempts = 2, DelaysInSeconds = [10, 60])]
internal sealed class DraftAppealJob(LedgerAppeals appeals, CurrentTemplates templates, Trouble trouble, Telemetry telemetry, TimeProvider time)
{
    [JobDisplayName("Draft letter of appeal {0}")]
    public async Task Run(long appealId, CancellationToken cancellationToken)
    {
        try
        {
            await DraftAsync(appealId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (trouble.Of(e) is { } why)
        {
            // Not the appeal's doing: it stays queued, and the recovery sweep gives it another job.
            throw new WorkerTroubleException(why);
        }
        catch (LetterException e)
        {
            telemetry.DraftFailed();
            await appeals.FailDraftAsync(appealId, e.Message, cancellationToken);
            throw;
        }
        catch (Exception e)
        {
            telemetry.DraftFailed();
            var failed = new DraftFailedException(appealId, e);
            await appeals.FailDraftAsync(appealId, failed.Message, cancellationToken);
            throw failed;
        }
    }

    private async Task DraftAsync(long appealId, CancellationToken cancellationToken)
    {
        if (await appeals.FindToDraftAsync(appealId, cancellationToken) is not { } appeal)
        {
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        var today = DateOnly.FromDateTime(time.GetLocalNow().DateTime);
        var desk = templates.Now;
        var draft = desk.Press.Write(appeal.Denial, appeal.Order(desk.Set.Playbooks, today));
        await appeals.SaveDraftAsync(appealId, draft, HistoryRow.Program, cancellationToken);
        telemetry.DraftDone(Stopwatch.GetElapsedTime(begun).TotalSeconds);
    }
}

/// <summary>A draft could not be written, for a reason that the program does not know. What Hangfire shows of it holds no
/// patient data: the message of the cause, which might, stays out.</summary>
internal sealed class DraftFailedException(long appealId, Exception cause) : Exception(
    $"The draft of appeal {appealId} could not be written: {Trouble.Bare(cause)}")
{
    /// <summary>Where it happened: names of methods, without values.</summary>
    public override string? StackTrace => cause.StackTrace;
}
