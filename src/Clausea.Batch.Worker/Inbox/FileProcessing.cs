using System.Text.Json;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>How far the reading of a file has got.</summary>
internal readonly record struct FileProgress(int Claims, long Offset, long Length);

/// <summary>Who looks on while a file is read, and whom it waits for.</summary>
internal readonly record struct FileWatch(IProgress<FileProgress>? Progress = null)
{
    /// <summary>Nothing of the file is written before this has ended.</summary>
    public Task Turn { get => field ?? Task.CompletedTask; init; }
}

/// <summary>What processing a file came to.</summary>
internal sealed record Processed(FileStatus Status, string? Reason, FileTotals Totals, IReadOnlyList<long> NewAppeals);

/// <summary>Reads one file into the ledger, remittance by remittance, and puts it where it belongs. May be stopped at any
/// moment and run again: what was committed is recognized.</summary>
internal sealed partial class FileProcessing(
    DataFolder folder,
    LedgerFiles files,
    LedgerRemittances remittances,
    AppealedClaims appealed,
    CurrentTemplates templates,
    TimeProvider time,
    ILogger<FileProcessing> log)
{
    /// <summary>What stands behind the name of a quarantined file in the name of its reason.</summary>
    public const string ReasonEnding = ".reason.txt";

    private const int FindingsKept = 200;
    private const int ClaimsBetweenReports = 1000;
    private static readonly TimeSpan s_missingAfter = TimeSpan.FromMinutes(15);

    /// <summary>Null when there is nothing to do: done before, or in the hands of another worker.</summary>
    public async Task<Processed?> RunAsync(
        long fileId, int maxInterruptions, FileWatch watch, CancellationToken cancellationToken)
    {
        if (await FindAsync(fileId, cancellationToken) is not { } path)
        {
            return null;
        }

        using var held = HeldFile.TryOpen(path);
        if (held is null)
        {
            LogHeld(fileId);
            return null;
        }

        var attempt = await files.BeginAsync(fileId, cancellationToken);
        if (attempt.Number == 0)
        {
            await PutAwayAsync(fileId, path, cancellationToken);
            return null;
        }

        var reading = new Reading();
        var reason = attempt.Interruptions >= maxInterruptions
            ? $"Its processing was begun {attempt.Interruptions} times, and each time something stopped the program before the end. Look at the log of those times, then replay the file."
            : await ReadAsync(held.Stream, fileId, reading, watch, cancellationToken);
        await watch.Turn;
        return await FinishAsync(fileId, path, reading, reason, cancellationToken);
    }

    /// <summary>Quarantines a file that could not be processed. Null when another worker has it or has finished it.</summary>
    public async Task<Processed?> GiveUpAsync(long fileId, string reason, CancellationToken cancellationToken)
    {
        if (folder.FindInProcessing(fileId) is not { } path)
        {
            return null;
        }

        using var held = TryHold(path, out var isUnreadable);
        return held is null && !isUnreadable ? null : await FinishAsync(fileId, path, new Reading(), reason, cancellationToken);
    }

    // That it cannot be opened may be the very reason why it is given up.
    private static HeldFile? TryHold(string path, out bool isUnreadable)
    {
        isUnreadable = false;
        try
        {
            return HeldFile.TryOpen(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            isUnreadable = true;
            return null;
        }
    }

    // Where its bytes are; a file that is to be tried again is fetched from where it was put.
    private async Task<string?> FindAsync(long fileId, CancellationToken cancellationToken)
    {
        if (folder.FindInProcessing(fileId) is { } path)
        {
            return path;
        }

        if (await files.FindAsync(fileId, cancellationToken) is not { Status: FileStatus.Received or FileStatus.Processing } file)
        {
            return null;
        }

        if (file.StoredAs is { } stored && Fetch(folder.Absolute(stored), folder.InProcessing(fileId, file.Name)) is { } fetched)
        {
            return fetched;
        }

        // Between its registration and its name in processing/ a file is somebody's for a moment.
        if (time.GetUtcNow() - file.LastSeenAt > s_missingAfter)
        {
            LogMissing(fileId);
            await files.QuarantineAsync(fileId, "Its bytes are gone from processing/: drop the file again.", FileTotals.None, null, cancellationToken);
        }

        return null;
    }

    private static string? Fetch(string stored, string target)
    {
        try
        {
            File.Move(stored, target);
            File.Delete(stored + ReasonEnding);
            return target;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // Returns why the file must be kept apart, or null when it is in order.
    private async Task<string?> ReadAsync(
        FileStream stream, long fileId, Reading reading, FileWatch watch, CancellationToken cancellationToken)
    {
        var triage = templates.Now.Triage;
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
                        writing = await remittances.BeginAsync(fileId, reader.Interchange, reader.Remittance!, watch.Turn, cancellationToken);
                        writing.AskedAbout(await appealed.RefreshAsync(cancellationToken));
                        break;
                    case EraEvent.Claim:
                        await AddClaimAsync(reader, triage, writing!, reading, cancellationToken);
                        if (reading.Claims % ClaimsBetweenReports == 0)
                        {
                            watch.Progress?.Report(new(reading.Claims, reader.Offset, stream.Length));
                        }

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
        var wasDenied = appealed.MayHave(reader.Claim.Account);
        if (!wasDenied && triage.Outline(reader.Claim) is { IsPlain: true } plain)
        {
            writing.Count(ClaimFigures.Of(reader.Claim, plain));
            return;
        }

        var claim = reader.Claim.ToClaimPayment();
        var verdict = triage.Decide(reader.Remittance!, claim, DateOnly.FromDateTime(time.GetLocalNow().DateTime));
        writing.Count(ClaimFigures.Of(claim, verdict));
        if (wasDenied || claim.Corrects is not null)
        {
            writing.Weigh(claim, verdict);
        }

        if (!verdict.IsOrdinary && verdict.Disposition != Disposition.None)
        {
            reading.Denials++;
            await writing.AddAsync(claim, verdict, cancellationToken);
        }
    }

    // The ledger first, with the place where the file will be; then the move. A stop between is mended by PutAway.
    private async Task<Processed> FinishAsync(long fileId, string path, Reading reading, string? reason, CancellationToken cancellationToken)
    {
        var target = DataFolder.Free(reason is null ? folder.ArchiveOf(time.GetUtcNow()) : folder.Quarantine, DataFolder.OriginalName(path));
        var totals = reading.ToTotals();
        if (reason is null)
        {
            await files.CompleteAsync(fileId, totals, folder.Relative(target), cancellationToken);
        }
        else
        {
            await files.QuarantineAsync(fileId, reason, totals, folder.Relative(target), cancellationToken);
        }

        await MoveAsync(fileId, path, target, reason, CancellationToken.None);
        LogDone(fileId, reason is null ? "archived" : "quarantined", reading.Claims, reading.Denials, reading.NewAppeals.Count);
        return new Processed(reason is null ? FileStatus.Archived : FileStatus.Quarantined, reason, totals, reading.NewAppeals);
    }

    // The file was finished in the ledger, but still lies in processing/: a stop came between.
    private async Task PutAwayAsync(long fileId, string path, CancellationToken cancellationToken)
    {
        if (await files.FindAsync(fileId, cancellationToken) is { StoredAs: { } stored } file)
        {
            await MoveAsync(fileId, path, folder.Absolute(stored), file.Reason, cancellationToken);
        }
    }

    // Two files of one name may have been promised one place: then the later one gets another, and the ledger knows.
    private async Task MoveAsync(long fileId, string path, string target, string? reason, CancellationToken cancellationToken)
    {
        var home = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(home);
        while (!TryMove(path, target))
        {
            target = DataFolder.Free(home, DataFolder.OriginalName(path));
            await files.StoreAsync(fileId, folder.Relative(target), cancellationToken);
        }

        if (reason is not null)
        {
            await File.WriteAllTextAsync(target + ReasonEnding, reason + Environment.NewLine, CancellationToken.None);
        }
    }

    private static bool TryMove(string path, string target)
    {
        try
        {
            File.Move(path, target);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Moved before a stop, or by hand.
            return true;
        }
        catch (IOException) when (File.Exists(target))
        {
            return false;
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

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "File {FileId} {Outcome}: {Claims} claims, {Denials} denials, {NewAppeals} new appeals")]
    private partial void LogDone(long fileId, string outcome, int claims, int denials, int newAppeals);

    [LoggerMessage(EventId = 203, Level = LogLevel.Debug, Message = "File {FileId} is in the hands of another worker")]
    private partial void LogHeld(long fileId);

    [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "File {FileId} is registered, but its bytes are not in processing/; drop it again")]
    private partial void LogMissing(long fileId);

    private sealed class Reading
    {
        private int _newRemittances;
        private int _resentRemittances;
        private int _closedAppeals;
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
            _resentRemittances += recorded.ResentOf is null ? 0 : 1;
            _closedAppeals += recorded.ClosedAppeals;
            _paid += summary.Paid;
            NewAppeals.AddRange(recorded.NewAppeals);
        }

        public FileTotals ToTotals() => new(
            Interchanges, Remittances, _newRemittances, Claims, Denials, NewAppeals.Count, _paid,
            Findings?.Errors ?? 0, Findings?.Warnings ?? 0,
            Findings is { Count: > 0 } ? JsonSerializer.Serialize(Findings.Take(FindingsKept), FindingJson.Options) : null)
        {
            ResentRemittances = _resentRemittances,
            ClosedAppeals = _closedAppeals,
        };
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
