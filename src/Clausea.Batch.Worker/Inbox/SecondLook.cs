using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Reads archived files again whose payments answer denials that were recorded after them, and closes the appeals. Files
/// come in any order, and an office that begins drops years of them at once.</summary>
internal sealed partial class SecondLook(
    LedgerOutcomes outcomes, LedgerFiles files, AppealedClaims appealed, DataFolder folder, HeldNames names, CurrentTemplates templates,
    TimeProvider time, ILogger<SecondLook> log)
{
    private const string Name = "outcomes";

    /// <summary>How many appeals were closed; 0 as well when another worker is at it.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var waiting = await outcomes.WaitingAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return 0;
        }

        using var held = names.TryHold(Name);
        if (held is null)
        {
            return 0;
        }

        await appealed.RefreshAsync(cancellationToken);
        var closed = 0;
        var again = await outcomes.FilesAsync(cancellationToken);
        foreach (var id in again)
        {
            closed += await ReadAsync(id, cancellationToken);
        }

        await outcomes.DoneAsync(waiting, cancellationToken);
        LogDone(again.Count, closed);
        return closed;
    }

    private async Task<int> ReadAsync(long fileId, CancellationToken cancellationToken)
    {
        if ((await files.FindAsync(fileId, cancellationToken))?.StoredAs is not { } stored || !File.Exists(folder.Absolute(stored)))
        {
            LogGone(fileId);
            return 0;
        }

        await using var stream = new FileStream(folder.Absolute(stored), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new EraReader(stream, new EraOptions());
        var recorded = await outcomes.RemittancesOfAsync(fileId, cancellationToken);
        var (triage, today, closed) = (templates.Now.Triage, DateOnly.FromDateTime(time.GetLocalNow().DateTime), 0);
        var claims = new List<(ClaimPayment, Verdict)>();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (reader.Event)
            {
                case EraEvent.Remittance:
                    claims.Clear();
                    break;
                case EraEvent.Claim when appealed.MayHave(reader.Claim.Account):
                    var claim = reader.Claim.ToClaimPayment();
                    claims.Add((claim, triage.Decide(reader.Remittance!, claim, today)));
                    break;
                case EraEvent.RemittanceEnd when reader.Summary!.Complete && recorded.TryGetValue(reader.Remittance!.Position.Segment, out var remittance):
                    closed += await outcomes.WeighAsync(remittance, fileId, reader.Remittance, claims, cancellationToken);
                    break;
            }
        }

        return closed;
    }

    [LoggerMessage(EventId = 208, Level = LogLevel.Information, Message = "{Files} files were read again for denials that were recorded after them: {Closed} appeals closed")]
    private partial void LogDone(int files, int closed);

    [LoggerMessage(EventId = 209, Level = LogLevel.Warning, Message = "File {FileId} is not where it was put: whether it answers denials that were recorded after it is not known")]
    private partial void LogGone(long fileId);
}
