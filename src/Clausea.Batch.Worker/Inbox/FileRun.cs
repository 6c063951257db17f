using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>The fault policy of files: what ends in an error is tried again, three times in all, and then quarantined with
/// the reason. A stop, a full disk or a ledger that does not answer is not the file's doing and does not count.</summary>
internal sealed partial class FileRun(
    FileProcessing processing, LedgerFiles files, Trouble trouble, IOptions<InboxOptions> options, ILogger<FileRun> log)
{
    /// <summary>Null when there is nothing to do: done before, or in the hands of another worker.</summary>
    /// <exception cref="FileFailedException">The try failed; another one may be made.</exception>
    /// <exception cref="WorkerTroubleException">Nothing can be done just now.</exception>
    public async Task<Processed?> RunAsync(long fileId, FileWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            return await processing.RunAsync(fileId, options.Value.MaxInterruptions, watch, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await GiveBackAsync(fileId);
            throw;
        }
        catch (Exception e) when (trouble.Of(e) is { } why)
        {
            await GiveBackAsync(fileId);
            throw new WorkerTroubleException(why);
        }
#pragma warning disable CA1031 // the fault policy: whatever it is, it holds up nothing else
        catch (Exception e)
#pragma warning restore CA1031
        {
            return await FailAsync(fileId, e, cancellationToken);
        }
    }

    private async Task<Processed?> FailAsync(long fileId, Exception e, CancellationToken cancellationToken)
    {
        var failed = new FileFailedException(fileId, e);
        var failures = await files.FailAsync(fileId, failed.Message, cancellationToken);
        if (failures < options.Value.MaxAttempts)
        {
            throw failed;
        }

        LogGivenUp(fileId, failures);
        return await processing.GiveUpAsync(
            fileId, $"It was tried {failures} times, and failed each time, at last so: {failed.Message} Mend that, then replay the file.", cancellationToken);
    }

    // Where even this cannot be written, the try counts as an interruption.
    private async Task GiveBackAsync(long fileId)
    {
        try
        {
            await files.GiveBackAsync(fileId, CancellationToken.None);
        }
        catch (Exception e) when (trouble.Of(e) is not null)
        {
            LogNotGivenBack(fileId);
        }
    }

    [LoggerMessage(EventId = 204, Level = LogLevel.Error, Message = "File {FileId} failed {Failures} times and goes to quarantine")]
    private partial void LogGivenUp(long fileId, int failures);

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "A stopped try at file {FileId} could not be taken back")]
    private partial void LogNotGivenBack(long fileId);
}

/// <summary>A try at a file failed. Hangfire stores and shows what a job throws: the path, which may hold a patient's name,
/// stays out of it, and so does the exception that tells it.</summary>
internal sealed class FileFailedException(long fileId, Exception cause) : Exception(
    $"File {fileId} could not be {(cause is IOException or UnauthorizedAccessException ? "read or moved" : "processed")}: {Trouble.Bare(cause)}")
{
    /// <summary>Where it happened: names of methods, without values.</summary>
    public override string? StackTrace => cause.StackTrace;
}
