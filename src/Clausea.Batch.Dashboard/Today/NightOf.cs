using System.Text.Json;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Today;

/// <summary>The last nightly run, as its summary in the ledger tells it.</summary>
/// <param name="MadeAt">When it came to its end.</param>
/// <param name="Problems">Steps that failed, in words.</param>
/// <param name="Figures">What was done in it, and since the one before; null when it tells none.</param>
public sealed record NightOf(DateTimeOffset MadeAt, IReadOnlyList<string> Problems, LedgerSummaryFigures? Figures)
{
    /// <summary>The name under which the ledger has these runs.</summary>
    public const string Run = "nightly";

    /// <summary>Null when none was made. A summary of another version tells what it can.</summary>
    internal static NightOf? Of(RunRow? run)
    {
        if (run?.FinishedAt is not { } made)
        {
            return null;
        }

        try
        {
            var summary = run.SummaryJson is { } json ? JsonSerializer.Deserialize<Summary>(json, JsonSerializerOptions.Web) : null;
            return new(made, summary?.Problems ?? [], summary?.Figures);
        }
        catch (JsonException)
        {
            return new(made, [], null);
        }
    }

    private sealed record Summary(IReadOnlyList<string>? Problems, LedgerSummaryFigures? Figures);
}
