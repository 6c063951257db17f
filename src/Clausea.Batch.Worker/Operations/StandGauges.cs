using System.Diagnostics.Metrics;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Operations;

/// <summary>The stand as gauges. They tell what was read last and never read themselves; what is not known has no value.</summary>
internal sealed class StandGauges
{
    private readonly StandReader _reader;

    public StandGauges(Telemetry telemetry, StandReader reader)
    {
        _reader = reader;
        var meter = telemetry.Meter;
        meter.CreateObservableGauge("clausea.ledger.up", Up, description: "1 when the ledger answered, 0 when not");
        meter.CreateObservableGauge("clausea.appeals", ByStatus, description: "Appeals, by status");
        meter.CreateObservableGauge("clausea.deadlines.at_risk", Of(stand => stand.DueSoon), description: "Appeals not sent whose deadline is within seven days");
        meter.CreateObservableGauge("clausea.deadlines.overdue", Of(stand => stand.Overdue), description: "Appeals not sent whose deadline has passed");
        meter.CreateObservableGauge("clausea.drafts.oldest.age", Of(stand => Age(stand.At, stand.OldestQueued) ?? 0), "s", "How long the oldest queued draft has waited");
        meter.CreateObservableGauge("clausea.files.oldest.age", Of(stand => Age(stand.At, stand.OldestFile) ?? 0), "s", "How long the oldest unfinished file has waited");
        meter.CreateObservableGauge("clausea.nightly.age", Of(stand => Age(stand.At, stand.NightlyRun)), "s", "How long ago the nightly run last finished");
        meter.CreateObservableGauge("clausea.inbox.files", () => Values(_reader.Latest?.InInbox), description: "Files in the inbox");
        meter.CreateObservableGauge("clausea.quarantine.files", () => Values(_reader.Latest?.InQuarantine), description: "Files in quarantine");
    }

    private IEnumerable<Measurement<long>> Up() => Values(_reader.Latest is { } stand ? stand.Ledger is null ? 0 : 1 : 0);

    private IEnumerable<Measurement<long>> ByStatus() => _reader.Latest?.Ledger is { } ledger
        ? ledger.Appeals.Select(status => new Measurement<long>(status.Value, Telemetry.Label("status", status.Key)))
        : [];

    private Func<IEnumerable<Measurement<long>>> Of(Func<LedgerStand, long?> read) =>
        () => Values(_reader.Latest?.Ledger is { } ledger ? read(ledger) : null);

    private static IEnumerable<Measurement<long>> Values(long? value) => value is { } some ? [new(some)] : [];

    private static long? Age(DateTimeOffset now, DateTimeOffset? since) =>
        since is { } instant ? (long)Math.Max(0, (now - instant).TotalSeconds) : null;
}
