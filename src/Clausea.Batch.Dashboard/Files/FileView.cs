using System.Globalization;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Dashboard.Worklist;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>All that the page of a file shows.</summary>
public sealed record FileView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required FileRow File { get; init; }

    public required IReadOnlyList<FileRemittance> Remittances { get; init; }

    public required bool IsFirstPage { get; init; }

    /// <summary>The remittance that the next page is behind; null when there is no next page.</summary>
    public long? NextAfter { get; init; }

    public required IReadOnlyList<FindingsOfCode> Findings { get; init; }

    /// <summary>How far the reading has got; null when it is not going on, or nobody can tell.</summary>
    public ReadProgress? Progress { get; init; }

    /// <summary>Its job, as long as Hangfire knows it.</summary>
    public string? Job { get; init; }

    /// <summary>What the form for another try needs; null when there can be none.</summary>
    public FormToken? Replay { get; init; }

    /// <summary>Whether the host can hand out the bytes.</summary>
    public bool HasOriginal { get; init; }

    public bool IsInWork => FileWords.IsInWork(File.Status);

    public string Appeals => new WorklistState { FileId = File.Id }.Href(Links);

    public int FindingsKept => Findings.Sum(entry => entry.Places.Count);

    public int FindingsMet => File.Totals.FindingErrors + File.Totals.FindingWarnings;
}

/// <summary>Findings of one code: what, what to do, and where.</summary>
public sealed record FindingsOfCode(string Code, Severity Severity, string? Title, string? Advice, IReadOnlyList<Finding> Places);

/// <summary>How far the reading of a file has got.</summary>
/// <param name="Part">0 to 1, of its bytes.</param>
public sealed record ReadProgress(int Claims, double Part)
{
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Claims:N0} claims read, {Part:P0} of the file");

    /// <summary>Reads what the job has written; null when that is nothing.</summary>
    internal static ReadProgress? Parse(string? text) => text?.Split(' ') is [var claims, var offset, var length]
        && int.TryParse(claims, CultureInfo.InvariantCulture, out var read)
        && double.TryParse(offset, CultureInfo.InvariantCulture, out var at)
        && double.TryParse(length, CultureInfo.InvariantCulture, out var all)
            ? new(read, all > 0 ? Math.Clamp(at / all, 0, 1) : 0)
            : null;
}
