using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Jobs;

/// <summary>What a nightly run tells: figures and problems in words, nothing of a patient, a payer or a file.</summary>
/// <param name="Since">From when on things were counted.</param>
/// <param name="Until">When they were.</param>
/// <param name="Figures">What was done in between, and what waits.</param>
/// <param name="Problems">What a person has to look at; whole sentences.</param>
/// <param name="IsMailed">Whether the mail server took it.</param>
internal sealed record NightlySummary(
    DateTimeOffset Since, DateTimeOffset Until, LedgerSummaryFigures Figures, IReadOnlyList<string> Problems, bool IsMailed = false);
