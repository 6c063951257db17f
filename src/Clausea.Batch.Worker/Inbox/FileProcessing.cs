using System.Text.Json;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>What processing a file came to.</summary>
internal sealed record Processed(FileStatus Status, string? Reason, FileTotals Totals, IReadOnlyList<long> NewAppeals);

/// <summary>Reads one file into the ledger, remittance by remittance, and puts it where it belongs. May be stopped at any
/// moment and run again: what was committed is recognized.</summary>
internal sealed partial class FileProcessing(
    DataFolder folder,
    LedgerFiles files,
    LedgerRemittances remittances,
    CurrentTemplates templates,
    TimeProvider time,
    ILogger<FileProcessing> log)
{
    private const int FindingsKept = 200;

    /// <summary>Null when there is nothing to do: done before, or by another worker.</summary>
    public async Task<Processed?> RunAsync(long fileId, int maxAttempts, CancellationToken cancellationToken)
    {
        var path = folder.FindInProcessing(fileId);
        var attempt = await files.BeginAsync(fileId, cancellationToken);
        if (attempt == 0)
        {
            await PutAwayAsync(fileId, path, cancellationToken);
            return null;
        }

        if (path is null)
        {
            LogMissing(fileId);
            return null;
        }

        if (attempt > maxAttempts)
        {
            return await FinishAsync(fileId, path, new Reading(), $"Processing was tried {maxAttempts} times and stopped each time before its end.", cancellationToken);
        }

        var reading = new Reading();
        var reason = await ReadAsync(path, fileId, reading, cancellationToken);
        return await FinishAsync(fileId, path, reading, reason, cancellationToken);
    }

    // Returns why the file must be kept apart, or null when it is in order.
    private async Task<string?> ReadAsync(string path, long fileId, Reading reading, CancellationToken cancellationToken)
    {
        var triage = templates.Now.Triage;
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        using var reader = new EraReader(stream, new EraOptions { Fingerprint = true });
        reading.Findings = reader.Findings;
        RemittanceWriting? writing = null;
        try
        {
            while (reader.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch (reader.Event)
                {
                    case EraEvent.Interchange:
                        reading.Interchanges++;
                        break;
                    case EraEvent.Remittance:
                        writing = await remittances.BeginAsync(fileId, reader.Interchange, reader.Remittance!, cancellationToken);
                        break;
                    case EraEvent.Claim:
                        await AddClaimAsync(reader, triage, writing!, reading, cancellationToken);
                        break;
                    case EraEvent.RemittanceEnd when !reader.Summary!.Complete:
                        reading.Cut ??= new Position(reader.Segments, reader.Offset);
                        await writing!.DisposeAsync();
                        writing = null;
                        break;
                    case EraEvent.RemittanceEnd:
                        reading.Add(reader.Summary!, await writing!.CommitAsync(reader.Summary!, cancellationToken));
                        await writing.DisposeAsync();
                        writing = null;
                        break;
                }
            }

            return WhyIncomplete(reading);
        }
        catch (NotAnEraException e)
        {
            return e.Message;
        }
        finally
        {
            if (writing is not null)
            {
                await writing.DisposeAsync();
            }
        }
    }

    private async Task AddClaimAsync(
        EraReader reader, ClaimTriage triage, RemittanceWriting writing, Reading reading, CancellationToken cancellationToken)
    {
        reading.Claims++;
        if (triage.Outline(reader.Claim) is { IsPlain: true } plain)
        {
            writing.Count(ClaimFigures.Of(reader.Claim, plain));
            return;
        }

        var claim = reader.Claim.ToClaimPayment();
        var verdict = triage.Decide(reader.Remittance!, claim, DateOnly.FromDateTime(time.GetLocalNow().DateTime));
        writing.Count(ClaimFigures.Of(claim, verdict));
        if (!verdict.IsOrdinary && verdict.Disposition != Disposition.None)
        {
            reading.Denials++;
            await writing.AddAsync(claim, verdict, cancellationToken);
        }
    }

    // The ledger first, with the place where the file will be; then the move. A stop between is mended by PutAway.
    private async Task<Processed> FinishAsync(long fileId, string path, Reading reading, string? reason, CancellationToken cancellationToken)
    {
        var name = DataFolder.OriginalName(path);
        var target = DataFolder.Free(reason is null ? folder.ArchiveOf(time.GetUtcNow()) : folder.Quarantine, name);
        var totals = reading.ToTotals();
        if (reason is null)
        {
            await files.CompleteAsync(fileId, totals, folder.Relative(target), cancellationToken);
        }
        else
        {
            await File.WriteAllTextAsync(target + ".reason.txt", reason + Environment.NewLine, CancellationToken.None);
            await files.QuarantineAsync(fileId, reason, totals, folder.Relative(target), cancellationToken);
        }

        Move(path, target);
        LogDone(fileId, reason is null ? "archived" : "quarantined", reading.Claims, reading.Denials, reading.NewAppeals.Count);
        return new Processed(reason is null ? FileStatus.Archived : FileStatus.Quarantined, reason, totals, reading.NewAppeals);
    }

    // The file was finished in the ledger, but still lies in processing/: a stop came between.
    private async Task PutAwayAsync(long fileId, string? path, CancellationToken cancellationToken)
    {
        if (path is not null && (await files.FindAsync(fileId, cancellationToken))?.StoredAs is { } stored)
        {
            Move(path, folder.Absolute(stored));
        }
    }

    private static void Move(string path, string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(path, File.Exists(target) ? DataFolder.Free(Path.GetDirectoryName(target)!, Path.GetFileName(target)) : target);
        }
        catch (FileNotFoundException)
        {
            // Another worker has just moved it.
        }
    }

    private static string? WhyIncomplete(Reading reading)
    {
        if (reading.Cut is not { } cut)
        {
            return reading.IsDamagedArchive
                ? "The archive is damaged, or unpacks to more than is read. " + Taken(reading.Remittances) + " Ask the sender for it again."
                : null;
        }

        return $"A remittance in the file is incomplete: it breaks off, or its beginning is missing, at {cut}. " +
            Taken(reading.Remittances) + " Ask the sender for the whole file.";
    }

    private static string Taken(int remittances) => remittances switch
    {
        0 => "Nothing of it was taken.",
        1 => "The one whole remittance in it was taken.",
        _ => $"The {remittances} whole remittances in it were taken.",
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "File {FileId} {Outcome}: {Claims} claims, {Denials} denials, {NewAppeals} new appeals")]
    private partial void LogDone(long fileId, string outcome, int claims, int denials, int newAppeals);

    [LoggerMessage(Level = LogLevel.Error, Message = "File {FileId} is registered, but its bytes are not in processing/; drop it again")]
    private partial void LogMissing(long fileId);

    private sealed class Reading
    {
        private int _newRemittances;
        private decimal _paid;

        public FindingList? Findings { get; set; }

        /// <summary>Where the first remittance breaks off.</summary>
        public Position? Cut { get; set; }

        public bool IsDamagedArchive => Findings?.Counts.ContainsKey(FindingKinds.ArchiveDamaged) == true;

        public int Interchanges { get; set; }

        public int Remittances { get; private set; }

        public int Claims { get; set; }

        public int Denials { get; set; }

        public List<long> NewAppeals { get; } = [];

        public void Add(RemittanceSummary summary, RemittanceRecorded recorded)
        {
            Remittances++;
            _newRemittances += recorded.IsNew ? 1 : 0;
            _paid += summary.Paid;
            NewAppeals.AddRange(recorded.NewAppeals);
        }

        public FileTotals ToTotals() => new(
            Interchanges, Remittances, _newRemittances, Claims, Denials, NewAppeals.Count, _paid,
            Findings?.Errors ?? 0, Findings?.Warnings ?? 0,
            Findings is { Count: > 0 } ? JsonSerializer.Serialize(Findings.Take(FindingsKept), FindingJson.Options) : null);
    }
}

/// <summary>How findings are kept in the ledger.</summary>
internal static class FindingJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
