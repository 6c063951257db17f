namespace Clausea.Batch.Documents.Docx;

/// <summary>Shares the width of a page out to columns, as a browser does: words whole first, then room for what is long.</summary>
internal static class ColumnWidths
{
    private const int TwipsPerEm = 200;

    // The margins of a cell, and a little for the estimate.
    private const int Margin = 220;

    // A first column of two that is no wider holds labels, which stay on one line.
    private const double WidestLabel = 0.35;

    /// <summary>In twips; they add up to the whole. The first row is bold.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<IReadOnlyList<string>> rows, int columns, int whole)
    {
        var least = Columns(rows, columns, (text, bold) => TextWidth.OfWord(text, bold));
        var most = Columns(rows, columns, (text, bold) => TextWidth.Of(text, bold));
        return Round(Share(least, most, whole), whole);
    }

    private static List<double> Columns(IReadOnlyList<IReadOnlyList<string>> rows, int columns, Func<string, bool, double> measure) =>
        [.. Enumerable.Range(0, columns).Select(column => Margin + (TwipsPerEm * rows.Select((row, index) =>
            column < row.Count ? measure(row[column], index == 0) : 0).Max()))];

    private static IEnumerable<double> Share(List<double> least, List<double> most, int whole)
    {
        var (wanted, needed) = (most.Sum(), least.Sum());
        if (most.Count == 2 && (wanted <= whole || most[0] <= whole * WidestLabel))
        {
            return [most[0], whole - most[0]];
        }

        if (wanted <= whole || needed >= whole)
        {
            var basis = wanted <= whole ? most : least;
            return basis.Select(width => width * whole / basis.Sum());
        }

        return least.Zip(most, (narrow, wide) => narrow + ((whole - needed) * (wide - narrow) / (wanted - needed)));
    }

    private static List<int> Round(IEnumerable<double> widths, int whole)
    {
        var rounded = widths.Select(width => (int)width).ToList();
        rounded[^1] += whole - rounded.Sum();
        return rounded;
    }
}
