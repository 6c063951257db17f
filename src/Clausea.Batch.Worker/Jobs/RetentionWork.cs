using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>Tells what need no longer be kept, and takes it away: rows first, then the files that nothing names any more. May
/// be stopped at any time; the next purge goes on.</summary>
internal sealed partial class RetentionWork(
    LedgerRetention retention, DataFolder folder, IOptions<RetentionOptions> options, TimeProvider time, ILogger<RetentionWork> log)
{
    /// <summary>For this long a document stays that no row names: its row may be on the way, or lost with a ledger that was
    /// restored from a backup.</summary>
    public static readonly TimeSpan OrphansStay = TimeSpan.FromDays(30);

    private RetentionPeriod Period => RetentionPeriod.Of(time.GetUtcNow(), options.Value.Years, options.Value.RemovedExhibits);

    /// <summary>The nightly part: purges when Retention:Purge says so, else only tells what is due.</summary>
    public async Task<PurgeCounts> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Purge)
        {
            return (await PurgeAsync(HistoryRow.Program, cancellationToken)).Counts;
        }

        var report = await ReportAsync(cancellationToken);
        LogDue(report.Due.Denials, report.Due.Appeals, report.Due.Files, report.Held, report.Open);
        return report.Due;
    }

    public Task<RetentionReport> ReportAsync(CancellationToken cancellationToken) => retention.ReportAsync(Period, cancellationToken);

    public async Task<PurgeRun> PurgeAsync(string actor, CancellationToken cancellationToken)
    {
        var run = await retention.BeginAsync(Period, actor, cancellationToken);
        while (await retention.PurgeBatchAsync(run, cancellationToken))
        {
        }

        while (await retention.PurgeFilesAsync(run, cancellationToken))
        {
        }

        await RemoveOriginalsAsync(cancellationToken);
        var duplicates = await RemoveDuplicatesAsync(run.Period, cancellationToken);
        var documents = await RemoveDocumentsAsync(run.Period, cancellationToken);
        await retention.FinishAsync(run, duplicates, documents, cancellationToken);
        LogPurged(run.Id, run.Counts.Denials, run.Counts.Appeals, run.Counts.Files, duplicates, documents);
        return run;
    }

    private async Task RemoveOriginalsAsync(CancellationToken cancellationToken)
    {
        while (await retention.FilesToRemoveAsync(cancellationToken) is { Count: > 0 } files)
        {
            foreach (var file in files)
            {
                var path = folder.Absolute(file.StoredAs);
                Remove(path);
                Remove(path + ".reason.txt");
            }

            await retention.FilesRemovedAsync(files.Select(file => file.Id), cancellationToken);
        }
    }

    // A second copy has no row of its own: it goes when the file of its content went.
    private async Task<int> RemoveDuplicatesAsync(RetentionPeriod period, CancellationToken cancellationToken)
    {
        var removed = 0;
        var old = Directory.EnumerateFiles(folder.Duplicates).Where(path => File.GetLastWriteTimeUtc(path) < period.Before.UtcDateTime).ToList();
        foreach (var path in old)
        {
            if (await HashAsync(path, cancellationToken) is { } hash && await retention.IsPurgedAsync(hash, period, cancellationToken))
            {
                Remove(path);
                removed++;
            }
        }

        return removed;
    }

    private async Task<int> RemoveDocumentsAsync(RetentionPeriod period, CancellationToken cancellationToken)
    {
        var named = await retention.DocumentsAsync(period, cancellationToken);
        var before = time.GetUtcNow() - OrphansStay;
        return new DocumentStore(folder.Exhibits).Sweep(named, before, cancellationToken)
            + new DocumentStore(folder.Packets).Sweep(named, before, cancellationToken);
    }

    // Null when another worker has just removed it.
    private static async Task<FileHash?> HashAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return await FileHash.OfAsync(stream, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // Another worker may have removed it, or a person its whole folder.
    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    [LoggerMessage(EventId = 801, Level = LogLevel.Information, Message = "Retention: {Denials} denials with {Appeals} appeals and {Files} files are due and stay, because Retention:Purge is off; {Held} are held, {Open} are old and open")]
    private partial void LogDue(int denials, int appeals, int files, int held, int open);

    [LoggerMessage(EventId = 802, Level = LogLevel.Information, Message = "Purge {Id} took {Denials} denials with {Appeals} appeals, {Files} files, {Duplicates} duplicates and {Documents} documents")]
    private partial void LogPurged(long id, int denials, int appeals, int files, int duplicates, int documents);
}
