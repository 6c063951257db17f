using System.Diagnostics.Metrics;
using System.Text.Json;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Operations;

/// <summary>What became of a file, as a label.</summary>
internal enum FileOutcome
{
    Archived,
    Quarantined,
    Duplicate,
}

/// <summary>Counts what the worker does. Labels name outcomes and kinds of jobs: never a patient, a payer or a file.</summary>
internal sealed class Telemetry : IDisposable
{
    public const string MeterName = "Clausea.Batch";

    private readonly Counter<long> _files;
    private readonly Counter<long> _claims;
    private readonly Counter<long> _denials;
    private readonly Counter<long> _appeals;
    private readonly Counter<long> _drafts;
    private readonly Counter<long> _draftsFailed;
    private readonly Counter<long> _jobsFailed;
    private readonly Histogram<double> _fileSeconds;
    private readonly Histogram<double> _draftSeconds;

    public Telemetry()
    {
        _files = Meter.CreateCounter<long>("clausea.files", description: "Files that came to rest, by outcome");
        _claims = Meter.CreateCounter<long>("clausea.claims", description: "Claims read");
        _denials = Meter.CreateCounter<long>("clausea.denials", description: "Claims that something is to be done about");
        _appeals = Meter.CreateCounter<long>("clausea.appeals.opened", description: "Appeals opened");
        _drafts = Meter.CreateCounter<long>("clausea.drafts.written", description: "Drafts written");
        _draftsFailed = Meter.CreateCounter<long>("clausea.drafts.failed", description: "Drafts that a template refused");
        _jobsFailed = Meter.CreateCounter<long>("clausea.jobs.failed", description: "Tries of jobs that ended in an error, by job");
        _fileSeconds = Meter.CreateHistogram("clausea.file.duration", "s", "Time to process a file", advice: Buckets(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800));
        _draftSeconds = Meter.CreateHistogram("clausea.draft.duration", "s", "Time to write a draft", advice: Buckets(0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15));
    }

    public Meter Meter { get; } = new(MeterName);

    public void FileDone(Processed file, TimeSpan took) => FileDone(
        file.Status == FileStatus.Archived ? FileOutcome.Archived : FileOutcome.Quarantined,
        file.Totals.Claims, file.Totals.Denials, file.NewAppeals.Count, took.TotalSeconds);

    public void FileDone(FileOutcome outcome, int claims, int denials, int appeals, double seconds)
    {
        _files.Add(1, Label("outcome", outcome));
        _claims.Add(claims);
        _denials.Add(denials);
        _appeals.Add(appeals);
        _fileSeconds.Record(seconds);
    }

    /// <summary>The same content had come before: nothing was read.</summary>
    public void FileKnown() => _files.Add(1, Label("outcome", FileOutcome.Duplicate));

    public void DraftDone(double seconds)
    {
        _drafts.Add(1);
        _draftSeconds.Record(seconds);
    }

    public void DraftFailed() => _draftsFailed.Add(1);

    public void JobFailed(Type job) => _jobsFailed.Add(1, new KeyValuePair<string, object?>("job", job.Name));

    public void Dispose() => Meter.Dispose();

    /// <summary>DraftFailed becomes draft_failed.</summary>
    public static KeyValuePair<string, object?> Label<T>(string name, T value)
        where T : struct, Enum => new(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static InstrumentAdvice<double> Buckets(params double[] seconds) => new() { HistogramBucketBoundaries = seconds };
}
