namespace Clausea.Batch.Worker.Sources;

/// <summary>What one look at a source did.</summary>
/// <param name="Found">Files that were not fetched before.</param>
/// <param name="Fetched">Files that now lie in the inbox.</param>
/// <param name="Moving">Files that were still being written; the next look takes them.</param>
/// <param name="IsBusy">Another worker was just looking; nothing was done.</param>
internal sealed record PickUpResult(string Source, int Found, int Fetched, int Moving, bool IsBusy, IReadOnlyList<string> Problems)
{
    public static PickUpResult Busy(string source) => new(source, 0, 0, 0, true, []);
}

/// <summary>Counts of one look, while it runs. Files are told by number and place: their names may tell of patients.</summary>
internal sealed class PickUpCount
{
    private readonly Dictionary<string, (int Count, int First)> _problems = [];

    public int Found { get; set; }

    public int Fetched { get; set; }

    public int Moving { get; set; }

    /// <param name="what">What could not be done, behind "3 of 5 files ".</param>
    /// <param name="position">Place of the file in the order of names, from 1.</param>
    public void Add(string what, int position)
    {
        var seen = _problems.GetValueOrDefault(what, (Count: 0, First: position));
        _problems[what] = (seen.Count + 1, Math.Min(seen.First, position));
    }

    public PickUpResult ToResult(string source, int listed, string? stopped = null) => new(
        source, Found, Fetched, Moving, false,
        [.. _problems.Select(problem => Sentence(problem.Key, problem.Value, listed)), .. stopped is null ? Array.Empty<string>() : [stopped]]);

    private static string Sentence(string what, (int Count, int First) seen, int listed) =>
        $"{seen.Count} of {listed} files {what} The first of them is number {seen.First} in the order of names.";
}
