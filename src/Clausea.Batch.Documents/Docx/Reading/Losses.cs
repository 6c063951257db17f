namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Something that a Word document can hold and a draft cannot.</summary>
/// <param name="One">What one is called.</param>
/// <param name="Many">What several are called.</param>
internal sealed record Loss(string One, string Many)
{
    public static readonly Loss Picture = new("image or drawing", "images or drawings");
    public static readonly Loss TextBox = new("text box", "text boxes");
    public static readonly Loss Footnote = new("footnote", "footnotes");
    public static readonly Loss Endnote = new("endnote", "endnotes");
    public static readonly Loss Struck = new("stretch of struck-through text", "stretches of struck-through text");
    public static readonly Loss Hidden = new("stretch of hidden text", "stretches of hidden text");
    public static readonly Loss Formula = new("formula", "formulas");
    public static readonly Loss Symbol = new("sign of a symbol font", "signs of a symbol font");
    public static readonly Loss InsertedFile = new("inserted file", "inserted files");
    public static readonly Loss HeadingNumber = new("number of a heading", "numbers of headings");
    public static readonly Loss ListInCell = new(
        "list item in a table (its text stands without its mark)",
        "list items in tables (their text stands without their marks)");

    public static readonly Loss MergedCell = new(
        "merged cell (its text stands in the first)", "merged cells (their text stands in the first)");

    public static readonly Loss InnerTable = new(
        "table in a table (its text stands in the cell)", "tables in tables (their text stands in the cells)");
}

/// <summary>Counts what is left out, in the order in which it is met.</summary>
internal sealed class Losses
{
    private readonly List<(Loss What, int Count)> _counts = [];

    public void Add(Loss what, int count = 1)
    {
        var index = _counts.FindIndex(entry => entry.What == what);
        if (index < 0)
        {
            _counts.Add((what, count));
        }
        else
        {
            _counts[index] = (what, _counts[index].Count + count);
        }
    }

    public IReadOnlyList<string> InWords() => [.. _counts.Select(entry => InWords(entry.What, entry.Count))];

    private static string InWords(Loss what, int count) =>
        FormattableString.Invariant($"{count} {(count == 1 ? what.One : what.Many)}");
}
