namespace Clausea.Batch.Documents.Pdf;

/// <summary>Shares a table's width among its columns.</summary>
internal static class ColumnWidths
{
    /// <param name="narrowest">The widest word of each column.</param>
    /// <param name="natural">The widest cell of each column.</param>
    /// <param name="width">What there is.</param>
    public static double[] Share(double[] narrowest, double[] natural, double width)
    {
        var (least, most) = (narrowest.Sum(), natural.Sum());
        if (most <= width)
        {
            var stretch = width / most;
            return [.. natural.Select(column => column * stretch)];
        }

        return least < width
            ? [.. natural.Select((column, at) => narrowest[at] + ((column - narrowest[at]) * (width - least) / (most - least)))]
            : [.. narrowest.Select(column => Math.Max(column * width / least, width / (4 * narrowest.Length)))];
    }
}
