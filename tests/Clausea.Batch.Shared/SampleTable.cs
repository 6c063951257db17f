using System.Globalization;

namespace Clausea.Batch.Shared;

/// <summary>A row of samples/era/README.md: what a sample shows, and what must happen to it.</summary>
public sealed record SampleRow(string File, string EndsIn, int Remittances, int Claims, bool? Balanced, IReadOnlyList<string> Triage)
{
    public string Path => System.IO.Path.Combine(Repository.Samples, File);

    public override string ToString() => File;
}

/// <summary>The table of the samples, as a person reads it.</summary>
public static class SampleTable
{
    public static IReadOnlyList<SampleRow> Rows { get; } =
    [
        .. File.ReadLines(System.IO.Path.Combine(Repository.Samples, "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(Parse),
    ];

    /// <summary>Every file that lies beside the table.</summary>
    public static IEnumerable<string> FilesOnDisk => Directory.EnumerateFiles(Repository.Samples, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Repository.Samples, path).Replace('\\', '/'))
        .Where(file => file != "README.md");

    private static SampleRow Parse(string line)
    {
        var cells = line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries);
        return new SampleRow(
            cells[0].Trim('`'),
            cells[2],
            int.Parse(cells[3], CultureInfo.InvariantCulture),
            int.Parse(cells[4], CultureInfo.InvariantCulture),
            cells[5] switch { "yes" => true, "no" => false, _ => null },
            cells[6] == "none" ? [] : cells[6].Split("; "));
    }
}
