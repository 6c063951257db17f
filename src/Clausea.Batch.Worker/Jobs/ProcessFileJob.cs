using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Hangfire;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Reads one file into the ledger and queues a draft for each new appeal. Running it twice changes nothing.</summary>
[Queue(Queues.Files)]
[AutomaticRetry(Attempts = 10, DelaysInSeconds = [5, 15, 60, 300])]
internal sealed class ProcessFileJob(FileProcessing processing, DraftQueue drafts, IOptions<InboxOptions> options)
{
    [JobDisplayName("Process file {0}")]
    public async Task Run(long fileId, CancellationToken cancellationToken)
    {
        var processed = await processing.RunAsync(fileId, options.Value.MaxAttempts, cancellationToken);
        if (processed is not null)
        {
            await drafts.EnqueueAsync(processed.NewAppeals, cancellationToken);
        }
    }
}

/// <summary>Hangfire queues, in the order workers look at them.</summary>
internal static class Queues
{
    public const string Files = "files";
    public const string Drafts = "drafts";
    public const string Nightly = "nightly";
}
